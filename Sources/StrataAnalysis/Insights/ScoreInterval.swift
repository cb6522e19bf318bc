/// What a share seen in some cases says of the share in general, at 95 % confidence.
public struct ScoreInterval: Sendable, Hashable {
  /// The lower end, from 0 for a share, from −1 for a difference.
  public var lower: Double
  /// The upper end, at most 1.
  public var upper: Double

  /// The confidence of every interval.
  public static let confidence = 0.95
  /// The 0.975 quantile of the standard normal distribution.
  static let quantile = 1.959963984540054

  /// Wilson's score interval of a share; nil where there is no case.
  ///
  /// Its ends are the shares p at which the observed one lies exactly `quantile` standard errors
  /// √(p(1−p)/n) away. It stays within 0 and 1 and covers well where cases are few, unlike the
  /// textbook interval around the observed share.
  ///
  /// - Parameters:
  ///   - successes: at most `cases`; weighted cases are fractions.
  ///   - cases: how many, or the effective number of weighted ones.
  /// - Note: E. B. Wilson, “Probable Inference, the Law of Succession, and Statistical Inference”,
  ///   Journal of the American Statistical Association 22 (1927), 209–212; recommended by L. D. Brown,
  ///   T. T. Cai and A. DasGupta, “Interval Estimation for a Binomial Proportion”, Statistical
  ///   Science 16 (2001), 101–133.
  public static func wilson(successes: Double, cases: Double) -> ScoreInterval? {
    guard cases > 0, cases.isFinite, (0...cases).contains(successes) else { return nil }
    let share = successes / cases
    let square = quantile * quantile
    let scale = 1 + square / cases
    let centre = (share + square / (2 * cases)) / scale
    let spread = share * (1 - share) / cases + square / (4 * cases * cases)
    let half = quantile * spread.squareRoot() / scale
    // Rounding must not push the exact ends 0 and 1 aside.
    return ScoreInterval(
      lower: successes == 0 ? 0 : max(0, centre - half),
      upper: successes == cases ? 1 : min(1, centre + half))
  }

  /// The interval of the difference of two independent shares, the first less the second; nil where
  /// either has no case.
  ///
  /// - Note: R. G. Newcombe, “Interval estimation for the difference between independent proportions:
  ///   comparison of eleven methods”, Statistics in Medicine 17 (1998), 873–890, method 10, which is
  ///   made of two of Wilson's intervals.
  public static func difference(_ first: Rate, less second: Rate) -> ScoreInterval? {
    guard let p = first.share, let q = second.share, let of = first.interval,
      let less = second.interval
    else { return nil }
    func distance(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    return ScoreInterval(
      lower: max(-1, p - q - distance(p - of.lower, less.upper - q)),
      upper: min(1, p - q + distance(of.upper - p, q - less.lower)))
  }

  /// Whether it leaves a value out.
  public func excludes(_ value: Double) -> Bool { value < lower || value > upper }
}
