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
    case .md: markdownWithoutLinks(text)
    case .html: Self.html(text)
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
