/// Colour and weight of words, or neither where the output is not a terminal.
struct Style: Sendable {
  /// What a word is, which decides how it looks.
  enum Role: Sendable {
    case heading, version, quiet, good, warning, bad, quote
    /// A line of work, by its major number.
    case line(Int)
  }

  /// Whether escape sequences may be written at all.
  let isColoured: Bool

  /// The text in the look of its role.
  func callAsFunction(_ role: Role, _ text: String) -> String {
    guard isColoured, !text.isEmpty else { return text }
    return "\u{1B}[\(Self.parameters(role))m\(text)\u{1B}[0m"
  }

  private static func parameters(_ role: Role) -> String {
    switch role {
    case .heading: "1"
    case .version: "33"
    case .quiet: "2"
    case .good: "32"
    case .warning: "33"
    case .bad: "31"
    case .quote: "36"
    case .line(let major): ["36", "35", "32", "34", "33", "31"][abs(major &- 1) % 6]
    }
  }
}
