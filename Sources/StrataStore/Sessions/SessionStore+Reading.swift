public import StrataCore

extension SessionStore {
  /// One session.
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  public func session(_ name: SessionName) throws -> Session {
    try driver.read { try StoredSession.named(name, in: $0).session }
  }

  /// The session that was imported from an origin, found by source and key, and the origin as kept.
  public func session(from origin: Origin) throws -> (session: Session, origin: Origin)? {
    try driver.read { try JournalReading.imported(from: origin, in: $0) }
  }

  /// Some turns of a session, oldest first, from a position that counts from 0.
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  public func turns(of id: SessionID, from first: Int = 0, limit: Int = .max) throws -> [Turn] {
    try driver.read { connection in
      let stored = try StoredSession.named(.id(id), in: connection)
      return try JournalReading.turns(
        of: stored.position, from: first, limit: limit, in: connection)
    }
  }

  /// A page of sessions.
  ///
  /// - Throws: ``StrataError`` with code `notFound` where a cursor names no session.
  public func sessions(_ query: SessionQuery = .init()) throws -> [Session] {
    try driver.read { try JournalReading.sessions(query, in: $0) }
  }

  /// All customers that have sessions, by name.
  public func customers() throws -> [CustomerSummary] {
    try driver.read { try JournalReading.customers(in: $0) }
  }

  /// How a customer's versions descend from one another (row L1).
  public func lineage(of customer: CustomerID) throws -> Lineage {
    try driver.read { try JournalReading.lineage(of: customer, in: $0) }
  }

  /// The versions made directly on top of one, lowest first (row L1).
  ///
  /// - Complexity: a scan of the customer's rows, without reading them into memory.
  public func versions(derivedFrom version: SemanticVersion, of customer: CustomerID)
    throws -> [SemanticVersion]
  {
    try driver.read { connection in
      try connection.query(
        """
        SELECT major, minor, patch FROM session_versions
        WHERE customer = ? AND (parent = ? OR merged = ?)
        """, .text(customer.name), .text(version.description), .text(version.description)
      ).map { try SemanticVersion(row: $0, from: 0) }.sorted()
    }
  }

  /// What happened in a session, in order.
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  public func entries(of id: SessionID) throws -> [JournalEntry] {
    try driver.read { connection in
      let entries = try JournalReading.entries(of: id, in: connection)
      if entries.isEmpty { _ = try StoredSession.named(.id(id), in: connection) }
      return entries
    }
  }

  /// What happened in the whole store, in order, from a position that counts from 1.
  public func entries(from position: Int64 = 1, limit: Int = 1000) throws -> [JournalEntry] {
    try driver.read { connection in
      try JournalReading.entries(
        "WHERE position >= ? ORDER BY position LIMIT ?",
        [.integer(position), .int(max(0, limit))], connection)
    }
  }
}
