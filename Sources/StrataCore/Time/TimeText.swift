/// Times and durations for people; always UTC, so that two readers see the same.
package enum TimeText {
  /// `2026-01-05 09:00 UTC`.
  package static func minute(_ time: Timestamp) -> String {
    let text = time.description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }

  /// `2026-01-05 09:00:12 UTC`.
  package static func second(_ time: Timestamp) -> String {
    let text = time.description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
  }

  /// The two largest units: `3 d 4 h`, `1 h 12 min`, `12 s`; under a second `0 s`.
  package static func duration(microseconds: Int64) -> String {
    let seconds = Int64(microseconds.magnitude / 1_000_000)
    let parts = [
      (seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"),
      (seconds % 60, "s"),
    ]
    guard let first = parts.firstIndex(where: { $0.0 > 0 }) else { return "0 s" }
    let shown = parts[first...].prefix(2).filter { $0.0 > 0 }
    return shown.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }

  /// `1 turn`, `2 turns`.
  package static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}
