/// Quantiles of any number of observations in little memory, each within 1 % of the true one.
///
/// Observations are counted in buckets that are 1/64 of their value wide: the upper bits of a
/// floating-point number, which order as the numbers do. It holds at most one count for each bucket
/// in use; durations from a microsecond to an hour use some 2,000.
public struct QuantileSketch: Sendable {
  private static let keptBits = 6
  private static let droppedBits = UInt64(Double.significandBitCount - keptBits)

  private var counts: [UInt64: Int] = [:]
  private var smallest = Double.infinity
  private var largest = 0.0
  /// How many observations it holds.
  public private(set) var count = 0

  /// Makes an empty sketch.
  public init() {}

  /// Takes an observation; what is negative counts as 0, what is not a number is left out.
  public mutating func record(_ value: Double) {
    guard !value.isNaN else { return }
    let value = max(value, 0)
    counts[value.bitPattern >> Self.droppedBits, default: 0] += 1
    smallest = min(smallest, value)
    largest = max(largest, value)
    count += 1
  }

  /// Takes what another sketch holds.
  public mutating func merge(_ other: QuantileSketch) {
    counts.merge(other.counts, uniquingKeysWith: +)
    smallest = min(smallest, other.smallest)
    largest = max(largest, other.largest)
    count += other.count
  }

  /// The quantiles by nearest rank, in the order asked for; NaN where nothing was observed.
  ///
  /// - Complexity: O(b log b) for b buckets in use.
  public func quantiles(_ ranks: [Double]) -> [Double] {
    guard count > 0 else { return ranks.map { _ in .nan } }
    let buckets = counts.sorted { $0.key < $1.key }
    return ranks.map { rank in
      let wanted = max(1, Int((rank * Double(count)).rounded(.up)))
      var seen = 0
      for bucket in buckets {
        seen += bucket.value
        if seen >= wanted { return min(max(Self.middle(of: bucket.key), smallest), largest) }
      }
      return largest
    }
  }

  private static func middle(of key: UInt64) -> Double {
    let low = Double(bitPattern: key << droppedBits)
    guard key > 0, low.isFinite else { return low }
    return low + (low.binade / Double(1 << keptBits)) / 2
  }
}

/// Quantiles of what was observed in the last five to ten minutes.
struct RecentQuantiles: Sendable {
  /// How long one of the two windows is.
  static let windowSeconds: Int64 = 300

  private var window: Int64 = 0
  private var current = QuantileSketch()
  private var previous = QuantileSketch()

  mutating func record(_ value: Double, at second: Int64) {
    turn(to: second)
    current.record(value)
  }

  mutating func quantiles(_ ranks: [Double], at second: Int64) -> [Double] {
    turn(to: second)
    var both = current
    both.merge(previous)
    return both.quantiles(ranks)
  }

  private mutating func turn(to second: Int64) {
    let now = second / Self.windowSeconds
    guard now > window else { return }
    previous = now == window + 1 ? current : QuantileSketch()
    current = QuantileSketch()
    window = now
  }
}
