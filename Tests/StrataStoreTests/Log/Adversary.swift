import Foundation
import StrataCore

@testable import StrataStore

/// Whoever owns the database and may write whatever they like to it.
extension SessionStore {
  private static let guarded = ["entries"] + AuditTable.allCases.map(\.rawValue)

  /// Performs statements that the triggers refuse everybody else, written for SQLite.
  func tamper(_ statements: [String], also: (any SQLConnection) throws -> Void = { _ in }) throws {
    try driver.write { connection in
      let isPostgres = connection.dialect.name != SQLDialect.sqlite.name
      if isPostgres {
        for table in Self.guarded { try connection.run("ALTER TABLE \(table) DISABLE TRIGGER ALL") }
      } else {
        try connection.run("PRAGMA defer_foreign_keys = ON")
        for table in Self.guarded {
          for name in ["are_not_updated", "is_not_updated", "are_not_deleted", "is_not_deleted"] {
            try connection.run("DROP TRIGGER IF EXISTS \(table)_\(name)")
          }
        }
      }
      for statement in statements {
        try connection.run(connection.dialect.spelling(statement))
      }
      try also(connection)
      if isPostgres {
        for table in Self.guarded { try connection.run("ALTER TABLE \(table) ENABLE TRIGGER ALL") }
      } else {
        for statement in connection.dialect.statements where statement.hasPrefix("CREATE TRIGGER") {
          try connection.run(statement)
        }
      }
    }
  }

}

extension SQLDialect {
  /// A statement that was written for SQLite, as this database wants it.
  func spelling(_ statement: String) -> String {
    guard name != SQLDialect.sqlite.name else { return statement }
    return
      statement.replacing(/zeroblob\(([0-9]+)\)/) {
        "decode(repeat('00', \($0.output.1)), 'hex')"
      }
      .replacing(/CAST\(('[^']*') AS BLOB\)/) { "convert_to(\($0.output.1), 'UTF8')" }
      .replacing(/x'([0-9a-f]*)'/) { "'\\x\($0.output.1)'::bytea" }
      .replacing("recorded_at + 1", with: "recorded_at + interval '1 microsecond'")
      .replacing("created_at - 9", with: "created_at - interval '9 microseconds'")
      .replacing("created_at * 2", with: "created_at + interval '56 years'")
      .replacing(" at = 1 ", with: " at = to_timestamp(1) ")
      .replacing("999, 0, NULL)", with: "999, to_timestamp(0), NULL)")
      .replacing("(1, 0, ", with: "(1, to_timestamp(0), ")
      .replacing(", 0, 150, ", with: ", to_timestamp(0), 150, ")
      .replacing(
        "DROP TRIGGER entries_are_not_updated",
        with: "DROP TRIGGER entries_are_not_changed ON entries")
  }
}
