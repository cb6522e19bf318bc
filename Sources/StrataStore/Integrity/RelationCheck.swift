import StrataCore

/// Checks the rows of sessions, customers and groups against one another (row Q1): what contradicts
/// itself although each row is what the entries make of it, or where no replay was possible.
struct RelationCheck {
  let connection: any SQLConnection

  private static let remedy = "restore the journal from a backup; keep a copy of what is there"

  /// - Parameter tables: the tables of which rows are known to be wrong: what contradicts them follows
  ///   from that.
  func findings(besides tables: Set<String>) throws -> [Finding] {
    var findings: [Finding] = []
    if tables.isDisjoint(with: ["entries", "session_versions"]) {
      findings += try sequences() + versions()
      if !tables.contains("customers") { findings += try customers() }
      if !tables.contains("lines") { findings += try lines() }
    }
    if tables.isDisjoint(with: ["entries", "consumer_offsets", "event_statistics"]) {
      findings += try EventCheck(connection: connection).findings()
    }
    return findings
  }

  private func versions() throws -> [Finding] {
    do {
      return try VersionCheck.all(in: connection).flatMap { $0.findings() }
    } catch let error as StrataError where error.code != .storage {
      return [
        Finding(
          "version.unreadable", place: "table session_versions", error.description,
          remedy: Self.remedy)
      ]
    }
  }

  private func sequences() throws -> [Finding] {
    try connection.query(
      """
      SELECT e.session, count(*), max(e.sequence), min(e.sequence), s.entry_count FROM entries e
        LEFT JOIN session_versions s ON s.id = e.session
      WHERE e.session IS NOT NULL GROUP BY e.session, s.entry_count
      HAVING count(*) <> max(e.sequence) OR min(e.sequence) <> 1 OR s.entry_count IS NULL
        OR s.entry_count <> count(*)
      """
    ).map { row in
      Finding(
        "session.entries", place: "session \(try row.text(0))",
        "the session has \(try row.int(1)) entries, numbered \(try row.int(3)) to \(try row.int(2)), "
          + "and should have \(try row.optionalInt(4).map(String.init) ?? "none")",
        remedy: Self.remedy)
    }
  }

  private func customers() throws -> [Finding] {
    try connection.query(
      """
      SELECT c.name, c.session_count, count(s.position), c.highest_major, max(s.major)
      FROM customers c LEFT JOIN session_versions s ON s.customer = c.name
      GROUP BY c.name, c.session_count, c.highest_major
      HAVING c.session_count <> count(s.position) OR c.highest_major < coalesce(max(s.major), 0)
      """
    ).map { row in
      Finding(
        "customer.counts", place: "customer \(try row.text(0))",
        "the customer has \(try row.int(2)) sessions up to line "
          + "v\(try row.optionalInt(4) ?? 0), and the record says \(try row.int(1)) up to "
          + "v\(try row.int(3))", remedy: Self.remedy)
    }
  }

  private func lines() throws -> [Finding] {
    try connection.query(
      """
      SELECT s.customer, s.major, s.minor, s.patch, s.id FROM session_versions s
        LEFT JOIN lines l ON l.customer = s.customer AND l.major = s.major
      WHERE l.major IS NULL OR l.family <> s.family OR l.newest_minor < s.minor
        OR (l.newest_minor = s.minor AND l.newest_patch < s.patch)
      """
    ).map { row in
      let version = try SemanticVersion(row: row, from: 1)
      return Finding(
        "line.record", place: "\(try row.text(0))/\(version)",
        "the record of line v\(version.major) does not fit \(version)", remedy: Self.remedy)
    }
  }
}
