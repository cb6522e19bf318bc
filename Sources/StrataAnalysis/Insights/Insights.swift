public import StrataCore

/// What the versions of one customer, or of all, teach (rows L6, X1, X2).
///
/// Rates of success and satisfaction are weighed by recency alone, for weighing them by success would
/// make them true by construction; everything else is weighed by recency and success.
public struct Insights: Sendable, Hashable {
  /// Something by the name of its group.
  public struct Group<Value: Sendable & Hashable>: Sendable, Hashable {
    /// The group: a type, a trigger, a place in the line.
    public var name: String
    /// What is known of it.
    public var value: Value
  }

  /// How long sessions take, in seconds. Those that are still active are left out.
  public struct Durations: Sendable, Hashable {
    /// From the first to the last activity.
    public var elapsed: Spread
    /// Without silences of more than half an hour.
    public var worked: Spread
  }

  /// What customers answered, 1 to 5.
  public struct Satisfaction: Sendable, Hashable {
    /// How often each answer was given, from 1 to 5.
    public internal(set) var answers = [0, 0, 0, 0, 0]
    /// The share of those who answered 4 or 5.
    public internal(set) var satisfied = Rate()
    var weightedSum = 0.0
    var weight = 0.0

    /// The mean answer; nil where nobody answered.
    public var mean: Double? {
      let cases = answers.reduce(0, +)
      guard cases > 0 else { return nil }
      return Double(zip(1..., answers).reduce(0) { $0 + $1.0 * $1.1 }) / Double(cases)
    }
    /// The mean answer, weighed by recency.
    public var weightedMean: Double? { weight > 0 ? weightedSum / weight : nil }
  }

  /// The answer about one version.
  public struct Rating: Sendable, Hashable {
    /// The version.
    public var version: SemanticVersion
    /// The answer, 1 to 5.
    public var satisfaction: Int
    /// How it ended.
    public var outcome: Session.Outcome?
  }

  /// How long lines live, in seconds; nil where there is none.
  public struct LifeSpans: Sendable, Hashable {
    /// From the first to the last activity, of lines without an active session.
    public var ended: Spread?
    /// The same, so far, of lines with one.
    public var open: Spread?
    /// How many sessions a line has, mends left out.
    public var sessions: Spread?
  }

  /// How often one thing follows another.
  public struct Transition: Sendable, Hashable {
    /// What the version goes on from.
    public var from: String
    /// What it is.
    public var to: String
    /// How many of those that go on from `from` are `to`.
    public var share: Rate
    /// How many of them succeeded.
    public var success: Rate
  }

  /// Steps that led to a version, and how often it succeeded.
  public struct Progression: Sendable, Hashable {
    /// What made each version, the oldest first; two or three.
    public var steps: [String]
    /// How many of those that took these steps succeeded.
    public var success: Rate
  }

  /// Two groups of versions, and whether one succeeds more often.
  public struct Comparison: Sendable, Hashable {
    /// What is compared.
    public var name: String
    /// The one group.
    public var first: Group<Rate>
    /// The other.
    public var second: Group<Rate>

    /// Of the first share less the second; nil where a group is empty.
    public var difference: ScoreInterval? { .difference(first.value, less: second.value) }

    /// Whether a group has too few cases to conclude anything.
    public var isOfFewCases: Bool { first.value.isOfFewCases || second.value.isOfFewCases }
  }

  /// Whose sessions these are; nil for everybody's.
  public var customer: CustomerID?
  /// How they are weighed.
  public var weights: InsightWeights
  /// How many sessions and customers there are.
  public internal(set) var sessionCount = 0, customerCount = 0
  /// The first and the last activity.
  public internal(set) var firstAt: Timestamp?, lastAt: Timestamp?
  /// How many are still active.
  public internal(set) var activeCount = 0
  /// How many ended in each way, among those of which it is known.
  public internal(set) var outcomes: [Session.Outcome: Int] = [:]
  /// How many of those of which it is known how they ended succeeded.
  public internal(set) var success = Rate()
  /// How many versions are of each type.
  public internal(set) var types: [Group<Rate>] = []
  /// How many of each type succeeded.
  public internal(set) var successByType: [Group<Rate>] = []
  /// How many of each trigger succeeded, the surest success first.
  public internal(set) var successByTrigger: [Group<Rate>] = []
  /// How many versions each trigger led to, the weightiest first.
  public internal(set) var triggers: [Group<Rate>] = []
  /// How long sessions of each type take.
  public internal(set) var durations: [Group<Durations>] = []
  /// What customers answered.
  public internal(set) var satisfaction = Satisfaction()
  /// The same by type.
  public internal(set) var satisfactionByType: [Group<Satisfaction>] = []
  /// The same by the place of the version in its line.
  public internal(set) var satisfactionByPlace: [Group<Satisfaction>] = []
  /// The answer about each version of the one customer, lowest first; empty for more customers.
  public internal(set) var ratings: [Rating] = []
  /// How long lines live.
  public internal(set) var lifeSpans = LifeSpans()
  /// Which type goes on from which.
  public internal(set) var typeTransitions: [Transition] = []
  /// Which phase of the workflow follows which, where both are stated.
  public internal(set) var phaseTransitions: [Transition] = []
  /// The surest steps to success, at most ``progressionLimit``.
  public internal(set) var progressions: [Progression] = []
  /// How many different steps were seen.
  public internal(set) var progressionCount = 0
  /// How many versions at each place in their line succeeded.
  public internal(set) var successByPlace: [Group<Rate>] = []
  /// How versioning goes together with success.
  public internal(set) var comparisons: [Comparison] = []

  /// How many progressions are kept.
  public static let progressionLimit = 20

  init(of customer: CustomerID?, weights: InsightWeights) {
    self.customer = customer
    self.weights = weights
  }
}
