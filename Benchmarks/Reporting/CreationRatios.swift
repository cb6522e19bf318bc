/// Strata's creations over those of each baseline under the same load, with the aims of the project.
struct CreationRatios {
  let comparisons: [Comparison]

  /// A baseline, how many callers the aim is set for, and the ratio that is aimed at.
  private static let aims: [(baseline: String, callers: Int, bound: Double)] = [
    ("files", 8, 3), ("sqlite", 8, 1), ("doltlite", 8, 15), ("git", 8, 100), ("limit", 64, 1.0 / 3),
  ]

  init(_ creations: [Creation]) {
    let ours = creations.filter { $0.contender == StrataStarts(directory: .follows).key }
    comparisons = ours.flatMap { strata in
      creations.compactMap { Self.compare(strata, with: $0) }
    }
  }

  /// Nil where the baseline was measured under another load. A baseline that knows no customers
  /// stands for any number of them.
  private static func compare(_ strata: Creation, with baseline: Creation) -> Comparison? {
    var load = strata.load
    if !["files", "strata"].contains(where: { baseline.contender.hasPrefix($0) }) {
      load.customers = 1
    }
    guard baseline.load == load, !baseline.contender.hasPrefix("strata") else { return nil }
    let comparison = Comparison(
      part: "creation, directory follows", subject: "\(strata.load)", value: strata.perSecond,
      baseline: baseline.title, baselineValue: baseline.perSecond, unit: .perSecond)
    let aim = aims.first {
      $0.baseline == baseline.contender && $0.callers == load.callers && load.processes == 1
    }
    return aim.map { comparison.aiming(atLeast: $0.bound) } ?? comparison
  }
}
