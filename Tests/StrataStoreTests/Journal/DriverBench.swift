import StrataCore
import StrataPostgres
import StrataTesting
import SystemPackage

@testable import StrataStore

/// A database of one backend for one test of the driver seam, with tables to play with.
struct DriverBench: Sendable {
  let backend: JournalBackend
  let location: JournalLocation

  /// Makes a database, runs a test on it and removes it.
  static func make(
    on backend: JournalBackend, _ body: (DriverBench) async throws -> Void
  ) async throws {
    let scratch = try ScratchFolder()
    try await backend.withDatabase { url in
      let file = JournalLocation.file(scratch.path.appending("seam.db"))
      let bench = DriverBench(backend: backend, location: url.map(JournalLocation.postgres) ?? file)
      try bench.using { driver throws in
        try driver.write { connection in
          for statement in bench.statements { try connection.run(statement) }
        }
      }
      try await body(bench)
    }
  }

  func open(_ access: StoreOptions.Access = .writing) throws -> any SQLDriver {
    try StoreOptions.real.openDriver(location, access)
  }

  /// Lends a driver and closes it.
  func using<Value>(
    _ access: StoreOptions.Access = .writing, _ body: (any SQLDriver) throws -> Value
  ) throws -> Value {
    let driver = try open(access)
    let value = Result { try body(driver) }
    try driver.close()
    return try value.get()
  }

  private var statements: [String] {
    switch backend {
    case .sqlite:
      [
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        """
        CREATE TABLE kinds (id INTEGER PRIMARY KEY, number INTEGER, small INTEGER, flag INTEGER,
          words TEXT, bytes BLOB, moment INTEGER, micros INTEGER, identity TEXT, document TEXT,
          address TEXT) STRICT
        """,
        """
        CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
          CHECK (name <> 'forbidden')) STRICT
        """,
        "CREATE TABLE children (parent INTEGER NOT NULL REFERENCES parents (id)) STRICT",
      ]
    case .postgres:
      [
        "CREATE SCHEMA strata",
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        """
        CREATE TABLE kinds (id BIGINT PRIMARY KEY, number BIGINT, small SMALLINT, flag BOOLEAN,
          words TEXT, bytes BYTEA, moment TIMESTAMPTZ, micros BIGINT, identity UUID, document JSONB,
          address INET)
        """,
        """
        CREATE TABLE parents (id BIGINT PRIMARY KEY, name TEXT COLLATE "C" NOT NULL UNIQUE,
          CHECK (name <> 'forbidden'))
        """,
        "CREATE TABLE children (parent BIGINT NOT NULL REFERENCES parents (id))",
      ]
    }
  }
}
