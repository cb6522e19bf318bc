import Foundation
import StrataCore
import StrataStore
import StrataTesting
import Synchronization
import SystemPackage

/// A folder of one test, removed with it.
final class ScratchFolder: Sendable {
  let path: FilePath

  /// Makes a folder in the folder for temporary files, or in another.
  init(in parent: String? = nil) throws {
    path = FilePath(parent ?? FileManager.default.temporaryDirectory.path)
      .appending("strata-test-\(UUID().uuidString.prefix(8))")
    try POSIXFileSystem().createDirectory(at: path, mode: FilePermissions(rawValue: 0o755))
  }

  deinit {
    try? POSIXFileSystem().removeTree(at: path)
  }

  /// A store's folders.
  func layout() throws -> StoreLayout {
    let layout = StoreLayout(root: path.appending("store"))
    try layout.createFolders(on: POSIXFileSystem())
    return layout
  }
}

/// A clock that only a test moves.
final class ManualClock: Sendable {
  private let time: Mutex<Timestamp>

  init(_ text: String = "2026-01-05T09:00:00Z") throws {
    time = Mutex(try Timestamp(parsing: text))
  }

  var now: Timestamp { time.withLock { $0 } }

  func advance(bySeconds seconds: Double) {
    time.withLock { $0 = $0.advanced(bySeconds: seconds) }
  }
}

enum Fixture {
  /// A session in which every field has a value.
  static func session(turnCount: Int = 2) throws -> Session {
    let customer = try CustomerID("acme & söhne")
    let id = try SessionID(parsing: "0193e9a0-7c00-7000-8000-000000000001")
    let parent = try SemanticVersion(parsing: "v1.1.0")
    let version = try SemanticVersion(parsing: "v1.2.0")
    let time = try Timestamp(parsing: "2026-01-05T09:00:00.000001Z")
    let decision = VersionDecision(
      increment: .minor, version: version, parent: parent, merged: SemanticVersion(2, 1, 0),
      triggers: [.optimizationSession],
      why: "The customer goes on with the AWS deployment and wants it cheaper.",
      evidence: [
        .init(
          trigger: .optimizationSession, finding: "asks for lower cost",
          quote: "can we *halve* the bill?", source: "opening[1]")
      ],
      rejected: [
        .init(
          considered: Trigger.cloudProviderChange.rawValue, reason: "Azure is only compared with",
          quote: "unlike Azure", source: "opening[1]")
      ],
      override: .init(
        reason: "Agreed with the customer.", by: "mira", policyVersion: parent,
        policyTriggers: [.expansionPlanning]),
      fallback: "no calculation")
    return Session(
      id: id, customer: customer, version: version,
      family: FamilyID(foundedBy: id, of: customer), decision: decision, state: .sealed,
      outcome: .success, satisfaction: 4, phase: .optimization,
      context: DeploymentContext(
        cloudProvider: "aws", architecture: "api_gateway", serviceType: "microservices",
        environment: "production", project: "ledger | core", compliance: ["PCI DSS"],
        scale: "enterprise",
        other: [
          "regions": ["eu-west-1", 2, .number(1.5), true, .null, [], [:]], "a_note": "line\nbreak",
        ]),
      code: CodeState(
        repository: "https://example.org/ledger.git", commit: String(repeating: "ab", count: 20),
        tag: "v4.0.1", branch: "main", isDirty: true, workingDirectory: "/srv/ledger",
        file: "src/main.swift", line: 42),
      user: "mira", realm: "emea", conversation: "c-17", createdAt: time,
      lastActivityAt: time.advanced(bySeconds: 600), completedAt: time.advanced(bySeconds: 900),
      turnCount: turnCount,
      decisions: [
        KeyDecision(
          topic: "Compute", choice: "Graviton", rationale: "20 % cheaper.",
          alternatives: ["Spot", "Savings plan"], decidedBy: "mira", at: time)
      ],
      notes: ["moved in from temporary storage"])
  }

  static func turns(_ count: Int = 2) -> [Turn] {
    (0..<count).map { index in
      Turn(
        index.isMultiple(of: 2) ? .user : .assistant, "message \(index + 1)\nwith \"two\" lines",
        at: Timestamp(microseconds: 1_767_603_600_000_000 + Int64(index)), author: "model-\(index)")
    }
  }

  /// The ancestry of ``session(turnCount:)``, and a change that is not part of it.
  static func changes() throws -> [VersionChange] {
    func change(_ new: String, _ previous: String?, _ trigger: Trigger) throws -> VersionChange {
      var change = VersionChange(try session())
      change.new = try SemanticVersion(parsing: new)
      change.previous = try previous.map { try SemanticVersion(parsing: $0) }
      change.trigger = trigger
      change.rationale = "Why \(new)."
      return change
    }
    return [
      try change("v2.0.0", "v1.1.0", .cloudProviderChange), try change("v1.0.0", nil, .initial),
      try change("v1.1.0", "v1.0.0", .troubleshootingSession),
      try change("v1.2.0", "v1.1.0", .optimizationSession),
    ]
  }
}
