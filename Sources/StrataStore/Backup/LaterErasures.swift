import StrataCore

/// Erasures that took place after the moment that a store is restored to (rows D6, R3): what was erased
/// stays erased, so each of them that concerns what is restored is recorded anew behind it.
///
/// The backup holds no words that were erased before it was last made, whatever is restored; here the
/// rows without words get an entry again that says by whom and under which rule.
struct LaterErasures {
  private struct Erasure {
    var entry: JournalEntry
    /// The description of the session without words, where the erasure left one; its bytes are nil where
    /// a later erasure took it too.
    var start: BackedEntry.Content?
  }

  /// An anonymised successor that was made after the moment.
  struct Successor {
    var position: Int64
    var customer: CustomerID
    /// The version that it came from.
    var parent: SemanticVersion
    /// What it holds; nil where it was erased itself.
    var turns: [Turn]?
  }

  /// What was recorded again.
  struct Outcome {
    /// How many erasures.
    var count = 0
    /// The sessions whose own words they took, each with the first erasure after the moment and the
    /// number that the session had then, where it got another one after the moment.
    var sessions: [(id: SessionID, erasure: Int64, version: SemanticVersion?)] = []
  }

  private var erasures: [Erasure] = []
  /// The anonymised successors that were made after the moment.
  private(set) var successors: [Successor] = []
  /// The numbers that sessions got after the moment.
  private var numbers: [SessionID: [(position: Int64, version: SemanticVersion)]] = [:]
  /// The decisions that were recorded after the moment, by session.
  private var decisions: [SessionID: [Int64]] = [:]

  /// Takes note of an entry after the moment.
  ///
  /// - Complexity: O(1) for one that says nothing of an erasure, which is nearly every one.
  mutating func note(_ record: BackedRecord) throws {
    switch JournalEntry.Kind(rawValue: record.kind) {
    case .sessionStarted where record.contains(Trigger.privacyComplianceUpdates.rawValue): break
    case .versionResolved, .decisionRecorded, .contentErased: break
    default: return
    }
    let backed = try record.entry()
    let entry = backed.entry
    if entry.kind == .sessionStarted, let successor = Successor(backed) {
      successors.append(successor)
    }
    if entry.kind == .versionResolved, let session = entry.session {
      numbers[session, default: []].append((entry.position, try Placement(of: entry).version))
    }
    if entry.kind == .decisionRecorded, let session = entry.session {
      decisions[session, default: []].append(entry.position)
    }
    guard entry.kind == .contentErased else { return }
    erasures.append(
      Erasure(entry: entry, start: backed.contents.first { $0.name == Content.start }))
  }

  /// Records what concerns the rows that are there; the rows name the later entries until then.
  ///
  func perform(
    in transaction: JournalTransaction, using generator: inout any RandomNumberGenerator
  ) throws -> Outcome {
    var outcome = Outcome()
    // The session whose erasure was recorded last: the entries of others that name it follow.
    var erased: JSONValue?
    for erasure in erasures {
      let concerned = erasure.entry.body.member("session")
      let isOwn = concerned == erasure.entry.session.map { .string($0.description) }
      if isOwn { erased = nil }
      guard
        try perform(
          erasure, isShown: !isOwn && erased == concerned, in: transaction, using: &generator)
      else { continue }
      outcome.count += 1
      guard isOwn, let session = erasure.entry.session else { continue }
      erased = concerned
      guard !outcome.sessions.contains(where: { $0.id == session }) else { continue }
      let number = numbers[session]?.last { $0.position < erasure.entry.position }
      outcome.sessions.append((session, erasure.entry.position, number?.version))
    }
    return outcome
  }

  /// - Parameter isShown: whether the entry counts though it took nothing here: the files of its session
  ///   show what was erased of another one.
  private func perform(
    _ erasure: Erasure, isShown: Bool, in transaction: JournalTransaction,
    using generator: inout any RandomNumberGenerator
  ) throws -> Bool {
    let connection = transaction.connection
    guard let session = erasure.entry.session else { return false }
    let rows = try connection.query(
      "SELECT position, sequence, leaf FROM entries WHERE session = ? ORDER BY sequence",
      .text(session.description))
    guard let first = rows.first, let last = rows.last else { return false }
    let start = try first.integer(0)
    let later = SQLValue.integer(erasure.entry.position)
    let turns =
      try connection.query(
        "SELECT count(*) FROM turns WHERE session = ? AND erased = ?", .integer(start), later
      ).first?.int(0) ?? 0
    let contents = try connection.query(
      """
      SELECT c.name, count(*) FROM contents c JOIN entries e ON e.position = c.entry
      WHERE e.session = ? AND c.erased = ? GROUP BY c.name
      """, .text(session.description), later)
    guard isShown || turns > 0 || !contents.isEmpty else { return false }
    var draft = JournalTransaction.Draft(
      kind: .contentErased, body: try body(of: erasure.entry, turns: turns, contents: contents))
    draft.customer = erasure.entry.customer
    draft.session = session
    draft.sequence = try last.int(1) + 1
    draft.previous = try last.bytes(2)
    draft.actor = erasure.entry.actor
    draft.realm = erasure.entry.realm
    draft.conversation = erasure.entry.conversation
    draft.code = erasure.entry.code
    let description = try description(left: erasure, using: &generator)
    draft.contents = description.map { [$0.content] } ?? []
    let entry = SQLValue.integer(try transaction.append(draft).position)
    try connection.run(
      "UPDATE turns SET erased = ? WHERE session = ? AND erased = ?", entry, .integer(start), later)
    try connection.run(
      """
      UPDATE contents SET erased = ? WHERE erased = ?
        AND entry IN (SELECT position FROM entries WHERE session = ?)
      """, entry, later, .text(session.description))
    if let again = description?.erasedBy {
      try connection.run(
        "UPDATE contents SET content = NULL, salt = NULL, erased = ? WHERE entry = ? AND name = ?",
        .integer(again), entry, .text(Content.start))
    }
    return true
  }

  private func body(
    of entry: JournalEntry, turns: Int, contents: [SQLRow]
  ) throws -> [UInt8] {
    guard case .object(var members) = entry.body else { return try CanonicalJSON.bytes(entry.body) }
    // Of an erasure that was restored before, its first place counts.
    members["restored"] =
      members["restored"] ?? [
        "at": .string(entry.happenedAt.description), "position": .integer(entry.position),
      ]
    members["turns"] = .integer(Int64(turns))
    members["contents"] = .object(
      Dictionary(try contents.map { (try $0.text(0), .integer(try $0.integer(1))) }) { $1 })
    return try CanonicalJSON.bytes(.object(members))
  }

  /// What stands in the place of the session's description, without the decisions of later.
  private func description(
    left erasure: Erasure, using generator: inout any RandomNumberGenerator
  ) throws -> (content: Content, erasedBy: Int64?)? {
    guard let start = erasure.start else { return nil }
    let salt = [UInt8].salt(using: &generator)
    guard let bytes = start.bytes else {
      return (Content(name: Content.start, salt: salt, bytes: Array("{}".utf8)), start.erased)
    }
    guard case .object(var members) = try JSONReader.value(of: bytes, place: "content"),
      case .array(let known)? = members["key_decisions"]
    else { return (Content(name: Content.start, salt: salt, bytes: bytes), nil) }
    members["key_decisions"] = .array(known.dropLast(laterDecisionCount(in: erasure)))
    return (
      Content(
        name: Content.start, salt: salt, bytes: try CanonicalJSON.bytes(.object(members))), nil
    )
  }

  /// How many of the decisions that a description holds were recorded after the moment: an erasure of
  /// the session itself describes it with all decisions until then.
  private func laterDecisionCount(in erasure: Erasure) -> Int {
    guard let session = erasure.entry.session else { return 0 }
    let describing = erasures.last { other in
      other.entry.session == session && other.entry.position <= erasure.entry.position
        && other.entry.body.member("session") == .string(session.description)
    }
    guard let position = describing?.entry.position else { return 0 }
    return (decisions[session] ?? []).count { $0 < position }
  }
}

extension LaterErasures.Successor {
  /// Nil where the session is no anonymised successor.
  fileprivate init?(_ backed: BackedEntry) {
    let assignment = backed.entry.body.member("assignment")
    guard let customer = backed.entry.customer,
      case .array(let triggers)? = assignment?.member("triggers"),
      triggers.first == .string(Trigger.privacyComplianceUpdates.rawValue),
      case .string(let text)? = assignment?.member("parent"),
      let parent = try? SemanticVersion(parsing: text)
    else { return nil }
    let kept = backed.turns.compactMap(\.kept)
    self.init(
      position: backed.entry.position, customer: customer, parent: parent,
      turns: kept.count == backed.turns.count ? kept : nil)
  }
}
