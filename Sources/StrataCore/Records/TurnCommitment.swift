import Crypto

/// What an entry says of the turns that it adds: their range, and one digest over their digests.
package struct TurnCommitment: Hashable, Sendable {
  /// The number of the first turn, from 1.
  package var first: Int
  /// How many they are; at least one.
  package var count: Int
  /// SHA-256 over the digests of the turns, one behind the other.
  package var digest: [UInt8]

  /// The kinds of entries that may add turns.
  package static let kinds: Set<JournalEntry.Kind> = [.sessionStarted, .turnsAppended]

  /// How many turns a session may have; keeps sums of what an entry says from overflowing.
  private static let maximumTurn = Int(Int32.max)

  /// Commits to turns of which the first has the number `first`, from 1; nil where there are none.
  package init?(to digests: [[UInt8]], from first: Int) {
    guard !digests.isEmpty else { return nil }
    var hash = TurnDigest()
    for digest in digests { hash.update(digest) }
    self.first = first
    count = digests.count
    digest = hash.finished()
  }

  /// What an entry commits to; nil where it adds no turns, or says so in a wrong way.
  package init?(of entry: JournalEntry) {
    guard case .object(let body) = entry.body else { return nil }
    let members: [String: JSONValue]
    switch entry.kind {
    case .turnsAppended: members = body
    case .sessionStarted:
      guard case .object(let turns)? = body["turns"] else { return nil }
      members = turns
    default: return nil
    }
    guard case .integer(let first)? = members["first"],
      case .integer(let count)? = members["count"],
      case .string(let text)? = members["digest"], let digest = [UInt8](digestText: text),
      (1...Int64(Self.maximumTurn)).contains(first), (1...Int64(Self.maximumTurn)).contains(count)
    else { return nil }
    self.first = Int(first)
    self.count = Int(count)
    self.digest = digest
  }

  /// The numbers of the turns.
  package var turns: Range<Int> { first..<first + count }

  /// Canonical JSON.
  package var bytes: [UInt8] {
    var object = CanonicalObject()
    object.integer("count", count)
    object.string("digest", digest.digestText)
    object.integer("first", first)
    return object.finished()
  }
}

/// The digest over turns' digests, taken turn by turn.
package struct TurnDigest {
  private var hash = SHA256()

  package init() {}

  /// Adds the digest of the next turn.
  package mutating func update(_ digest: [UInt8]) { hash.update(data: digest) }

  /// The digest over all of them.
  package func finished() -> [UInt8] { Array(hash.finalize()) }
}
