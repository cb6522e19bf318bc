public import StrataCore

/// What a trace document gives of the contents of its entries, held against their digests (rows D6, K2).
public struct ContentVerification: Sendable {
  /// What there is of one content or turn.
  public enum State: Sendable, Hashable {
    /// It is given, and it is what the entry committed to.
    case given
    /// It was erased; an entry of the document says by whom, under which rule, when.
    case erased(ErasureNotice)
    /// The document does not give it.
    case withheld
  }

  /// A content of an entry, or some of its turns.
  public struct Item: Sendable, Hashable {
    /// The position of the entry.
    public var entry: Int64
    /// The name of the content; nil for a turn.
    public var name: String?
    /// The number of the turn in the session, from 1; nil for a content.
    public var turn: Int?
    /// What there is of it.
    public var state: State
  }

  /// Every content and turn that the entries committed to, in their order.
  public let items: [Item]

  /// Holds what is given against the digests in records that were proved.
  ///
  /// - Parameters:
  ///   - entries: the session's entries with what is given of each.
  ///   - configuration: the configuration changes, likewise.
  /// - Throws: ``StrataError`` with code `corrupt` and the place in the document, at the first thing
  ///   that does not fit.
  init(
    entries: [(entry: JournalEntry, given: EntryContents)],
    configuration: [(entry: JournalEntry, given: EntryContents)]
  ) throws(StrataError) {
    var check = ContentCheck(erasures: entries.map(\.entry).filter { $0.kind == .contentErased })
    for (list, name) in [(entries, "entries"), (configuration, "configuration")] {
      for (index, (entry, given)) in list.enumerated() {
        try check.take(entry, given, at: "\(name)[\(index)]")
      }
    }
    items = check.items
  }

  /// How many items are given.
  public var givenCount: Int { items.count { $0.state == .given } }
  /// How many items are neither given nor said to be erased.
  public var withheldCount: Int { items.count { $0.state == .withheld } }
  /// What was erased, by notice.
  public var erasures: [ErasureNotice: Int] {
    items.reduce(into: [:]) { counts, item in
      if case .erased(let notice) = item.state { counts[notice, default: 0] += 1 }
    }
  }
}

/// Goes through the entries of a document with what is given of each.
private struct ContentCheck {
  private let erasures: [Int64: JournalEntry]
  /// How often an erasing entry was named, by what it is said to have erased.
  private var claims: [Int64: [String: Int64]] = [:]
  private(set) var items: [ContentVerification.Item] = []

  /// The name under which erased turns are counted; no content has it.
  private static let turns = "turns"

  init(erasures: [JournalEntry]) {
    self.erasures = Dictionary(erasures.map { ($0.position, $0) }) { one, _ in one }
  }

  mutating func take(
    _ entry: JournalEntry, _ given: EntryContents, at place: String
  ) throws(StrataError) {
    for name in given.contents.keys.sorted() where entry.contents[name] == nil {
      throw Self.refusal("the entry has no content \(name.debugDescription)", place)
    }
    for (name, digest) in entry.contents.sorted(by: { $0.key < $1.key }) {
      let place = "\(place).contents.\(name)"
      let state: ContentVerification.State
      switch given.contents[name] {
      case nil: state = .withheld
      case .erased(let position):
        state = .erased(try notice(of: position, for: name, of: entry, at: place))
      case .given(let salt, let bytes):
        guard SaltedDigest.of(bytes, salt: salt) == digest else {
          throw Self.refusal("the content is not what the entry committed to", place)
        }
        state = .given
      }
      items.append(
        ContentVerification.Item(entry: entry.position, name: name, turn: nil, state: state))
    }
    try takeTurns(of: entry, given.turns, at: "\(place).turns")
  }

  private mutating func takeTurns(
    of entry: JournalEntry, _ given: [EntryContents.Spoken], at place: String
  ) throws(StrataError) {
    let commitment = TurnCommitment(of: entry)
    guard !given.isEmpty else {
      for number in commitment?.turns ?? 0..<0 {
        items.append(
          ContentVerification.Item(
            entry: entry.position, name: nil, turn: number, state: .withheld))
      }
      return
    }
    guard let commitment, commitment.count == given.count else {
      throw Self.refusal("the entry adds \(commitment?.count ?? 0) turns", place)
    }
    var digest = TurnDigest()
    for (number, spoken) in zip(commitment.turns, given) {
      let state: ContentVerification.State
      switch spoken {
      case .erased(let rest, let position):
        digest.update(rest)
        state = .erased(try notice(of: position, for: Self.turns, of: entry, at: place))
      case .given(let salt, let turn):
        digest.update(SaltedDigest.of(turn, salt: salt))
        state = .given
      }
      items.append(
        ContentVerification.Item(entry: entry.position, name: nil, turn: number, state: state))
    }
    guard digest.finished() == commitment.digest else {
      throw Self.refusal("the turns are not what the entry committed to", place)
    }
  }

  /// What a later entry of the document says of an erasure; it must say of as many as are claimed.
  private mutating func notice(
    of position: Int64, for what: String, of entry: JournalEntry, at place: String
  ) throws(StrataError) -> ErasureNotice {
    guard position > entry.position, let erasure = erasures[position],
      let notice = ErasureNotice(by: erasure.actor, body: erasure.body, at: erasure.recordedAt)
    else {
      throw Self.refusal("no entry of the document says that this was erased", place)
    }
    let count = claims[position, default: [:]][what, default: 0] + 1
    claims[position, default: [:]][what] = count
    guard count <= Self.count(of: what, in: erasure.body) else {
      throw Self.refusal("entry \(position) says that it erased less than this", place)
    }
    return notice
  }

  private static func count(of what: String, in body: JSONValue) -> Int64 {
    guard case .object(let members) = body else { return 0 }
    if what == turns {
      guard case .integer(let count)? = members["turns"] else { return 0 }
      return count
    }
    guard case .object(let contents)? = members["contents"],
      case .integer(let count)? = contents[what]
    else { return 0 }
    return count
  }

  private static func refusal(_ message: String, _ place: String) -> StrataError {
    StrataError(.corrupt, message, place: place, remedy: "do not trust the document")
  }
}
