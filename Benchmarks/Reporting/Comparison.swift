/// One figure beside its baseline from the same run.
struct Comparison: Codable {
  /// What a figure counts.
  enum Unit: String, Codable {
    case perSecond = "/s"
    case seconds = "s"
    case megabytesPerSecond = "MB/s"
    case bytes = "B"
  }

  /// The part of the run.
  var part: String
  /// What was measured.
  var subject: String
  var value: Double
  /// What it is compared with.
  var baseline: String
  var baselineValue: Double
  var unit: Unit
  /// The aim for the ratio, in words; nil where there is none.
  var aim: String?
  /// Whether the aim is reached.
  var isReached: Bool?

  /// Ours over the baseline's.
  var ratio: Double { baselineValue > 0 ? value / baselineValue : .nan }

  /// A ratio that should be at least a number.
  func aiming(atLeast bound: Double) -> Comparison {
    var copy = self
    copy.aim = "at least \(Figure.ratio(bound))"
    copy.isReached = ratio >= bound
    return copy
  }

  /// A ratio that should be at most a number.
  func aiming(atMost bound: Double) -> Comparison {
    var copy = self
    copy.aim = "at most \(Figure.ratio(bound))"
    copy.isReached = ratio <= bound
    return copy
  }
}
