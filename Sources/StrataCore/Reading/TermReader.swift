/// Finds topic terms: names and rarer words that tell one line from another.
enum TermReader {
  /// A term at its place.
  struct Term: Sendable {
    var token: Int
    var key: UInt64
    var weight: Float
  }

  /// The terms of a passage. A capitalised word inside a sentence, an identifier or a number of
  /// several digits weighs more than an ordinary word.
  ///
  /// - Complexity: O(tokens).
  static func terms(of passage: Passage, with vocabulary: Vocabulary) -> [Term] {
    passage.tokens.indices.compactMap { index in
      weight(of: passage.tokens[index], vocabulary).map {
        Term(token: index, key: passage.stems[index], weight: $0)
      }
    }
  }

  /// The terms of a name such as a project's.
  static func words(of text: String, with vocabulary: Vocabulary) -> [UInt64] {
    let bytes = Array(text.utf8)
    let tokens = Tokeniser.tokens(of: bytes).filter(\.isWord)
    let telling = tokens.filter { !vocabulary.commonWords.contains($0.key) }
    return (telling.isEmpty ? tokens : telling).map { stem($0, in: bytes) }
  }

  private static func weight(of token: Token, _ vocabulary: Vocabulary) -> Float? {
    let length = token.end - token.start
    if token.kind == .number { return length > 2 ? 0.8 : nil }
    guard token.kind == .word, length > 2, !vocabulary.commonWords.contains(token.key) else {
      return nil
    }
    if token.form.contains(.identifier) { return 1.2 }
    return token.form.contains(.capitalised) ? 1.2 : 0.7
  }

  /// The key without a plural or possessive `s`, so that `scooters` is `scooter`.
  static func stem(_ token: Token, in bytes: [UInt8]) -> UInt64 {
    var end = Int(token.end)
    let start = Int(token.start)
    guard token.kind == .word, end - start > 4 else { return token.key }
    /// The letter so many places before the end, in lower case.
    func letter(_ place: Int) -> UInt8 { bytes[end - place] | 0x20 }
    let (e, i, s) = (UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "s"))
    if letter(1) == s {
      if letter(2) == e, letter(3) == i {
        end -= 2
      } else if ![s, UInt8(ascii: "u"), i].contains(letter(2)) {
        end -= 1
      }
    }
    if end - start > 6, letter(1) == UInt8(ascii: "g"), letter(2) == UInt8(ascii: "n"),
      letter(3) == i
    {
      end -= 3
    }
    if end - start > 5, letter(1) == UInt8(ascii: "d"), letter(2) == e { end -= 2 }
    if end - start > 5, letter(1) == e { end -= 1 }
    if end - start > 5, letter(1) == UInt8(ascii: "y") || letter(1) == i { end -= 1 }
    return bytes[start..<end].reduce(Token.offset, Token.step)
  }
}
