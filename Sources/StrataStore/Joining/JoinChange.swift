import StrataCore

/// The transaction that takes a customer's sessions in (rows C5, R1): either all of it happens, or
/// nothing.
struct JoinChange: Sendable {
  /// What came of it.
  struct Done: Sendable {
    /// Sessions whose directory is to be written, each with the version that it had here before.
    private(set) var shown: [(session: SessionID, before: SemanticVersion?)] = []
    var extended: [SessionID] = []
    var erased: [SessionID] = []
    /// Whether the words of anything went.
    var needsSweep: Bool { !erased.isEmpty }

    mutating func show(_ session: SessionID, before: SemanticVersion?) {
      guard !shown.contains(where: { $0.session == session }) else { return }
      shown.append((session, before))
    }
  }

  let customer: CustomerID
  let join: CustomerJoin
  /// What is taken in: new sessions, and those that both stores have.
  let incoming: [SessionID: IncomingSession]
  /// What was for review, and how it was settled.
  let reviews: [IncomingSession.Activity]
  /// What says from where; appended before anything else of the customer.
  let announcement: (kind: JournalEntry.Kind, body: [UInt8])?
  let fence: Int64
  /// The counter of the customer's changes when ``join`` was worked out.
  let changeCount: Int64
  let store: SessionID
  let code: CodeState?
  let randomness: @Sendable () -> any RandomNumberGenerator

  /// - Returns: nil where the customer was changed meanwhile.
  /// - Throws: ``StrataError``: `fencedOff`, `conflict` where two copies contradict each other.
  func perform(in transaction: JournalTransaction) throws -> Done? {
    let connection = transaction.connection
    let row = try connection.query(
      "SELECT fence, changes FROM customers WHERE name = ?", .text(customer.name)
    ).first
    guard try fence > row?.integer(0) ?? 0 else {
      throw StrataError(
        .fencedOff, "the version lock of \(customer) was broken by another process",
        remedy: "try again")
    }
    guard try row?.integer(1) ?? 0 == changeCount else { return nil }
    try connection.run(
      """
      INSERT INTO customers
        (name, fence, revision, changes, session_count, highest_major, newest, last_activity)
      VALUES (?, ?, 0, 0, 0, 0, NULL, ?)
      ON CONFLICT (name) DO UPDATE SET fence = excluded.fence
      """, .text(customer.name), .integer(fence), .time(Timestamp(microseconds: 0)))
    if let announcement {
      try transaction.append(
        JournalTransaction.Draft(
          kind: announcement.kind, customer: customer, body: announcement.body))
    }
    var done = Done()
    try renumber(&done, in: transaction)
    for id in join.common {
      guard let theirs = incoming[id] else { continue }
      try SessionExtension(
        of: id, by: theirs, store: store, code: code, randomness: randomness
      ).perform(&done, in: transaction)
    }
    for known in join.new { try insert(known, &done, in: transaction) }
    for review in reviews { try transaction.append(try review.draft()) }
    try ReplayedRows(connection: connection).rebuild(customer)
    return done
  }

  // MARK: - Numbers

  /// Numbers are exchanged, so all are put aside first.
  private func renumber(_ done: inout Done, in transaction: JournalTransaction) throws {
    let connection = transaction.connection
    let moved = join.changed.filter { join.placements[$0.id]?.version != $0.version }
    for known in moved {
      try connection.run(
        "UPDATE session_versions SET major = ? WHERE position = ?", .integer(-known.position),
        .integer(known.position))
    }
    for known in join.changed {
      guard let placement = join.placements[known.id] else { continue }
      try connection.run(
        """
        UPDATE session_versions SET major = ?, minor = ?, patch = ?, parent = ?, merged = ?,
          family = ? WHERE position = ?
        """,
        placement.version.columns + [
          .text(orNull: placement.parent?.description),
          .text(orNull: placement.merged?.description), .text(placement.family.description),
          .integer(known.position),
        ])
    }
    for known in join.changed {
      guard let placement = join.placements[known.id] else { continue }
      let stored = try StoredSession.at(known.position, in: connection)
      var session = stored.session
      placement.apply(to: &session)
      var chain = EntryChain(of: session, count: stored.entryCount, leaf: stored.chain)
      try chain.append(
        .versionResolved,
        placement.body(was: known.version, digests: try digests(of: session, in: connection)),
        in: transaction)
      try ReplayedRows(connection: connection).update(known.id)
      done.show(known.id, before: known.version)
    }
  }

  private func digests(
    of session: Session, in connection: any SQLConnection
  ) throws -> [SessionFile: String] {
    guard session.state == .sealed else { return [:] }
    let position = try StoredSession.named(.id(session.id), in: connection).position
    return SessionRendering(
      session: session,
      turns: try JournalReading.turns(of: position, from: 0, limit: .max, in: connection),
      changes: try JournalReading.changes(
        upTo: session.version, of: customer, in: connection)
    ).digests
  }

  // MARK: - New sessions

  private func insert(
    _ known: KnownSession, _ done: inout Done, in transaction: JournalTransaction
  ) throws {
    guard let theirs = incoming[known.id], let placement = join.placements[known.id] else { return }
    let connection = transaction.connection
    var generator = randomness()
    var session = theirs.session
    let was = session.version
    placement.apply(to: &session)
    session.notes.removeAll { theirs.erasureNotes.contains($0) }
    session.decision = try withoutErasedWords(session.decision, in: connection)
    var beginning = session
    beginning.state = .active
    (beginning.outcome, beginning.satisfaction, beginning.completedAt) = (nil, nil, nil)
    var chain = EntryChain(of: session)
    let start = try StartContent.content(of: session, salt: .salt(using: &generator))
    let body = CanonicalSession.bytes(
      of: beginning, turns: TurnCommitment(to: theirs.turns.map(\.digest), from: 1),
      joined: try theirs.beginning.map { try CanonicalJSON.bytes($0) })
    try chain.append(
      .sessionStarted, body,
      value: try theirs.beginning.map { _ in try JSONReader.value(of: body, place: "entry") },
      contents: [start], in: transaction)
    try chain.append(
      theirs.provenance.kind, theirs.provenance.body(was: was, doubts: theirs.doubts),
      in: transaction)
    var erasures: [Int64: Int64] = [:]
    var completed = false
    for activity in theirs.activities {
      if activity.entry.kind == .sessionCompleted {
        try complete(session, theirs, &chain, in: transaction)
        completed = true
      } else {
        let position = try chain.append(activity, in: transaction)
        if activity.entry.kind == .contentErased { erasures[activity.entry.position] = position }
      }
    }
    if session.state == .sealed, !completed {
      try complete(session, theirs, &chain, in: transaction)
    }
    let rows = ReplayedRows(connection: connection)
    try rows.insert(try rows.session(session.id))
    let position = try chain.first ?? transaction.lastPosition()
    for (index, turn) in theirs.turns.enumerated() {
      let erasure = turn.erasedBy.flatMap { erasures[$0] } ?? erasures.values.max()
      try turn.insert(
        number: index + 1, into: position, erasedBy: erasure, in: connection)
    }
    for origin in theirs.origins {
      // Both stores may have imported it; it goes on with the session that this one has of it.
      guard try JournalReading.imported(from: origin, in: connection) == nil else { continue }
      try connection.run(
        "INSERT INTO origins (source, key, session, digest, turn_count) VALUES (?, ?, ?, ?, ?)",
        .text(origin.source), .text(origin.key), .integer(position), .text(origin.digest),
        .int(origin.turnCount))
    }
    done.show(known.id, before: nil)
  }

  private func complete(
    _ session: Session, _ theirs: IncomingSession, _ chain: inout EntryChain,
    in transaction: JournalTransaction
  ) throws {
    let ancestors = try JournalReading.changes(
      upTo: session.previousVersion, of: customer, in: transaction.connection)
    let words = theirs.turns.compactMap(\.words)
    // With words gone there is nothing that digests could be taken of.
    let digests =
      words.count < theirs.turns.count
      ? [:]
      : SessionRendering(
        session: session, turns: words, changes: [VersionChange(session)] + ancestors
      ).digests
    try chain.append(
      .sessionCompleted,
      StartEntries.completion(
        of: session, digests: digests, entryCount: chain.count + 1,
        joined: try theirs.ending.map { try CanonicalJSON.bytes($0) }),
      in: transaction)
  }

  /// What was erased here must not come back as what another session quotes of it (row D6).
  private func withoutErasedWords(
    _ decision: VersionDecision, in connection: any SQLConnection
  ) throws -> VersionDecision {
    var decision = decision
    for id in join.common {
      guard let theirs = incoming[id], theirs.erasures.isEmpty,
        let erasure = try JournalReading.erasure(of: id, in: connection),
        let notice = ErasureNotice(
          by: erasure.actor, body: erasure.body, at: erasure.recordedAt)
      else { continue }
      decision =
        DecisionScrub(
          of: theirs.session, under: theirs.provenance.numbers.union([theirs.session.version]),
          in: decision, notice: notice.text
        ).decision
    }
    return decision
  }
}

extension JournalReading {
  /// The newest entry that erased the words of a session; nil where none did.
  static func erasure(
    of session: SessionID, in connection: any SQLConnection
  ) throws -> JournalEntry? {
    try entries(
      "WHERE session = ? AND kind = ? ORDER BY sequence",
      [.text(session.description), .text(JournalEntry.Kind.contentErased.rawValue)], connection
    ).last { $0.body.member("session") == .string(session.description) }
  }
}

extension IncomingSession.Provenance {
  /// Every number that the session has had.
  var numbers: Set<SemanticVersion> {
    if case .journal(_, _, _, _, let numbers) = self { numbers } else { [] }
  }

  fileprivate var kind: JournalEntry.Kind {
    switch self {
    case .journal: .sessionJoined
    case .directory: .sessionRecovered
    }
  }

  fileprivate func body(was version: SemanticVersion, doubts: [String]) throws -> [UInt8] {
    var members: [String: JSONValue] = ["version": .string(version.description)]
    switch self {
    case .journal(let store, let position, let entryCount, let leaf, let numbers):
      members["store"] = .string(store.description)
      members["position"] = .integer(position)
      members["entries"] = .integer(Int64(entryCount))
      members["leaf"] = .string(leaf.digestText)
      members["numbers"] = .array(numbers.sorted().map { .string($0.description) })
    case .directory(let path, let repair):
      if !doubts.isEmpty { members["repair"] = .string(repair.rawValue) }
      members["directory"] = .string(path)
      members["doubts"] = .array(doubts.map(JSONValue.string))
    }
    return try CanonicalJSON.bytes(.object(members))
  }
}

extension IncomingSession.IncomingTurn {
  /// - Parameter erasedBy: the entry of this store that says that the words were erased.
  func insert(
    number: Int, into session: Int64, erasedBy: Int64?, in connection: any SQLConnection
  ) throws {
    let isErased = words == nil
    try connection.run(
      """
      INSERT INTO turns (session, sequence, role, at, author, salt, digest, content, erased)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(session), .int(number), .text(role.rawValue), .time(orNull: at),
      .utf8(orNull: words?.author), isErased ? .null : .bytes(salt ?? []), .bytes(digest),
      .utf8(orNull: words?.content), isErased ? .integer(orNull: erasedBy) : .null)
  }
}
