/// How some durations, or other quantities, are spread.
public struct Spread: Sendable, Hashable {
  /// How many there are.
  public let cases: Int
  /// The quantiles 0.25, 0.5 and 0.75.
  public let lowerQuartile: Double, median: Double, upperQuartile: Double
  /// The arithmetic mean.
  public let mean: Double
  /// The mean by weight; the plain mean where nothing has weight.
  public let weightedMean: Double

  /// The spread of some values with their weights; nil where there is none.
  ///
  /// Between two values a quantile is interpolated linearly (definition 7 of R. J. Hyndman and
  /// Y. Fan, “Sample Quantiles in Statistical Packages”, The American Statistician 50 (1996)).
  ///
  /// - Complexity: O(n log n).
  public init?(_ values: [(value: Double, weight: Double)]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.map(\.value).sorted()
    func quantile(_ share: Double) -> Double {
      let position = share * Double(sorted.count - 1)
      let below = sorted[Int(position)]
      let above = sorted[min(Int(position) + 1, sorted.count - 1)]
      return below + (above - below) * (position - position.rounded(.down))
    }
    cases = sorted.count
    lowerQuartile = quantile(0.25)
    median = quantile(0.5)
    upperQuartile = quantile(0.75)
    mean = sorted.reduce(0, +) / Double(sorted.count)
    let weight = values.reduce(0) { $0 + $1.weight }
    weightedMean =
      weight > 0 ? values.reduce(0) { $0 + $1.value * $1.weight } / weight : mean
  }
}
