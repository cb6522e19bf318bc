/// Writes a statement's placeholders as PostgreSQL wants them.
enum NumberedPlaceholders {
  /// The statement with `$1`, `$2` … for each `?` that stands outside of literals, quoted names and
  /// comments.
  ///
  /// Backslash escapes (`E'…'`) are not known here; no statement of the journal has one.
  static func text(of sql: String) -> String {
    var scanner = Scanner(sql)
    while let byte = scanner.rest.first {
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): scanner.copyQuoted(by: [byte])
      case UInt8(ascii: "$"): scanner.copyDollarQuoted()
      case UInt8(ascii: "-") where scanner.rest.starts(with: "--".utf8):
        scanner.copy(through: Array("\n".utf8), after: 2)
      case UInt8(ascii: "/") where scanner.rest.starts(with: "/*".utf8):
        scanner.copy(through: Array("*/".utf8), after: 2)
      case UInt8(ascii: "?"): scanner.numberPlaceholder()
      default: scanner.copy(1)
      }
    }
    return String(decoding: scanner.output, as: UTF8.self)
  }

  private struct Scanner {
    var rest: ArraySlice<UInt8>
    var output: [UInt8] = []
    private var count = 0

    init(_ sql: String) { rest = Array(sql.utf8)[...] }

    mutating func copy(_ length: Int) {
      output += rest.prefix(length)
      rest = rest.dropFirst(length)
    }

    mutating func numberPlaceholder() {
      count += 1
      output += "$\(count)".utf8
      rest = rest.dropFirst()
    }

    /// Copies what stands between two marks. A doubled quote inside ends one literal and begins the
    /// next, which comes to the same.
    mutating func copyQuoted(by mark: [UInt8]) {
      copy(through: mark, after: mark.count)
    }

    /// Copies up to and with an end, or all of the rest.
    mutating func copy(through end: [UInt8], after length: Int) {
      copy(length)
      while !rest.isEmpty, !rest.starts(with: end) { copy(1) }
      copy(end.count)
    }

    /// Copies `$$…$$` or `$tag$…$tag$`; a `$` that begins neither is copied alone.
    mutating func copyDollarQuoted() {
      let tag = rest.dropFirst().prefix { byte in
        byte == UInt8(ascii: "_")
          || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      }
      guard rest.dropFirst(1 + tag.count).first == UInt8(ascii: "$") else { return copy(1) }
      copyQuoted(by: Array(rest.prefix(tag.count + 2)))
    }
  }
}
