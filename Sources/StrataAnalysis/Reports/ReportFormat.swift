import StrataCore

/// In what a report is written.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// GitHub Flavored Markdown.
  case md
  /// One HTML page that needs nothing else.
  case html

  /// Text from outside, made to mean nothing to the format: no markup, no link, no script, and no
  /// control over the direction of what stands around it.
  package func escaped(_ text: String) -> String {
    switch self {
    case .md: Self.markdown(text)
    case .html: Self.html(text)
    }
  }

  /// GitHub makes links of bare addresses, escaped or not, except in code.
  private static func markdown(_ text: String) -> String {
    guard
      text.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") })
        || text.lowercased().contains("www.")
    else { return StrataCore.markdown(text) }
    var result = ""
    var plain = ""
    var word = ""
    func endsWord() {
      if isAddress(word) {
        result += StrataCore.markdown(plain) + "`\(word)`"
        plain = ""
      } else {
        plain += word
      }
      word = ""
    }
    for character in text {
      if isOfAddress(character) {
        word.append(character)
      } else {
        endsWord()
        plain.append(character)
      }
    }
    endsWord()
    return result + StrataCore.markdown(plain)
  }

  private static func isAddress(_ word: String) -> Bool {
    let word = word.lowercased()
    return word.contains("://") || word.contains("www.") || word.contains("@")
      || word.contains("mailto:") || word.contains("xmpp:")
  }

  /// What can stand in an address, and in code inside a cell of a table.
  private static func isOfAddress(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy { scalar in
      scalar.value > 0x20 && scalar.value < 0x7F && !"`|<>\\\"".unicodeScalars.contains(scalar)
    }
  }

  /// A user's template may put a value between either kind of quotes.
  private static func html(_ text: String) -> String {
    var result = ""
    for scalar in HTMLText.escaped(text).unicodeScalars {
      switch scalar {
      case "'": result += "&#39;"
      case "\u{200E}", "\u{200F}", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
