import Testing

@testable import StrataCore

/// Whether decisions of a family still apply, and which contradict one another (row L3).
@Suite struct DecisionLedgerTests {
  private let customer: CustomerID
  private let sessions: [SessionID]

  init() throws {
    customer = try CustomerID("acme")
    sessions = try (0..<6).map {
      try SessionID(parsing: "0193e9a0-7c00-7000-8000-00000000000\($0)")
    }
  }

  private func decision(
    _ minor: Int, _ topic: String, _ choice: String, because: String? = nil,
    over alternatives: [String] = [], number: Int = 1
  ) throws -> CarriedDecision {
    CarriedDecision(
      reference: .init(
        session: sessions[minor], version: try #require(SemanticVersion(1, minor, 0)),
        number: number),
      decision: KeyDecision(
        topic: topic, choice: choice, rationale: because, alternatives: alternatives, at: day(minor)
      ))
  }

  private func ledger(
    _ decisions: CarriedDecision..., verdicts: [Facet: FacetVerdict] = [:],
    items: [String: ReviewItem] = [:]
  ) -> DecisionLedger {
    DecisionLedger(
      decisions, verdicts: verdicts, items: items, customer: customer, vocabulary: .builtIn)
  }

  private func reasons(_ ledger: DecisionLedger) -> [String?] {
    ledger.decisions.map {
      if case .noLonger(let because, _) = $0.status { because } else { nil }
    }
  }

  @Test func sameChoiceAndOtherTopicsApply() throws {
    let ledger = ledger(
      try decision(0, "ingress", "nginx"), try decision(1, "database", "postgres"),
      try decision(2, "Ingress", "NGINX"))
    #expect(ledger.decisions.allSatisfy { $0.status == .applies })
    #expect(ledger.conflicts.isEmpty)
  }

  @Test func otherChoiceOnATopicIsAConflictUnlessItReplaces() throws {
    let first = try decision(0, "ingress controller", "nginx")
    let second = try decision(1, "ingress controller", "traefik")
    let conflict = ledger(first, second)
    #expect(conflict.conflicts.count == 1)
    #expect(conflict.decisions[0].status == .inConflict(with: [second.reference]))
    #expect(conflict.decisions[1].status == .inConflict(with: [first.reference]))
    #expect(
      conflict.decisions.map(\.reviews) == [[conflict.conflicts[0].id], [conflict.conflicts[0].id]])

    let weighed = ledger(first, try decision(1, "ingress controller", "traefik", over: ["nginx"]))
    #expect(weighed.conflicts.isEmpty)
    #expect(reasons(weighed) == ["v1.1.0 weighed it and chose traefik", nil])
    let replaced = ledger(
      first, try decision(1, "ingress controller", "traefik", because: "instead of the old one"))
    #expect(reasons(replaced) == ["v1.1.0 replaced it by traefik", nil])
  }

  @Test func laterDecisionOfTheSameSessionReplaces() throws {
    let ledger = ledger(
      try decision(0, "region", "eu-west-1"), try decision(0, "region", "eu-central-1", number: 2))
    #expect(reasons(ledger) == ["v1.0.0 decided again in the same session: eu-central-1", nil])
  }

  @Test func denialIsAnotherChoice() throws {
    let ledger = ledger(
      try decision(0, "rollout", "canary"), try decision(1, "rollout", "no canary"))
    #expect(ledger.conflicts.count == 1)
  }

  @Test func decisionThatRestsOnWhatEndedNoLongerApplies() throws {
    var claims = LineClaims()
    claims.state(["aws"], in: .provider, at: LinePlace(version: .first))
    let end = LinePlace(version: try #require(SemanticVersion(1, 2, 0)), turn: 3)
    claims.note(.arrived, of: "azure", in: .provider, at: end)
    let verdicts = [Facet.provider: FacetVerdict(.provider, in: claims)]
    let ledger = ledger(
      try decision(0, "cluster", "EKS with managed nodes"), try decision(3, "cluster", "AKS"),
      verdicts: verdicts)
    #expect(reasons(ledger) == ["it rests on provider aws, which v1.2.0 ended, now azure", nil])
    #expect(ledger.conflicts.isEmpty)
    guard case .noLonger(_, let source?) = ledger.decisions[0].status else {
      return #expect(Bool(false), "no source")
    }
    #expect(source.version == end.version && source.turn == 3)
  }

  @Test func personsResolutionSettles() throws {
    let first = try decision(0, "ingress", "nginx"), second = try decision(1, "ingress", "traefik")
    let finding = try #require(ledger(first, second).conflicts.first)
    func item(_ outcome: ReviewItem.Outcome, _ kept: CarriedDecision.Reference?) -> ReviewItem {
      ReviewItem(
        id: finding.id, kind: finding.kind, customer: customer, subjects: finding.subjects,
        grounds: [:], raisedAt: day(0), entry: 1,
        resolution: .init(
          outcome: outcome, kept: kept, made: nil, reason: "TLS", by: "ada", at: day(1), entry: 2))
    }
    let kept = ledger(first, second, items: [finding.id: item(.kept, first.reference)])
    #expect(reasons(kept) == [nil, "ada kept that of v1.0.0: TLS"])
    let other = ledger(first, second, items: [finding.id: item(.kept, second.reference)])
    #expect(reasons(other) == ["ada kept that of v1.1.0: TLS", nil])
    let both = ledger(first, second, items: [finding.id: item(.dismissed, nil)])
    #expect(both.decisions.allSatisfy { $0.status == .applies })
    #expect(both.conflicts == [finding])
  }

  @Test func erasedDecisionsSayNothing() throws {
    let notice = "[erased by ada under rule gdpr-17 at 2026-01-05T09:00:00.000000Z]"
    let ledger = ledger(
      try decision(0, notice, notice), try decision(1, "ingress", "nginx"))
    #expect(ledger.decisions.map(\.decision.topic) == ["ingress"])
  }
}
