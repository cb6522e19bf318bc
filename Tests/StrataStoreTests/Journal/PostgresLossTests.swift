import StrataCore
import StrataTesting
import Testing

@testable import StrataPostgres
@testable import StrataStore

/// The connection to PostgreSQL is lost, at every point of a transaction.
@Suite struct PostgresLossTests {
  private static let loss = "the connection to the journal's database was lost"

  private func withBench(
    _ body: (DriverBench, PostgresURL, PostgresServer) async throws -> Void
  ) async throws {
    let server = try PostgresServer.shared()
    try await DriverBench.make(on: .postgres) { bench in
      guard case .postgres(let url) = bench.location else { return }
      try await body(bench, url, server)
    }
  }

  private func add(_ id: Int, _ connection: any SQLConnection) throws {
    try connection.run("INSERT INTO parents (id, name) VALUES (?, ?)", .int(id), .text("n\(id)"))
  }

  private func ids(_ driver: any SQLDriver) throws -> [Int] {
    try driver.read { connection in
      try connection.query("SELECT id FROM parents ORDER BY id").map { try $0.int(0) }
    }
  }

  private func terminate(in url: PostgresURL, on server: PostgresServer) throws {
    let answer = try server.sql(
      """
      SELECT count(pg_terminate_backend(pid, 20000)) FROM pg_stat_activity
      WHERE datname = '\(PostgresServer.name(of: url))'
      """, in: "postgres")
    #expect(answer != ["0"])
  }

  @Test func idleConnectionsThatDiedAreReplaced() async throws {
    try await withBench { bench, url, server in
      try bench.using { driver throws in
        try driver.write { try add(1, $0) }
        #expect(try ids(driver) == [1])
        try terminate(in: url, on: server)
        #expect(try ids(driver) == [1])
        try driver.write { try add(2, $0) }
        #expect(try ids(driver) == [1, 2])
      }
    }
  }

  @Test func aLossInsideATransactionUndoesIt() async throws {
    try await withBench { bench, url, server in
      try bench.using { driver throws in
        let failure = #expect(throws: StrataError.self) {
          try driver.write { connection in
            try add(1, connection)
            try terminate(in: url, on: server)
            try add(2, connection)
          }
        }
        #expect(failure?.code == .storage)
        #expect(failure?.message == Self.loss)
        #expect(failure?.place == url.description)
        #expect(failure?.remedy == "try again; nothing of the change was kept")
        #expect(try ids(driver) == [])
        try driver.write { try add(3, $0) }
        #expect(try ids(driver) == [3])
      }
    }
  }

  @Test func aBackendThatDiesInItsCommitHasCommittedNothing() async throws {
    try await withBench { bench, url, server in
      try bench.using { driver throws in
        _ = try server.sql(
          """
          CREATE FUNCTION strata.die() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
          CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON strata.children
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION strata.die()
          """, in: PostgresServer.name(of: url))
        let failure = #expect(throws: StrataError.self) {
          try driver.write { connection in
            try add(1, connection)
            try connection.run("INSERT INTO children (parent) VALUES (1)")
          }
        }
        #expect(failure?.code == .storage)
        #expect(failure?.message == Self.loss)
        #expect(try ids(driver) == [])
      }
    }
  }

  @Test func aCommitThatWasNotAnsweredIsAskedAfter() async throws {
    try await withBench { bench, url, server in
      let thief = try CommitThief(before: server)
      defer { thief.leave() }
      let driver = try PostgresDriver(at: try thief.url(of: url), for: .writing)
      try driver.write { try add(1, $0) }
      thief.steal(.answer)
      try driver.write { try add(2, $0) }
      #expect(thief.hasStolen)
      #expect(try ids(driver) == [1, 2])
      thief.steal(.request)
      let failure = #expect(throws: StrataError.self) { try driver.write { try add(3, $0) } }
      #expect(thief.hasStolen)
      #expect(failure?.code == .storage)
      #expect(failure?.message == Self.loss)
      #expect(try ids(driver) == [1, 2])
      try driver.write { try add(4, $0) }
      #expect(try ids(driver) == [1, 2, 4])
      driver.close()
    }
  }

  @Test func aCommitThatNobodyCanTellOfIsNoSuccess() async throws {
    try await withBench { bench, url, server in
      let thief = try CommitThief(before: server)
      defer { thief.leave() }
      let driver = try PostgresDriver(
        at: try thief.url(of: url), for: .writing, settleSeconds: 0.3)
      thief.steal(.answerAndServer)
      let failure = #expect(throws: StrataError.self) { try driver.write { try add(1, $0) } }
      #expect(failure?.code == .unknownOutcome)
      #expect(
        failure?.message
          == "the connection was lost while a change was committed; it may be there or not")
      driver.close()
      #expect(try bench.using(.reading, ids) == [1])
    }
  }

  /// A turn whose commit is in doubt is not said twice, though the store tries again what fails.
  @Test func aChangeInDoubtIsNotRepeated() async throws {
    let server = try PostgresServer.shared()
    let thief = try CommitThief(before: server)
    defer { thief.leave() }
    try await TemporaryStore.make(on: .postgres) { fixture in
      guard case .postgres(let url) = fixture.store.journal else { return }
      let session = try await fixture.store.start(try request())
      let behind = try thief.url(of: url)
      let store = try fixture.open { options in
        options.openDriver = { try PostgresDriver(at: behind, for: $1, settleSeconds: 0.3) }
      }
      thief.steal(.answerAndServer)
      let failure = await #expect(throws: StrataError.self) {
        try await store.append([Turn(.user, "Only once.")], to: session.name)
      }
      #expect(failure?.code == .unknownOutcome)
      try? await store.close()
      let said = try fixture.store.turns(of: session.id).map(\.content)
      #expect(said.filter { $0 == "Only once." }.count == 1)
      // What was committed without an answer shows after the next opening.
      try await fixture.open().close()
    }
  }

  @Test func aVictimOfOthersIsRunAgain() async throws {
    try await withBench { bench, url, server in
      // A sequence counts on where its transaction is undone.
      _ = try server.sql(
        """
        CREATE SEQUENCE strata.tries;
        CREATE FUNCTION strata.collide() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('strata.tries') < NEW.id THEN
            RAISE EXCEPTION 'collision' USING ERRCODE = 'serialization_failure';
          END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER collides BEFORE INSERT ON strata.parents
          FOR EACH ROW EXECUTE FUNCTION strata.collide()
        """, in: PostgresServer.name(of: url))
      try bench.using { driver throws in
        try driver.write { try add(4, $0) }
        #expect(try ids(driver) == [4])
        let failure = #expect(throws: StrataError.self) { try driver.write { try add(1000, $0) } }
        #expect(failure?.code == .storage)
        #expect(
          failure?.message == "transactions of other programs kept getting in the way of this one")
        #expect(
          try server.sql("SELECT last_value FROM strata.tries", in: PostgresServer.name(of: url))
            == ["9"])
      }
    }
  }
}
