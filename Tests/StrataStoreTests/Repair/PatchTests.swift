import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// A version is corrected by a new patch version, and stays as it is (row V4).
@Suite struct PatchTests {
  private static let kinds = Trigger.allCases.filter { $0.increment == .patch }

  @Test func thereAreNineKinds() { #expect(Self.kinds.count == 9) }

  @Test(arguments: kinds)
  func eachKindMakesASealedPatch(kind: Trigger) async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let first = try await store.start(
        try request("acme", "We deploy on AWS.") { start in
          start.context = DeploymentContext(cloudProvider: "aws", other: ["env": "test"])
          start.completion = Completion(outcome: .success)
        })
      fixture.clock.advance(bySeconds: 7200)
      var correction = PatchCorrection(kind: kind)
      switch kind {
      case .jsonSchemaFixes, .privacyComplianceUpdates: correction.context = ["env": .null]
      case .metadataCorrections: correction.outcome = .failure
      case .timestampCorrections: correction.shiftSeconds = -60
      case .incompleteSessionRecovery, .conversationReconstruction:
        correction.turns = [Turn(.user, "We deploy on AWS."), Turn(.assistant, "On EKS?")]
      case .metadataSchemaUpdates: correction.renamed = ["env": "environment"]
      default: break
      }
      let explained = try store.explain(correction, of: first.name)
      let count = try store.entries(from: 1, limit: 1000).count
      let (made, changes) = try await store.patch(
        first.name, correction, reason: "told by phone", by: "ops")
      #expect(try store.session(first.name) == first)
      #expect(made.state == .sealed)
      #expect(made.version.description == "v1.0.1")
      #expect(made.previousVersion == first.version)
      #expect(made.decision.triggers == [kind])
      #expect(changes == explained.changes)
      #expect(try store.turns(of: made.id) == explained.turns)
      #expect(made.context == explained.session.context)
      #expect(made.outcome == explained.session.outcome)
      if kind == .timestampCorrections { #expect(made.createdAt == explained.session.createdAt) }
      let entry = try #require(try store.entries(from: Int64(count + 1)).last)
      #expect(entry.kind == .repairPerformed)
      #expect(entry.actor == "ops")
      #expect(entry.body.member("mend") == .string(kind.rawValue))
      #expect(entry.body.member("fields") == .array(changes.map { .string($0.field) }))
      #expect(try store.replay() == [])
    }
  }

  @Test func aCorrectionThatIsRefusedLeavesNothing() async throws {
    try await TemporaryStore.make { fixture in
      let first = try await fixture.store.start(try request())
      let before = try fixture.store.entries(from: 1, limit: 1000).count
      var correction = PatchCorrection(kind: .timestampCorrections)
      correction.shiftSeconds = 1e9
      await #expect(throws: StrataError.self) {
        try await fixture.store.patch(first.name, correction)
      }
      #expect(try fixture.store.entries(from: 1, limit: 1000).count == before)
    }
  }
}
