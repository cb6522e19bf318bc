/// Proof that a tree is the beginning of a larger one (RFC 6962 §2.1.2): that nothing was
/// changed, removed or put in between while the log grew.
public struct ConsistencyProof: Hashable, Sendable {
  /// The size of the earlier tree.
  public let oldSize: TreeSize
  /// The size of the later tree.
  public let newSize: TreeSize
  /// The nodes, in RFC 6962's order; none where the sizes are equal or the earlier one is 0.
  public let hashes: [TreeHash]

  /// Takes a proof as it was received; ``verify(oldRoot:newRoot:)`` says whether it proves
  /// anything.
  public init(from oldSize: TreeSize, to newSize: TreeSize, hashes: [TreeHash]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.hashes = hashes
  }

  /// Computes the proof from stored hashes, in one reading of O(log n) of them; throws
  /// ``TransparencyLogError/Code/outOfRange`` where the tree shrinks.
  public init(
    from oldSize: TreeSize, to newSize: TreeSize, reading reader: some HashReader
  ) throws {
    try Self.checkOrder(oldSize, newSize)
    guard oldSize > 0, oldSize < newSize else {
      self.init(from: oldSize, to: newSize, hashes: [])
      return
    }
    var nodes: [LeafRange] = []
    var node = LeafRange(lower: 0, upper: newSize.count)
    while node.upper != oldSize.count {
      let left = LeafRange(lower: node.lower, upper: node.split)
      let right = LeafRange(lower: node.split, upper: node.upper)
      nodes.append(oldSize.count <= node.split ? right : left)
      node = oldSize.count <= node.split ? left : right
    }
    // The node that ends where the old tree ended; the verifier knows it if it is the old tree.
    if node.lower > 0 { nodes.append(node) }
    self.init(from: oldSize, to: newSize, hashes: try reader.hashes(over: nodes.reversed()))
  }

  /// Throws ``TransparencyLogError/Code/wrongProof`` unless the proof leads to both roots.
  public func verify(oldRoot: TreeHash, newRoot: TreeHash) throws(TransparencyLogError) {
    try Self.checkOrder(oldSize, newSize)
    guard oldSize > 0, oldSize < newSize else {
      guard hashes.isEmpty else { throw wrongLength }
      try check(oldSize > 0 || oldRoot == .empty, "the old root is not that of an empty tree")
      try check(oldSize < newSize || oldRoot == newRoot, "equal sizes have different roots")
      return
    }
    // A perfect old tree is itself the first node.
    let isPerfect = oldSize.count.nonzeroBitCount == 1
    guard let first = isPerfect ? oldRoot : hashes.first else { throw wrongLength }
    var position = oldSize.count - 1
    var last = newSize.count - 1
    let rightSpine = (~position).trailingZeroBitCount
    position >>= rightSpine
    last >>= rightSpine
    var old = first
    var new = first
    for node in isPerfect ? hashes[...] : hashes.dropFirst() {
      guard last > 0 else { throw wrongLength }
      if position & 1 == 1 || position == last {
        old = TreeHash.node(node, old)
        new = TreeHash.node(node, new)
        let skipped = position & 1 == 1 ? 0 : position.trailingZeroBitCount
        position >>= skipped
        last >>= skipped
      } else {
        new = TreeHash.node(new, node)
      }
      position >>= 1
      last >>= 1
    }
    guard last == 0 else { throw wrongLength }
    try check(old == oldRoot, "the proof does not lead to the old root")
    try check(new == newRoot, "the proof does not lead to the new root")
  }

  private static func checkOrder(
    _ oldSize: TreeSize, _ newSize: TreeSize
  ) throws(TransparencyLogError) {
    guard oldSize <= newSize else {
      throw TransparencyLogError(
        .outOfRange, "a log cannot shrink from \(oldSize) to \(newSize) entries",
        at: .size(newSize.count))
    }
  }

  private func check(_ holds: Bool, _ message: String) throws(TransparencyLogError) {
    guard holds else {
      throw TransparencyLogError(.wrongProof, message, at: .size(newSize.count))
    }
  }

  private var wrongLength: TransparencyLogError {
    TransparencyLogError(
      .wrongProof,
      "the proof from \(oldSize) to \(newSize) entries cannot have \(hashes.count) hashes",
      at: .size(newSize.count))
  }
}
