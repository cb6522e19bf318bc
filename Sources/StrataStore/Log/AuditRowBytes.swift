import StrataCore

/// Tells whether a row of an audit table is the one that an entry makes, by comparing bytes.
///
/// It says yes only where that is certain; whatever it does not recognise is for ``AuditRow`` to judge.
struct AuditRowBytes {
  private let row: any RowCursor
  private let entry: EntryRecord.Columns

  /// - Parameters:
  ///   - row: `id`, `entry` and the table's columns.
  ///   - entry: the columns of the entry.
  init(_ row: any RowCursor, of entry: EntryRecord.Columns) {
    self.row = row
    self.entry = entry
  }

  /// Whether the row is the one with this number, and everything in it is as the entry says.
  func isRow(_ id: Int64, of table: AuditTable, for kind: JournalEntry.Kind) -> Bool {
    let time = entry.recordedAt.microseconds
    let last = table.columns.count + 1
    guard row.integer(0) == id, row.integer(1) == entry.position, row.integer(2) == time,
      row.integer(last) == time
    else { return false }
    // What was taken in from another store happened before it was recorded.
    guard let body = CanonicalMembers(entry.body), body.value("joined") == nil else { return false }
    let who = table == .access ? 3 : 4
    guard table == .access || isText(3, entry.session),
      isText(who, entry.actor, else: "unknown"), isText(who + 1, entry.realm, else: "unknown")
    else { return false }
    switch table {
    case .sessions: return isSession(kind, body)
    case .commands:
      return isText(6, entry.conversation) && isJSON(7, body.value("command"), else: "{}")
        && isJSON(8, body.value("execution"), else: "{}")
        && isJSON(9, body.value("metadata"), else: "{}")
    case .access:
      let success: Int64 = body.value("success")?.isSame(as: "true") == true ? 1 : 0
      return isString(5, body.value("event_type"), else: "unknown")
        && isString(6, body.value("auth_method")) && row.integer(7) == success
        && isString(8, body.value("client_ip")) && isJSON(9, body.value("metadata"))
    case .deployments:
      return isString(6, body.value("environment"), else: "unknown")
        && isString(7, body.value("artifact")) && isString(8, body.value("version"))
        && isString(9, body.value("status"), else: "unknown") && isJSON(10, body.value("metadata"))
    case .configuration: return false
    }
  }

  private func isSession(_ kind: JournalEntry.Kind, _ body: CanonicalMembers) -> Bool {
    var event: StaticString = "created"
    if kind == .sessionCompleted {
      event = body.value("outcome")?.isSame(as: "\"failure\"") == true ? "failed" : "ended"
    }
    guard row.text(6)?.isSame(as: event) == true else { return false }
    var object = CanonicalObject(reserving: 128)
    object.utf8("conversation_id", entry.conversation)
    object.utf8("customer", entry.customer)
    return object.finished().withUnsafeBytes { isJSON(7, $0) }
  }

  /// A column that holds a text of the entry as it is.
  private func isText(
    _ column: Int, _ text: UnsafeRawBufferPointer?, else standing: StaticString? = nil
  ) -> Bool {
    if let text { return row.text(column)?.isSame(as: text) == true }
    guard let standing else { return row.isNull(column) }
    return row.text(column)?.isSame(as: standing) == true
  }

  /// A column that holds what a member of the body says, where that is a text without escapes.
  private func isString(
    _ column: Int, _ value: UnsafeRawBufferPointer?, else standing: StaticString? = nil
  ) -> Bool {
    guard let value else { return isText(column, nil, else: standing) }
    guard value.count >= 2, value.first == UInt8(ascii: "\""), !value.contains(UInt8(ascii: "\\"))
    else { return false }
    return isText(column, UnsafeRawBufferPointer(rebasing: value[1..<value.count - 1]))
  }

  /// A column that holds a member of the body as JSON; one with an escape may show a NUL otherwise.
  private func isJSON(
    _ column: Int, _ value: UnsafeRawBufferPointer?, else standing: StaticString? = nil
  ) -> Bool {
    if value?.contains(UInt8(ascii: "\\")) == true { return false }
    return isText(column, value, else: standing)
  }
}
