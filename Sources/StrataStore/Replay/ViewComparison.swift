import StrataCore

/// Compares the views of a journal with what the entries make of them.
struct ViewComparison {
  /// A table whose rows follow from the entries.
  private struct View {
    var table: String
    /// What tells its rows apart.
    var key: [String]
    /// The columns that follow from the entries.
    var columns: [String]
    /// The column by which a long table is compared piece by piece; nil for one that is compared whole.
    var pages: String?
    /// Which rows are compared.
    var condition = "1 = 1"
  }

  /// How far apart two pieces of a long table begin.
  private static let step: Int64 = 4096
  private static let remedy = "restore the journal from a backup; keep a copy of what is there"

  let kept: any SQLConnection
  let replayed: any SQLConnection
  /// The numbers that each customer's sessions found taken on the disk.
  let taken: [String: Set<SemanticVersion>]

  private static let views: [View] =
    AuditTable.allCases.map { table in
      View(
        table: table.rawValue, key: ["entry"], columns: ["id"] + table.columns, pages: "entry")
    } + [
      View(
        table: "configuration", key: ["config_index", "key"],
        columns: ["operation", "value", "entry"], pages: "config_index"),
      View(
        table: "session_versions", key: ["position"],
        columns: Array(SessionReplay.columns.dropFirst()), pages: "position"),
      View(
        table: "customers", key: ["name"], columns: Array(CustomerReplay.columns.dropFirst())),
      View(
        table: "lines", key: ["customer", "major"],
        columns: Array(CustomerReplay.lineColumns.dropFirst(2))),
      View(
        table: "ssh_connections", key: ["id"], columns: ["host", "port", "created_at"]),
      View(table: "alerts", key: ["rule", "event"], columns: ["entry"]),
      View(
        table: "event_statistics", key: ["day", "topic", "event_type", "outcome"],
        columns: ["count"]),
      View(
        table: "consumer_offsets", key: ["consumer_group", "topic"],
        columns: ["committed", "state"],
        condition: "committed > 0 AND consumer_group IN ("
          + StandingGroup.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ") + ")"),
    ]

  /// A finding for every row that is not what the entries make of it.
  ///
  /// - Complexity: O(rows); of long tables one piece is in memory at a time.
  func findings() throws -> [Finding] {
    try Self.views.flatMap { view in
      guard let page = view.pages else { return try compare(view, nil) }
      let end = try max(highest(page, of: view, in: kept), highest(page, of: view, in: replayed))
      return try stride(from: 0, through: end, by: Int64.Stride(Self.step)).flatMap {
        try compare(view, (page, $0))
      }
    }
  }

  /// A difference in one row, without its values, for they may be what somebody said.
  static func finding(_ table: String, _ key: [SQLValue], _ message: String) -> Finding {
    let key = key.map { value in
      switch value {
      case .text(let text): text
      case .integer(let number): String(number)
      default: "?"
      }
    }
    return Finding(
      "view.row", place: "\(table) \(key.joined(separator: ", "))", message, remedy: remedy)
  }

  private func highest(
    _ column: String, of view: View, in connection: any SQLConnection
  ) throws -> Int64 {
    try connection.query("SELECT coalesce(max(\(column)), 0) FROM \(view.table)").first?
      .integer(0) ?? 0
  }

  private func compare(_ view: View, _ page: (column: String, first: Int64)?) throws -> [Finding] {
    let expected = try rows(of: view, page, in: replayed)
    var found = try rows(of: view, page, in: kept)
    var findings: [Finding] = []
    for (key, row) in expected {
      guard let present = found.removeValue(forKey: key) else {
        findings.append(Self.finding(view.table, key, "the row that the entries make is missing"))
        continue
      }
      let wrong = zip(view.columns, zip(present, row)).filter { column, values in
        !isSame(values.0, values.1) && !isTaken(column, present, key, in: view)
      }.map(\.0)
      guard !wrong.isEmpty else { continue }
      findings.append(
        Self.finding(
          view.table, key,
          "\(wrong.joined(separator: ", ")) \(wrong.count == 1 ? "is" : "are") not what the entries "
            + "make of \(wrong.count == 1 ? "it" : "them")"))
    }
    // A command that runs over a connection is recorded when it has ended.
    if view.table != "ssh_connections" {
      findings += found.keys.map {
        Self.finding(view.table, $0, "no entry makes this row")
      }
    }
    return findings.sorted { $0.place < $1.place }
  }

  private func rows(
    of view: View, _ page: (column: String, first: Int64)?, in connection: any SQLConnection
  ) throws -> [[SQLValue]: [SQLValue]] {
    let columns = (view.key + view.columns).joined(separator: ", ")
    var arguments: [SQLValue] = []
    var condition = view.condition
    if let page {
      condition += " AND \(page.column) >= ? AND \(page.column) < ?"
      arguments = [.integer(page.first), .integer(page.first + Self.step)]
    }
    let rows = try connection.query(
      "SELECT \(columns) FROM \(view.table) WHERE \(condition)", arguments)
    return Dictionary(
      rows.map { row in
        (Array(row.values.prefix(view.key.count)), Array(row.values.dropFirst(view.key.count)))
      }, uniquingKeysWith: { $1 })
  }

  /// Whether two columns hold the same: byte for byte, or as another database writes it.
  private func isSame(_ one: SQLValue, _ other: SQLValue) -> Bool {
    guard kept.dialect.name != replayed.dialect.name else { return one == other }
    return switch (one, other) {
    case (.time(let time), .integer(let number)), (.integer(let number), .time(let time)):
      time.microseconds == number
    case (.text(let text), .text(let other)):
      text == other || AuditTableCheck.isSame(one, .json(other))
    default: one == other
    }
  }

  /// Whether a line or a customer has learned of a directory that no journal tells of: it counts as a
  /// version, and its session as activity (row C4).
  private func isTaken(
    _ column: String, _ row: [SQLValue], _ key: [SQLValue], in view: View
  ) -> Bool {
    guard view.table == "lines", column == "last_activity", case .text(let name)? = key.first,
      case .integer(let major)? = key.last
    else { return false }
    return taken[name]?.contains { $0.major == Int(major) } ?? false
  }
}
