import Foundation
import StrataCore
import StrataTesting
import Testing

@testable import StrataAnalysis

/// What insights say of histories whose answer is known, and of random ones counted plainly (rows L6,
/// X1, X2).
@Suite struct InsightsTests {
  private typealias Fixture = OutlineFixture

  /// Three sessions that go on from one another, a mend, and a second line.
  private func small() throws -> [SessionOutline] {
    [
      try Fixture.outline(
        "v1.0.0", .initial, outcome: .partial, satisfaction: 3, phase: .guidance, age: 180, hours: 2
      ),
      try Fixture.outline(
        "v1.1.0", from: "v1.0.1", .troubleshootingSession, outcome: .failure, satisfaction: 2,
        phase: .troubleshooting, age: 90, hours: 4),
      try Fixture.outline(
        "v1.0.1", from: "v1.0.0", .metadataCorrections, outcome: .success, age: 170),
      try Fixture.outline(
        "v1.2.0", from: "v1.1.0", .validationFollowUp, outcome: .success, satisfaction: 5,
        phase: .validation, age: 0, hours: 6),
      try Fixture.outline(
        "v2.0.0", from: "v1.2.0", .cloudProviderChange, phase: .guidance, age: 0, state: .active),
    ]
  }

  private func rate(_ name: String, in groups: [Insights.Group<Rate>]) throws -> Rate {
    try #require(groups.first { $0.name == name }, "\(name) is not there").value
  }

  @Test func smallHistoryIsCountedRight() throws {
    let insights = Fixture.insights([try small()], of: try CustomerID("acme"))
    #expect(insights.sessionCount == 5 && insights.customerCount == 1)
    #expect(insights.activeCount == 1)
    #expect(insights.outcomes == [.partial: 1, .failure: 1, .success: 2])
    #expect(insights.success.count == 2 && insights.success.cases == 4)
    #expect(insights.types.map(\.name) == ["initial", "major", "minor", "patch"])
    #expect(try rate("minor", in: insights.types).count == 2)
    #expect(try rate("minor", in: insights.successByType).cases == 2)
    #expect(insights.successByType.map(\.name) == ["initial", "minor", "patch"])
    #expect(try rate("validation_follow_up", in: insights.successByTrigger).count == 1)
    #expect(insights.successByTrigger.first?.name == "validation_follow_up")
    #expect(insights.successByPlace.map(\.name) == ["1st", "2nd", "3rd"])
    #expect(insights.ratings.map(\.satisfaction) == [3, 2, 5])
    #expect(insights.satisfaction.answers == [0, 1, 1, 0, 1])
    #expect(abs(try #require(insights.satisfaction.mean) - 10.0 / 3) < 1e-12)
    // 3·2^-2 + 2·2^-1 + 5·1 over 1.75.
    #expect(abs(try #require(insights.satisfaction.weightedMean) - 6.75 / 1.75) < 1e-9)
  }

  @Test func whatFollowsWhatLooksThroughMends() throws {
    let insights = Fixture.insights([try small()])
    let types = insights.typeTransitions.map {
      "\($0.from) \($0.to) \($0.share.count)/\($0.share.cases)"
    }
    #expect(
      types == ["initial patch 1/1", "minor major 1/2", "minor minor 1/2", "patch minor 1/1"])
    let phases = insights.phaseTransitions.map { "\($0.from) \($0.to)" }
    #expect(
      phases == ["guidance troubleshooting", "troubleshooting validation", "validation guidance"])
    let steps = Set(insights.progressions.map(\.steps))
    #expect(
      steps == [
        ["initial", "troubleshooting_session"],
        ["troubleshooting_session", "validation_follow_up"],
        ["initial", "troubleshooting_session", "validation_follow_up"],
      ])
    #expect(insights.progressions.last?.steps == ["initial", "troubleshooting_session"])
    #expect(insights.ratings.isEmpty)
  }

  @Test func durationsAndLifeSpansLeaveOutWhatIsNotAtItsEnd() throws {
    let insights = Fixture.insights([try small()])
    #expect(insights.durations.map(\.name) == ["initial", "minor", "patch"])
    let minor = try #require(insights.durations.first { $0.name == "minor" }).value
    #expect(minor.elapsed.median == 5 * 3600 && minor.worked.median == 2.5 * 3600)
    // 4 h at ½·¼ and 6 h at 1·1.
    #expect(abs(minor.elapsed.weightedMean - (4 * 0.125 + 6) / 1.125 * 3600) < 1e-6)
    #expect(insights.lifeSpans.ended?.cases == 1 && insights.lifeSpans.open?.cases == 1)
    #expect(insights.lifeSpans.ended?.median == 15_559_200.0)
    #expect(insights.lifeSpans.sessions?.upperQuartile == 2.5)
  }

  @Test func comparisonsKeepToTheWork() throws {
    let insights = Fixture.insights([try small()])
    let start = try #require(insights.comparisons.first)
    #expect(start.first.value.count == 1 && start.first.value.cases == 2)
    #expect(start.second.value.count == 0 && start.second.value.cases == 1)
    #expect(insights.comparisons.map(\.name) == ["going on or starting"])
  }

  @Test func anErasureDoesNotCountTwice() throws {
    var history = try small()
    history.append(
      try Fixture.outline(
        "v1.2.1", from: "v1.2.0", .privacyComplianceUpdates, outcome: .success, satisfaction: 5))
    let before = Fixture.insights([try small()])
    let after = Fixture.insights([history])
    #expect(after.success == before.success && after.satisfaction == before.satisfaction)
    #expect(try rate("patch", in: after.types).count == 2)
  }

  @Test func aCallersChoiceIsNoTriggerOfThePolicy() throws {
    var outline = try Fixture.outline("v1.0.0", .initial, outcome: .success)
    outline.triggers = []
    outline.isChosen = true
    let insights = Fixture.insights([[outline]])
    #expect(insights.triggers.map(\.name) == ["chosen initial"])
    #expect(insights.successByTrigger.map(\.name) == ["chosen initial"])
  }

  @Test func damageThatMakesACircleEndsTheWalk() throws {
    let history = [
      try Fixture.outline("v1.0.1", from: "v1.0.2", .metadataCorrections, outcome: .success),
      try Fixture.outline("v1.0.2", from: "v1.0.1", .metadataCorrections, outcome: .success),
      try Fixture.outline("v1.1.0", from: "v1.0.1", .optimizationSession, outcome: .success),
      try Fixture.outline("v1.2.0", from: "v1.2.0", .optimizationSession, outcome: .success),
    ]
    #expect(Fixture.insights([history]).progressions.isEmpty)
  }

  @Test func orderOfSessionsDoesNotMatter() throws {
    var generator = SeededGenerator.printingSeed()
    let history = try Fixture.history(60, using: &generator)
    let customer = try CustomerID("acme")
    #expect(
      Fixture.insights([history], of: customer)
        == Fixture.insights([history.shuffled(using: &generator)], of: customer))
  }

  @Test func randomHistoriesAreCountedPlainly() throws {
    var generator = SeededGenerator.printingSeed()
    for _ in 0..<40 {
      let histories = try (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        try Fixture.history(Int.random(in: 1...50, using: &generator), using: &generator)
      }
      let all = histories.flatMap { $0 }
      let insights = Fixture.insights(histories)
      #expect(insights.sessionCount == all.count && insights.customerCount == histories.count)
      #expect(insights.success.cases == all.filter { $0.outcome != nil }.count)
      for type in Increment.allCases {
        let own = all.filter { $0.increment == type }
        let known = own.filter { $0.outcome != nil }
        let found = insights.successByType.first { $0.name == type.rawValue }?.value ?? Rate()
        #expect(found.cases == known.count)
        #expect(found.count == known.filter { $0.outcome == .success }.count)
        if !known.isEmpty {
          // Weights as plain sums over the sessions.
          func age(_ outline: SessionOutline) -> Double {
            Double(Fixture.now.microseconds(since: outline.lastActivityAt)) / 86_400e6
          }
          let weights = known.map { pow(0.5, age($0) / 90) }
          let good = zip(known, weights).filter { $0.0.outcome == .success }.map(\.1)
          let expected = good.reduce(0, +) / weights.reduce(0, +)
          #expect(abs(try #require(found.weightedShare) - expected) < 1e-9)
        }
        let ended = own.filter { $0.state == .sealed }
          .map { Double($0.lastActivityAt.microseconds(since: $0.createdAt)) / 1e6 }.sorted()
        let durations = insights.durations.first { $0.name == type.rawValue }?.value
        #expect((durations?.elapsed.cases ?? 0) == ended.count)
        if let durations {
          let middle = (ended[(ended.count - 1) / 2] + ended[ended.count / 2]) / 2
          #expect(abs(durations.elapsed.median - middle) < 1e-6)
        }
      }
      let shares = insights.types.compactMap(\.value.weightedShare).reduce(0, +)
      #expect(abs(shares - 1) < 1e-9)
      let steps = Dictionary(grouping: insights.typeTransitions, by: \.from)
      for (_, transitions) in steps {
        #expect(transitions.map(\.share.count).reduce(0, +) == transitions[0].share.cases)
      }
    }
  }

  @Test func recentSuccessOutweighsOldFailure() throws {
    let old = try (0..<10).map {
      try Fixture.outline("v1.\($0).0", .troubleshootingSession, outcome: .failure, age: 900)
    }
    let new = try (10..<20).map {
      try Fixture.outline("v1.\($0).0", .optimizationSession, outcome: .success, age: 1)
    }
    let insights = Fixture.insights([old + new])
    #expect(insights.success.share == 0.5)
    #expect(try #require(insights.success.weightedShare) > 0.99)
    // Beside recency, what failed counts a quarter.
    #expect(insights.triggers.map(\.name) == ["optimization_session", "troubleshooting_session"])
    let patient = Fixture.insights([old + new], halfLifeDays: 36_500)
    let share = try #require(patient.triggers.first?.value.weightedShare)
    #expect(abs(share - 0.8) < 0.01)
  }

  @Test func fewCasesShowNoDifference() throws {
    func words(_ count: Int, succeeding: Int) throws -> String {
      let starts = try (1...count).map {
        try Fixture.outline("v\($0).0.0", .cloudProviderChange, outcome: .failure)
      }
      let others = try (1...count).map {
        try Fixture.outline(
          "v\($0).1.0", .optimizationSession, outcome: $0 <= succeeding ? .success : .failure)
      }
      let report = InsightsReport(Fixture.insights([starts + others]))
      return try #require(report.sections.first { $0.id == "comparisons" }).words
    }
    #expect(try words(5, succeeding: 5).contains("starts a line: 5 and 5 cases are too few to say"))
    #expect(
      try words(30, succeeding: 20).contains("starts a line: more success (67 points; 95 %: "))
    #expect(
      try words(30, succeeding: 1).contains("starts a line: no difference is shown (3 points"))
  }

  @Test func threeLuckyCasesDoNotComeFirst() throws {
    let lucky = try (0..<3).map {
      try Fixture.outline("v1.\($0).0", .optimizationSession, outcome: .success)
    }
    let proven = try (3..<43).map {
      try Fixture.outline(
        "v1.\($0).0", .troubleshootingSession, outcome: $0 < 39 ? .success : .failure)
    }
    let insights = Fixture.insights([lucky + proven])
    #expect(
      insights.successByTrigger.map(\.name) == ["troubleshooting_session", "optimization_session"])
    let report = InsightsReport(insights)
    let section = try #require(report.sections.first { $0.id == "success-by-trigger" })
    #expect(section.rows.map(\.last) == ["", "3 cases: no law"])
  }
}
