/// Reads the vocabulary's tables byte by byte, without a string a phrase: `a|b` stands for either
/// word and the phrases are all combinations.
struct PhraseReader {
  /// A phrase and the sign that ends its last word, if any (`?` or `~` after a name).
  struct Phrase {
    var key = PhraseKey()
    var mark: UInt8?
  }

  /// What stands for more than itself.
  enum Forms {
    case plain
    /// A name: its plural in `-s`, too, and a mark at its end.
    case names
    /// `fail~` is fail, fails, failed, failing; `drop+` is drop, drops, dropped, dropping.
    case verbs
  }

  let bytes: [UInt8]
  private let forms: Forms
  private var tokeniser: Tokeniser

  init(_ table: String, _ forms: Forms) {
    bytes = Array(table.utf8)
    self.forms = forms
    tokeniser = Tokeniser(bytes: bytes)
  }

  /// Calls `body` with each piece between two separators.
  func split(_ range: Range<Int>, at separator: UInt8, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    for index in range where bytes[index] == separator {
      body(start..<index)
      start = index + 1
    }
    body(start..<range.upperBound)
  }

  /// The phrases of a piece.
  mutating func phrases(in piece: Range<Int>) -> [Phrase] {
    var phrases = [Phrase()]
    let piece = trimmed(piece)
    var start = piece.lowerBound
    while start < piece.upperBound {
      var end = start
      while end < piece.upperBound, !Self.isBlank(bytes[end]) { end += 1 }
      if end > start {
        append(start..<end, to: &phrases, isLast: end == piece.upperBound, name: piece)
      }
      start = end + 1
    }
    return phrases.filter { $0.key.count > 0 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Extends every phrase by every choice of a part.
  private mutating func append(
    _ part: Range<Int>, to phrases: inout [Phrase], isLast: Bool, name: Range<Int>
  ) {
    let before = phrases
    phrases.removeAll(keepingCapacity: true)
    var start = part.lowerBound
    for index in part.lowerBound...part.upperBound
    where index == part.upperBound || bytes[index] == UInt8(ascii: "|") {
      for choice in choices(of: start..<index, isLast: isLast, name: name) {
        for phrase in before {
          var longer = phrase
          for word in choice.words { longer.key.append(word) }
          longer.mark = choice.mark
          phrases.append(longer)
        }
      }
      start = index + 1
    }
  }

  private mutating func choices(
    of range: Range<Int>, isLast: Bool, name: Range<Int>
  ) -> [(words: [UInt64], mark: UInt8?)] {
    var range = range
    guard let last = range.last else { return [([], nil)] }
    if bytes[range.lowerBound] == UInt8(ascii: "'") { return [([hash(range)], nil)] }
    let mark =
      [UInt8(ascii: "?"), UInt8(ascii: "~"), UInt8(ascii: "+")].contains(bytes[last])
      ? bytes[last] : nil
    if mark != nil { range = range.lowerBound..<last }
    var words = tokeniser.words(in: range)
    let plain = words.map(\.key)
    guard let ending = words.popLast() else { return [(plain, mark)] }
    let head = words.map(\.key)
    let stem = Int(ending.start)..<Int(ending.end)
    switch forms {
    case .plain: return [(plain, mark)]
    case .verbs:
      guard let mark, mark != UInt8(ascii: "?") else { return [(plain, nil)] }
      return verbForms(of: stem, doubling: mark == UInt8(ascii: "+")).map { (head + [$0], nil) }
    case .names:
      let letter = bytes[range.upperBound - 1] | 0x20
      guard isLast, name.count - (mark == nil ? 0 : 1) > 2, (0x61...0x7A).contains(letter),
        letter != UInt8(ascii: "s")
      else { return [(plain, mark)] }
      return [(plain, mark), (head + [hash(stem, "s")], mark)]
    }
  }

  private func verbForms(of word: Range<Int>, doubling: Bool) -> [UInt64] {
    guard let last = word.last, word.count > 1 else { return [hash(word)] }
    let stem = word.lowerBound..<last
    func ends(_ suffix: StaticString) -> Bool {
      suffix.withUTF8Buffer { bytes[word].suffix($0.count).elementsEqual($0) }
    }
    if doubling {
      let double = Token.step(hash(word), bytes[last])
      return [
        hash(word), hash(word, "s"), Self.hash("ed", after: double),
        Self.hash("ing", after: double),
      ]
    }
    if ends("y"), !"aeiou".utf8.contains(bytes[last - 1]) {
      return [hash(word), hash(stem, "ies"), hash(stem, "ied"), hash(word, "ing")]
    }
    if ends("e") { return [hash(word), hash(word, "s"), hash(word, "d"), hash(stem, "ing")] }
    let hisses = ends("s") || ends("x") || ends("z") || ends("ch") || ends("sh")
    return [hash(word), hash(word, hisses ? "es" : "s"), hash(word, "ed"), hash(word, "ing")]
  }

  private func hash(_ range: Range<Int>, _ suffix: StaticString = "") -> UInt64 {
    var hash = Token.offset
    for index in range { hash = Token.step(hash, bytes[index]) }
    return Self.hash(suffix, after: hash)
  }

  private static func hash(_ suffix: StaticString, after start: UInt64) -> UInt64 {
    suffix.withUTF8Buffer { $0.reduce(start, Token.step) }
  }
}
