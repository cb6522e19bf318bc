/// Proof that a record is the one at an index of a tree (RFC 6962 §2.1.1).
public struct InclusionProof: Hashable, Sendable {
  /// The record's index, from 0.
  public let index: Int
  /// The size of the tree.
  public let size: TreeSize
  /// The siblings on the way up: the leaf's first, the root's child last.
  public let hashes: [TreeHash]

  /// Takes a proof as it was received; ``verify(_:root:)`` says whether it proves anything.
  public init(index: Int, size: TreeSize, hashes: [TreeHash]) {
    self.index = index
    self.size = size
    self.hashes = hashes
  }

  /// Computes the proof from stored hashes, in one reading of O(log n) of them; throws
  /// ``TransparencyLogError/Code/outOfRange`` where the index is not below the size.
  public init(of index: Int, in size: TreeSize, reading reader: some HashReader) throws {
    try size.check(index: index)
    var siblings: [LeafRange] = []
    var node = LeafRange(lower: 0, upper: size.count)
    while node.count > 1 {
      let left = LeafRange(lower: node.lower, upper: node.split)
      let right = LeafRange(lower: node.split, upper: node.upper)
      siblings.append(index < node.split ? right : left)
      node = index < node.split ? left : right
    }
    self.init(
      index: index, size: size, hashes: try reader.hashes(over: siblings.reversed()))
  }

  /// The root to which the proof leads from `record`; throws where its length is not exactly the
  /// one for its index and size.
  public func root(of record: RecordHash) throws(TransparencyLogError) -> TreeHash {
    try size.check(index: index)
    var position = index
    var last = size.count - 1
    var hash = record.node
    for sibling in hashes {
      guard last > 0 else { throw wrongLength }
      if position & 1 == 1 || position == last {
        hash = TreeHash.node(sibling, hash)
        // A node at the right edge without a sibling is its own parent: go up to where it has one.
        let skipped = position & 1 == 1 ? 0 : position.trailingZeroBitCount
        position >>= skipped
        last >>= skipped
      } else {
        hash = TreeHash.node(hash, sibling)
      }
      position >>= 1
      last >>= 1
    }
    guard last == 0 else { throw wrongLength }
    return hash
  }

  /// Throws ``TransparencyLogError/Code/wrongProof`` unless the proof leads from `record` to
  /// `root`.
  public func verify(_ record: RecordHash, root: TreeHash) throws(TransparencyLogError) {
    guard try self.root(of: record) == root else {
      throw TransparencyLogError(
        .wrongProof, "the proof for entry \(index) does not lead to the root",
        at: .size(size.count))
    }
  }

  private var wrongLength: TransparencyLogError {
    TransparencyLogError(
      .wrongProof, "the proof for entry \(index) cannot have \(hashes.count) hashes",
      at: .size(size.count))
  }
}
