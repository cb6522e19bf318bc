import StrataCore

/// Checks the table of the configuration against the entries that changed it (rows B2, Q1).
struct ConfigurationCheck {
  let connection: any SQLConnection

  private static let remedy = "restore the journal from a backup; keep a copy of what is there"
  private static let rowRemedy = "run 'strata fsck --repair': it is made again from the entries"

  /// What the entries tell, and how they are numbered.
  ///
  /// - Complexity: O(size of the configuration's history), one transaction in memory at a time.
  func findings() throws -> [Finding] {
    let entries = try connection.query(
      """
      SELECT e.position, e.body, b.content FROM entries e
        LEFT JOIN contents b ON b.entry = e.position AND b.name = 'body'
      WHERE e.kind = 'configuration.changed' ORDER BY e.position
      """)
    var findings: [Finding] = []
    var index: Int64 = 0
    var rowCount = 0
    for entry in entries {
      index += 1
      let position = try entry.integer(0)
      let body = entry.isNull(2) ? Array(try entry.text(1).utf8) : try entry.bytes(2)
      guard
        let value = try? JSONReader.value(of: body, place: "entry"),
        let record = try? ConfigurationRecord(value, place: "entry"), record.index == index
      else {
        findings.append(
          Finding(
            "configuration.index", place: "entry \(position)",
            "the entry is not the change of the configuration to index \(index)",
            remedy: Self.remedy))
        continue
      }
      rowCount += record.changes.count
      findings += try rows(of: record, at: position)
    }
    let kept = try connection.query("SELECT count(*) FROM configuration").first?.int(0) ?? 0
    if kept != rowCount {
      findings.append(
        Finding(
          "configuration.rows", place: "table configuration",
          "the configuration has \(kept) rows, and the entries tell of \(rowCount)",
          remedy: Self.rowRemedy
        ).about(.views))
    }
    return findings
  }

  private func rows(of record: ConfigurationRecord, at position: Int64) throws -> [Finding] {
    let rows = try connection.query(
      """
      SELECT c.key, c.operation, c.value, c.entry FROM configuration c WHERE c.config_index = ?
      """, .integer(record.index))
    let byKey = Dictionary(try rows.map { (try $0.text(0), $0) }) { $1 }
    return try record.changes.compactMap { change in
      let fits = try byKey[change.key.path].map { row in
        try row.text(1) == change.operation.rawValue && row.integer(3) == position
          && Self.holds(row, change.evidence)
      }
      guard fits != true else { return nil }
      return Finding(
        "configuration.row", place: "configuration index \(record.index), \(change.key)",
        fits == nil
          ? "the row that entry \(position) tells of is missing"
          : "the row is not what entry \(position) tells", remedy: Self.rowRemedy
      ).about(.views)
    }
  }

  private static func holds(
    _ row: SQLRow, _ evidence: ConfigurationRecord.Evidence
  ) throws -> Bool {
    switch evidence {
    case .none: return row.isNull(2)
    case .verbatim(let text): return row.values[2] == .bytes(Array(text.utf8))
    // What the digest is of is a content of the entry, and checked as such.
    case .digest: return row.isNull(2)
    }
  }
}
