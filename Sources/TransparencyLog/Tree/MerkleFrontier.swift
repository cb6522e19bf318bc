/// A Merkle tree reduced to what its future needs: the roots of its perfect subtrees.
///
/// At most 63 hashes, whatever the size. An append costs one hash on average.
///
/// ```swift
/// var frontier = MerkleFrontier()
/// try frontier.append(RecordHash(of: Array("first".utf8)))
/// frontier.root
/// ```
public struct MerkleFrontier: Hashable, Sendable {
  /// How many records were appended.
  public private(set) var size: TreeSize
  /// The roots of the perfect subtrees, the largest first: one for each 1 bit of the size.
  public private(set) var peaks: [TreeHash]

  /// The tree without records.
  public init() {
    size = 0
    peaks = []
  }

  /// Goes on from a tree of which only the peaks were kept; throws
  /// ``TransparencyLogError/Code/malformed`` where their number does not fit the size.
  public init(size: TreeSize, peaks: [TreeHash]) throws(TransparencyLogError) {
    guard peaks.count == size.count.nonzeroBitCount else {
      throw TransparencyLogError(
        .malformed,
        "a tree has \(size.count.nonzeroBitCount) perfect subtrees and not \(peaks.count)",
        at: .size(size.count))
    }
    self.size = size
    self.peaks = peaks
  }

  /// Goes on from a stored tree. Reads at most 63 hashes.
  public init(size: TreeSize, reading reader: some HashReader) throws {
    let peaks = try reader.hashes(at: LeafRange(lower: 0, upper: size.count).positions)
    try self.init(size: size, peaks: peaks)
  }

  /// The root of the tree as it is. At most 62 hashes.
  public var root: TreeHash { TreeHash.root(ofPeaks: peaks[...]) }

  /// Adds a record at the end; throws only at 2^63 records.
  public mutating func append(_ record: RecordHash) throws(TransparencyLogError) {
    try append(record) { _, _ in }
  }

  /// Adds a record and shows each node that became complete, from the record upward.
  mutating func append(
    _ record: RecordHash, completing: (_ level: Int, _ hash: TreeHash) -> Void
  ) throws(TransparencyLogError) {
    let grown = try size.incremented()
    var hash = record.node
    completing(0, hash)
    let carries = (~size.count).trailingZeroBitCount
    for level in 0..<carries {
      hash = TreeHash.node(peaks.removeLast(), hash)
      completing(level + 1, hash)
    }
    peaks.append(hash)
    size = grown
  }
}
