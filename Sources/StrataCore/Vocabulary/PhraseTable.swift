/// Phrases of one or more words, each with what it stands for; found by longest match.
struct PhraseTable<Payload: Sendable>: Sendable {
  /// A phrase found in a text.
  struct Match {
    /// The tokens it covers.
    var range: Range<Int>
    /// What it stands for.
    var payload: Payload
  }

  private struct Entry: Sendable {
    var rest: [UInt64]
    var payload: Payload
  }

  private var entries = WordTable<[Entry]>()

  /// Adds a phrase; where it is there already, the two payloads are combined.
  mutating func add(
    _ phrase: String, _ payload: Payload, combining: (inout Payload, Payload) -> Void
  ) {
    add(
      keys: Self.keys(of: phrase), payload, combining
    )
  }

  /// The keys of a phrase; a part such as `'re` is the second half of a contraction.
  private static func keys(of phrase: String) -> [UInt64] {
    phrase.split(separator: " ").flatMap { part -> [UInt64] in
      if part.hasPrefix("'") { return [Token.key(String(part))] }
      return Tokeniser.tokens(of: Array(part.utf8)).filter(\.isWord).map(\.key)
    }
  }

  private mutating func add(
    keys: [UInt64], _ payload: Payload, _ combining: (inout Payload, Payload) -> Void
  ) {
    guard let first = keys.first else { return }
    let rest = Array(keys.dropFirst())
    var list = entries[first] ?? []
    if let index = list.firstIndex(where: { $0.rest == rest }) {
      combining(&list[index].payload, payload)
    } else {
      let index = list.firstIndex { $0.rest.count < rest.count } ?? list.endIndex
      list.insert(Entry(rest: rest, payload: payload), at: index)
    }
    entries[first] = list
  }

  /// The longest phrase that starts at a token.
  func match(at index: Int, in tokens: [Token], end: Int) -> Match? {
    guard let candidates = entries[tokens[index].key] else { return nil }
    candidate: for entry in candidates {
      guard index + entry.rest.count < end else { continue }
      for (offset, key) in entry.rest.enumerated() {
        guard tokens[index + 1 + offset].key == key else { continue candidate }
      }
      return Match(range: index..<index + 1 + entry.rest.count, payload: entry.payload)
    }
    return nil
  }

  /// Every phrase that starts at a token, the longest first.
  func allMatches(at index: Int, in tokens: [Token], body: (Match) -> Void) {
    guard let candidates = entries[tokens[index].key] else { return }
    candidate: for entry in candidates {
      guard index + entry.rest.count < tokens.count else { continue }
      for (offset, key) in entry.rest.enumerated() {
        guard tokens[index + 1 + offset].key == key else { continue candidate }
      }
      body(Match(range: index..<index + 1 + entry.rest.count, payload: entry.payload))
    }
  }

  /// All phrases of a text, left to right, without overlaps.
  ///
  /// - Complexity: O(tokens × the longest phrase).
  func matches(in tokens: [Token]) -> [Match] {
    var found: [Match] = []
    var index = 0
    while index < tokens.count {
      if tokens[index].isWord, let match = match(at: index, in: tokens, end: tokens.count) {
        found.append(match)
        index = match.range.upperBound
      } else {
        index += 1
      }
    }
    return found
  }
}

/// Expands `move|moves to|onto` to the four phrases it stands for; a phrase is cut at blanks.
func expansions(of pattern: Substring) -> [String] {
  var phrases = [""]
  for part in pattern.split(separator: " ") {
    let choices = part.split(separator: "|", omittingEmptySubsequences: false)
    phrases = phrases.flatMap { phrase in
      choices.map { phrase.isEmpty ? String($0) : $0.isEmpty ? phrase : phrase + " " + $0 }
    }
  }
  return phrases
}
