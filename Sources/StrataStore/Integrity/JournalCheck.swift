import StrataCore

/// Checks the schema and the entries of a journal that can be read, in one view of the database.
struct JournalCheck {
  let connection: any SQLConnection

  private static let remedy = "restore the journal from a backup; keep a copy of what is there"
  /// Whether a finding makes every further question to the database pointless.
  static func ends(with finding: Finding) -> Bool {
    finding.code == "schema.missing" && finding.place.hasPrefix("table ")
  }

  func findings() throws -> [Finding] {
    let schema = try SchemaCheck(connection: connection).findings()
    guard !schema.contains(where: Self.ends) else { return schema }
    return try schema + positions() + contents() + marks()
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

  /// What entries of no session commit to.
  private func contents() throws -> [Finding] {
    let last = try lastPosition()
    let accepted = try AcceptedLosses(in: connection)
    let reading = ContentRows(connection: connection)
    return try stride(from: 1, through: last, by: 4096).flatMap { first in
      let (entries, rows) = try reading.sessionless(in: first...first + 4095)
      return entries.flatMap { entry in
        let check = ContentCheck(
          name: "no session", subject: .entryContent(entry.position), entries: [entry])
        return accepted.new(check.losses(in: rows[entry.position] ?? [])).map(\.finding)
      }
    }
  }

  private func marks() throws -> [Finding] {
    let last = try lastPosition()
    return try [Meta.materialisedThrough, .durableThrough].compactMap { mark in
      let position = try mark.position(in: connection)
      guard position > last else { return nil }
      return Finding(
        "mark.ahead", place: "meta \(mark.rawValue)",
        "the mark stands at \(position), and the journal ends at \(last)", remedy: Self.remedy
      ).about(.mark(mark.rawValue))
    }
  }

  private func lastPosition() throws -> Int64 {
    try connection.query("SELECT coalesce(max(position), 0) FROM entries").first?.integer(0) ?? 0
  }
}
