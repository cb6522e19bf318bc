/// Which node of a tree: the one above the 2^`level` records from `index`·2^`level` on.
///
/// Only nodes above a full power of two of records have a position; they never change while the
/// tree grows, so they can be stored. All others are computed from these.
public struct HashPosition: Hashable, Sendable {
  /// The height above the records, which are at level 0.
  public let level: Int
  /// The number of the node among those of its level, from 0.
  public let index: Int

  /// Names a node.
  public init(level: Int, index: Int) {
    self.level = level
    self.index = index
  }

  /// Whether a tree of this size has the node.
  public func isInside(_ size: TreeSize) -> Bool {
    level >= 0 && level < Int.bitWidth && index >= 0 && index < size.count >> level
  }
}

/// Reads hashes that were stored or can be computed.
public protocol HashReader {
  /// The hashes at these positions, in the same order and number. Called once a proof, so that a
  /// database can answer with one query.
  func hashes(at positions: [HashPosition]) throws -> [TreeHash]
}

/// A run of records under one node of RFC 6962's recursive definition.
///
/// Its lower end is always a multiple of the largest power of two that fits in it: that makes the
/// perfect subtrees below line up with positions.
struct LeafRange {
  let lower: Int
  let upper: Int

  var count: Int { upper - lower }

  /// Where RFC 6962 splits a node: after the largest power of two smaller than its count.
  var split: Int { lower + 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

  /// The perfect subtrees that make up the run, the largest first; at most 63.
  var positions: [HashPosition] {
    var positions: [HashPosition] = []
    var start = lower
    while start < upper {
      let level = Int.bitWidth - 1 - (upper - start).leadingZeroBitCount
      positions.append(HashPosition(level: level, index: start >> level))
      start += 1 << level
    }
    return positions
  }
}

extension HashReader {
  /// The hashes of the nodes above each run, read in one go.
  func hashes(over ranges: [LeafRange]) throws -> [TreeHash] {
    let positions = ranges.map(\.positions)
    let wanted = Array(positions.joined())
    let found = try hashes(at: wanted)
    guard found.count == wanted.count else {
      throw TransparencyLogError(
        .missingHashes, "\(found.count) hashes were read instead of \(wanted.count)")
    }
    var next = 0
    return positions.map { group in
      defer { next += group.count }
      return TreeHash.root(ofPeaks: found[next..<(next + group.count)])
    }
  }
}

extension TreeHash {
  /// The root above perfect subtrees of falling size.
  static func root(ofPeaks peaks: ArraySlice<TreeHash>) -> TreeHash {
    guard var root = peaks.last else { return .empty }
    for peak in peaks.dropLast().reversed() { root = node(peak, root) }
    return root
  }

  /// The root of the tree of this size, from stored hashes. Reads at most 63.
  public static func root(
    of size: TreeSize, reading reader: some HashReader
  ) throws -> TreeHash {
    guard size > 0 else { return .empty }
    let root = try reader.hashes(over: [LeafRange(lower: 0, upper: size.count)])
    return root[0]
  }
}
