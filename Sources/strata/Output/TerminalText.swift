/// Text from outside, made safe to show on a terminal.
///
/// What customers and tools wrote may hold escape sequences that move the cursor, change colours or
/// set the window's title, and invisible characters that turn the direction of writing round. They
/// are shown, never sent: the escape character as `\u{1B}`.
enum TerminalText {
  /// The text on one line: line breaks and tabs become one space.
  static func line(_ text: String) -> String {
    cleaned(text) { $0 == "\n" || $0 == "\t" || $0 == "\r" ? " " : nil }
  }

  /// The text with its line breaks; a tab becomes four spaces, `\r\n` one break.
  static func block(_ text: String) -> String {
    cleaned(text.contains("\r\n") ? text.split(separator: "\r\n").joined(separator: "\n") : text) {
      switch $0 {
      case "\n": "\n"
      case "\t": "    "
      default: nil
      }
    }
  }

  /// Whether a scalar may steer a terminal or mislead a reader.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    // Joiners shape emoji and Indic scripts; the other format characters only hide or reverse.
    case .format: return scalar.value != 0x200C && scalar.value != 0x200D
    default: return false
    }
  }

  private static func cleaned(
    _ text: String, _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if !isUnsafe(scalar) {
        result.unicodeScalars.append(scalar)
      } else if let replacement = replacement(scalar) {
        result += replacement
      } else {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
    return result
  }
}
