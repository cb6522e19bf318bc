public import StrataCore

/// Makes insights from the outlines of one customer after the other.
///
/// ```swift
/// var builder = InsightsBuilder(weights: InsightWeights(asOf: now))
/// builder.add(outlines)
/// builder.finished()
/// ```
///
/// - Complexity: in time O(sessions · log sessions); in memory a few numbers a session, for medians are
///   exact.
public struct InsightsBuilder: Sendable {
  private var insights: Insights
  private var types = Tally<Increment>()
  private var triggers = Tally<String>()
  private var successByType: [Increment: Rate] = [:]
  private var successByTrigger: [String: Rate] = [:]
  private var successByPlace: [Int: Rate] = [:]
  private var satisfactionByType: [Increment: Insights.Satisfaction] = [:]
  private var satisfactionByPlace: [Int: Insights.Satisfaction] = [:]
  private var elapsed: [Increment: [(value: Double, weight: Double)]] = [:]
  private var worked: [Increment: [(value: Double, weight: Double)]] = [:]
  private var endedLines: [(value: Double, weight: Double)] = []
  private var openLines: [(value: Double, weight: Double)] = []
  private var lineSessions: [(value: Double, weight: Double)] = []
  private var typeTransitions = TransitionTally()
  private var phaseTransitions = TransitionTally()
  private var progressions: [[String]: Rate] = [:]
  private var successByStart: [Bool: Rate] = [:]
  private var successByParent: [Bool: Rate] = [:]
  private var successByChoice: [Bool: Rate] = [:]

  /// Starts without any session.
  ///
  /// - Parameter customer: whose sessions will be added; nil for those of many.
  public init(of customer: CustomerID? = nil, weights: InsightWeights) {
    insights = Insights(of: customer, weights: weights)
  }

  /// Adds all sessions of one customer, in any order.
  public mutating func add(_ outlines: [SessionOutline]) {
    guard !outlines.isEmpty else { return }
    insights.customerCount += 1
    let history = OutlineHistory(outlines)
    for line in history.lines { add(line: line) }
    for outline in history.outlines { add(outline, in: history) }
    if insights.customer != nil {
      insights.ratings += history.outlines.compactMap { outline in
        outline.countedSatisfaction.map {
          Insights.Rating(version: outline.version, satisfaction: $0, outcome: outline.outcome)
        }
      }
    }
  }

  private mutating func add(_ outline: SessionOutline, in history: OutlineHistory) {
    let weight = insights.weights.whole(outline)
    let recency = insights.weights.recency(of: outline.lastActivityAt)
    insights.sessionCount += 1
    insights.firstAt = insights.firstAt.map { min($0, outline.createdAt) } ?? outline.createdAt
    insights.lastAt =
      insights.lastAt.map { max($0, outline.lastActivityAt) } ?? outline.lastActivityAt
    types.add([outline.increment], weight: weight)
    triggers.add(outline.causes, weight: weight)
    if outline.state == .active {
      insights.activeCount += 1
    } else {
      elapsed[outline.increment, default: []].append((outline.elapsedSeconds, weight))
      worked[outline.increment, default: []].append(
        (Double(outline.workedMicroseconds) / 1e6, weight))
    }
    addTransitions(to: outline, in: history, weight: weight, recency: recency)
    if let outcome = outline.countedOutcome {
      add(outcome, of: outline, in: history, recency: recency)
    }
    if let satisfaction = outline.countedSatisfaction {
      insights.satisfaction.add(satisfaction, weight: recency)
      satisfactionByType[outline.increment, default: .init()].add(satisfaction, weight: recency)
      if let place = history.place(of: outline) {
        satisfactionByPlace[place, default: .init()].add(satisfaction, weight: recency)
      }
    }
  }

  private mutating func add(
    _ outcome: Session.Outcome, of outline: SessionOutline, in history: OutlineHistory,
    recency: Double
  ) {
    let isSuccess = outcome == .success
    insights.outcomes[outcome, default: 0] += 1
    insights.success.add(isSuccess, weight: recency)
    successByType[outline.increment, default: Rate()].add(isSuccess, weight: recency)
    for cause in Set(outline.causes) {
      successByTrigger[cause, default: Rate()].add(isSuccess, weight: recency)
    }
    // A mend repairs a record; whether work succeeded is asked of the work alone.
    guard let place = history.place(of: outline) else { return }
    successByPlace[place, default: Rate()].add(isSuccess, weight: recency)
    successByStart[outline.increment == .minor, default: Rate()].add(isSuccess, weight: recency)
    successByChoice[outline.isChosen, default: Rate()].add(isSuccess, weight: recency)
    if let before = history.predecessor(of: outline)?.countedOutcome {
      successByParent[before == .success, default: Rate()].add(isSuccess, weight: recency)
    }
    for steps in history.progressions(to: outline) {
      progressions[steps, default: Rate()].add(isSuccess, weight: recency)
    }
  }

  private mutating func addTransitions(
    to outline: SessionOutline, in history: OutlineHistory, weight: Double, recency: Double
  ) {
    let success = outline.countedOutcome.map { $0 == .success }
    if let parent = history.parent(of: outline) {
      typeTransitions.add(
        parent.increment.rawValue, outline.increment.rawValue, success: success, weight: weight,
        recency: recency)
    }
    if let phase = outline.phase, let before = history.predecessor(of: outline)?.phase,
      outline.increment != .patch
    {
      phaseTransitions.add(
        before.rawValue, phase.rawValue, success: success, weight: weight, recency: recency)
    }
  }

  private mutating func add(line: [SessionOutline]) {
    guard let start = line.map(\.createdAt).min(), let end = line.map(\.lastActivityAt).max()
    else { return }
    let weights = insights.weights
    let weight =
      weights.recency(of: end) * (line.map { InsightWeights.success(of: $0.outcome) }.max() ?? 0)
    let span = (Double(max(0, end.microseconds(since: start))) / 1e6, weight)
    if line.contains(where: { $0.state == .active }) {
      openLines.append(span)
    } else {
      endedLines.append(span)
    }
    lineSessions.append((Double(line.count { $0.increment != .patch }), weight))
  }

  /// The insights.
  public func finished() -> Insights {
    var insights = insights
    insights.types = Increment.allCases.filter(types.kinds.contains).map {
      Insights.Group(name: $0.rawValue, value: types[$0])
    }
    insights.triggers = triggers.kinds.map { Insights.Group(name: $0, value: triggers[$0]) }
      .sorted(by: Self.weightiestFirst)
    insights.successByType = Self.groups(successByType)
    insights.successByTrigger = successByTrigger.map { Insights.Group(name: $0, value: $1) }
      .sorted(by: Self.surestFirst)
    insights.successByPlace = Self.groups(successByPlace)
    insights.satisfactionByType = Self.groups(satisfactionByType)
    insights.satisfactionByPlace = Self.groups(satisfactionByPlace)
    insights.ratings.sort { $0.version < $1.version }
    insights.durations = Increment.allCases.compactMap { type in
      guard let elapsed = Spread(elapsed[type] ?? []), let worked = Spread(worked[type] ?? [])
      else { return nil }
      return Insights.Group(name: type.rawValue, value: .init(elapsed: elapsed, worked: worked))
    }
    insights.lifeSpans = Insights.LifeSpans(
      ended: Spread(endedLines), open: Spread(openLines), sessions: Spread(lineSessions))
    insights.typeTransitions = typeTransitions.all(in: Increment.allCases.map(\.rawValue))
    insights.phaseTransitions = phaseTransitions.all(in: WorkflowPhase.allCases.map(\.rawValue))
    insights.progressionCount = progressions.count
    insights.progressions = Array(
      progressions.map { Insights.Progression(steps: $0, success: $1) }
        .sorted(by: Self.surestFirst).prefix(Insights.progressionLimit))
    insights.comparisons = [
      comparison(
        "going on or starting", successByStart, "goes on with a line", "starts a line"),
      comparison(
        "after success or not", successByParent, "after a success", "after another outcome"),
      comparison(
        "chosen or decided", successByChoice, "chosen by the caller", "decided by the policy"),
    ].filter { $0.difference != nil }
    return insights
  }

  private func comparison(
    _ name: String, _ rates: [Bool: Rate], _ first: String, _ second: String
  ) -> Insights.Comparison {
    Insights.Comparison(
      name: name, first: .init(name: first, value: rates[true] ?? Rate()),
      second: .init(name: second, value: rates[false] ?? Rate()))
  }
}

// MARK: - Order

extension InsightsBuilder {
  private static func groups<Value>(_ values: [Increment: Value]) -> [Insights.Group<Value>] {
    Increment.allCases.compactMap { type in
      values[type].map { Insights.Group(name: type.rawValue, value: $0) }
    }
  }

  private static func groups<Value>(_ values: [Int: Value]) -> [Insights.Group<Value>] {
    values.sorted { $0.key < $1.key }.map { place, value in
      Insights.Group(name: OutlineHistory.name(ofPlace: place), value: value)
    }
  }

  private static func weightiestFirst(
    _ left: Insights.Group<Rate>, _ right: Insights.Group<Rate>
  ) -> Bool {
    (-(left.value.weightedShare ?? 0), -left.value.count, left.name)
      < (-(right.value.weightedShare ?? 0), -right.value.count, right.name)
  }

  /// By the lower end of the weighted interval, so that three lucky cases do not come first; of the
  /// equally sure, which rounding must not tell apart, the weightier, for weights all alike leave the
  /// interval as it is.
  private static func surestFirst(
    _ left: Insights.Group<Rate>, _ right: Insights.Group<Rate>
  ) -> Bool {
    func lower(_ rate: Rate) -> Double {
      ((rate.weightedInterval?.lower ?? 0) * 1e9).rounded()
    }
    return (-lower(left.value), -left.value.weight, left.name)
      < (-lower(right.value), -right.value.weight, right.name)
  }

  private static func surestFirst(
    _ left: Insights.Progression, _ right: Insights.Progression
  ) -> Bool {
    let names = (left.steps.joined(separator: " "), right.steps.joined(separator: " "))
    return surestFirst(
      .init(name: names.0, value: left.success), .init(name: names.1, value: right.success))
  }
}

extension Insights.Satisfaction {
  mutating func add(_ answer: Int, weight: Double) {
    guard (1...answers.count).contains(answer) else { return }
    answers[answer - 1] += 1
    satisfied.add(answer >= 4, weight: weight)
    weightedSum += Double(answer) * weight
    self.weight += weight
  }
}
