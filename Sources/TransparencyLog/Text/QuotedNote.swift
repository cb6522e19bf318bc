/// A signed note inside another text: each of its lines with `> ` in front, so that nothing in it can
/// be taken for a line of the text around it.
enum QuotedNote {
  private static let prefix = Array("> ".utf8)
  private static let newline = UInt8(ascii: "\n")

  /// The lines of a note, which ends in a line feed.
  static func bytes(of note: [UInt8]) -> [UInt8] {
    note.split(separator: newline, omittingEmptySubsequences: false).dropLast()
      .flatMap { prefix + $0 + [newline] }
  }
}

extension LineScanner {
  /// The note that the quoted lines from here on spell; at least one.
  mutating func quotedNote(_ meaning: String) throws(TransparencyLogError) -> [UInt8] {
    var note: [UInt8] = []
    repeat {
      note += try next(after: "> ", meaning)
      note.append(UInt8(ascii: "\n"))
      guard note.count <= SignedNote.maximumByteCount else {
        throw failure("\(meaning) is longer than a note can be", .limitExceeded)
      }
    } while remainder.starts(with: "> ".utf8)
    return note
  }

  /// Reads the next line if it is this one, and says whether it was.
  mutating func skip(_ line: String) throws(TransparencyLogError) -> Bool {
    guard remainder.starts(with: Array("\(line)\n".utf8)) else { return false }
    _ = try next(line)
    return true
  }
}
