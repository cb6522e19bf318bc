/// Durations for people.
public enum Elapsed {
  /// The two largest units: `3 d 4 h`, `1 h 12 min`, `12 s`; under a second `0 s`.
  public static func text(microseconds: Int64) -> String {
    let seconds = Int64(microseconds.magnitude / 1_000_000)
    let parts = [
      (seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"),
      (seconds % 60, "s"),
    ]
    guard let first = parts.firstIndex(where: { $0.0 > 0 }) else { return "0 s" }
    let shown = parts[first...].prefix(2).filter { $0.0 > 0 }
    return shown.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }
}
