/// What is said of many measurements of one thing.
enum Statistics {
  /// The value that as many measurements lie below as above; 0 of none.
  static func median(_ values: [Double]) -> Double { percentile(0.5, of: values) }

  /// The smallest value that at least this part of the measurements does not exceed; 0 of none.
  static func percentile(_ part: Double, of values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    if part == 0.5, sorted.count.isMultiple(of: 2) {
      return (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
    }
    let rank = Int((part * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }
}
