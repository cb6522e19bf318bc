import StrataCore
import StrataTesting
import Testing

/// Records made by hand, the same in every run.
struct ReportFixture {
  var records: WorkRecords
  private let start = Timestamp(microseconds: 1_767_603_600_000_000)  // 2026-01-05T09:00:00Z
  private let families: [FamilyID]

  /// A customer without versions; lines get one family for each major number up to 3.
  init(seed: UInt64 = 7) throws {
    let customer = try CustomerID("acme")
    var generator = SeededGenerator(seed: seed)
    let origin = start
    families = (0..<4).map { _ in
      FamilyID(foundedBy: SessionID(at: origin, using: &generator), of: customer)
    }
    records = WorkRecords(
      subject: .first, store: SessionID(at: start, using: &generator), versions: [])
  }

  /// Adds a version `hours` after the first one, and makes it the subject.
  @discardableResult
  mutating func add(
    _ version: String, on parent: String?, _ trigger: Trigger, hours: Int64, why: String,
    opening: [Turn] = [], change: (inout Session) -> Void = { _ in }
  ) throws -> Session {
    let number = try SemanticVersion(parsing: version)
    let time = Timestamp(microseconds: start.microseconds + hours * 3_600_000_000)
    var generator = SeededGenerator(seed: UInt64(records.versions.count + 100))
    let decision = VersionDecision(
      increment: trigger.increment, version: number,
      parent: try parent.map { try SemanticVersion(parsing: $0) }, triggers: [trigger], why: why)
    var session = Session(
      id: SessionID(at: time, using: &generator), customer: try CustomerID("acme"),
      version: number, family: families[min(number.major, 3)], decision: decision,
      createdAt: time, lastActivityAt: time.advanced(bySeconds: 1500), turnCount: opening.count)
    change(&session)
    let leaf = (0..<32).map { UInt8(truncatingIfNeeded: records.versions.count &* 31 &+ $0) }
    records = WorkRecords(
      subject: number, store: records.store,
      versions: records.versions + [.init(session: session, entryCount: 2, leaf: leaf)],
      openings: records.openings, lastTurn: opening.last, deployments: records.deployments,
      files: records.files)
    records.openings[number] = opening
    records.files[number] = [
      .init(name: "conversation.json", digest: "sha256:" + String(repeating: "ab", count: 32)),
      .init(name: "session_metadata.json", digest: "sha256:" + String(repeating: "cd", count: 32)),
    ]
    return session
  }

  /// A customer whose line went on three times and who then began another; the second line's words
  /// try everything that a document must not let through.
  static func twoLines() throws -> ReportFixture {
    var fixture = try ReportFixture()
    let time = fixture.start
    try fixture.add(
      "v1.0.0", on: nil, .initial, hours: 0, why: "The customer has no earlier session.",
      opening: [
        Turn(.user, "We want the collector next to 14 services on EKS. Sidecar or daemonset?"),
        Turn(.assistant, "A daemonset, because …"),
      ]
    ) { session in
      session.context = DeploymentContext(
        cloudProvider: "aws", architecture: "daemonset", environment: "staging", project: "Shop")
      session.user = "ada"
      session.state = .sealed
      session.outcome = .success
      session.satisfaction = 4
      session.completedAt = session.lastActivityAt
      session.decisions = [
        KeyDecision(
          topic: "Collector", choice: "daemonset", rationale: "One collector a node is enough.",
          alternatives: ["sidecar", "gateway"], decidedBy: "ada", at: time)
      ]
    }
    let second = try fixture.add(
      "v1.1.0", on: "v1.0.0", .troubleshootingSession, hours: 30,
      why: "Line v1 goes on: something fails and is looked into.",
      opening: [
        Turn(.user, "Pods do not start: x509: certificate signed by unknown authority"),
        Turn(.user, "It is the proxy, I think."), Turn(.assistant, "Then give the pods its CA."),
      ]
    ) { session in
      session.context = DeploymentContext(environment: "production", compliance: ["PCI DSS"])
      session.state = .sealed
      session.outcome = .partial
      session.satisfaction = 3
      session.completedAt = session.lastActivityAt
      session.decisions = [
        KeyDecision(
          topic: "collector", choice: "sidecar", rationale: "Each pod needs its own CA.", at: time),
        KeyDecision(topic: "CA", choice: "a config map", at: time),
      ]
      session.decision.evidence = [
        .init(
          trigger: .troubleshootingSession, finding: "a failure is described",
          quote: "Pods do not start", source: "opening[0]")
      ]
      session.decision.rejected = [
        .init(
          considered: Trigger.environmentChange.rawValue, reason: "the same line, promoted")
      ]
    }
    fixture.records.deployments = [
      .init(
        session: second.id, at: second.createdAt.advanced(bySeconds: 600),
        environment: "production", artifact: "registry.example.com/collector",
        artifactVersion: "1.4.0", status: "rolled_back")
    ]
    try fixture.add(
      "v2.0.0", on: "v1.1.0", .cloudProviderChange, hours: 400,
      why: "The provider changed from AWS to Azure.",
      opening: [
        Turn(.user, "EKS is gone. <script>alert(1)</script> *all* on https://evil.example/?a=b|c")
      ]
    ) { session in
      session.context = DeploymentContext(
        cloudProvider: "azure", project: "[Shop](https://evil.example) | \"&'<b>",
        other: ["data_residency": "EU"])
      session.decisions = [
        KeyDecision(
          topic: "# Collector <img src=x onerror=alert(1)>", choice: "ask eve@evil.example",
          at: time)
      ]
      session.decision.evidence = [
        .init(
          trigger: .cloudProviderChange, finding: "provider: aws → azure", quote: "EKS is gone.",
          source: "opening[0]")
      ]
      session.code = CodeState(
        repository: "git@example.com:acme/shop", commit: "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334",
        tag: "v1.0.0", branch: "main", isDirty: true)
    }
    return fixture
  }

  /// One line of so many versions, each with an outcome and every tenth with another environment.
  static func long(_ count: Int) throws -> ReportFixture {
    var fixture = try ReportFixture()
    var versions: [WorkRecords.Version] = []
    for index in 0..<count {
      var one = try ReportFixture()
      let session = try one.add(
        "v1.\(index).0", on: index == 0 ? nil : "v1.\(index - 1).0",
        index == 0 ? .initial : .optimizationSession, hours: Int64(index) * 24,
        why: "Step \(index)."
      ) { session in
        var generator = SeededGenerator(seed: UInt64(index + 1000))
        session.id = SessionID(at: session.createdAt, using: &generator)
        session.context = DeploymentContext(
          environment: index / 10 % 2 == 0 ? "staging" : "production")
        session.state = .sealed
        session.outcome = index % 7 == 0 ? .partial : .success
        session.satisfaction = index % 3 == 0 ? 5 : nil
        session.decisions = [
          KeyDecision(
            topic: "Topic \(index % 150)", choice: "choice \(index)", at: session.createdAt)
        ]
      }
      versions.append(.init(session: session, entryCount: 3, leaf: Array(repeating: 1, count: 32)))
    }
    fixture.records = WorkRecords(
      subject: try #require(SemanticVersion(1, count - 1, 0)), store: fixture.records.store,
      versions: versions)
    return fixture
  }
}
