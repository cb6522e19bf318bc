import StrataCore

/// A table whose rows follow from the entries.
struct JournalView: Sendable {
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

/// A row of a view that is not what the entries make of it.
struct ViewDifference {
  /// What is wrong.
  enum Kind {
    /// The row is not there; these are its columns.
    case missing([SQLValue])
    /// These columns hold something else than they must.
    case wrong([(column: String, value: SQLValue)])
    /// No entry makes the row.
    case extra
  }

  var view: JournalView
  var key: [SQLValue]
  var kind: Kind

  /// The difference for people, without its values, for they may be what somebody said.
  var finding: Finding {
    let message =
      switch kind {
      case .missing: "the row that the entries make is missing"
      case .wrong(let columns):
        "\(columns.map(\.column).joined(separator: ", ")) "
          + "\(columns.count == 1 ? "is" : "are") not what the entries make of "
          + (columns.count == 1 ? "it" : "them")
      case .extra: "no entry makes this row"
      }
    return ViewComparison.finding(view.table, key, message).about(.views)
  }
}

/// Compares the views of a journal with what the entries make of them.
struct ViewComparison {
  /// How far apart two pieces of a long table begin.
  private static let step: Int64 = 4096
  private static let remedy = "run 'strata fsck --repair'; keep a copy of what is there"

  let kept: any SQLConnection
  let replayed: any SQLConnection
  /// The numbers that each customer's sessions found taken on the disk.
  let taken: [String: Set<SemanticVersion>]
  /// The sessions and customers of which the entries do not tell.
  var untold: (sessions: Set<Int64>, customers: Set<String>) = ([], [])

  private static let views: [JournalView] =
    AuditTable.allCases.map { table in
      JournalView(
        table: table.rawValue, key: ["entry"], columns: ["id"] + table.columns, pages: "entry")
    } + [
      JournalView(
        table: "configuration", key: ["config_index", "key"],
        columns: ["operation", "value", "entry"], pages: "config_index"),
      JournalView(
        table: "session_versions", key: ["position"],
        columns: Array(SessionReplay.columns.dropFirst()), pages: "position"),
      JournalView(
        table: "customers", key: ["name"], columns: Array(CustomerReplay.columns.dropFirst())),
      JournalView(
        table: "lines", key: ["customer", "major"],
        columns: Array(CustomerReplay.lineColumns.dropFirst(2))),
      JournalView(
        table: "ssh_connections", key: ["id"], columns: ["host", "port", "created_at"]),
      JournalView(table: "alerts", key: ["rule", "event"], columns: ["entry"]),
      JournalView(
        table: "event_statistics", key: ["day", "topic", "event_type", "outcome"],
        columns: ["count"]),
      JournalView(
        table: "consumer_offsets", key: ["consumer_group", "topic"],
        columns: ["committed", "state"],
        condition: "committed > 0 AND consumer_group IN ("
          + StandingGroup.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ") + ")"),
    ]

  /// Every row that is not what the entries make of it.
  ///
  /// - Complexity: O(rows); of long tables one piece is in memory at a time.
  func differences() throws -> [ViewDifference] {
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
    _ column: String, of view: JournalView, in connection: any SQLConnection
  ) throws -> Int64 {
    try connection.query("SELECT coalesce(max(\(column)), 0) FROM \(view.table)").first?
      .integer(0) ?? 0
  }

  private func compare(
    _ view: JournalView, _ page: (column: String, first: Int64)?
  ) throws -> [ViewDifference] {
    let expected = try rows(of: view, page, in: replayed)
    var found = try rows(of: view, page, in: kept)
    var differences: [ViewDifference] = []
    for (key, row) in expected {
      guard let present = found.removeValue(forKey: key) else {
        if !isUntold(key, of: view) {
          differences.append(ViewDifference(view: view, key: key, kind: .missing(row)))
        }
        continue
      }
      let wrong = zip(view.columns, zip(present, row)).filter { column, values in
        !isSame(values.0, values.1) && !isTaken(column, present, key, in: view)
      }.map { (column: $0.0, value: $0.1.1) }
      guard !wrong.isEmpty, !isUntold(key, of: view) else { continue }
      differences.append(ViewDifference(view: view, key: key, kind: .wrong(wrong)))
    }
    // A command that runs over a connection is recorded when it has ended.
    if view.table != "ssh_connections" {
      differences += found.keys.filter { !isUntold($0, of: view) }.map {
        ViewDifference(view: view, key: $0, kind: .extra)
      }
    }
    return differences.sorted { $0.finding.place < $1.finding.place }
  }

  private func isUntold(_ key: [SQLValue], of view: JournalView) -> Bool {
    switch (view.table, key.first) {
    case ("session_versions", .integer(let position)?): untold.sessions.contains(position)
    case ("customers", .text(let name)?), ("lines", .text(let name)?):
      untold.customers.contains(name)
    default: false
    }
  }

  private func rows(
    of view: JournalView, _ page: (column: String, first: Int64)?, in connection: any SQLConnection
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
    _ column: String, _ row: [SQLValue], _ key: [SQLValue], in view: JournalView
  ) -> Bool {
    guard view.table == "lines", column == "last_activity", case .text(let name)? = key.first,
      case .integer(let major)? = key.last
    else { return false }
    return taken[name]?.contains { $0.major == Int(major) } ?? false
  }
}
