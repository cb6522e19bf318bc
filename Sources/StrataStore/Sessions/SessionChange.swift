import StrataCore

/// The transactions that change a session which exists: turns, decisions, commands, completion.
enum SessionChange {
  /// Adds turns.
  ///
  /// - Complexity: O(number of the turns), independent of the length of the session.
  static func append(
    _ records: [TurnRecord], to base: StoredSession, code: CodeState?,
    in transaction: JournalTransaction
  ) throws -> StoredSession {
    var stored = try active(base, in: transaction)
    let first = stored.session.turnCount + 1
    let commitment = TurnCommitment(to: records.map(\.digest), from: first)
    try append(
      .turnsAppended, to: &stored, code: code, body: commitment?.bytes ?? [], in: transaction)
    try TurnRecord.insert(records, into: stored.position, from: first, in: transaction.connection)
    stored.session.turnCount += records.count
    let spokenAt = records.compactMap(\.turn.at).max() ?? transaction.time
    try update(&stored, activity: spokenAt, in: transaction.connection)
    return stored
  }

  /// Adds a decision.
  static func record(
    _ decision: KeyDecision, salt: [UInt8], in base: StoredSession, code: CodeState?,
    in transaction: JournalTransaction
  ) throws -> StoredSession {
    var stored = try active(base, in: transaction)
    try append(
      .decisionRecorded, to: &stored, code: code,
      body: try CanonicalJSON.bytes(["at": .string(decision.at.description)]),
      contents: [
        Content(
          name: Content.decision, salt: salt, bytes: CanonicalSession.bytes(of: decision))
      ], in: transaction)
    stored.session.decisions.append(decision)
    try update(&stored, activity: decision.at, in: transaction.connection)
    return stored
  }

  /// Seals a session, or returns nil where it has changed since `base` was read.
  static func complete(
    _ base: StoredSession, as sealed: Session, digests: [SessionFile: String], code: CodeState?,
    in transaction: JournalTransaction
  ) throws -> StoredSession? {
    var stored = try active(base, in: transaction)
    guard stored.entryCount == base.entryCount else { return nil }
    try append(
      .sessionCompleted, to: &stored, code: code,
      body: StartEntries.completion(
        of: sealed, digests: digests, entryCount: stored.entryCount + 1), in: transaction)
    stored.session = sealed
    try update(&stored, activity: sealed.lastActivityAt, in: transaction.connection)
    return stored
  }

  /// A session after an entry was added to it, and that entry.
  typealias Recorded = (stored: StoredSession, entry: JournalEntry)

  /// Adds a command that ran.
  static func record(
    _ command: CommandRecord, body: EntryBody, contents: [Content], in base: StoredSession,
    code: CodeState?, in transaction: JournalTransaction
  ) throws -> Recorded {
    var stored = try active(base, in: transaction)
    let appended = try append(
      .commandExecuted, to: &stored, actor: command.user, code: code, body: body.bytes,
      value: body.value, contents: contents, in: transaction)
    if let connection = command.connection {
      try connection.update(in: transaction)
    }
    try update(&stored, activity: transaction.time, in: transaction.connection)
    return (stored, try appended.entry())
  }

  /// Adds a deployment; it may follow the completion of its session, and changes nothing that was
  /// sealed.
  static func record(
    _ deployment: DeploymentRecord, body: EntryBody, in base: StoredSession, code: CodeState?,
    in transaction: JournalTransaction
  ) throws -> Recorded {
    var stored = try present(base, in: transaction)
    let appended = try append(
      .deploymentRecorded, to: &stored, actor: deployment.user, realm: deployment.realm, code: code,
      body: body.bytes, value: body.value, in: transaction)
    let isSealed = stored.session.state == .sealed
    try update(
      &stored, activity: isSealed ? stored.session.lastActivityAt : transaction.time,
      in: transaction.connection)
    return (stored, try appended.entry())
  }

  /// Adds what a person set of the context; like a deployment it may follow the completion.
  static func setContext(
    _ body: [UInt8], contents: [Content], by user: String?, in base: StoredSession,
    code: CodeState?, in transaction: JournalTransaction
  ) throws -> Recorded {
    var stored = try present(base, in: transaction)
    let appended = try append(
      .contextSet, to: &stored, actor: user, code: code, body: body, contents: contents,
      in: transaction)
    try update(&stored, activity: stored.session.lastActivityAt, in: transaction.connection)
    return (stored, try appended.entry())
  }

  /// The session's present state; `base` where nothing has happened since it was read.
  private static func present(
    _ base: StoredSession, in transaction: JournalTransaction
  ) throws -> StoredSession {
    let connection = transaction.connection
    let count = try connection.query(
      "SELECT entry_count FROM session_versions WHERE position = ?", .integer(base.position)
    ).first?.int(0)
    return count == base.entryCount ? base : try StoredSession.at(base.position, in: connection)
  }

  private static func active(
    _ base: StoredSession, in transaction: JournalTransaction
  ) throws -> StoredSession {
    let stored = try present(base, in: transaction)
    guard stored.session.state == .active else {
      throw StrataError(
        .conflict,
        "\(stored.session.name) was completed at "
          + "\(stored.session.completedAt?.description ?? "an unknown time") and is sealed",
        remedy: "start a new session; a mend is a new patch version")
    }
    return stored
  }

  /// Appends an entry to a session's chain.
  @discardableResult
  static func append(
    _ kind: JournalEntry.Kind, to stored: inout StoredSession, actor: String? = nil,
    realm: String? = nil, code: CodeState?, body: [UInt8], value: JSONValue? = nil,
    contents: [Content] = [], in transaction: JournalTransaction
  ) throws -> JournalTransaction.Appended {
    let session = stored.session
    stored.entryCount += 1
    let appended = try transaction.append(
      JournalTransaction.Draft(
        kind: kind, customer: session.customer, session: session.id, sequence: stored.entryCount,
        previous: stored.chain, actor: actor ?? session.user, realm: realm ?? session.realm,
        conversation: session.conversation, code: code ?? session.code, body: body,
        value: value, contents: contents))
    stored.chain = appended.leaf
    return appended
  }

  private static func update(
    _ stored: inout StoredSession, activity: Timestamp, in connection: any SQLConnection
  ) throws {
    stored.session.lastActivityAt = max(stored.session.lastActivityAt, activity)
    let session = stored.session
    let hasProgress =
      session.state == .sealed || !session.decisions.isEmpty || !session.notes.isEmpty
    try connection.run(
      """
      UPDATE session_versions SET state = ?, last_activity = ?, turn_count = ?, entry_count = ?,
        chain = ?, decision_count = ?, progress = ? WHERE position = ?
      """,
      .text(session.state.rawValue), .time(session.lastActivityAt), .int(session.turnCount),
      .int(stored.entryCount), .bytes(stored.chain), .int(session.decisions.count),
      .text(orNull: hasProgress ? SessionProgress(of: session).text : nil),
      .integer(stored.position))
    let time = SQLValue.time(session.lastActivityAt)
    try connection.run(
      """
      UPDATE customers SET changes = changes + 1,
        last_activity = CASE WHEN last_activity < ? THEN ? ELSE last_activity END WHERE name = ?
      """, time, time, .text(session.customer.name))
    if session.version.patch == 0 {
      try connection.run(
        """
        UPDATE lines SET last_activity = ? WHERE customer = ? AND major = ? AND last_activity < ?
        """, time, .text(session.customer.name), .int(session.version.major), time)
    }
  }
}
