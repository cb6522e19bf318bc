import Foundation
import StrataCore
import StrataTesting
import Testing

@testable import StrataAnalysis

/// Intervals and weights, against what others published and against other ways to compute them (X1, X2).
@Suite struct ScoreIntervalTests {
  private static let quantile = 1.959963984540054

  /// R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3.
  @Test(
    arguments: [
      (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
      (1, 29, 0.0061, 0.1718),
    ])
  func publishedIntervals(successes: Int, cases: Int, lower: Double, upper: Double) throws {
    let interval = try #require(
      ScoreInterval.wilson(successes: Double(successes), cases: Double(cases)))
    #expect(abs(interval.lower - lower) < 0.00005 && abs(interval.upper - upper) < 0.00005)
  }

  /// R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, table II, method 10.
  @Test(
    arguments: [
      ([56, 70, 48, 80], 0.0524, 0.3339), ([9, 10, 3, 10], 0.1705, 0.8090),
      ([6, 7, 2, 7], 0.0582, 0.8062), ([5, 56, 0, 29], -0.0381, 0.1926),
      ([0, 10, 0, 20], -0.1611, 0.2775), ([0, 10, 0, 10], -0.2775, 0.2775),
      ([10, 10, 0, 20], 0.6791, 1), ([10, 10, 0, 10], 0.6075, 1),
    ])
  func publishedDifferences(counts: [Int], lower: Double, upper: Double) throws {
    let interval = try #require(
      ScoreInterval.difference(
        rate(counts[0], of: counts[1]), less: rate(counts[2], of: counts[3])))
    #expect(abs(interval.lower - lower) < 0.00005 && abs(interval.upper - upper) < 0.00005)
    #expect(interval.excludes(0) == (lower > 0 || upper < 0))
  }

  private func rate(_ count: Int, of cases: Int, weight: Double = 1) -> Rate {
    var rate = Rate()
    for index in 0..<cases { rate.add(index < count, weight: weight) }
    return rate
  }

  /// The ends are where the observed share lies `quantile` standard errors away; found by halving.
  private func solved(_ share: Double, cases: Double, from start: Double, to end: Double) -> Double
  {
    var (inside, outside) = (start, end)
    for _ in 0..<200 {
      let middle = (inside + outside) / 2
      let distance = abs(share - middle) / (middle * (1 - middle) / cases).squareRoot()
      if distance < Self.quantile { inside = middle } else { outside = middle }
    }
    return inside
  }

  @Test func endsAreWhereTheScoreTestTurns() throws {
    var generator = SeededGenerator.printingSeed()
    for _ in 0..<2000 {
      let cases = Double(Int.random(in: 1...5000, using: &generator)) / 4
      let share = Double.random(in: 0...1, using: &generator)
      let interval = try #require(ScoreInterval.wilson(successes: share * cases, cases: cases))
      #expect(abs(interval.lower - solved(share, cases: cases, from: share, to: 0)) < 1e-9)
      #expect(abs(interval.upper - solved(share, cases: cases, from: share, to: 1)) < 1e-9)
      // What is said of successes is said of the rest.
      let rest = try #require(
        ScoreInterval.wilson(successes: cases - share * cases, cases: cases))
      #expect(abs(rest.lower - (1 - interval.upper)) < 1e-9)
    }
  }

  @Test func noCaseHasNoInterval() {
    #expect(ScoreInterval.wilson(successes: 0, cases: 0) == nil)
    #expect(ScoreInterval.wilson(successes: 3, cases: 2) == nil)
    #expect(ScoreInterval.wilson(successes: .nan, cases: 2) == nil)
    #expect(ScoreInterval.wilson(successes: 1, cases: .infinity) == nil)
    #expect(ScoreInterval.wilson(successes: 0, cases: 4)?.lower == 0)
    #expect(ScoreInterval.wilson(successes: 4, cases: 4)?.upper == 1)
    #expect(Rate().share == nil && Rate().interval == nil && Rate().weightedInterval == nil)
  }

  /// How often the interval holds the truth, from the exact probabilities of each count.
  @Test(arguments: [5, 20, 100])
  func truthIsCoveredAsOftenAsSaid(cases: Int) throws {
    var covered: [Double] = []
    for truth in stride(from: 0.05, through: 0.95, by: 0.01) {
      var probability = pow(1 - truth, Double(cases))
      var sum = 0.0
      for count in 0...cases {
        let interval = try #require(
          ScoreInterval.wilson(successes: Double(count), cases: Double(cases)))
        if !interval.excludes(truth) { sum += probability }
        probability *= Double(cases - count) / Double(count + 1) * truth / (1 - truth)
      }
      covered.append(sum)
    }
    let mean = covered.reduce(0, +) / Double(covered.count)
    #expect((0.94...0.97).contains(mean), "\(mean)")
  }

  @Test func equalWeightsChangeNothing() throws {
    var generator = SeededGenerator.printingSeed()
    for _ in 0..<200 {
      let cases = Int.random(in: 1...60, using: &generator)
      let count = Int.random(in: 0...cases, using: &generator)
      let rate = rate(count, of: cases, weight: Double.random(in: 0.001...1, using: &generator))
      #expect(rate.count == count && rate.cases == cases)
      #expect(abs(rate.effectiveCases - Double(cases)) < 1e-6)
      let plain = try #require(rate.interval)
      let weighted = try #require(rate.weightedInterval)
      #expect(abs(plain.lower - weighted.lower) < 1e-6)
      #expect(abs(plain.upper - weighted.upper) < 1e-6)
    }
  }

  @Test func unequalWeightsAreWorthFewerCases() throws {
    var rate = Rate()
    for weight in [1, 1, 0.5, 0.25] { rate.add(weight == 1, weight: weight) }
    // (2.75)² / 2.3125, and 2 / 2.75.
    #expect(abs(rate.effectiveCases - 3.27027027) < 1e-8)
    #expect(abs(try #require(rate.weightedShare) - 0.72727272) < 1e-7)
    #expect(rate.isOfFewCases)
  }

  // MARK: - Weights

  private static let now = Timestamp(microseconds: 1_767_603_600_000_000)

  @Test func recencyHalvesWithEachHalfLife() {
    var generator = SeededGenerator.printingSeed()
    for _ in 0..<300 {
      let days = Double(Int.random(in: 1...400, using: &generator))
      let weights = InsightWeights(halfLifeDays: days, asOf: Self.now)
      var expected = 1.0
      for halves in 0..<12 {
        let time = Self.now.advanced(bySeconds: -Double(halves) * days * 86_400)
        #expect(abs(weights.recency(of: time) - expected) < 1e-12)
        expected /= 2
      }
      // Ages add up, weights multiply.
      let (a, b) = (
        Double.random(in: 0...1e7, using: &generator), Double.random(in: 0...1e7, using: &generator)
      )
      func weight(_ seconds: Double) -> Double {
        weights.recency(of: Self.now.advanced(bySeconds: -seconds))
      }
      #expect(abs(weight(a + b) - weight(a) * weight(b)) < 1e-9)
    }
  }

  @Test func whatIsToComeHasNoAge() {
    let weights = InsightWeights(halfLifeDays: 0, asOf: Self.now)
    #expect(weights.halfLifeDays == 1)
    #expect(weights.recency(of: Self.now.advanced(bySeconds: 1e9)) == 1)
    #expect(weights.recency(of: Timestamp(microseconds: .min)) >= 0)
  }

  @Test func successCountsMoreThanWhatIsLess() {
    let order: [Session.Outcome?] = [.success, .partial, .abandoned]
    let weights = order.map(InsightWeights.success)
    #expect(weights == weights.sorted(by: >) && Set(weights).count == 3)
    #expect(InsightWeights.success(of: nil) == InsightWeights.success(of: .partial))
    #expect(InsightWeights.success(of: .failure) > 0)
  }

  @Test func quartilesAreThoseOfTheDefinition() throws {
    #expect(Spread([]) == nil)
    let spread = try #require(Spread([(4, 1), (1, 1), (3, 1), (2, 5)]))
    #expect(spread.lowerQuartile == 1.75 && spread.median == 2.5 && spread.upperQuartile == 3.25)
    #expect(spread.mean == 2.5 && spread.weightedMean == 2.25 && spread.cases == 4)
    let one = try #require(Spread([(7, 0)]))
    #expect(one.median == 7 && one.upperQuartile == 7 && one.weightedMean == 7)
  }
}
