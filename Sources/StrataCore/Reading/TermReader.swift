/// Finds topic terms: names and rarer words that tell one line from another.
enum TermReader {
  /// Calls `body` with the key and weight of each term of a passage. A capitalised word inside a
  /// sentence, an identifier or a number of several digits weighs more than an ordinary word.
  ///
  /// - Complexity: O(tokens).
  static func read(
    _ passage: Passage, with vocabulary: Vocabulary, _ body: (UInt64, Float) -> Void
  ) {
    for token in passage.tokens {
      guard let weight = weight(of: token, in: passage, vocabulary) else { continue }
      body(stem(token, in: passage), weight)
    }
  }

  /// The terms of a name such as a project's.
  static func words(of text: String, with vocabulary: Vocabulary) -> [UInt64] {
    let bytes = Array(text.utf8)
    let tokens = Tokeniser.tokens(of: bytes).filter(\.isWord)
    let telling = tokens.filter { !vocabulary.commonWords.contains($0.key) }
    return (telling.isEmpty ? tokens : telling).map { stem($0, in: bytes) }
  }

  static func weight(
    of token: Token, in passage: Passage, _ vocabulary: Vocabulary
  ) -> Float? {
    let length = token.end - token.start
    if token.kind == .number { return length > 2 ? 0.8 : nil }
    guard token.kind == .word, length > 2, !vocabulary.commonWords.contains(token.key) else {
      return nil
    }
    if token.form.contains(.identifier) { return 1.2 }
    return token.form.contains(.capitalised) ? 1.2 : 0.7
  }

  static func stem(_ token: Token, in passage: Passage) -> UInt64 { stem(token, in: passage.bytes) }

  /// The key without a plural or possessive `s`, so that `scooters` is `scooter`.
  static func stem(_ token: Token, in bytes: [UInt8]) -> UInt64 {
    var range = Int(token.start)..<Int(token.end)
    guard token.kind == .word, range.count > 4 else { return token.key }
    func ends(_ suffix: String) -> Bool {
      suffix.utf8.count < range.count
        && zip(bytes[range].suffix(suffix.utf8.count), suffix.utf8).allSatisfy { $0 | 0x20 == $1 }
    }
    if ends("ies") {
      range = range.lowerBound..<range.upperBound - 2
    } else if ends("s"), !ends("ss"), !ends("us"), !ends("is") {
      range = range.lowerBound..<range.upperBound - 1
    }
    if range.count > 6, ends("ing") { range = range.lowerBound..<range.upperBound - 3 }
    if range.count > 5, ends("ed") { range = range.lowerBound..<range.upperBound - 2 }
    if range.count > 5, ends("e") { range = range.lowerBound..<range.upperBound - 1 }
    if range.count > 5, ends("y") || ends("i") { range = range.lowerBound..<range.upperBound - 1 }
    return bytes[range].reduce(Token.offset, Token.step)
  }
}
