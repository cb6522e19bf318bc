/// When a session was worked on: active periods, the gaps between them, resumptions (row L4).
///
/// Moments that lie no further apart than the idle limit belong to one period. Merging timelines of
/// the same idle limit is commutative, associative and idempotent.
public struct Timeline: Hashable, Sendable {
  /// From the first to the last moment of uninterrupted work.
  public struct Period: Hashable, Sendable {
    /// The first moment.
    public var start: Timestamp
    /// The last moment, not before ``start``.
    public var end: Timestamp
  }

  /// Half an hour without a turn ends a period.
  public static let standardIdleMicroseconds: Int64 = 30 * 60 * 1_000_000

  /// The longest silence within one period, in microseconds.
  public let idleMicroseconds: Int64
  /// Disjoint, oldest first, further apart than the idle limit.
  public private(set) var periods: [Period]

  /// The timeline of some moments, in any order.
  ///
  /// - Complexity: O(n log n).
  public init(
    moments: some Sequence<Timestamp>, idleMicroseconds: Int64 = standardIdleMicroseconds
  ) {
    self.idleMicroseconds = max(0, idleMicroseconds)
    periods = []
    periods = coalesced(moments.map { Period(start: $0, end: $0) })
  }

  /// The silences between the periods, oldest first.
  public var gaps: [Period] {
    zip(periods, periods.dropFirst()).map { Period(start: $0.end, end: $1.start) }
  }

  /// The moments at which work was taken up again.
  public var resumptions: [Timestamp] { periods.dropFirst().map(\.start) }

  /// The time worked, in microseconds, without the gaps.
  public var activeMicroseconds: Int64 {
    periods.reduce(0) { $0 + $1.end.microseconds(since: $1.start) }
  }

  /// The timeline of everything that is in either one, under this one's idle limit.
  ///
  /// - Complexity: O(n log n) in the number of periods.
  public func merging(_ other: Timeline) -> Timeline {
    var merged = self
    merged.periods = coalesced(periods + other.periods)
    return merged
  }

  private func coalesced(_ periods: [Period]) -> [Period] {
    var result: [Period] = []
    for period in periods.sorted(by: { $0.start < $1.start }) {
      if let last = result.last, period.start.microseconds(since: last.end) <= idleMicroseconds {
        result[result.count - 1].end = max(last.end, period.end)
      } else {
        result.append(period)
      }
    }
    return result
  }
}
