import StrataCore

/// Compares the tables that belong to entries with what the entries say: the five tables of the audit
/// log, the turns and other erasable contents, the configuration. Takes the entries in order, some at a time.
struct AuditTableCheck {
  let connection: any SQLConnection
  /// The `id` that each table's next row must have.
  private(set) var ids: [AuditTable: Int64] = [:]
  private var position: Int64 = 0
  private var turns: TurnCheck

  init(connection: any SQLConnection) {
    self.connection = connection
    turns = TurnCheck(connection: connection)
  }

  /// The findings about the rows of some entries, and about rows that claim to belong between them.
  mutating func check(
    _ entries: [(row: EntryRow, entry: JournalEntry?)]
  ) throws -> [AuditFinding] {
    guard let last = entries.last?.row.record.position else { return [] }
    defer { position = last }
    let range = position + 1...last
    var findings: [AuditFinding] = []
    for table in AuditTable.allCases {
      findings += try checkRows(of: table, of: entries.compactMap(\.entry), in: range)
    }
    for entry in entries.compactMap(\.entry) { findings += try turns.check(entry) }
    return try findings + checkContents(of: entries.compactMap(\.entry), in: range)
      + checkConfiguration(of: entries.compactMap(\.entry), in: range)
  }

  /// Goes past entries whose rows are known to be right, but for the turns.
  mutating func pass(
    through last: Int64, ids: [AuditTable: Int64], turnsOf entries: [JournalEntry]
  ) throws -> [AuditFinding] {
    position = last
    self.ids = ids
    return try entries.flatMap { try turns.check($0) }
  }

  /// Rows that belong to entries beyond the last one.
  func finish() throws -> [AuditFinding] {
    try turns.finish()
      + AuditTable.allCases.flatMap { table in
        try connection.query(
          "SELECT id, entry FROM \(table.rawValue) WHERE entry > ? ORDER BY entry LIMIT 100",
          .integer(position)
        ).map { row in
          AuditFinding(
            .rowAdded, table: table.rawValue, row: try row.integer(0), entry: try row.integer(1),
            "the row belongs to entry \(try row.integer(1)), which is not there")
        }
      }
  }

  // MARK: The audit log

  private mutating func checkRows(
    of table: AuditTable, of entries: [JournalEntry], in range: ClosedRange<Int64>
  ) throws -> [AuditFinding] {
    let rows = try connection.query(
      """
      SELECT id, entry, \(table.columns.joined(separator: ", ")) FROM \(table.rawValue)
      WHERE entry >= ? AND entry <= ? ORDER BY entry
      """, .integer(range.lowerBound), .integer(range.upperBound))
    var kept: [Int64: SQLRow] = [:]
    for row in rows { kept[try row.integer(1)] = row }
    var findings: [AuditFinding] = []
    for entry in entries where entry.kind.auditTable == table {
      let id = ids[table, default: 1]
      ids[table] = id + 1
      guard let row = kept.removeValue(forKey: entry.position) else {
        findings.append(
          AuditFinding(
            .rowMissing, table: table.rawValue, row: id, entry: entry.position,
            "the row of entry \(entry.position) is not there"))
        continue
      }
      findings += try compare(row, with: entry, in: table, id: id)
    }
    return try findings
      + kept.values.map { row in
        AuditFinding(
          .rowAdded, table: table.rawValue, row: try row.integer(0), entry: try row.integer(1),
          "entry \(try row.integer(1)) has no row in this table")
      }.sorted { ($0.row ?? 0) < ($1.row ?? 0) }
  }

  private func compare(
    _ row: SQLRow, with entry: JournalEntry, in table: AuditTable, id: Int64
  ) throws -> [AuditFinding] {
    guard let expected = try? AuditRow(entry) else { return [] }
    var wrong: [String] = try row.integer(0) == id ? [] : ["id"]
    for (index, column) in table.columns.enumerated()
    where !Self.isSame(row.values[index + 2], expected.values[index]) {
      wrong.append(column)
    }
    guard !wrong.isEmpty else { return [] }
    return [
      AuditFinding(
        .rowEdited, table: table.rawValue, row: id, entry: entry.position,
        "\(wrong.joined(separator: ", ")) \(wrong.count == 1 ? "is" : "are") not what entry "
          + "\(entry.position) says")
    ]
  }

  /// Whether a column holds a value, however the database writes it.
  static func isSame(_ column: SQLValue, _ value: AuditRow.Value) -> Bool {
    switch (column, value) {
    case (.null, .null): true
    case (.text(let text), .text(let expected)): text == expected
    case (.text(let text), .json(let expected)): text == expected || isSameJSON(text, expected)
    case (.integer(let number), .integer(let expected)): number == expected
    case (.integer(let number), .bool(let expected)): number == (expected ? 1 : 0)
    case (.time(let time), .time(let expected)): time == expected
    case (.integer(let number), .time(let expected)): number == expected.microseconds
    default: false
    }
  }

  private static func isSameJSON(_ text: String, _ expected: String) -> Bool {
    guard let value = try? JSONReader.value(of: Array(text.utf8), place: "column"),
      let canonical = try? CanonicalJSON.bytes(value)
    else { return false }
    return canonical.elementsEqual(expected.utf8)
  }

  // MARK: Contents

  private func checkContents(
    of entries: [JournalEntry], in range: ClosedRange<Int64>
  ) throws -> [AuditFinding] {
    var expected: [String: [UInt8]] = [:]
    for entry in entries {
      for (name, digest) in entry.contents { expected["\(entry.position) \(name)"] = digest }
    }
    let rows = try connection.query(
      """
      SELECT c.entry, c.name, c.salt, c.digest, c.content, x.kind
      FROM contents c LEFT JOIN entries x ON x.position = c.erased
      WHERE c.entry >= ? AND c.entry <= ? ORDER BY c.entry, c.name
      """, .integer(range.lowerBound), .integer(range.upperBound))
    var findings: [AuditFinding] = []
    for row in rows {
      let (entry, name) = (try row.integer(0), try row.text(1))
      let stored = try row.bytes(3)
      let derived =
        row.isNull(4) ? stored : SaltedDigest.of(try row.bytes(4), salt: try row.bytes(2))
      let digest = expected.removeValue(forKey: "\(entry) \(name)")
      if digest == nil || derived != digest || stored != digest {
        findings.append(
          AuditFinding(
            digest == nil ? .rowAdded : .rowEdited, table: "contents", row: entry, entry: entry,
            "the content \(name.debugDescription) is not what entry \(entry) committed to"))
      } else if try row.isNull(4)
        && row.optionalText(5) != JournalEntry.Kind.contentErased.rawValue
      {
        findings.append(
          AuditFinding(
            .rowEdited, table: "contents", row: entry, entry: entry,
            "the content \(name.debugDescription) of entry \(entry) is gone, and no entry says "
              + "that it was erased"))
      }
    }
    return findings
      + expected.keys.sorted().map { key in
        let entry = Int64(key.prefix { $0 != " " })
        return AuditFinding(
          .rowMissing, table: "contents", row: entry, entry: entry,
          "a content of entry \(entry ?? 0) is not there, and was not erased")
      }
  }

  // MARK: Configuration

  private func checkConfiguration(
    of entries: [JournalEntry], in range: ClosedRange<Int64>
  ) throws -> [AuditFinding] {
    var expected: [Int64: [String: SQLValue]] = [:]
    for entry in entries where entry.kind == .configurationChanged {
      guard let record = try? ConfigurationRecord(entry.body, place: "entry") else { continue }
      var rows: [String: SQLValue] = [:]
      for change in record.changes {
        let name = "\(record.index) \(change.operation.rawValue) \(change.key)"
        // A value that the entry only commits to is a content.
        rows[name] = .null
        if case .verbatim(let text) = change.evidence { rows[name] = .bytes(Array(text.utf8)) }
      }
      expected[entry.position] = rows
    }
    let rows = try connection.query(
      """
      SELECT entry, config_index, operation, key, value FROM configuration
      WHERE entry >= ? AND entry <= ? ORDER BY config_index, key
      """, .integer(range.lowerBound), .integer(range.upperBound))
    var findings: [AuditFinding] = []
    for row in rows {
      let entry = try row.integer(0)
      let found = "\(try row.integer(1)) \(try row.text(2)) \(try row.text(3))"
      if expected[entry]?.removeValue(forKey: found) != row.values[4] {
        findings.append(
          AuditFinding(
            .rowEdited, table: "configuration", row: try row.integer(1), entry: entry,
            "entry \(entry) says nothing of this change of \(try row.text(3).debugDescription)"))
      }
    }
    for (entry, changes) in expected.sorted(by: { $0.key < $1.key }) where !changes.isEmpty {
      findings.append(
        AuditFinding(
          .rowMissing, table: "configuration", row: entry, entry: entry,
          "a change of entry \(entry) is not there"))
    }
    return findings
  }
}
