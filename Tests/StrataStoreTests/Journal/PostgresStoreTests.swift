import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataPostgres
@testable import StrataStore

/// What a store on PostgreSQL promises beyond what every store does.
@Suite struct PostgresStoreTests {
  @Test(arguments: [
    "UPDATE entries SET kind = 'x' WHERE position = 1", "DELETE FROM entries",
    "UPDATE session_audit SET user_id = 'eve'", "DELETE FROM session_audit",
    "TRUNCATE session_audit",
    "TRUNCATE entries CASCADE",
  ])
  func entriesAreOnlyAppended(_ statement: String) async throws {
    try await TemporaryStore.make(on: .postgres) { fixture in
      _ = try await fixture.store.start(try request())
      let failure = #expect(throws: StrataError.self) {
        try fixture.store.driver.write { try $0.run(statement) }
      }
      #expect(failure?.code == .conflict)
      let cause = try #require(failure?.cause)
      #expect("\(cause)".contains("of the journal are never changed or deleted"))
    }
  }

  @Test func aTriggerThatWasSwitchedOffIsMadeAgain() async throws {
    try await TemporaryStore.make(on: .postgres) { fixture in
      _ = try fixture.store.driver.write {
        try $0.run("ALTER TABLE entries DISABLE TRIGGER entries_are_not_changed")
      }
      let findings = try fixture.store.check()
      #expect(
        findings.map(\.message) == [
          "the database has no working trigger entries_are_not_changed"
        ])
      let report = try await fixture.store.repair(RepairPlan(findings))
      #expect(report.failures.isEmpty && report.remaining == [])
      #expect(throws: StrataError.self) {
        try fixture.store.driver.write { try $0.run("UPDATE entries SET kind = 'x'") }
      }
    }
  }

  @Test func aDatabaseTakesOneJournal() async throws {
    try await TemporaryStore.make(on: .postgres) { fixture in
      guard case .postgres(let url) = fixture.store.journal else { return }
      let other = fixture.root.removingLastComponent().appending("other")
      let failure = #expect(throws: StrataError.self) {
        try SessionStore.initialize(at: other, journal: url, options: fixture.options)
      }
      #expect(failure?.code == .conflict)
      #expect(failure?.message == "the database holds the journal of another store")
      #expect(failure?.place == url.description)
    }
  }

  @Test func aMakingThatWasInterruptedGoesOnInItsFolderOnly() async throws {
    try await TemporaryStore.make(on: .postgres) { fixture in
      guard case .postgres(let url) = fixture.store.journal else { return }
      let files = POSIXFileSystem()
      let id = fixture.store.marker.store
      try files.move(
        fixture.root.appending("strata.json"),
        to: fixture.root.appending(".staging/strata.json-\(id)"))
      let store = try SessionStore.initialize(
        at: fixture.root, journal: url, options: fixture.options)
      #expect(store.marker.store == id)
      #expect(store.journal == .postgres(url))
      try await store.close()
    }
  }

  /// An index of PostgreSQL takes texts of some 2,700 bytes only.
  private struct Undone: Error {}

  @Test(arguments: JournalBackend.allCases)
  func everyAuditedEntryFitsItsTable(_ backend: JournalBackend) async throws {
    try await TemporaryStore.make(on: backend) { fixture in
      let session = try await fixture.store.start(try request())
      let bodies: [(JournalEntry.Kind, AuditTable, JSONValue)] = [
        (
          .commandExecuted, .commands,
          [
            "command": ["type": "a\0b"], "execution": ["duration_ms": .number(1.5)],
            "metadata": [:],
          ]
        ),
        (
          .accessAttempted, .access,
          ["event_type": "login", "success": true, "client_ip": "2001:db8::1"]
        ),
        (.configurationChanged, .configuration, ["index": 1, "changes": [["key": "k"]]]),
        (
          .deploymentRecorded, .deployments,
          ["environment": "production", "status": "done", "metadata": ["a\0": "b"]]
        ),
      ]
      #expect(throws: Undone.self) {
        try fixture.store.driver.write { connection in
          let transaction = JournalTransaction(
            connection, at: fixture.clock.now, stamp: CodeStamp(nil))
          for (index, (kind, table, body)) in bodies.enumerated() {
            let appended = try transaction.append(
              JournalTransaction.Draft(
                kind: kind, session: session.id, sequence: 100 + index, actor: "ada",
                body: try CanonicalJSON.bytes(body)))
            let row = try #require(
              try connection.query(
                "SELECT timestamp, user_id, realm_id FROM \(table.rawValue) WHERE entry = ?",
                .integer(appended.position)
              ).first)
            #expect(try row.time(0) == fixture.clock.now)
            #expect(try row.text(1) == "ada")
            #expect(try row.text(2) == AuditRow.unknown)
          }
          let address = try connection.query("SELECT client_ip, success FROM access_audit").first
          #expect(try address?.text(0) == "2001:db8::1")
          #expect(try address?.integer(1) == 1)
          throw Undone()
        }
      }
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func sessionsAreShownAsTheSeedHasThem(_ backend: JournalBackend) async throws {
    try await TemporaryStore.make(on: backend) { fixture in
      let session = try await fixture.store.start(try request { $0.user = "ada" })
      let row = try fixture.store.driver.read { connection in
        try connection.query(
          "SELECT id, user_id, created_at, last_active_at, state FROM sessions"
        ).first
      }
      #expect(try row?.text(0) == session.id.description)
      #expect(try row?.text(1) == "ada")
      #expect(try row?.time(2) == session.createdAt)
      #expect(try row?.time(3) == session.lastActivityAt)
      let state = try JSONReader.value(of: Array(try #require(row).text(4).utf8), place: "state")
      #expect(
        state == [
          "customer": "acme", "entries": 1, "state": "active", "turns": 1, "version": "v1.0.0",
        ])
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func namesThatAreJustNotTooLongAreKept(_ backend: JournalBackend) async throws {
    try await TemporaryStore.make(on: backend) { fixture in
      var generator = SeededGenerator(seed: 7)
      let words = (0..<400).map { _ in String(generator.next(), radix: 36) }.joined(separator: " ")
      func text(_ count: Int) -> String { String(words.prefix(count)) }
      let origin = Origin(source: text(1024), key: text(1024), digest: "d", turnCount: 1)
      let first = try await fixture.store.start(
        try request { request in
          request.origin = origin
          request.user = text(255)
          request.realm = text(255)
          request.context.project = text(1024)
          request.code = CodeState(commit: text(128), file: text(2048))
        })
      #expect(try fixture.store.session(from: origin)?.session.id == first.id)
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.start(try request { $0.origin = origin })
      }
      #expect(failure?.code == .conflict)
    }
  }

  @Test(arguments: JournalBackend.allCases)
  func theCharacterNULIsKeptInWhatWasSaid(_ backend: JournalBackend) async throws {
    try await TemporaryStore.make(on: backend) { fixture in
      let content = "We deploy on AWS.\0 And now to something else."
      let first = try await fixture.store.start(
        try request("acme", content) { $0.context.project = "a\0b" })
      let second = try await fixture.store.start(
        try request("acme", content) { $0.context.project = "c\0d" })
      #expect(try fixture.store.turns(of: first.id).map(\.content) == [content])
      let decision = KeyDecision(topic: "a\0b", choice: "c\0d", at: fixture.clock.now)
      #expect(try await fixture.store.record(decision, in: second.name).decisions == [decision])
      #expect(try fixture.store.session(second.name).decisions == [decision])
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.start(try request { $0.user = "u\0v" })
      }
      #expect(failure?.code == .invalidInput)
    }
  }

  @Test func twoStoresOnOneDatabaseShareItsNumbers() async throws {
    try await TemporaryStore.make(on: .postgres) { fixture in
      let other = try fixture.open()
      let stores = [fixture.store, other]
      let versions = try await withThrowingTaskGroup(of: SemanticVersion.self) { group in
        for index in 0..<12 {
          group.addTask { try await stores[index % 2].start(try request()).version }
        }
        return try await group.reduce(into: [SemanticVersion]()) { $0.append($1) }
      }
      #expect(Set(versions).count == 12)
      #expect(try other.sessions().count == 12)
      try await other.close()
    }
  }

  @Test func twoProcessesWriteToOneDatabase() async throws {
    try await TemporaryStore.make(on: .postgres, clock: SimulatedClock()) { fixture in
      async let first = ProgramRun.toEnd(
        "strata-load", ["create", fixture.root.string, "acme", "1", "10"])
      async let second = ProgramRun.toEnd(
        "strata-load", ["create", fixture.root.string, "acme", "2", "10"])
      let runs = try await [first, second]
      for run in runs { #expect(run.status == 0, "\(run.lines)") }
      let started = runs.flatMap(\.lines).compactMap(LoadReport.init).compactMap { report in
        if case .started(_, _, let version, _) = report { version } else { nil }
      }
      #expect(started.count == 20)
      #expect(Set(started).count == 20)
      #expect(try fixture.store.sessions().count == 20)
    }
  }

  @Test func aServerThatGoesAwaySendsSessionsToTemporaryStorage() async throws {
    let server = try PostgresServer.shared()
    try await TemporaryStore.make(on: .postgres) { fixture in
      guard case .postgres(let url) = fixture.store.journal else { return }
      _ = try await fixture.store.start(try request())
      // As when the server is away: nobody is let in, and who was inside is out.
      let name = PostgresServer.name(of: url)
      _ = try server.sql("ALTER DATABASE \(name) ALLOW_CONNECTIONS false", in: "postgres")
      _ = try server.sql(
        "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity WHERE datname = '\(name)'",
        in: "postgres")
      let kept = try await fixture.store.start(try request("globex"))
      #expect(kept.notes.contains { $0.contains("temporary storage") })
      _ = try server.sql("ALTER DATABASE \(name) ALLOW_CONNECTIONS true", in: "postgres")
      let again = try fixture.open()
      _ = try await again.start(try request("initech"))
      #expect(try again.session(.id(kept.id)).customer.name == "globex")
      try await again.close()
    }
  }

  @Test func aDatabaseThatIsReadOnlySaysSo() async throws {
    let server = try PostgresServer.shared()
    try await JournalBackend.postgres.withDatabase { url in
      let url = try #require(url)
      let name = PostgresServer.name(of: url)
      _ = try server.sql(
        "ALTER DATABASE \(name) SET default_transaction_read_only = on", in: "postgres")
      let scratch = try ScratchFolder()
      let failure = #expect(throws: StrataError.self) {
        try SessionStore.initialize(
          at: scratch.path.appending("store"), journal: url, options: .real)
      }
      #expect(failure?.code == .storage)
      #expect(failure?.message == "the journal's database takes no changes")
    }
  }

  @Test func writersHaveTheSettingsThatDurabilityRestsOn() async throws {
    let server = try PostgresServer.shared()
    try await TemporaryStore.make(on: .postgres) { fixture in
      guard case .postgres(let url) = fixture.store.journal else { return }
      let name = PostgresServer.name(of: url)
      func setting(_ name: String) throws -> String? {
        let driver = try PostgresDriver(at: url, for: .writing)
        defer { driver.close() }
        return try driver.write {
          try $0.query("SELECT current_setting('\(name)')").first?.text(0)
        }
      }
      for (configured, expected) in [
        ("off", "on"), ("local", "on"), ("remote_apply", "remote_apply"),
      ] {
        _ = try server.sql(
          "ALTER DATABASE \(name) SET synchronous_commit = \(configured)", in: name)
        #expect(try setting("synchronous_commit") == expected)
      }
      #expect(try setting("idle_in_transaction_session_timeout") == "30s")
    }
  }

  @Test func aWriterWaitsForAnotherOnlySoLong() async throws {
    try await TemporaryStore.make(on: .postgres) { fixture in
      guard case .postgres(let url) = fixture.store.journal else { return }
      let driver = try PostgresDriver(at: url, for: .writing)
      try await blocking {
        try driver.write { _ in
          let failure = #expect(throws: StrataError.self) {
            try fixture.store.driver.write { _ in }
          }
          #expect(failure?.code == .storage)
          #expect(failure?.message == "another process kept the journal busy for 5 seconds")
        }
        driver.close()
      }
    }
  }

  @Test func aUserWithoutRightsIsToldWhich() async throws {
    let server = try PostgresServer.shared()
    try await JournalBackend.postgres.withDatabase { url in
      let url = try #require(url)
      let name = PostgresServer.name(of: url)
      _ = try server.sql("CREATE ROLE guest LOGIN", in: "postgres")
      let scratch = try ScratchFolder()
      let failure = #expect(throws: StrataError.self) {
        try SessionStore.initialize(
          at: scratch.path.appending("store"), journal: try server.url(of: name, user: "guest"),
          options: .real)
      }
      #expect(failure?.code == .storage)
      #expect(failure?.remedy?.contains("CREATE on the database") == true)
      _ = try server.sql("DROP ROLE guest", in: "postgres")
    }
  }

  @Test func anotherEncodingIsRefused() async throws {
    let server = try PostgresServer.shared()
    _ = try server.sql(
      "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0", in: "postgres")
    let failure = #expect(throws: StrataError.self) {
      try PostgresDriver(at: try server.url(of: "latin"), for: .writing)
    }
    #expect(failure?.message == "the journal's database is not encoded in UTF-8")
    _ = try server.sql("DROP DATABASE latin", in: "postgres")
  }

  @Test(arguments: [
    ("23505", StrataError.Code.conflict), ("53100", .storage), ("53200", .storage),
    ("53300", .storage), ("08006", .storage), ("57P01", .storage), ("40001", .storage),
    ("25006", .storage), ("55P03", .storage), ("42501", .storage), ("42P01", .corrupt),
    ("22P02", .conflict), ("XX001", .corrupt), ("58030", .storage),
  ])
  func everyRefusalNamesPlaceAndRemedy(_ state: String, _ code: StrataError.Code) {
    let error = PostgresFailure(state: state, message: "said so").error(at: "postgres://h/d")
    #expect(error.code == code)
    #expect(error.place == "postgres://h/d")
    #expect(error.remedy?.isEmpty == false)
    #expect("\(error.cause.map { "\($0)" } ?? "")" == "said so [\(state)]")
  }
}
