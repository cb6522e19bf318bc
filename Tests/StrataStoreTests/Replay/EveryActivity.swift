import StrataCore
import StrataTesting
import SystemPackage

@testable import StrataStore

/// Everything that a store can be asked to record, done once or twice.
struct EveryActivity {
  let fixture: TemporaryStore
  private var store: SessionStore { fixture.store }

  init(in fixture: TemporaryStore) { self.fixture = fixture }

  func perform() async throws {
    try await configure()
    let first = try await converse()
    try await run(in: first)
    try await collide()
    try await deploy(first)
    try await erase(first)
    try await breakALock()
    _ = try await store.runGroups()
    fixture.clock.advance(bySeconds: 3 * 86_400)
    _ = try await store.archiveEvents(olderThanDays: 1)
    _ = try await store.start(try request("acme", "And now on Azure?"))
    try store.signCheckpoint()
  }

  private func configure() async throws {
    for value in ["1", String(repeating: "long ", count: 400), "token-4711"] {
      let change = ConfigurationChange(
        try ConfigurationKey("rebe-shell/config/backend-url"), .set(try ConfigurationValue(value)))
      try await store.changeConfiguration(
        ConfigurationTransaction([change], by: Authorship(author: "ada", reason: "because")))
      fixture.clock.advance(bySeconds: 60)
    }
    try await store.changeConfiguration(
      ConfigurationTransaction(
        [
          ConfigurationChange(
            try ConfigurationKey("a/password"), .set(try ConfigurationValue("secret"))),
          ConfigurationChange(try ConfigurationKey("b"), .set(try ConfigurationValue([0, 255]))),
        ], by: Authorship(author: "eve")))
    try await store.rollBackConfiguration(
      of: .everything, to: .index(1), by: Authorship(author: "bob"))
  }

  private func converse() async throws -> Session {
    let session = try await store.start(
      try request("acme", "We run the shop gateway on AWS EKS.") { start in
        start.user = "mira"
        start.realm = "emea"
        start.conversation = "c-1"
        start.context = DeploymentContext(cloudProvider: "aws", project: "shop")
        start.decisions = [
          KeyDecision(
            topic: "cloud", choice: "aws", at: try Timestamp(parsing: "2026-01-05T09:00:00Z"))
        ]
      })
    fixture.clock.advance(bySeconds: 60)
    _ = try await store.append(
      [Turn(.assistant, "Good."), Turn(.user, "More.", at: fixture.clock.now)], to: session.name)
    _ = try await store.record(
      KeyDecision(topic: "node size", choice: "large", at: fixture.clock.now), in: session.name)
    for number in 0..<10 {
      _ = try await store.start(
        try request("acme", "The shop gateway on AWS, question \(number).") { start in
          start.phase = number == 4 ? .optimization : nil
          start.context.project = number == 5 ? "ledger" : "shop"
          if number == 7 {
            start.completion = Completion(outcome: .failure, satisfaction: 2)
          }
        })
    }
    _ = try await store.start(
      try request("other", "We move from AWS to Azure.") {
        $0.choice = .init(increment: .major, reason: "agreed")
      })
    return session
  }

  private func run(in session: Session) async throws {
    for status in [CommandRecord.Status.success, .failure, .failure] {
      _ = try await store.record(
        command: CommandRecord(
          type: "kubectl", fields: ["get", "pods"], host: "here", durationMilliseconds: 12,
          status: status, exitCode: status == .success ? 0 : 3, outputByteCount: 5,
          commandLine: "kubectl get pods", output: Array("pods\n".utf8)), in: session.name)
      fixture.clock.advance(bySeconds: 10)
    }
    var connection = try await store.openConnection(to: "10.20.31.5", port: 22)
    connection.state = .idle
    _ = try await store.record(
      command: CommandRecord(
        type: "uptime", mode: .ssh, host: "10.20.31.5", connection: connection,
        durationMilliseconds: 3, status: .success, exitCode: 0, user: "eve"), in: session.name)
    _ = try await store.openConnection(to: "10.20.31.6", port: 2222)
    for number in 0..<12 {
      _ = try await store.record(
        access: AccessRecord(
          number == 3 ? .login : .failed, user: "dev-\(number)", realm: "000001",
          method: "vault_token", clientIP: try IPAddress(parsing: "10.20.31.42"),
          metadata: ["mfa_used": true]))
    }
  }

  /// Somebody made the next version by hand.
  private func collide() async throws {
    let next = try store.explain(try request("other", "Azure again.")).version
    let path = StoreLayout(root: fixture.root).version(next, of: try CustomerID("other"))
    try POSIXFileSystem().createDirectory(at: path, mode: FilePermissions(rawValue: 0o755))
    _ = try await store.start(try request("other", "Azure again."))
  }

  private func deploy(_ session: Session) async throws {
    _ = try await store.complete(session.name, Completion(outcome: .success, satisfaction: 5))
    fixture.clock.advance(bySeconds: 3600)
    _ = try await store.record(
      deployment: DeploymentRecord(
        environment: "production", artifact: "shop", version: "1.2.3",
        metadata: ["region": "eu-west-1"]), in: session.name)
    _ = try await store.record(
      deployment: DeploymentRecord(environment: "staging", status: .started, user: "ci"))
  }

  private func erase(_ session: Session) async throws {
    let active = try await store.start(try request("acme", "The shop, once more."))
    _ = try await store.record(
      KeyDecision(topic: "a", choice: "b", at: fixture.clock.now), in: active.name)
    for name in [session.name, active.name] {
      _ = try await store.erase(
        ErasureRequest(session: name, rule: "gdpr-17", reason: "asked", by: "ada"))
    }
    _ = try await store.record(
      KeyDecision(topic: "c", choice: "d", at: fixture.clock.now), in: active.name)
    _ = try await store.append([Turn(.user, "Once more.")], to: active.name)
    _ = try await store.erase(ErasureRequest(session: active.name, rule: "gdpr-17"))
  }

  private func breakALock() async throws {
    let customer = try CustomerID("locked")
    _ = try await store.start(try request("locked"))
    let lock = VersionLock(
      layout: StoreLayout(root: fixture.root), fileSystem: POSIXFileSystem(),
      settings: LockSettings(holder: fixture.options.holder, clock: fixture.options.clock))
    _ = try await lock.acquire(customer, onBreak: { _ in }, nextFence: { _ in 7 })
    fixture.clock.advance(bySeconds: 120)
    _ = try await store.start(try request("locked"))
  }
}
