/// How to read a file, seen from its first bytes.
package struct FileShape: Hashable, Sendable {
  /// What its top level is.
  package var mode: JSONSplitter.Mode
  /// How many bytes to pass over: a byte order mark.
  package var offset: Int

  /// How many bytes are enough to look at.
  package static let headLength = 1 << 20

  /// Looks at the start of a file.
  ///
  /// - Parameters:
  ///   - head: the first bytes, at most ``headLength``.
  ///   - isNamedLines: whether the file's name says that it has one record a line.
  /// - Throws: ``RecordFault`` where it cannot be a file of conversations.
  package init(head: [UInt8], isNamedLines: Bool) throws(RecordFault) {
    if let fault = Self.otherKind(of: head) { throw fault }
    offset = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = head[offset...]
    guard let start = text.firstIndex(where: { !Self.isSpace($0) }) else {
      throw RecordFault(
        head.count < Self.headLength ? "the file is empty" : "the file begins with white space only"
      )
    }
    guard head[start] == UInt8(ascii: "{") || head[start] == UInt8(ascii: "[") else {
      throw RecordFault(
        "it is not JSON: it begins with \(Self.shown(text[start...]))",
        remedy: "give a file of conversations in JSON or JSON lines", offset: start)
    }
    let isArray = head[start] == UInt8(ascii: "[")
    guard let lineEnd = text[start...].firstIndex(of: 0x0A) else {
      // One long line: a whole array, or one record, which is also a file of one line.
      mode = isArray && !isNamedLines ? .array : .lines
      return
    }
    let isOneLine = text[lineEnd...].allSatisfy(Self.isSpace)
    if isNamedLines || (Self.isBalanced(text[start..<lineEnd]) && !(isArray && isOneLine)) {
      mode = .lines
    } else {
      mode = isArray ? .array : .document
    }
  }

  private static func otherKind(of head: [UInt8]) -> RecordFault? {
    let kinds: [(mark: [UInt8], name: String, remedy: String)] = [
      ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive", "unpack it and import the files in it"),
      ([0x1F, 0x8B], "compressed with gzip", "unpack it first"),
      ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd", "unpack it first"),
      ([0xFF, 0xFE], "in UTF-16", "convert it to UTF-8"),
      ([0xFE, 0xFF], "in UTF-16", "convert it to UTF-8"),
    ]
    return kinds.first { head.starts(with: $0.mark) }.map {
      RecordFault("the file is \($0.name)", remedy: $0.remedy)
    }
  }

  private static func isBalanced(_ line: ArraySlice<UInt8>) -> Bool {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for byte in line {
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = isInString
      case UInt8(ascii: "\""): isInString.toggle()
      case _ where isInString: break
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
    return depth == 0 && !isInString
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    let start = bytes.prefix(12)
    return start.allSatisfy({ (0x20...0x7E).contains($0) })
      ? String(decoding: start, as: UTF8.self).debugDescription
      : "the byte 0x\(String(bytes.first ?? 0, radix: 16, uppercase: true))"
  }
}
