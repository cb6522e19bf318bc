import Foundation
import Testing

@testable import StrataCore

/// Labelled cases: reading, folding, scoring (row V7).
@Suite struct CaseEvaluationTests {
  private static let line = #"""
    {"id": "t-1", "customer_id": "acme", "history": [{"version": "v1.0.0",
    "created_at": "2026-01-05T09:00:00.000000Z", "last_activity_at": "2026-01-05T10:12:00.000000Z",
    "outcome": "success", "phase": null, "deployment_context": {"cloud_provider": "aws"},
    "conversation": [{"role": "user", "content": "EKS, two replicas"}]}],
    "candidate": {"started_at": "2026-01-09T08:30:00.000000Z", "deployment_context": {},
    "opening": ["We left EKS behind, everything runs on AKS now."], "operation": null},
    "expected": {"increment": "major", "version": "v2.0.0", "parent": "v1.0.0",
    "triggers": ["new_deployment_scenario.cloud_provider_change"], "why": "moved"}}
    """#

  @Test func aCaseIsReadDecidedAndScored() throws {
    let item = try JSONDecoder().decode(LabelledCase.self, from: Data(Self.line.utf8))
    let policy = VersionPolicy()
    let decision = try policy.decide(item.candidate, given: item.customerHistory(read: policy))
    var scores = CaseScores()
    let expected = try #require(item.expected)
    #expect(scores.count(decision, expecting: expected) == [])
    #expect(scores.increment.value == 1 && scores.trigger.right == 1 && scores.parent.of == 0)
  }

  @Test func aWrongAnswerIsNamed() throws {
    let item = try JSONDecoder().decode(LabelledCase.self, from: Data(Self.line.utf8))
    var scores = CaseScores()
    let wrong = VersionDecision(
      increment: .minor, version: .first, parent: nil, triggers: [.expansionPlanning], why: "")
    let names = scores.count(wrong, expecting: try #require(item.expected))
    #expect(names == ["increment", "version", "trigger"])
    #expect(scores.version.value == 0)
  }
}
