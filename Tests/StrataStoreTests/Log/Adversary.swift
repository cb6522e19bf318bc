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
        try connection.run(isPostgres ? Self.postgres(statement) : statement)
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

  /// The same statement as PostgreSQL wants it.
  private static func postgres(_ statement: String) -> String {
    statement.replacing("zeroblob(32)", with: "decode(repeat('00', 32), 'hex')")
      .replacing("recorded_at + 1", with: "recorded_at + interval '1 microsecond'")
      .replacing("(1, 0, ", with: "(1, to_timestamp(0), ")
      .replacing(", 0, 150, ", with: ", to_timestamp(0), 150, ")
      .replacing(/x'([0-9a-f]*)'/) { "'\\x\($0.output.1)'::bytea" }
  }
}
