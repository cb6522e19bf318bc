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
      switch Int.random(in: 0..<8, using: &generator) {
      case 0 where !open.isEmpty:
        _ = try await store.append([Turn(.assistant, "Answer \(step).")], to: open[0])
      case 1 where !open.isEmpty:
        _ = try await store.record(
          KeyDecision(topic: "t\(step)", choice: "c", at: fixture.clock.now), in: open[0])
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

  /// What a store tells of its sessions, but not where they came from.
  static func told(by store: SessionStore) throws -> [String] {
    try store.sessions(SessionQuery(limit: 1000)).map { session in
      let turns = try store.turns(of: session.id, from: 0, limit: 1000)
      let commands = try store.entries(of: session.id).filter { $0.kind == .commandExecuted }
      let parts: [String] = [
        session.id.description, session.name.description, session.family.description,
        session.previousVersion?.description ?? "-", session.decision.merged?.description ?? "-",
        session.state.rawValue, session.outcome?.rawValue ?? "-",
        session.createdAt.description, session.lastActivityAt.description,
        session.completedAt?.description ?? "-", "\(session.satisfaction ?? 0)",
        session.context.cloudProvider ?? "-", session.notes.sorted().joined(separator: "|"),
        session.decisions.map { "\($0.topic)=\($0.choice)" }.joined(separator: ","),
        turns.map { "\($0.role): \($0.content)" }.joined(separator: "|"), "\(commands.count)",
      ]
      return parts.joined(separator: " ; ")
    }.sorted()
  }
}
