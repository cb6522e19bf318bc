/// How many columns text takes on a terminal, and text fitted to columns.
enum DisplayWidth {
  /// The columns of a text without line breaks.
  static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The columns of one character: 0, 1 or 2.
  static func of(_ character: Character) -> Int {
    if character.isASCII { return 1 }
    var widest = 0
    for scalar in character.unicodeScalars {
      if scalar.value == 0xFE0F { return 2 }
      widest = max(widest, of(scalar))
    }
    return widest
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  // East Asian Width W and F (UAX #11), by block; emoji are recognised by their own property.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265,
    0x20000...0x3FFFD,
  ]

  /// The text, cut to the width with `…` at the end where it is longer.
  static func fitting(_ text: String, in width: Int?) -> String {
    guard let width, of(text) > width else { return text }
    guard width > 0 else { return "" }
    var used = 0
    let kept = text.prefix { character in
      used += of(character)
      return used < width
    }
    return kept + "…"
  }

  /// The text, filled with spaces to the width.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  /// The lines of a text, broken at spaces so that none is wider than the width.
  ///
  /// A word that is too long alone is broken where the width ends; without a width only the text's
  /// own line breaks count.
  static func wrapped(_ text: String, to width: Int?) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let width else { return lines.map(String.init) }
    return lines.flatMap { wrapped(line: $0, to: max(width, 2)) }
  }

  private static func wrapped(line: Substring, to width: Int) -> [String] {
    guard of(line) > width else { return [String(line)] }
    var result: [String] = []
    var current = ""
    var used = 0
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      let columns = of(word)
      if !current.isEmpty, used + 1 + columns > width {
        result.append(current)
        current = ""
        used = 0
      } else if !current.isEmpty {
        current += " "
        used += 1
      }
      for character in word {
        let next = of(character)
        if used + next > width {
          result.append(current)
          current = ""
          used = 0
        }
        current.append(character)
        used += next
      }
    }
    result.append(current)
    return result
  }
}
