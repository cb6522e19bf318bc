import StrataCore

/// The table `alerts`: which anomalies were raised already, by rule and event. It is made of the
/// entries `alert.raised`.
struct RaisedAlerts {
  let connection: any SQLConnection

  /// Whether an anomaly was raised.
  func contains(_ alert: Alert) throws -> Bool {
    try !connection.query(
      "SELECT 1 FROM alerts WHERE rule = ? AND event = ?", .text(alert.rule),
      .integer(alert.event)
    ).isEmpty
  }

  /// Notes that an anomaly was raised by an entry.
  func insert(rule: String, event: Int64, entry: Int64) throws {
    try connection.run(
      "INSERT INTO alerts (rule, event, entry) VALUES (?, ?, ?)", .text(rule), .integer(event),
      .integer(entry))
  }

  /// Makes the table anew.
  ///
  /// - Complexity: O(entries of the system topic).
  func rebuild() throws {
    try connection.run("DELETE FROM alerts")
    let rows = try connection.query(
      "SELECT \(EntryRow.columns) FROM entries WHERE topic = ? AND kind = ? ORDER BY topic_offset",
      .text(Topic.system.rawValue), .text(JournalEntry.Kind.alertRaised.rawValue))
    for row in rows {
      let entry = try EntryRow(row).entry()
      guard case .string(let rule)? = entry.body.member("rule"),
        case .integer(let event)? = entry.body.member("event")
      else { continue }
      try insert(rule: rule, event: event, entry: entry.position)
    }
  }
}
