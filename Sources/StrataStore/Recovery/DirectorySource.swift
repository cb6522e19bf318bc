import StrataCore

/// The session directories of a store as a source of sessions: those that the journal does not know,
/// and, where the journal is older than its directories, those that have gone on (rows R1, R2).
struct DirectorySource: SessionSource {
  let salvage: DirectorySalvage
  let result: DirectorySalvage.Result
  /// The session as the journal has it; nil where it has none.
  let known: @Sendable (SessionID) throws -> IncomingSession?
  /// Whether directories may be newer than the journal.
  let extends: Bool
  let randomness: @Sendable () -> any RandomNumberGenerator
  let now: Timestamp

  let keepsNumbers = true
  let announcement: (kind: JournalEntry.Kind, body: [UInt8])? = nil

  func customers() throws -> [CustomerID] { result.sessions.keys.sorted() }

  func sessions(of customer: CustomerID) throws -> [KnownSession] {
    let sessions = try (result.sessions[customer] ?? []).filter { part in
      guard let ours = try known(part.session.id) else { return true }
      guard extends else { return false }
      return SessionComparison(ours.copy, try incoming(part).copy) == .secondGoesOn
    }
    return KnownSession.all(
      sessions.map { ($0.session, 0) }, keepingNumbers: true)
  }

  func taken(of customer: CustomerID) throws -> Set<SemanticVersion> {
    result.missing[customer] ?? []
  }

  func session(_ id: SessionID, of customer: CustomerID) throws -> IncomingSession {
    guard let part = result.sessions[customer]?.first(where: { $0.session.id == id }) else {
      throw StrataError(.notFound, "there is no directory of session \(id)")
    }
    var session = try incoming(part)
    // The last one tells which numbers are lost, so that they are not given again (row C4).
    if id == result.sessions[customer]?.last?.session.id {
      session.activities += try lost(of: customer, told: part.session)
    }
    return session
  }

  /// No directory tells of them.
  func reviews(of customer: CustomerID) throws -> [IncomingSession.Activity] { [] }

  private func incoming(_ part: SalvagedSession) throws -> IncomingSession {
    var generator = randomness()
    let turns = try salvage.turns(of: part).map { turn in
      IncomingSession.IncomingTurn(TurnRecord(turn, using: &generator))
    }
    let session = part.session
    return IncomingSession(
      session: session, turns: turns, activities: [], origins: [],
      provenance: .directory(
        "sessions/\(session.customer)/\(session.version)", repair: part.repair),
      doubts: part.doubts)
  }

  private func lost(
    of customer: CustomerID, told session: Session
  ) throws -> [IncomingSession.Activity] {
    try (result.missing[customer] ?? []).sorted().map { version in
      let body: JSONValue = [
        "assigned": .string(session.version.description),
        "reason": "the session that had it is lost", "taken": .string(version.description),
      ]
      let entry = JournalEntry(
        position: 0, recordedAt: now, kind: .versionCollision, customer: customer,
        session: session.id, actor: session.user, body: body)
      return IncomingSession.Activity(
        entry: entry, body: body, contents: [], identity: try CanonicalJSON.bytes(body))
    }
  }
}
