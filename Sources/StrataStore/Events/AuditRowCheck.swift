import StrataCore
import TransparencyLog

/// Compares an entry with what was derived from it: its leaf, and its row in the audit log.
struct AuditRowCheck {
  let connection: any SQLConnection

  /// An alert that names the first difference, or nil where there is none.
  func alert(for row: EntryRow) throws -> Alert? {
    guard let difference = try difference(in: row) else { return nil }
    return Alert(
      rule: Alert.auditDifference, event: row.record.position,
      message: "entry \(row.record.position): \(difference)",
      details: ["topic": .string(row.topic)])
  }

  private func difference(in row: EntryRow) throws -> String? {
    guard row.leaf.node.bytes == row.storedLeaf else {
      return "the leaf is not the one that the row gives"
    }
    let expected: AuditRow
    do {
      guard let audit = try AuditRow(row.entry()) else { return nil }
      expected = audit
    } catch {
      guard error.code == .corrupt || error.code == .invalidInput else { throw error }
      return "it cannot be read"
    }
    let table = expected.table
    let found = try connection.query(
      "SELECT \(table.columns.joined(separator: ", ")) FROM \(table.rawValue) WHERE entry = ?",
      .integer(row.record.position)
    ).first
    guard let found else { return "it has no row in \(table.rawValue)" }
    for (index, column) in table.columns.enumerated()
    where !AuditTableCheck.isSame(found.values[index], expected.values[index]) {
      return "the column \(column) of its row in \(table.rawValue) is not what it says"
    }
    return nil
  }
}
