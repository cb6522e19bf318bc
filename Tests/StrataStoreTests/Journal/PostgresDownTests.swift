import StrataCore
import StrataTesting
import Synchronization
import SystemPackage
import Testing

@testable import StrataPostgres
@testable import StrataStore

/// The database server cannot be reached when a store is opened (row S4).
@Suite struct PostgresDownTests {
  /// Where nobody listens.
  private static let nowhere = "postgres://nobody@127.0.0.1:1/none"

  private func withServer(
    _ body: (TemporaryStore, SharedFlag) async throws -> Void
  ) async throws {
    let isDown = SharedFlag()
    let nowhere = try PostgresURL(Self.nowhere)
    try await TemporaryStore.make(
      on: .postgres,
      configure: { options in
        let open = options.openDriver
        options.openDriver = { location, access in
          if isDown.isSet { return try PostgresDriver(at: nowhere, for: access) }
          return try open(location, access)
        }
      }
    ) { try await body($0, isDown) }
  }

  private final class SharedFlag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool {
      get { value.withLock { $0 } }
      set { value.withLock { $0 = newValue } }
    }
  }

  @Test func aStartGoesToTemporaryStorageAndIsMovedIn() async throws {
    try await withServer { fixture, isDown in
      _ = try await fixture.store.start(try request())
      isDown.isSet = true
      let down = try fixture.open()
      let kept = try await down.start(try request("acme", "The EKS gateway times out."))
      #expect(kept.notes.first?.hasPrefix("kept in temporary storage (") == true, "\(kept.notes)")
      try await down.close()

      isDown.isSet = false
      let back = try fixture.open()
      _ = try await back.start(try request("acme", "The EKS gateway is back."))
      let moved = try back.session(.id(kept.id))
      #expect(moved.version == SemanticVersion(1, 1, 0))
      #expect(moved.notes.first?.contains("without a version") == true)
      try await back.close()
    }
  }

  @Test func everythingElseSaysWhatToDo() async throws {
    try await withServer { fixture, isDown in
      let session = try await fixture.store.start(try request())
      isDown.isSet = true
      for access in [StoreOptions.Access.writing, .reading] {
        let down = try fixture.open { $0.access = access }
        let failure = #expect(throws: StrataError.self) { try down.session(session.name) }
        #expect(failure?.code == .storage)
        #expect(failure?.message == "the journal's database cannot be reached")
        #expect(
          failure?.remedy?.hasPrefix("check that PostgreSQL runs") == true, "\(failure as Any)")
        try await down.close()
      }
      let down = try fixture.open()
      let failure = await #expect(throws: StrataError.self) {
        try await down.append([Turn(.user, "more")], to: session.name)
      }
      #expect(failure?.code == .storage)
      try await down.close()
    }
  }

  /// Whoever comes back with an old copy is found out also where the database was opened late.
  @Test func aLateOpeningIsComparedWithTheCheckpoint() async throws {
    try await withServer { fixture, isDown in
      _ = try await fixture.store.start(try request())
      try fixture.store.signCheckpoint()
      isDown.isSet = true
      let late = try fixture.open()
      isDown.isSet = false
      func disturb(_ statements: String...) throws {
        try fixture.store.driver.write { connection in
          try connection.run("ALTER TABLE entries DISABLE TRIGGER USER")
          for statement in statements { try connection.run(statement) }
          try connection.run("ALTER TABLE entries ENABLE TRIGGER USER")
        }
      }
      try disturb(
        "CREATE TABLE kept AS SELECT leaf FROM entries WHERE position = 1",
        "UPDATE entries SET leaf = decode(repeat('00', 32), 'hex') WHERE position = 1")
      let failure = await #expect(throws: StrataError.self) {
        try await late.start(try request("acme", "Too late."))
      }
      #expect(failure?.code == .corrupt)
      try disturb(
        "UPDATE entries SET leaf = (SELECT leaf FROM kept) WHERE position = 1", "DROP TABLE kept")
      try await late.close()
    }
  }
}
