public import StrataCore

extension SessionStore {
  private static let replacedCount = 10
  private static let lookedAtCount: Int64 = 10_000
  private static let namedCount = 8

  /// Why a key had its value at a point, or had none (row K3).
  ///
  /// - Parameter position: where to go on looking for the sessions that ran under it: the answer's
  ///   ``ConfigurationCause/next``, nil for the beginning.
  /// - Throws: ``StrataError`` with code `notFound` where the key had never been set, or the index does
  ///   not exist.
  /// - Complexity: O(log n) and at most 10,000 entries, whatever the size of the journal.
  public func cause(
    of key: ConfigurationKey, at point: ConfigurationPoint = .now, after position: Int64? = nil
  ) throws -> ConfigurationCause {
    try driver.read { connection in
      let index = try ConfigurationReading.index(at: point, in: connection)
      guard
        let version = try ConfigurationReading.version(of: key, at: index, in: connection)
      else {
        throw StrataError(
          .notFound, "\(key) never had a value" + (point == .now ? "" : " until then"),
          remedy: "'strata config list' lists the keys")
      }
      let cause = try WhyReading.cited(version.entry, in: connection)
      let next = try ConfigurationReading.changes(
        of: .key(key), after: version.index, limit: 1, in: connection
      ).first { $0.key == key }
      let last = try next?.entry ?? Self.lastEntry(in: connection)
      let ran = try Self.ran(
        from: max(version.entry, position ?? 0), through: last, in: connection)
      return ConfigurationCause(
        version: version, cause: cause,
        together: try ConfigurationReading.changes(
          of: .everything, after: version.index - 1, upTo: version.index, limit: 1, in: connection
        ).filter { $0.key != key },
        replaced: try ConfigurationReading.history(
          of: .key(key), before: version.index, limit: Self.replacedCount, in: connection),
        restored: try Self.restored(by: version, as: cause.entry, in: connection),
        replacedBy: next, named: try Self.named(by: version.reason, in: connection),
        entryCount: last - version.entry, sessions: ran.sessions, next: ran.next)
    }
  }

  private static func lastEntry(in connection: any SQLConnection) throws -> Int64 {
    try connection.query("SELECT coalesce(max(position), 0) FROM entries").first?.integer(0) ?? 0
  }

  /// Indexes only rise with positions: what was made under a value are the entries after its change,
  /// up to and with the change that replaced it.
  private static func ran(
    from position: Int64, through last: Int64, in connection: any SQLConnection
  ) throws -> (sessions: [ConfigurationCause.Ran], next: Int64?) {
    let end = min(last, position + lookedAtCount)
    var sessions: [ConfigurationCause.Ran] = []
    for row in try connection.query(
      """
      SELECT s.id, s.customer, s.major, s.minor, s.patch, r.n, r.earliest, r.latest FROM (
        SELECT session, count(*) AS n, min(position) AS earliest,
          max(position) AS latest FROM entries
        WHERE position > ? AND position <= ? AND session IS NOT NULL GROUP BY session) AS r
      JOIN session_versions s ON s.id = r.session ORDER BY r.earliest
      """, .integer(position), .integer(end))
    {
      sessions.append(
        ConfigurationCause.Ran(
          session: try SessionID(parsing: try row.text(0)),
          name: .version(
            try CustomerID(try row.text(1)), try SemanticVersion(row: row, from: 2)),
          entryCount: try row.int(5), firstEntry: try row.integer(6), lastEntry: try row.integer(7))
      )
    }
    return (sessions, end < last ? end : nil)
  }

  private static func restored(
    by version: ConfigurationVersion, as entry: JournalEntry, in connection: any SQLConnection
  ) throws -> ConfigurationVersion? {
    guard version.operation == .rollback else { return nil }
    let record = try ConfigurationRecord(entry.body, place: "entry \(entry.position)")
    let index = record.changes.first { $0.key == version.key }?.restoredIndex ?? 0
    guard index > 0 else { return nil }
    return try ConfigurationReading.version(of: version.key, at: index, in: connection)
  }

  /// The sessions that a reason names, by id or as `customer/v1.2.0`.
  private static func named(
    by reason: String?, in connection: any SQLConnection
  ) throws -> [Session] {
    let words = (reason ?? "").split { $0.isWhitespace || "()[]<>\"',;".contains($0) }
    let names = words.lazy.compactMap { word in
      try? SessionName(
        parsing: String(word.drop { $0 == "." }.trimmingSuffix(while: { ".:!?".contains($0) })))
    }
    var found: [Session] = []
    for name in names.prefix(namedCount) {
      let session = try StoredSession.find(name, in: connection)?.session
      if let session, !found.contains(where: { $0.id == session.id }) { found.append(session) }
    }
    return found
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isCut: (Character) -> Bool) -> Substring {
    guard let last = lastIndex(where: { !isCut($0) }) else { return "" }
    return self[...last]
  }
}
