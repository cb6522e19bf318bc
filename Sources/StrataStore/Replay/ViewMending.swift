import StrataCore

/// Puts rows of views right that are not what the entries make of them.
struct ViewMending {
  let transaction: JournalTransaction
  private var connection: any SQLConnection { transaction.connection }

  /// Moments, which each database writes in its own way.
  private static let moments: Set = [
    "timestamp", "created_at", "last_activity", "last_used_at", "committed_at",
  ]

  /// Mends the rows, in an order that no reference forbids.
  ///
  /// - Returns: the rows as they stood, for the quarantine.
  func perform(_ differences: [ViewDifference]) throws -> [QuarantinedRow] {
    var rows: [QuarantinedRow] = []
    for difference in differences {
      if let row = try read(difference) { rows.append(row) }
    }
    let guarded = Set(differences.map(\.view.table)).intersection(
      AuditTable.allCases.map(\.rawValue))
    for table in guarded.sorted() { try guardRows(of: table, false) }
    try deferReferences()
    for difference in differences.reversed() {
      if case .extra = difference.kind { try delete(difference) }
    }
    var wrong: [(difference: ViewDifference, columns: [Column])] = []
    for difference in differences {
      guard case .wrong(let columns) = difference.kind else { continue }
      wrong.append((difference, try parked(difference, columns)))
    }
    for (difference, columns) in wrong { try update(difference, columns) }
    let order = ["customers", "session_versions"]
    let missing = differences.sorted {
      (order.firstIndex(of: $0.view.table) ?? 2) < (order.firstIndex(of: $1.view.table) ?? 2)
    }
    for difference in missing {
      if case .missing(let values) = difference.kind { try insert(difference, values) }
    }
    for table in guarded.sorted() { try guardRows(of: table, true) }
    try touch(differences)
    return rows
  }

  // MARK: - Rows

  private func condition(_ view: JournalView) -> String {
    view.key.map { "\($0) = ?" }.joined(separator: " AND ")
  }

  private func read(_ difference: ViewDifference) throws -> QuarantinedRow? {
    if case .missing = difference.kind { return nil }
    let view = difference.view
    let columns = view.key + view.columns
    return try connection.query(
      "SELECT \(columns.joined(separator: ", ")) FROM \(view.table) WHERE \(condition(view))",
      difference.key
    ).first.map { QuarantinedRow(table: view.table, columns: columns, values: $0.values) }
  }

  private func delete(_ difference: ViewDifference) throws {
    if difference.view.table == "session_versions" {
      for table in ["turns", "origins"] {
        try connection.run("DELETE FROM \(table) WHERE session = ?", difference.key)
      }
    }
    try connection.run(
      "DELETE FROM \(difference.view.table) WHERE \(condition(difference.view))", difference.key)
  }

  private typealias Column = (column: String, value: SQLValue)

  /// Gives a row numbers that no other has, for two rows may have those of one another.
  ///
  /// - Returns: the columns that are to be set then.
  private func parked(_ difference: ViewDifference, _ columns: [Column]) throws -> [Column] {
    let view = difference.view
    guard case .integer(let key)? = difference.key.first else { return columns }
    var columns = columns
    let names = Set(columns.map(\.column))
    if view.table == "session_versions", !names.contains("major"),
      !names.isDisjoint(with: ["customer", "minor", "patch"]),
      let major = try connection.query(
        "SELECT major FROM session_versions WHERE position = ?", .integer(key)
      ).first?.values.first
    {
      columns.append(("major", major))
    }
    for (column, _) in columns {
      let value: SQLValue
      switch (view.table, column) {
      case ("session_versions", "major"): value = .integer(-key)
      case ("session_versions", "id"): value = .text(Self.parked(key))
      case (_, "id") where AuditTable(rawValue: view.table) != nil: value = .integer(-key)
      default: continue
      }
      try connection.run(
        "UPDATE \(view.table) SET \(column) = ? WHERE \(condition(view))",
        [value] + difference.key)
    }
    return columns
  }

  /// An id that no session has.
  private static func parked(_ number: Int64) -> String {
    let digits = String(number)
    return "00000000-0000-0000-0000-" + String(repeating: "0", count: 12 - min(12, digits.count))
      + digits.suffix(12)
  }

  private func update(
    _ difference: ViewDifference, _ columns: [Column]
  ) throws {
    let assignments = columns.map { "\($0.column) = ?" }.joined(separator: ", ")
    try connection.run(
      "UPDATE \(difference.view.table) SET \(assignments) WHERE \(condition(difference.view))",
      columns.map(written) + difference.key)
  }

  private func insert(_ difference: ViewDifference, _ values: [SQLValue]) throws {
    let view = difference.view
    var columns = Array(zip(view.key + view.columns, difference.key + values))
      .map { (column: $0, value: $1) }
    columns += try further(of: view.table)
    try connection.run(
      "INSERT INTO \(view.table) (\(columns.map(\.column).joined(separator: ", "))) "
        + "VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))", columns.map(written))
  }

  /// What no entry tells, as it is for a row that begins: counters only have to be higher than before,
  /// and none is higher than the number of entries.
  private func further(of table: String) throws -> [Column] {
    switch table {
    case "customers":
      let high = SQLValue.integer(try transaction.lastPosition() + 1)
      return [("fence", high), ("revision", high), ("changes", high)]
    case "session_versions": return [("absorbed", .int(-1))]
    case "consumer_offsets": return [("committed_at", .time(transaction.time))]
    case "ssh_connections":
      return [("state", .text("closed")), ("last_used_at", .time(transaction.time))]
    default: return []
    }
  }

  private func written(_ column: Column) -> SQLValue {
    guard Self.moments.contains(column.column), case .integer(let number) = column.value else {
      return column.value
    }
    return .time(Timestamp(microseconds: number))
  }

  /// Other processes keep what they know of a customer until its counters change.
  private func touch(_ differences: [ViewDifference]) throws {
    var customers: Set<String> = []
    for difference in differences {
      switch (difference.view.table, difference.key.first) {
      case ("customers", .text(let name)?), ("lines", .text(let name)?): customers.insert(name)
      case ("session_versions", .integer(let position)?):
        let rows = try connection.query(
          "SELECT customer FROM entries WHERE position = ? AND customer IS NOT NULL",
          .integer(position))
        for row in rows { customers.insert(try row.text(0)) }
      default: continue
      }
    }
    for name in customers.sorted() {
      try connection.run(
        "UPDATE customers SET revision = revision + 1, changes = changes + 1 WHERE name = ?",
        .text(name))
      // What a line remembers counts the turns of rows that were not right.
      try connection.run("DELETE FROM line_profiles WHERE customer = ?", .text(name))
      try connection.run(
        "UPDATE session_versions SET absorbed = -1 WHERE customer = ?", .text(name))
    }
  }

  // MARK: - What the database watches over

  private var isSQLite: Bool { connection.dialect.name == SQLDialect.sqlite.name }

  private func deferReferences() throws {
    if isSQLite { try connection.run("PRAGMA defer_foreign_keys = ON") }
  }

  /// The rows of the audit log follow from entries: what the entries say is put back, and nothing else.
  private func guardRows(of table: String, _ isGuarded: Bool) throws {
    if !isSQLite {
      try connection.run("ALTER TABLE \(table) \(isGuarded ? "ENABLE" : "DISABLE") TRIGGER USER")
      return
    }
    for object in SchemaCheck.objects(of: connection.dialect)
    where object.kind == .trigger && object.name.hasPrefix("\(table)_is_not_") {
      try connection.run(
        isGuarded ? object.statement : "DROP TRIGGER IF EXISTS \(object.name)")
    }
  }
}
