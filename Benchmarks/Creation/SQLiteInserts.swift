import Foundation
import GRDB
import SystemPackage

/// One SQLite insert of the same bytes a transaction, in WAL mode with full synchronisation.
///
/// The callers of a process share one connection, because several starve one another.
struct SQLiteInserts: Contender {
  let key = "sqlite"
  let title = "(d) SQLite, one insert a transaction"
  let files: SessionFiles

  func takes(_ load: Load) -> Bool { load.customers == 1 }

  func prepare(in folder: FilePath, for load: Load) async throws {
    let database = try open(folder)
    try await database.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: "CREATE TABLE session (id INTEGER PRIMARY KEY, bytes BLOB)")
    }
    try database.close()
  }

  func work(
    in folder: FilePath, under load: Load, process: Int, seconds: Double
  ) async throws -> Tally {
    let database = try open(folder)
    let bytes = Data(files.joined)
    let tally = try Callers.blocking(load.callers, seconds: seconds) { _, _ in
      try database.writeWithoutTransaction { database in
        let insert = try database.cachedStatement(sql: "INSERT INTO session (bytes) VALUES (?)")
        try insert.execute(arguments: [bytes])
      }
    }
    try database.close()
    return tally
  }

  private func open(_ folder: FilePath) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    return try DatabaseQueue(
      path: folder.appending("sessions.db").string, configuration: configuration)
  }
}
