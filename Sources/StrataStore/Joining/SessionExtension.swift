import StrataCore

/// Brings a session that both stores have to what the two know together (rows C5, D6): the longer
/// copy is right, what one of them erased is erased, and what was done in one was done.
struct SessionExtension {
  let id: SessionID
  let theirs: IncomingSession
  let store: SessionID
  let code: CodeState?
  let randomness: @Sendable () -> any RandomNumberGenerator

  init(
    of id: SessionID, by theirs: IncomingSession, store: SessionID, code: CodeState?,
    randomness: @escaping @Sendable () -> any RandomNumberGenerator
  ) {
    self.id = id
    self.theirs = theirs
    self.store = store
    self.code = code
    self.randomness = randomness
  }

  /// What is to be done to the copy of this store; nil where nothing is.
  struct Plan {
    var comparison: SessionComparison
    var erases: Bool
    var activities: [IncomingSession.Activity]
    var isEmpty: Bool { comparison != .secondGoesOn && !erases && activities.isEmpty }
  }

  /// - Throws: ``StrataError`` with code `conflict` where the copies contradict each other.
  static func plan(of ours: IncomingSession, by theirs: IncomingSession) throws(StrataError) -> Plan
  {
    let comparison = SessionComparison(ours.copy, theirs.copy)
    if case .contradiction(let reason) = comparison {
      throw StrataError(
        .conflict,
        "session \(ours.session.id) is in both stores, and they contradict each other: \(reason)",
        place: ours.session.name.description,
        remedy: "look at both with 'strata show', and erase or patch the wrong one; nothing was "
          + "written")
    }
    let known = Set(ours.activities.map(\.identity))
    let missing = theirs.activities.filter { activity in
      ![.sessionCompleted, .contentErased].contains(activity.entry.kind)
        && !known.contains(activity.identity)
    }
    return Plan(
      comparison: comparison, erases: ours.erasures.isEmpty && !theirs.erasures.isEmpty,
      activities: missing)
  }

  func perform(_ done: inout JoinChange.Done, in transaction: JournalTransaction) throws {
    let connection = transaction.connection
    let ours = try IncomingSession(id, of: store, in: connection)
    let plan = try Self.plan(of: ours, by: theirs)
    guard !plan.isEmpty else { return }
    if plan.erases { try erase(&done, in: transaction) }
    let isErased = plan.erases || !ours.erasures.isEmpty
    var stored = try StoredSession.named(.id(id), in: connection)
    var chain = EntryChain(of: stored.session, count: stored.entryCount, leaf: stored.chain)
    if plan.comparison == .secondGoesOn {
      try append(turnsAfter: ours.turns.count, of: stored, isErased, &chain, in: transaction)
      if !isErased {
        try append(decisionsAfter: ours.session.decisions.count, &chain, in: transaction)
      }
    }
    for activity in plan.activities {
      var activity = activity
      if isErased { activity.contents = [] }
      try chain.append(activity, in: transaction)
    }
    let rows = ReplayedRows(connection: connection)
    try rows.update(id)
    stored = try StoredSession.named(.id(id), in: connection)
    if theirs.session.state == .sealed, ours.session.state != .sealed {
      try complete(stored, &chain, in: transaction)
      try rows.update(id)
    }
    if !plan.erases { done.extended.append(id) }
    done.show(id, before: stored.session.version)
  }

  private func append(
    turnsAfter count: Int, of stored: StoredSession, _ isErased: Bool,
    _ chain: inout EntryChain, in transaction: JournalTransaction
  ) throws {
    var turns = theirs.turns.dropFirst(count)
    guard let commitment = TurnCommitment(to: turns.map(\.digest), from: count + 1) else { return }
    let erasure = isErased ? try JournalReading.erasure(of: id, in: transaction.connection) : nil
    let body = try CanonicalJSON.bytes([
      "count": .integer(Int64(commitment.count)),
      "digest": .string(commitment.digest.digestText),
      "first": .integer(Int64(commitment.first)),
      "joined": origin(at: theirs.session.lastActivityAt),
    ])
    try chain.append(.turnsAppended, body, in: transaction)
    for index in turns.indices {
      if isErased { turns[index].words = nil }
      try turns[index].insert(
        number: index + 1, into: stored.position, erasedBy: erasure?.position,
        in: transaction.connection)
    }
  }

  private func append(
    decisionsAfter count: Int, _ chain: inout EntryChain, in transaction: JournalTransaction
  ) throws {
    var generator = randomness()
    for decision in theirs.session.decisions.dropFirst(count) {
      try chain.append(
        .decisionRecorded,
        CanonicalJSON.bytes([
          "at": .string(decision.at.description), "joined": origin(at: decision.at),
        ]),
        contents: [
          Content(
            name: Content.decision, salt: .salt(using: &generator),
            bytes: CanonicalSession.bytes(of: decision))
        ], in: transaction)
    }
  }

  private func complete(
    _ stored: StoredSession, _ chain: inout EntryChain, in transaction: JournalTransaction
  ) throws {
    let connection = transaction.connection
    var sealed = stored.session
    sealed.state = .sealed
    sealed.outcome = theirs.session.outcome
    sealed.satisfaction = theirs.session.satisfaction
    sealed.completedAt = theirs.session.completedAt
    let digests = SessionRendering(
      session: sealed,
      turns: try JournalReading.turns(
        of: stored.position, from: 0, limit: .max, in: connection),
      changes: try JournalReading.changes(
        upTo: sealed.version, of: sealed.customer, in: connection)
    ).digests
    try chain.append(
      .sessionCompleted,
      StartEntries.completion(
        of: sealed, digests: digests, entryCount: chain.count + 1,
        joined: try theirs.ending.map { try CanonicalJSON.bytes($0) }),
      in: transaction)
  }

  /// Where several entries of the other store are told by one of this.
  private func origin(at time: Timestamp) -> JSONValue {
    var members: [String: JSONValue] = ["at": .string(time.description)]
    if case .journal(let store, _, _, _, _) = theirs.provenance {
      members["store"] = .string(store.description)
    }
    return .object(members)
  }

  /// What was erased there is erased here, by whom, under which rule and when it was there.
  private func erase(
    _ done: inout JoinChange.Done, in transaction: JournalTransaction
  ) throws {
    guard let erasure = theirs.erasures.last,
      let notice = ErasureNotice(
        by: erasure.entry.actor, body: erasure.body, at: erasure.entry.recordedAt)
    else { return }
    var reason: String?
    if case .string(let text)? = erasure.body.member("reason") { reason = text }
    var change = ErasureChange(
      request: ErasureRequest(
        session: .id(id), rule: notice.rule, reason: reason, by: notice.by),
      notice: notice, code: code, generator: randomness(), erased: id.description,
      joined: erasure.body.member("joined"))
    let plan = try ErasurePlan(of: .id(id), notice: notice, in: transaction.connection)
    guard !plan.isEmpty else { return }
    let (_, changed) = try change.perform(plan, in: transaction)
    done.erased.append(id)
    for stored in changed { done.show(stored.session.id, before: stored.session.version) }
  }
}
