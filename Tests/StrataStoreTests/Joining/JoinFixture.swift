import StrataCore
import StrataTesting
import SystemPackage

@testable import StrataStore

/// Several stores at once, each filled by a script that its seed decides, so that one can be made twice.
enum JoinFixture {
  /// Makes stores with these seeds and checks each at the end; the same seed gives the same store.
  static func stores(
    _ seeds: [UInt64], filled: Bool = true, _ body: ([TemporaryStore]) async throws -> Void
  ) async throws {
    try await stores(seeds[...], [], filled: filled, body)
  }

  private static func stores(
    _ seeds: ArraySlice<UInt64>, _ made: [TemporaryStore], filled: Bool,
    _ body: ([TemporaryStore]) async throws -> Void
  ) async throws {
    guard let seed = seeds.first else { return try await body(made) }
    try await TemporaryStore.make(seed: seed) { fixture in
      if filled { try await fill(fixture, seed: seed) }
      try await stores(seeds.dropFirst(), made + [fixture], filled: filled, body)
    }
  }

  private static let texts = [
    "We deploy our API gateway on AWS EKS.", "The pods are pending, what now?",
    "Now on Azure AKS instead.", "How do we scale it to Europe?",
  ]

  /// A few sessions of two customers, of every state.
  static func fill(_ fixture: TemporaryStore, seed: UInt64) async throws {
    var generator = SeededRandomness(seed: seed &+ 77).generator
    let store = fixture.store
    var open: [SessionName] = []
    for step in 0..<Int.random(in: 5...9, using: &generator) {
      fixture.clock.advance(bySeconds: Double(Int.random(in: 1...90, using: &generator)))
      let text = texts.randomElement(using: &generator) ?? ""
      switch Int.random(in: 0..<12, using: &generator) {
      case 0 where !open.isEmpty:
        _ = try await store.append([Turn(.assistant, "Answer \(step).")], to: open[0])
      case 1 where !open.isEmpty:
        _ = try await store.record(
          KeyDecision(topic: "t\(step)", choice: "c", at: fixture.clock.now), in: open[0])
      case 5 where !open.isEmpty: try await deploy(step, in: open[0], of: store)
      case 6 where !open.isEmpty: try await connect(step, in: open[0], of: store)
      case 7:
        _ = try await store.record(
          access: AccessRecord(
            step % 2 == 0 ? .login : .failed, user: "eve-\(step)", realm: "acme", method: "vault",
            metadata: ["mfa_used": .bool(step % 3 == 0)]))
      case 8 where !open.isEmpty: try await dispute(step, in: open[0], of: store)
      case 2 where !open.isEmpty:
        _ = try await store.complete(
          open.removeFirst(), Completion(outcome: .success, satisfaction: 4))
      case 3 where !open.isEmpty:
        let target = try store.session(open[0])
        _ = try await store.start(
          try request(target.customer.name, text) {
            $0.operation = .init(kind: .metadataCorrections, target: target.version)
            $0.completion = Completion(outcome: .partial)
          })
      case 4 where !open.isEmpty:
        _ = try await store.record(
          command: CommandRecord(
            type: "kubectl", fields: ["get"], host: "here", durationMilliseconds: 3,
            status: .success, exitCode: 0, outputByteCount: 2, commandLine: "kubectl get",
            output: Array("ok".utf8)), in: open[0])
      default:
        let customer = Int.random(in: 0..<3, using: &generator) == 0 ? "bolt" : "acme"
        let session = try await store.start(
          try request(customer, text) {
            $0.user = "mira"
            $0.context = DeploymentContext(cloudProvider: step % 2 == 0 ? "aws" : "azure")
            $0.origin = Origin(
              source: "test", key: "\(seed)-\(step)", digest: "d", turnCount: 1)
          })
        open.append(.id(session.id))
      }
    }
  }

  private static func deploy(
    _ step: Int, in session: SessionName, of store: SessionStore
  ) async throws {
    _ = try await store.record(
      deployment: DeploymentRecord(environment: "staging", version: "1.\(step)"), in: session)
  }

  /// A command on another machine, over a connection that may be used again.
  private static func connect(
    _ step: Int, in session: SessionName, of store: SessionStore
  ) async throws {
    var connection = try await store.openConnection(to: "10.20.31.\(step % 3)", port: 22)
    connection.state = step % 2 == 0 ? .idle : .closed
    _ = try await store.record(
      command: CommandRecord(
        type: "uptime", mode: .ssh, host: connection.host, connection: connection,
        durationMilliseconds: 1, status: step % 3 == 0 ? .failure : .success, exitCode: step % 3),
      in: session)
  }

  /// Two decisions that contradict each other, of which a person may say which one holds.
  private static func dispute(
    _ step: Int, in name: SessionName, of store: SessionStore
  ) async throws {
    let session = try store.session(name)
    let next = try await store.start(
      try request(session.customer.name, "What is next?") {
        $0.choice = .init(increment: .minor, line: session.version.major, reason: "the same work")
      })
    for (session, choice) in [(session, "nginx"), (next, "traefik")] {
      _ = try await store.record(
        KeyDecision(topic: "ingress \(step)", choice: choice, at: session.createdAt),
        in: .id(session.id))
    }
    let raised = try await store.findReviews(of: session.customer)
    for item in raised where step % 2 == 0 {
      _ = try await store.resolve(
        item.id, keeping: item.subjects.first { $0.decision != nil }?.version,
        reason: "step \(step)", by: "ada")
    }
  }

  /// What a store tells of its sessions and of what was done in it, but not where that came from.
  static func told(by store: SessionStore) throws -> [String] {
    try (sessions(of: store) + accesses(of: store) + reviews(of: store) + connections(of: store))
      .sorted()
  }

  private static func accesses(of store: SessionStore) throws -> [String] {
    try store.entries(from: 1, limit: 10_000).filter { $0.kind == .accessAttempted }.map(words)
  }

  /// An entry without where it stands.
  private static func words(_ entry: JournalEntry) -> String {
    var body = entry.body
    if case .object(var members) = body {
      members["joined"] = nil
      body = .object(members)
    }
    return "\(entry.happenedAt) \(entry.kind) \(entry.actor ?? "-") \(entry.realm ?? "-") "
      + ((try? String(decoding: CanonicalJSON.bytes(body), as: UTF8.self)) ?? "?")
  }

  private static func reviews(of store: SessionStore) throws -> [String] {
    try store.reviews().map { item in
      let subjects = item.subjects.map {
        "\($0.session) \($0.version) \($0.decision.map(String.init) ?? "-")"
      }
      let resolution = item.resolution.map {
        "\($0.outcome) \($0.by ?? "-") \($0.at) \($0.reason) \($0.kept as Any)"
      }
      return "\(item.id) \(item.raisedAt) \(subjects) \(resolution ?? "open")"
    }
  }

  /// Connections, but not whether they can be used again: that is so in one store only.
  private static func connections(of store: SessionStore) throws -> [String] {
    try store.driver.read { connection in
      try connection.query(
        "SELECT id, host, port, created_at, last_used_at FROM ssh_connections"
      ).map { row in
        try "\(row.text(0)) \(row.text(1)):\(row.int(2)) \(row.time(3)) \(row.time(4))"
      }
    }
  }

  private static func sessions(of store: SessionStore) throws -> [String] {
    try store.sessions(SessionQuery(limit: 1000)).map { session in
      let turns = try store.turns(of: session.id, from: 0, limit: 1000)
      let done = try store.entries(of: session.id).filter {
        [.commandExecuted, .deploymentRecorded].contains($0.kind)
      }
      let parts: [String] = [
        session.id.description, session.name.description, session.family.description,
        session.previousVersion?.description ?? "-", session.decision.merged?.description ?? "-",
        session.state.rawValue, session.outcome?.rawValue ?? "-",
        session.createdAt.description, session.lastActivityAt.description,
        session.completedAt?.description ?? "-", "\(session.satisfaction ?? 0)",
        session.context.cloudProvider ?? "-", session.notes.sorted().joined(separator: "|"),
        session.decisions.map { "\($0.topic)=\($0.choice)" }.joined(separator: ","),
        turns.map { "\($0.role): \($0.content)" }.joined(separator: "|"),
        done.map(words).joined(separator: "|"),
      ]
      return parts.joined(separator: " ; ")
    }
  }
}
