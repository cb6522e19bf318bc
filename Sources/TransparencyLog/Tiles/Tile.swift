/// The name of a tile: 256 neighbouring nodes, or the entries themselves, as one immutable file
/// (c2sp.org/tlog-tiles).
///
/// ```swift
/// try Tile(.hashes(level: 0), index: 1_234_067).path   // "tile/0/x001/x234/067"
/// ```
public struct Tile: Hashable, Sendable {
  /// A full tile has this many nodes or entries.
  public static let fullWidth = 256
  /// A full tile of hashes has this many bytes.
  public static let fullByteCount = fullWidth * TreeHash.byteCount

  /// What a tile holds.
  public enum Content: Hashable, Sendable {
    /// Nodes at level 8·`level` of the tree; level 0 are the records' hashes.
    case hashes(level: Int)
    /// The entries, as an ``EntryBundle``.
    case entries
  }

  /// What the tile holds.
  public let content: Content
  /// The number of the tile in its level, from 0.
  public let index: Int
  /// How many nodes or entries it has, 1 to 256.
  public let width: Int

  /// Names a tile; throws ``TransparencyLogError/Code/outOfRange`` where no log can have it.
  public init(
    _ content: Content, index: Int, width: Int = Tile.fullWidth
  ) throws(TransparencyLogError) {
    if case .hashes(let level) = content, !(0...63).contains(level) {
      throw TransparencyLogError(.outOfRange, "a tile's level is 0 to 63 and not \(level)")
    }
    guard (1...Self.fullWidth).contains(width) else {
      throw TransparencyLogError(.outOfRange, "a tile's width is 1 to 256 and not \(width)")
    }
    guard index >= 0, index < Int.max / Self.fullWidth else {
      throw TransparencyLogError(.outOfRange, "no log has a tile number \(index)")
    }
    self.init(unchecked: content, index: index, width: width)
  }

  init(unchecked content: Content, index: Int, width: Int) {
    self.content = content
    self.index = index
    self.width = width
  }

  /// Whether the tile has all 256 nodes and so never changes.
  public var isFull: Bool { width == Self.fullWidth }

  /// The records or nodes of its level that the tile covers.
  public var range: Range<Int> {
    index * Self.fullWidth..<index * Self.fullWidth + width
  }

  /// Whether a tree of this size has the tile with at least this width.
  public func isInside(_ size: TreeSize) -> Bool {
    range.upperBound <= content.nodeCount(in: size)
  }
}

extension Tile.Content {
  /// How many nodes or entries of this kind a tree of this size has.
  func nodeCount(in size: TreeSize) -> Int {
    switch self {
    case .hashes(let level): size.count >> (8 * level)
    case .entries: size.count
    }
  }
}

extension Tile {
  /// The tiles of hashes that a log grown from `oldSize` to `newSize` must write: those that are
  /// new or have become wider, each once with its newest width, the lowest level first.
  ///
  /// A log that publishes each size writes this for each; partial tiles of sizes in between are
  /// not needed by anybody who only knows published sizes.
  public static func changed(from oldSize: TreeSize, to newSize: TreeSize) -> [Tile] {
    (0..<8).flatMap { changed(.hashes(level: $0), from: oldSize, to: newSize) }
  }

  /// The entry bundles that a log grown from `oldSize` to `newSize` must write.
  public static func changedEntries(from oldSize: TreeSize, to newSize: TreeSize) -> [Tile] {
    changed(.entries, from: oldSize, to: newSize)
  }

  private static func changed(
    _ content: Content, from oldSize: TreeSize, to newSize: TreeSize
  ) -> [Tile] {
    let newCount = content.nodeCount(in: newSize)
    let oldCount = content.nodeCount(in: oldSize)
    guard oldCount < newCount else { return [] }
    return (oldCount / fullWidth...(newCount - 1) / fullWidth).map { index in
      let width = min(fullWidth, newCount - index * fullWidth)
      return Tile(unchecked: content, index: index, width: width)
    }
  }

  /// The tile that holds a node or, above its lowest level, all nodes below it; as wide as a tree
  /// of this size has it. Throws where the tree has no such node.
  public static func containing(
    _ position: HashPosition, in size: TreeSize
  ) throws(TransparencyLogError) -> Tile {
    guard position.isInside(size) else {
      throw TransparencyLogError(
        .outOfRange, "a tree of \(size) has no node \(position.index) at level \(position.level)",
        at: .size(size.count))
    }
    let content = Content.hashes(level: position.level / 8)
    let index = position.firstNodeInTileLevel / fullWidth
    let width = min(fullWidth, content.nodeCount(in: size) - index * fullWidth)
    return Tile(unchecked: content, index: index, width: width)
  }
}

extension HashPosition {
  /// Of the nodes at the tile level below this one, the number of the first under it.
  var firstNodeInTileLevel: Int { index << (level % 8) }

  /// How many nodes at the tile level below this one are under it.
  var nodeCountInTileLevel: Int { 1 << (level % 8) }
}
