import StrataCore

/// The entries of a session that is being written: each names the one before it.
struct EntryChain {
  let session: Session
  private(set) var count: Int
  private(set) var leaf: [UInt8]?
  /// The position of the first entry that was appended here.
  private(set) var first: Int64?

  /// - Parameters:
  ///   - count: how many entries the session has already.
  ///   - leaf: the leaf hash of the last of them.
  init(of session: Session, count: Int = 0, leaf: [UInt8]? = nil) {
    self.session = session
    self.count = count
    self.leaf = leaf
  }

  /// Appends an entry that the session's own store makes.
  @discardableResult
  mutating func append(
    _ kind: JournalEntry.Kind, _ body: [UInt8], value: JSONValue? = nil, contents: [Content] = [],
    in transaction: JournalTransaction
  ) throws -> Int64 {
    try append(
      JournalTransaction.Draft(
        kind: kind, actor: session.user, realm: session.realm,
        conversation: session.conversation, code: session.code, body: body, value: value,
        contents: contents),
      in: transaction)
  }

  /// Takes an entry over: who, where and under which code stay what they were.
  @discardableResult
  mutating func append(
    _ activity: IncomingSession.Activity, in transaction: JournalTransaction
  ) throws -> Int64 {
    let position = try append(activity.draft(), in: transaction)
    if activity.entry.kind == .commandExecuted {
      try ConnectionReplay(
        activity.body, at: transaction.time, place: "entry \(activity.entry.position)")?
        .take(into: transaction.connection)
    }
    return position
  }

  private mutating func append(
    _ draft: JournalTransaction.Draft, in transaction: JournalTransaction
  ) throws -> Int64 {
    var draft = draft
    count += 1
    draft.customer = session.customer
    draft.session = session.id
    draft.sequence = count
    draft.previous = leaf
    let appended = try transaction.append(draft)
    leaf = appended.leaf
    first = first ?? appended.position
    return appended.position
  }
}

/// The rows that follow from entries, written by the code that checks them (row T2).
struct ReplayedRows {
  let connection: any SQLConnection

  /// What the entries of a session make of it.
  func session(_ id: SessionID) throws -> SessionReplay {
    try SessionReplay(
      connection.query(
        "SELECT \(EntryRow.columns) FROM entries WHERE session = ? ORDER BY sequence",
        .text(id.description)
      ).map { try EntryRow($0) }, in: connection)
  }

  /// Writes the row of a session, whose profile is still to be read.
  func insert(_ replay: SessionReplay) throws {
    let columns = SessionReplay.columns + ["absorbed"]
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    try connection.run(
      "INSERT INTO session_versions (\(columns.joined(separator: ", "))) VALUES (\(places))",
      replay.row + [.int(-1)])
  }

  /// Brings the row of a session to what its entries say.
  func update(_ id: SessionID) throws {
    let replay = try session(id)
    let changes = SessionReplay.columns.map { "\($0) = ?" }.joined(separator: ", ")
    try connection.run(
      "UPDATE session_versions SET \(changes) WHERE id = ?",
      replay.row + [.text(id.description)])
  }

  /// Writes a customer's own row and those of its lines anew, and forgets what the lines remember of
  /// what was said: the next start in each reads it again.
  ///
  /// - Complexity: O(entries of the customer).
  func rebuild(_ customer: CustomerID) throws {
    let name = SQLValue.text(customer.name)
    var replay = CustomerReplay(customer.name)
    for row in try connection.query(
      "SELECT id FROM session_versions WHERE customer = ? ORDER BY position", name)
    {
      replay.add(try session(try SessionID(parsing: try row.text(0))))
    }
    let columns = CustomerReplay.columns.dropFirst().map { "\($0) = ?" }.joined(separator: ", ")
    try connection.run(
      """
      UPDATE customers SET \(columns), revision = revision + 1, changes = changes + 1 WHERE name = ?
      """, Array(replay.row.dropFirst()) + [name])
    let revision =
      try connection.query("SELECT revision FROM customers WHERE name = ?", name).first?
      .integer(0) ?? 0
    try connection.run("DELETE FROM lines WHERE customer = ?", name)
    try connection.run("DELETE FROM line_profiles WHERE customer = ?", name)
    try connection.run("UPDATE session_versions SET absorbed = -1 WHERE customer = ?", name)
    let names = CustomerReplay.lineColumns
    for row in replay.lineRows {
      try connection.run(
        """
        INSERT INTO lines (\(names.joined(separator: ", ")))
        VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
        """, row)
      try connection.run(
        "INSERT INTO line_profiles (customer, major, folded, profile) VALUES (?, ?, ?, ?)",
        [name, row[1], .integer(revision), .bytes(LineProfile().bytes)])
    }
  }
}
