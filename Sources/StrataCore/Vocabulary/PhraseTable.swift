/// A phrase as look-up knows it: the hash of its words and how many they are.
struct PhraseKey: Hashable, Sendable {
  private(set) var first: UInt64 = 0
  private(set) var hash: UInt64 = 0
  private(set) var count: Int32 = 0

  mutating func append(_ word: UInt64) {
    if count == 0 { first = word }
    hash = Self.step(hash, word)
    count += 1
  }

  static func step(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (hash &* 0x9E37_79B9_7F4A_7C15) ^ word
    return mixed ^ (mixed >> 29)
  }
}

/// Phrases of one or more words, each with what it stands for; found by longest match.
struct PhraseTable<Payload: Sendable>: Sendable {
  /// A phrase found in a text.
  struct Match {
    /// The tokens it covers.
    var range: Range<Int>
    /// What it stands for.
    var payload: Payload
  }

  /// A phrase in the chain of those whose first words share a bucket, the longest first.
  private struct Entry: Sendable {
    var key: PhraseKey
    var next: Int32
    var payload: Payload
  }

  private var entries: [Entry] = []
  private var buckets: [Int32]

  /// An empty table that is fast for up to about `capacity` phrases; a power of two.
  init(capacity: Int) {
    buckets = Array(repeating: -1, count: capacity)
    entries.reserveCapacity(capacity)
  }

  private func bucket(_ word: UInt64) -> Int {
    Int((word ^ (word >> 32)) & UInt64(buckets.count - 1))
  }

  /// Adds a phrase; where it is there already, the two payloads are combined.
  mutating func add(
    _ key: PhraseKey, _ payload: Payload, combining: (inout Payload, Payload) -> Void
  ) {
    guard key.count > 0 else { return }
    let bucket = bucket(key.first)
    var previous = -1
    var index = Int(buckets[bucket])
    while index >= 0, entries[index].key.count >= key.count {
      if entries[index].key == key { return combining(&entries[index].payload, payload) }
      previous = index
      index = Int(entries[index].next)
    }
    entries.append(Entry(key: key, next: Int32(index), payload: payload))
    if previous < 0 {
      buckets[bucket] = Int32(entries.count - 1)
    } else {
      entries[previous].next = Int32(entries.count - 1)
    }
  }

  /// The longest phrase that starts at a token.
  func match(at index: Int, in tokens: [Token], end: Int) -> Match? {
    search(at: index, in: tokens, end: end) { _ in false }
  }

  /// Every phrase that starts at a token, the longest first.
  func allMatches(at index: Int, in tokens: [Token], body: (Match) -> Void) {
    _ = search(at: index, in: tokens, end: tokens.count) { match in
      body(match)
      return true
    }
  }

  /// The first match after which `goesOn` is false.
  @inline(__always)
  private func search(
    at index: Int, in tokens: [Token], end: Int, goesOn: (Match) -> Bool
  ) -> Match? {
    let first = tokens[index].key
    var position = Int(buckets[bucket(first)])
    var (hash, count): (UInt64, Int32) = (0, 0)
    while position >= 0 {
      let key = entries[position].key
      if key.first == first, index + Int(key.count) <= end {
        if key.count != count {
          (hash, count) = (0, key.count)
          for offset in 0..<Int(count) {
            hash = PhraseKey.step(hash, tokens[index + offset].key)
          }
        }
        if key.hash == hash {
          let match = Match(range: index..<index + Int(count), payload: entries[position].payload)
          if !goesOn(match) { return match }
        }
      }
      position = Int(entries[position].next)
    }
    return nil
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
