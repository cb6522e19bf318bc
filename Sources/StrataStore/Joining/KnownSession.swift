import StrataCore

/// A session of a store as far as its number and its relations go.
struct KnownSession: Sendable {
  var id: SessionID
  var customer: CustomerID
  var claim: VersionClaim
  /// Where it stands now, without the notes of former joins.
  var placement: Placement
  /// Its notes as they are.
  var notes: [String]
  /// The sessions it goes on from, where sessions have those numbers.
  var parent: SessionID?
  var merged: SessionID?
  var position: Int64

  var version: SemanticVersion { placement.version }

  /// The sessions of one customer, in the order in which their store took them.
  ///
  /// - Parameter keepingNumbers: whether each claims the number that it has now, and not the one that it
  ///   was given at its start.
  static func all(
    _ sessions: [(session: Session, position: Int64)], keepingNumbers: Bool = false
  ) -> [KnownSession] {
    let ids = Dictionary(sessions.map { ($0.session.version, $0.session.id) }) { first, _ in first }
    return sessions.map { session, position in
      var placement = Placement(session)
      if !keepingNumbers { placement.notes = ResolutionNote.without(session.notes) }
      return KnownSession(
        id: session.id, customer: session.customer,
        claim: VersionClaim(
          session: session.id,
          version: keepingNumbers ? session.version : session.decision.version,
          createdAt: session.createdAt,
          base: session.version.patch == 0 ? nil : ids[session.version.unpatched]),
        placement: placement, notes: session.notes, parent: placement.parent.flatMap { ids[$0] },
        merged: placement.merged.flatMap { ids[$0] }, position: position)
    }
  }

  static func all(
    of customer: CustomerID, in connection: any SQLConnection, keepingNumbers: Bool = false
  ) throws -> [KnownSession] {
    all(
      try StoredSession.all(
        "WHERE s.customer = ? ORDER BY s.position", [.text(customer.name)], in: connection
      ).map { ($0.session, $0.position) }, keepingNumbers: keepingNumbers)
  }
}

extension JournalReading {
  /// The numbers of a customer that were found taken by no session of this store (row C4).
  static func takenNumbers(
    of customer: CustomerID, in connection: any SQLConnection
  ) throws -> Set<SemanticVersion> {
    let collisions = try entries(
      "WHERE kind = ? AND customer = ?",
      [.text(JournalEntry.Kind.versionCollision.rawValue), .text(customer.name)], connection)
    return Set(
      try collisions.compactMap { entry in
        guard case .string(let text)? = entry.body.member("taken") else { return nil }
        return try SemanticVersion(parsing: text)
      })
  }

  /// Every number that a session has had, here and where it was taken in from: what was said of it
  /// names it by the number of that time.
  static func heldNumbers(
    of session: Session, in connection: any SQLConnection
  ) throws -> Set<SemanticVersion> {
    var numbers: Set = [session.version, session.decision.version]
    let told = try entries(
      "WHERE session = ? AND kind IN (?, ?, ?)",
      [.text(session.id.description)]
        + [JournalEntry.Kind.versionResolved, .sessionJoined, .sessionRecovered].map {
          .text($0.rawValue)
        }, connection)
    for entry in told {
      for name in ["was", "version"] {
        guard case .string(let text)? = entry.body.member(name) else { continue }
        numbers.insert(try SemanticVersion(parsing: text))
      }
      guard case .array(let held)? = entry.body.member("numbers") else { continue }
      for case .string(let text) in held { numbers.insert(try SemanticVersion(parsing: text)) }
    }
    return numbers
  }
}
