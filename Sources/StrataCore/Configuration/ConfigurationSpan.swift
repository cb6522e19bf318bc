/// Entries of a session that follow one another under one configuration (row B5).
public struct ConfigurationSpan: Hashable, Sendable {
  /// The index that was in force, 0 before the first change.
  public var index: Int64
  /// The number of the first of these entries in the session.
  public var firstSequence: Int
  /// The number of the last of them.
  public var lastSequence: Int
  /// When the first of them was recorded.
  public var start: Timestamp
  /// When the last of them was recorded.
  public var end: Timestamp

  /// The spans of a session's entries, in order.
  ///
  /// - Parameter stamps: the number, the time and the stamp of each entry, in order.
  /// - Complexity: O(n).
  package static func spans(
    of stamps: [(sequence: Int, at: Timestamp, index: Int64)]
  ) -> [ConfigurationSpan] {
    var spans: [ConfigurationSpan] = []
    for stamp in stamps {
      if let last = spans.indices.last, spans[last].index == stamp.index {
        spans[last].lastSequence = stamp.sequence
        spans[last].end = stamp.at
      } else {
        spans.append(
          ConfigurationSpan(
            index: stamp.index, firstSequence: stamp.sequence, lastSequence: stamp.sequence,
            start: stamp.at, end: stamp.at))
      }
    }
    return spans
  }
}
