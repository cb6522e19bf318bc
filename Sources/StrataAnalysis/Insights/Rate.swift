/// How many of some cases are of a kind, plainly and weighed; with what that says in general.
public struct Rate: Sendable, Hashable {
  /// How many are of the kind.
  public private(set) var count = 0
  /// How many there are.
  public private(set) var cases = 0
  /// The sum of the weights of those of the kind.
  private var countWeight = 0.0
  /// The sum of all weights.
  private(set) var weight = 0.0
  /// The sum of the squares of all weights.
  private var squaredWeight = 0.0

  /// Under so many cases nothing is concluded: at 20 the interval around one half is still 40 points
  /// wide.
  public static let fewCases = 20

  /// No case yet.
  public init() {}

  /// Adds a case.
  public mutating func add(_ isOfKind: Bool, weight: Double) {
    cases += 1
    self.weight += weight
    squaredWeight += weight * weight
    guard isOfKind else { return }
    count += 1
    countWeight += weight
  }

  /// The share of those of the kind; nil where there is no case.
  public var share: Double? { cases > 0 ? Double(count) / Double(cases) : nil }

  /// Wilson's interval of the share.
  public var interval: ScoreInterval? {
    .wilson(successes: Double(count), cases: Double(cases))
  }

  /// The share by weight; nil where there is no weight.
  public var weightedShare: Double? { weight > 0 ? min(countWeight / weight, 1) : nil }

  /// To how many equally weighted cases the weighted ones amount.
  ///
  /// - Note: L. Kish, “Survey Sampling” (1965), § 11.7: (Σw)² / Σw².
  public var effectiveCases: Double { squaredWeight > 0 ? weight * weight / squaredWeight : 0 }

  /// Wilson's interval of the weighted share, with the effective number of cases.
  public var weightedInterval: ScoreInterval? {
    weightedShare.flatMap { .wilson(successes: $0 * effectiveCases, cases: effectiveCases) }
  }

  /// Whether there are too few cases to conclude anything.
  public var isOfFewCases: Bool { cases < Self.fewCases }
}

/// Cases of several kinds; the rate of each kind is among all of them.
struct Tally<Kind: Hashable & Sendable>: Sendable {
  private var rates: [Kind: Rate] = [:]
  private var all = Rate()

  /// Adds a case, which may be of several kinds.
  mutating func add(_ kinds: some Sequence<Kind>, weight: Double) {
    all.add(false, weight: weight)
    for kind in Set(kinds) { rates[kind, default: Rate()].add(true, weight: weight) }
  }

  /// The kinds that were seen.
  var kinds: Set<Kind> { Set(rates.keys) }

  /// How many of all cases are of a kind.
  subscript(kind: Kind) -> Rate { rates[kind, default: Rate()].among(all) }
}

extension Rate {
  /// The same cases of the kind among more cases.
  fileprivate func among(_ all: Rate) -> Rate {
    var rate = all
    rate.count = count
    rate.countWeight = countWeight
    return rate
  }
}
