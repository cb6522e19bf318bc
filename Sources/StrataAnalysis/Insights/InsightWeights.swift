import Foundation
public import StrataCore

/// How much a version counts: recent ones more, successful ones more (row X1).
public struct InsightWeights: Sendable, Hashable {
  /// After so many days a version counts half.
  public var halfLifeDays: Double
  /// The time from which age is counted.
  public var asOf: Timestamp

  /// A quarter of a year.
  public static let standardHalfLifeDays = 90.0
  /// The half-lives that make sense: from a day to a century.
  public static let allowedHalfLifeDays = 1.0...36_500.0

  /// Makes weights; the half-life is held within ``allowedHalfLifeDays``.
  public init(halfLifeDays: Double = standardHalfLifeDays, asOf: Timestamp) {
    let range = Self.allowedHalfLifeDays
    self.halfLifeDays = min(max(halfLifeDays, range.lowerBound), range.upperBound)
    self.asOf = asOf
  }

  /// 2^(−age / half-life), from just above 0 to 1. What is yet to come has no age.
  public func recency(of time: Timestamp) -> Double {
    let days = Double(max(0, asOf.microseconds(since: time))) / 86_400e6
    return exp2(-days / halfLifeDays)
  }

  /// What an outcome counts. An unknown one counts like a partial success: it speaks neither for the
  /// version nor against it. None counts nothing, for what failed teaches too.
  public static func success(of outcome: Session.Outcome?) -> Double {
    switch outcome {
    case .success: 1
    case .partial, nil: 0.5
    case .abandoned, .failure: 0.25
    }
  }

  /// Recency times success: what a version counts wherever success is not itself what is measured.
  func whole(_ outline: SessionOutline) -> Double {
    recency(of: outline.lastActivityAt) * Self.success(of: outline.outcome)
  }
}
