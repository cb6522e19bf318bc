/// Finds lines that look like one: same scenario, overlapping active periods, related topics (row C6).
/// Finding is all it does; a merge is a person's.
package struct MergeCandidates {
  /// What is known of a line.
  package struct Line: Sendable {
    package var family: FamilyID
    package var newest: ReviewItem.Subject
    package var profile: LineProfile

    package init(family: FamilyID, newest: ReviewItem.Subject, profile: LineProfile) {
      self.family = family
      self.newest = newest
      self.profile = profile
    }

    /// The line's major number.
    package var major: Int { newest.version.major }
  }

  /// At least so many sides of the deployment must be known of both lines and be the same.
  static let leastSame = 3
  /// A week without work ends an active period.
  static let idleMicroseconds: Int64 = 7 * 24 * 3600 * 1_000_000
  /// Work that lies no further apart than a day was done at the same time.
  static let nearMicroseconds: Int64 = 24 * 3600 * 1_000_000
  /// How alike the words of both must be: the cosine of their weights.
  static let leastSimilarity: Float = 0.3
  /// And how many words they must share.
  static let leastShared = 3

  /// The candidates among some lines of a customer.
  ///
  /// - Parameters:
  ///   - known: items that need not be found again.
  ///   - isMerged: whether two lines, the smaller number first, were merged already.
  ///   - moments: when a line was worked on: the beginnings and last activities of its sessions. Asked
  ///     only of lines that are alike, as is `isMerged`.
  /// - Complexity: O(lines² × sides + pairs of one scenario × terms).
  package static func find(
    among lines: [Line], of customer: CustomerID, except known: Set<String> = [],
    isMerged: (Int, Int) throws -> Bool, moments: (Int) throws -> [Timestamp]
  ) rethrows -> [ReviewFinding] {
    let sorted = lines.sorted { $0.major < $1.major }
    let scenarios = sorted.map { scenario(of: $0.profile) }
    var findings: [ReviewFinding] = []
    for left in sorted.indices {
      for right in sorted.indices.dropFirst(left + 1) {
        let (one, two) = (sorted[left], sorted[right])
        guard let same = same(scenarios[left], scenarios[right]),
          !known.contains(ReviewFinding.mergeID(of: [one.family, two.family])),
          let topics = related(one.profile, two.profile),
          try !isMerged(one.major, two.major),
          let period = try overlap(moments(one.major), moments(two.major))
        else { continue }
        findings.append(
          ReviewFinding(
            lines: [(one.family, one.newest), (two.family, two.newest)],
            grounds: [
              "same": .array(same.map { .string($0.field) }),
              "overlap": [
                "start": .string(period.start.description), "end": .string(period.end.description),
              ],
              "shared_terms": .integer(Int64(topics.shared)),
              "similarity_percent": .integer(Int64((topics.similarity * 100).rounded())),
            ], of: customer))
      }
    }
    return findings
  }

  private static func scenario(of profile: LineProfile) -> [Facet: Set<String>] {
    var values: [Facet: Set<String>] = [:]
    for facet in Facet.allCases {
      let verdict = FacetVerdict(facet, in: profile.claims)
      if verdict.isSettled {
        values[facet] = Set(
          verdict.held.map { facet == .project ? Vocabulary.slug($0.value) : $0.value })
      }
    }
    return values
  }

  private static func same(
    _ one: [Facet: Set<String>], _ two: [Facet: Set<String>]
  ) -> [Facet]? {
    let common = Facet.allCases.filter { one[$0] != nil && two[$0] != nil }
    guard common.count >= leastSame, common.allSatisfy({ one[$0] == two[$0] }) else { return nil }
    return common
  }

  /// The last time that both were worked on.
  private static func overlap(_ one: [Timestamp], _ two: [Timestamp]) -> Timeline.Period? {
    let (left, right) = (
      Timeline(moments: one, idleMicroseconds: idleMicroseconds).periods,
      Timeline(moments: two, idleMicroseconds: idleMicroseconds).periods
    )
    var (first, second) = (left.count - 1, right.count - 1)
    while first >= 0, second >= 0 {
      let start = max(left[first].start, right[second].start)
      let end = min(left[first].end, right[second].end)
      if start.microseconds(since: end) <= nearMicroseconds {
        return Timeline.Period(start: min(start, end), end: max(start, end))
      }
      if left[first].start > right[second].start { first -= 1 } else { second -= 1 }
    }
    return nil
  }

  private static func related(
    _ one: LineProfile, _ two: LineProfile
  ) -> (shared: Int, similarity: Float)? {
    let (small, large) =
      one.terms.count <= two.terms.count ? (one.terms, two.terms) : (two.terms, one.terms)
    var (shared, product) = (0, Float(0))
    // The sum of floats depends on the order, and the order of a dictionary on the process.
    for (key, weight) in small.sorted(by: { $0.key < $1.key }) {
      guard let other = large[key] else { continue }
      shared += 1
      product += weight * other
    }
    func length(_ terms: [UInt64: Float]) -> Float {
      terms.values.sorted().reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let lengths = length(small) * length(large)
    guard shared >= leastShared, lengths > 0, product / lengths >= leastSimilarity else {
      return nil
    }
    return (shared, product / lengths)
  }
}
