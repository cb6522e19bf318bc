import StrataCore

/// Times and durations for people; always UTC, so that two readers see the same.
enum TimeText {
  /// `2026-01-05 09:00 UTC`.
  static func minute(_ time: Timestamp) -> String {
    let text = time.description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }

  /// `2026-01-05 09:00:12 UTC`.
  static func second(_ time: Timestamp) -> String {
    let text = time.description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
  }

  /// The two largest units: `3 d 4 h`, `1 h 12 min`, `12 s`; under a second `0 s`.
  static func duration(microseconds: Int64) -> String {
    Elapsed.text(microseconds: microseconds)
  }

  /// `1 turn`, `2 turns`.
  static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}
