import StrataCore

/// The entries that the start of a session appends.
enum StartEntries {
  /// They are numbered from 1; the first is the `session.started` entry. Each names the one before it
  /// when it is appended.
  static func drafts(of planned: PlannedStart) throws -> [JournalTransaction.Draft] {
    let session = planned.session
    let digests = planned.turns.map(\.digest)
    var beginning = session
    beginning.state = .active
    beginning.outcome = nil
    beginning.satisfaction = nil
    beginning.completedAt = nil
    var drafts: [JournalTransaction.Draft] = []
    func add(_ kind: JournalEntry.Kind, _ body: [UInt8], contents: [Content] = []) {
      drafts.append(
        JournalTransaction.Draft(
          kind: kind, customer: session.customer, session: session.id, sequence: drafts.count + 1,
          actor: session.user, realm: session.realm, conversation: session.conversation,
          code: session.code, body: body, contents: contents))
    }
    add(
      .sessionStarted,
      CanonicalSession.bytes(of: beginning, turns: TurnCommitment(to: digests, from: 1)),
      contents: [planned.content])
    for collision in planned.collisions {
      add(
        .versionCollision,
        try CanonicalJSON.bytes([
          "assigned": .string(session.version.description), "reason": .string(collision.reason),
          "taken": .string(collision.version.description),
        ]))
    }
    if let reason = session.decision.fallback {
      add(.versionFallback, fallback(of: planned, reason: reason))
    }
    if let kept = planned.start.kept {
      add(
        .temporaryMovedIn,
        try CanonicalJSON.bytes([
          "assigned": .string(session.version.description),
          "kept_at": .string(kept.time.description), "reason": .string(kept.reason),
          "provisional": kept.provisional.map { .string($0.description) } ?? .null,
        ]))
    }
    if session.state == .sealed {
      let rendering = SessionRendering(
        session: session, turns: planned.turns.map(\.turn), changes: planned.changes)
      add(
        .sessionCompleted,
        completion(of: session, digests: rendering.digests, entryCount: drafts.count + 1))
    }
    return drafts
  }

  /// The inputs of the calculation that failed (row V8). The opening is personal content, so the
  /// entry commits to it instead of repeating it; its words are in the session's first turns. What
  /// was stated of the deployment is in the content of the session's first entry.
  private static func fallback(of planned: PlannedStart, reason: String) -> [UInt8] {
    let request = planned.start.request
    var object = CanonicalObject()
    object.string("assigned", planned.session.version.description)
    object.string("line", request.choice?.line.map(String.init))
    object.raw("opening", opening(of: planned.turns))
    object.string("operation", request.operation?.kind.rawValue)
    object.string("reason", reason)
    object.string("started_at", planned.session.createdAt.description)
    object.string("target", request.operation?.target.description)
    object.integer("turn_count", request.turns.count)
    return object.finished()
  }

  private static func opening(of turns: [TurnRecord]) -> [UInt8]? {
    let read = turns.lazy.filter { $0.turn.role == .user }.prefix(StartRequest.openingTurnLimit)
    guard let commitment = TurnCommitment(to: read.map(\.digest), from: 1) else { return nil }
    var object = CanonicalObject()
    object.string("digest", commitment.digest.digestText)
    object.array("lengths", read.map { Array(String($0.turn.content.utf8.count).utf8) })
    return object.finished()
  }

  /// What a `session.completed` entry says: how it ended, the digests of the four files, and how many
  /// entries the session has with this one, by which a trace is proved to be complete (row K2).
  static func completion(
    of session: Session, digests: [SessionFile: String], entryCount: Int, joined: [UInt8]? = nil
  ) -> [UInt8] {
    var files = CanonicalObject()
    files.string("conversation.json", digests[.conversation])
    files.string("deployment_context.json", digests[.deploymentContext])
    files.string("session_metadata.json", digests[.metadata])
    files.string("sow_document.md", digests[.statementOfWork])
    var object = CanonicalObject()
    object.string("completed_at", session.completedAt?.description)
    object.integer("entry_count", entryCount)
    object.raw("files", files.finished())
    object.raw("joined", joined)
    object.string("outcome", session.outcome?.rawValue)
    object.integer("satisfaction", session.satisfaction)
    object.integer("turn_count", session.turnCount)
    return object.finished()
  }
}

/// Three or more collisions of one customer within an hour are a pattern (row C4).
enum CollisionPattern {
  private static let threshold = 3
  private static let windowSeconds = 3600.0

  /// Records the pattern, once an hour, where there is one.
  static func record(of customer: CustomerID, in transaction: JournalTransaction) throws {
    let since = transaction.time.advanced(bySeconds: -windowSeconds)
    func count(_ kind: JournalEntry.Kind) throws -> Int {
      try transaction.connection.query(
        """
        SELECT count(*) FROM entries WHERE customer = ? AND recorded_at > ? AND kind = ?
          AND kind IN ('version.collision', 'version.collision_pattern')
        """, .text(customer.name), .time(since), .text(kind.rawValue)
      ).first?.int(0) ?? 0
    }
    let collisions = try count(.versionCollision)
    guard collisions >= threshold, try count(.collisionPattern) == 0 else { return }
    try transaction.append(
      JournalTransaction.Draft(
        kind: .collisionPattern, customer: customer,
        body: try CanonicalJSON.bytes([
          "collisions": .integer(Int64(collisions)),
          "within_seconds": .integer(Int64(windowSeconds)),
        ])))
  }
}
