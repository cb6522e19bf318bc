import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Commands, accesses and deployments are entries like all others (row D1).
@Suite struct ActivityTests {
  private func command(edit: (inout CommandRecord) -> Void = { _ in }) -> CommandRecord {
    var record = CommandRecord(
      type: "kubectl", host: "here", durationMilliseconds: 12, status: .failure, exitCode: 3,
      outputByteCount: 5, commandLine: "kubectl get pods", output: Array("pods\n".utf8))
    edit(&record)
    return record
  }

  private func rows(_ sql: String, in store: SessionStore) throws -> [SQLRow] {
    try store.driver.read { try $0.query(sql) }
  }

  @Test func commandIsALinkOfItsSessionsChainWithItsContentApart() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(try request { $0.user = "ada" })
      fixture.clock.advance(bySeconds: 60)
      let entry = try await store.record(command: command { $0.user = "eve" }, in: session.name)
      let entries = try store.entries(of: session.id)
      #expect(entries.last == entry && entry.kind == .commandExecuted)
      #expect(entry.sequence == 2 && entry.actor == "eve" && entry.previous != nil)
      #expect(entry.contents.keys.sorted() == ["command", "output"])
      let contents = try store.contents(of: entry)
      #expect(contents["command"] == Array("kubectl get pods".utf8))
      #expect(contents["output"] == Array("pods\n".utf8))
      #expect(try store.session(session.name).lastActivityAt == entry.recordedAt)
      let row = try #require(
        try rows(
          "SELECT session_id, user_id, command, execution, result FROM command_audit", in: store
        ).first)
      #expect(try row.text(0) == session.id.description && row.text(1) == "eve")
      // PostgreSQL writes JSON in its own way.
      func json(_ column: Int) throws -> JSONValue {
        try JSONReader.value(of: Array(row.text(column).utf8), place: "column \(column)")
      }
      #expect(try json(2) == ["type": "kubectl"])
      #expect(
        try json(3) == [
          "duration_ms": 12, "exit_code": 3, "host": "here", "mode": "local", "status": "failure",
        ])
      #expect(
        try json(4) == ["from_cache": false, "output_kept_bytes": 5, "output_size_bytes": 5])
      // The next entry of the session goes on from it.
      _ = try await store.append([Turn(.assistant, "Look.")], to: session.name)
      #expect(try store.entries(of: session.id).count == 3)
    }
  }

  @Test func sealedSessionTakesNoCommandAndTakesADeployment() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(try request { $0.user = "ada" })
      let sealed = try await store.complete(session.name, Completion(outcome: .success))
      await #expect(throws: StrataError.self) {
        try await store.record(command: command(), in: session.name)
      }
      fixture.clock.advance(bySeconds: 3600)
      let entry = try await store.record(
        deployment: DeploymentRecord(environment: "production", artifact: "shop"), in: session.name)
      #expect(entry.sequence == 3 && entry.actor == "ada")
      #expect(try store.session(session.name) == sealed)
      let row = try #require(
        try rows(
          "SELECT session_id, environment, artifact, status FROM deployment_audit", in: store
        ).first)
      #expect(try row.text(0) == session.id.description)
      #expect(try [row.text(1), row.text(2), row.text(3)] == ["production", "shop", "succeeded"])
    }
  }

  @Test func accessAndDeploymentNeedNoSession() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let access = try await store.record(
        access: AccessRecord(
          .failed, user: "dev1", realm: "000001", method: "vault_token",
          clientIP: try IPAddress(parsing: "10.20.31.42")))
      #expect(access.session == nil && access.sequence == nil && access.previous == nil)
      let row = try #require(
        try rows("SELECT user_id, event_type, success, client_ip FROM access_audit", in: store)
          .first)
      #expect(try row.text(0) == "dev1" && row.text(1) == "auth_failed" && row.integer(2) == 0)
      #expect(try row.text(3) == "10.20.31.42")
      let deployment = try await store.record(
        deployment: DeploymentRecord(environment: "staging", status: .started, user: "ci"))
      #expect(deployment.position == access.position + 1 && deployment.actor == "ci")
      await #expect(throws: StrataError.self) {
        try await store.record(
          deployment: DeploymentRecord(environment: "x"), in: .id(deploymentless()))
      }
      await #expect(throws: StrataError.self) {
        try await store.record(access: AccessRecord(.login, user: "a\0"))
      }
      #expect(try store.entries(from: 1).count == 3)
    }
  }

  private func deploymentless() throws -> SessionID {
    try SessionID(parsing: "550e8400-e29b-41d4-a716-446655440000")
  }

  @Test func connectionIsKeptAndUsedAgainWhileItIsIdle() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(try request())
      var first = try await store.openConnection(to: "10.20.31.5", port: 22)
      #expect(try store.connections() == [first] && first.state == .active)
      let beside = try await store.openConnection(to: "10.20.31.5", port: 22)
      #expect(beside.id != first.id)
      first.state = .idle
      fixture.clock.advance(bySeconds: 5)
      let entry = try await store.record(
        command: command {
          $0.mode = .ssh
          $0.connection = first
        }, in: session.name)
      #expect(try store.connections().map(\.state) == [.idle, .active])
      let row = try #require(
        try rows("SELECT last_used_at FROM ssh_connections WHERE state = 'idle'", in: store).first)
      #expect(try row.time(0) == entry.recordedAt)
      #expect(try await store.openConnection(to: "10.20.31.5", port: 2222).id != first.id)
      #expect(try await store.openConnection(to: "10.20.31.5", port: 22).id == first.id)
      await #expect(throws: StrataError.self) {
        try await store.openConnection(to: "10.20.31.5", port: 0)
      }
    }
  }

  @Test func rulesOfRedactionComeFromTheFile() async throws {
    try await TemporaryStore.make { fixture in
      #expect(try fixture.store.redactionRules() == .standard)
      let path = fixture.root.appending("redaction.json")
      try POSIXFileSystem().createFile(
        Array(#"{"patterns": {"ticket": "TICKET-\\d+"}, "standard": false}"#.utf8), at: path,
        mode: .ownerReadWrite)
      #expect(
        try fixture.store.redactionRules()
          == RedactionRules([.init(name: "ticket", expression: #"TICKET-\d+"#)]))
      try POSIXFileSystem().removeFile(at: path)
      try POSIXFileSystem().createFile(Array("{".utf8), at: path, mode: .ownerReadWrite)
      #expect(throws: StrataError.self) { try fixture.store.redactionRules() }
    }
  }
}
