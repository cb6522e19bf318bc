import Foundation

extension Unicode.Scalar {
  /// Whether it hides, steers or is not assigned, so that two names with it may look the same.
  var isUnfitForNames: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    return switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      true
    default: false
    }
  }

  /// `U+000A`.
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension String {
  /// Whether it is in Unicode normal form C, in which what looks the same is the same.
  var isNormalFormC: Bool {
    utf8.allSatisfy { $0 < 0x80 }
      || Array(precomposedStringWithCanonicalMapping.unicodeScalars) == Array(unicodeScalars)
  }

  /// The text in quotes as messages show it: at most 60 characters of it.
  var shownInMessages: String {
    unicodeScalars.count <= 60 ? debugDescription : String(prefix(60)).debugDescription + "…"
  }
}
