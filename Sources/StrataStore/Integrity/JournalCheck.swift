import StrataCore

/// Checks the tables of the journal against one another, in one view of the database.
struct JournalCheck {
  let connection: any SQLConnection

  private static let remedy = "restore the journal from a backup; keep a copy of what is there"

  func findings() throws -> [Finding] {
    let faults = try connection.query(connection.dialect.faults).map { try $0.text(0) }
    guard faults.isEmpty else {
      return faults.map {
        Finding(
          "journal.damaged", place: "journal", "the database is damaged: \($0)",
          remedy: Self.remedy)
      }
    }
    return try positions() + sequences() + turnCounts() + customers() + lines() + marks()
      + ConfigurationCheck(connection: connection).findings()
  }

  private func positions() throws -> [Finding] {
    let rows = try connection.query(
      """
      SELECT e.position FROM entries e
      WHERE e.position > 1 AND NOT EXISTS (SELECT 1 FROM entries p WHERE p.position = e.position - 1)
      ORDER BY e.position LIMIT 100
      """)
    var findings = try rows.map { row in
      Finding(
        "entry.missing", place: "entry \(try row.integer(0) - 1)",
        "the journal has no entry \(try row.integer(0) - 1)", remedy: Self.remedy)
    }
    let first = try connection.query("SELECT min(position) FROM entries").first
    if let first, try first.isNull(0) || first.integer(0) != 1 {
      findings.append(
        Finding(
          "entry.missing", place: "entry 1", "the journal does not begin with entry 1",
          remedy: Self.remedy))
    }
    return findings
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

  private func turnCounts() throws -> [Finding] {
    try connection.query(
      """
      SELECT s.id, s.turn_count, count(t.sequence), coalesce(max(t.sequence), 0)
      FROM session_versions s LEFT JOIN turns t ON t.session = s.position
      GROUP BY s.id, s.turn_count
      HAVING s.turn_count <> count(t.sequence) OR count(t.sequence) <> coalesce(max(t.sequence), 0)
      """
    ).map { row in
      Finding(
        "session.turns", place: "session \(try row.text(0))",
        "the session has \(try row.int(2)) turns, of which the last is number \(try row.int(3)), "
          + "and should have \(try row.int(1))", remedy: Self.remedy)
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

  private func marks() throws -> [Finding] {
    let last =
      try connection.query("SELECT coalesce(max(position), 0) FROM entries").first?
      .integer(0) ?? 0
    return try [Meta.materialisedThrough, .durableThrough].compactMap { mark in
      let position = try mark.position(in: connection)
      guard position > last else { return nil }
      return Finding(
        "mark.ahead", place: "meta \(mark.rawValue)",
        "the mark stands at \(position), and the journal ends at \(last)", remedy: Self.remedy)
    }
  }
}
