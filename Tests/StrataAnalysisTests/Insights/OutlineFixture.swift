import StrataCore
import StrataTesting

@testable import StrataAnalysis

/// Histories of customers for insights to be made of.
enum OutlineFixture {
  static let now = Timestamp(microseconds: 1_767_603_600_000_000)

  static func family(_ line: Int) throws -> FamilyID {
    var generator = SeededGenerator(seed: UInt64(line))
    let id = SessionID(at: now, using: &generator)
    return FamilyID(foundedBy: id, of: try CustomerID("acme"))
  }

  /// One version, a day of work, `age` days ago.
  static func outline(
    _ version: String, from parent: String? = nil, _ trigger: Trigger,
    outcome: Session.Outcome? = nil, satisfaction: Int? = nil, phase: WorkflowPhase? = nil,
    age: Double = 0, state: Session.State = .sealed, hours: Double = 1
  ) throws -> SessionOutline {
    let version = try SemanticVersion(parsing: version)
    let end = now.advanced(bySeconds: -age * 86_400)
    return SessionOutline(
      version: version, family: try family(version.major),
      parent: try parent.map { try SemanticVersion(parsing: $0) }, increment: trigger.increment,
      triggers: [trigger], state: state, outcome: outcome, satisfaction: satisfaction,
      phase: phase, createdAt: end.advanced(bySeconds: -hours * 3600), lastActivityAt: end,
      workedMicroseconds: Int64(hours * 1.8e9))
  }

  static func insights(
    _ histories: [[SessionOutline]], of customer: CustomerID? = nil, halfLifeDays: Double = 90
  ) -> Insights {
    var builder = InsightsBuilder(
      of: customer, weights: InsightWeights(halfLifeDays: halfLifeDays, asOf: now))
    for history in histories { builder.add(history) }
    return builder.finished()
  }

  /// A customer with some lines, random in everything that insights look at.
  static func history(_ count: Int, using generator: inout SeededGenerator) throws
    -> [SessionOutline]
  {
    let outcomes: [Session.Outcome?] = Session.Outcome.allCases.map { $0 } + [nil]
    let phases: [WorkflowPhase?] = WorkflowPhase.allCases.map { $0 } + [nil]
    let answers: [Int?] = [nil, 1, 2, 3, 4, 5]
    let minors = Trigger.allCases.filter { $0.increment == .minor }
    let majors = Trigger.allCases.filter { $0.increment == .major }
    var outlines: [SessionOutline] = []
    var newest: [Int: SessionOutline] = [:]
    for index in 0..<count {
      let parent = newest.values.map(\.version).sorted().randomElement(using: &generator)
      let kind = index == 0 ? 0 : Int.random(in: 1...10, using: &generator)
      let line = newest.count + 1
      let trigger: Trigger
      let version: String
      switch kind {
      case 0: (trigger, version) = (.initial, "v1.0.0")
      case 1...2:
        (trigger, version) = (
          majors.randomElement(using: &generator) ?? .projectSwitch, "v\(line).0.0"
        )
      case 3:
        let next = parent?.nextPatch
        (trigger, version) = (.metadataCorrections, "\(next ?? .first)")
      default:
        let next = parent?.nextMinor
        (trigger, version) = (
          minors.randomElement(using: &generator) ?? .troubleshootingSession, "\(next ?? .first)"
        )
      }
      var outline = try outline(
        version, from: parent?.description, trigger,
        age: Double.random(in: 0...400, using: &generator),
        hours: Double.random(in: 0...50, using: &generator))
      outline.outcome = outcomes.randomElement(using: &generator) ?? nil
      outline.phase = phases.randomElement(using: &generator) ?? nil
      outline.satisfaction = answers.randomElement(using: &generator) ?? nil
      if Int.random(in: 0..<8, using: &generator) == 0 { outline.state = .active }
      outline.isChosen = Int.random(in: 0..<6, using: &generator) == 0
      outlines.append(outline)
      newest[outline.version.major] = outline
    }
    return outlines
  }
}
