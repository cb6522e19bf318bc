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

  private var erasures: [Erasure] = []
  /// The decisions that were recorded after the moment, by session.
  private var decisions: [SessionID: [Int64]] = [:]

  /// Takes note of an entry after the moment.
  mutating func note(_ backed: BackedEntry) {
    let entry = backed.entry
    if entry.kind == .decisionRecorded, let session = entry.session {
      decisions[session, default: []].append(entry.position)
    }
    guard entry.kind == .contentErased else { return }
    erasures.append(
      Erasure(entry: entry, start: backed.contents.first { $0.name == Content.start }))
  }

  /// Records what concerns the rows that are there; the rows name the later entries until then.
  ///
  /// - Returns: how many were recorded.
  func perform(
    in transaction: JournalTransaction, using generator: inout any RandomNumberGenerator
  ) throws -> Int {
    var count = 0
    for erasure in erasures where try perform(erasure, in: transaction, using: &generator) {
      count += 1
    }
    return count
  }

  private func perform(
    _ erasure: Erasure, in transaction: JournalTransaction,
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
    guard turns > 0 || !contents.isEmpty else { return false }
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
