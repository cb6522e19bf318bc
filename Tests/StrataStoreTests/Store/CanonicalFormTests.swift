import Foundation
import StrataCore
import Testing

@testable import StrataStore

@Suite struct CanonicalFormTests {
  /// A session in which every field has a value.
  private func fullSession() throws -> Session {
    let time = try Timestamp(parsing: "2026-01-05T09:00:00.000001Z")
    let parent = try version("v1.1.0")
    let decision = VersionDecision(
      increment: .minor, version: try version("v1.2.0"), parent: parent,
      triggers: [.troubleshootingSession, .expansionPlanning], why: "w\u{7}",
      evidence: [.init(trigger: .projectSwitch, finding: "f", quote: "q", source: "s")],
      rejected: [.init(considered: "c", reason: "r", quote: "ü", source: "s")],
      override: .init(
        reason: "r", by: "b", policyVersion: parent, policyTriggers: [.scaleShift]),
      fallback: "f")
    return Session(
      id: try SessionID(parsing: "550e8400-e29b-41d4-a716-446655440000"),
      customer: try CustomerID("acme"), version: decision.version,
      family: try #require(FamilyID("deployment-0123456789ab-family")), decision: decision,
      state: .sealed, outcome: .success, satisfaction: 3, phase: .validation,
      context: DeploymentContext(
        cloudProvider: "aws", architecture: "a", serviceType: "s", environment: "e",
        project: "p", compliance: ["hipaa"], scale: "startup", other: ["z": 1, "A": [1, 2]]),
      user: "u", realm: "r", conversation: "c", createdAt: time, lastActivityAt: time,
      completedAt: time, turnCount: 2,
      decisions: [
        KeyDecision(
          topic: "t", choice: "c", rationale: "r", alternatives: ["a"], decidedBy: "d", at: time)
      ], notes: ["n"])
  }

  @Test func whatIsWrittenByHandIsCanonicalAndComplete() throws {
    let session = try fullSession()
    let content = try StartContent.content(of: session, salt: [1]).bytes
    let bytes = CanonicalSession.bytes(of: session, turns: TurnCommitment(to: [[1], [2]], from: 1))
    for text in [bytes, content] {
      let value = try JSONDecoder().decode(JSONValue.self, from: Data(text))
      #expect(try CanonicalJSON.bytes(value) == text)
    }
    let whole = try CanonicalSession.whole(
      String(decoding: bytes, as: UTF8.self), content: content)
    #expect(try JSONDecoder().decode(Session.self, from: Data(whole.utf8)) == session)
    let erased = try JSONDecoder().decode(
      Session.self,
      from: Data(
        try CanonicalSession.whole(String(decoding: bytes, as: UTF8.self), content: nil).utf8))
    #expect(erased.version == session.version && erased.decisions.isEmpty)
    #expect(erased.decision.triggers == session.decision.triggers)
    let progress = SessionProgress(of: session).text
    let parsed = try JSONDecoder().decode(JSONValue.self, from: Data(progress.utf8))
    #expect(String(decoding: try CanonicalJSON.bytes(parsed), as: UTF8.self) == progress)
  }

  @Test func turnDigestDependsOnEverything() {
    let salt: [UInt8] = [1, 2, 3]
    let base = Turn(.user, "a", at: Timestamp(microseconds: 0), author: "x")
    var variants = [base, base, base, base]
    variants[0].role = .assistant
    variants[1].content = "b"
    variants[2].at = nil
    variants[3].author = nil
    let digests = (variants + [base]).map { SaltedDigest.of($0, salt: salt) }
    #expect(Set(digests).count == 5)
    #expect(SaltedDigest.of(base, salt: [1, 2]) != digests[4])
  }
}
