import Foundation
import GRDB
import Glibc
package import StrataCore
import Synchronization
package import SystemPackage

/// SQLite through GRDB: a write-ahead log flushed at every commit, one writer, a pool of readers.
package final class SQLiteDriver: SQLDriver {
  private let database: any DatabaseWriter
  private let path: String

  /// How long a statement waits for another process's transaction, in seconds.
  private static let busySeconds = 5.0

  /// Opens the database, and makes it where it is absent and `access` is writing.
  package init(at path: FilePath, for access: StoreOptions.Access) throws(StrataError) {
    self.path = path.string
    do {
      switch access {
      case .writing: database = try Self.openForWriting(path.string)
      case .reading: database = try Self.openForReading(path.string)
      }
    } catch {
      throw Self.translated(error, at: path.string)
    }
  }

  /// Opens a database that nobody else sees and that is gone when it is closed: in memory, and in a
  /// file without a name where it grows large.
  init(temporaryFor purpose: String) throws(StrataError) {
    path = purpose
    do {
      database = try DatabaseQueue(path: "", configuration: Self.configuration())
    } catch {
      throw Self.translated(error, at: purpose)
    }
  }

  private static func openForWriting(_ path: String) throws -> any DatabaseWriter {
    var configuration = Self.configuration()
    configuration.maximumReaderCount = 8
    configuration.persistentReadOnlyConnections = true
    let pool = try DatabasePool(path: path, configuration: configuration)
    try pool.writeWithoutTransaction { connection in
      // GRDB opens with NORMAL, which may lose an acknowledged commit in a power cut.
      try connection.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
    }
    return pool
  }

  private static func openForReading(_ path: String) throws -> any DatabaseWriter {
    var configuration = Self.configuration()
    configuration.readonly = true
    // Whoever reads a whole journal should not hold much of it in memory.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA mmap_size = 67108864") }
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
      return queue
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      // A read-only disk has no room for the log's index; without a log the file is all there is.
      guard access(path, R_OK) == 0, access(path + "-wal", F_OK) != 0 else { throw error }
      var allowed = CharacterSet.urlPathAllowed
      allowed.remove(charactersIn: "?#%")
      let escaped = path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
      return try DatabaseQueue(path: "file:\(escaped)?immutable=1", configuration: configuration)
    }
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    let wait = BusyWait(seconds: busySeconds)
    configuration.busyMode = .callback { wait.goesOn(afterTries: $0) }
    configuration.prepareDatabase { connection in
      try connection.execute(
        sql: """
          PRAGMA page_size = 8192; PRAGMA cache_size = -32000; PRAGMA mmap_size = 268435456;
          PRAGMA temp_store = MEMORY
          """)
    }
    return configuration
  }

  /// See ``SQLDriver/write(_:)``.
  package func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    do {
      return try database.writeWithoutTransaction { connection in
        var value: Value?
        try connection.inTransaction(.immediate) {
          value = try body(SQLiteConnection(connection: connection, path: path))
          return .commit
        }
        return try unwrapped(value)
      }
    } catch let error as DatabaseError {
      throw Self.translated(error, at: path)
    }
  }

  /// See ``SQLDriver/fill(_:)``.
  ///
  /// Merely deferred, every row that others may name would be looked for among all of those, as long as
  /// any name is open.
  package func fill<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    do {
      return try database.writeWithoutTransaction { connection in
        try connection.execute(sql: "PRAGMA foreign_keys = OFF")
        defer { try? connection.execute(sql: "PRAGMA foreign_keys = ON") }
        var value: Value?
        try connection.inTransaction(.immediate) {
          value = try body(SQLiteConnection(connection: connection, path: path))
          try connection.checkForeignKeys()
          return .commit
        }
        return try unwrapped(value)
      }
    } catch {
      throw Self.translated(error, at: path)
    }
  }

  /// See ``SQLDriver/read(_:)``.
  package func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    do {
      return try database.read { connection in
        try body(SQLiteConnection(connection: connection, path: path))
      }
    } catch let error as DatabaseError {
      throw Self.translated(error, at: path)
    }
  }

  /// See ``SQLDriver/sweep()``.
  ///
  /// `PRAGMA secure_delete` is not enough: what was moved when a page was split stays in its free space.
  package func sweep() throws {
    do {
      try database.writeWithoutTransaction { connection in
        // The copy goes to the disk, for it may be larger than the memory.
        try connection.execute(sql: "PRAGMA temp_store = FILE")
        defer { try? connection.execute(sql: "PRAGMA temp_store = MEMORY") }
        try connection.execute(sql: "VACUUM")
        let isBusy = try Bool.fetchOne(connection, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        guard isBusy == false else {
          throw StrataError(
            .storage,
            "another process is reading the journal, so its write-ahead log still holds "
              + "old pages", place: path + "-wal", remedy: "end the other process and try again")
        }
      }
    } catch {
      throw Self.translated(error, at: path)
    }
  }

  /// See ``SQLDriver/close()``.
  package func close() throws {
    emptyLog()
    do { try database.close() } catch { throw Self.translated(error, at: path) }
  }

  /// How large the write-ahead log may be that is left behind, in bytes.
  private static let logLimit: off_t = 1 << 20

  /// Moves a large log into the database, for whoever opens it first reads all of it. The pool's
  /// readers are closed after the writer, so SQLite does not do this by itself.
  ///
  /// Where others use the database it is left to them.
  private func emptyLog() {
    var status = stat()
    guard database is DatabasePool, stat(path + "-wal", &status) == 0,
      status.st_size > Self.logLimit
    else { return }
    try? database.writeWithoutTransaction { connection in
      try connection.execute(sql: "PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }

  private func unwrapped<Value>(_ value: Value?) throws(StrataError) -> Value {
    guard let value else { throw StrataError(.storage, "the transaction did not run", place: path) }
    return value
  }

  static func translated(_ error: any Error, at path: String) -> StrataError {
    if let error = error as? StrataError { return error }
    guard let error = error as? DatabaseError else {
      return StrataError(
        .storage, "the journal cannot be used", place: path, remedy: "run 'strata doctor'",
        cause: error)
    }
    switch error.resultCode.primaryResultCode {
    case .SQLITE_CONSTRAINT:
      return StrataError(
        .conflict, "the journal refused a record that contradicts another one", place: path,
        remedy: "run 'strata fsck'", cause: error)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return StrataError(
        .corrupt, "the journal's database is damaged", place: path,
        remedy: "keep a copy of the file, then restore a backup or run 'strata recover'",
        cause: error)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return StrataError(
        .storage, "another process kept the journal busy for \(Int(busySeconds)) seconds",
        place: path, remedy: "try again; if it stays, end the other process", cause: error)
    case .SQLITE_FULL:
      return StrataError(
        .storage, "the disk with the journal is full", place: path, remedy: "free disk space",
        cause: error)
    case .SQLITE_READONLY:
      return StrataError(
        .storage, "the journal cannot be written", place: path,
        remedy: "check the permissions of the file and whether its disk is read-only",
        cause: error)
    default:
      return StrataError(
        .storage, "the journal cannot be used", place: path, remedy: "run 'strata doctor'",
        cause: error)
    }
  }
}

/// Waits for another process's transaction in short steps of random length.
///
/// SQLite's own handler sleeps longer and longer, so that the one who came last goes first.
private final class BusyWait: Sendable {
  private let limitSeconds: Double
  private let start = Mutex(ContinuousClock.now)

  init(seconds: Double) { limitSeconds = seconds }

  func goesOn(afterTries tries: Int) -> Bool {
    let waited = start.withLock { start in
      if tries == 0 { start = .now }
      return start.duration(to: .now)
    }
    guard waited < .seconds(limitSeconds) else { return false }
    usleep(UInt32.random(in: 100...900))
    return true
  }
}
