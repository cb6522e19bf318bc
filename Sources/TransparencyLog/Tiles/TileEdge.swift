/// The right edge of a growing tree: its frontier and its unfinished tiles.
///
/// A log that keeps one of these writes each tile once it is full and, when it publishes a size,
/// the at most eight unfinished ones. An append costs one hash on average, and the memory is
/// bounded whatever the size.
///
/// ```swift
/// for record in batch { for full in try edge.append(RecordHash(of: record)) { write(full) } }
/// for partial in edge.partialTiles { write(partial) }
/// sign(Checkpoint(origin: origin, size: edge.size, root: edge.root))
/// ```
public struct TileEdge: Hashable, Sendable {
  /// The tree's perfect subtrees.
  public private(set) var frontier: MerkleFrontier
  /// The nodes of each level's unfinished tile, at most 255.
  private var rows: [[TreeHash]]

  /// The tree without records.
  public init() {
    frontier = MerkleFrontier()
    rows = []
  }

  /// Goes on from a published tree, reading its at most eight unfinished tiles (or wider versions
  /// of them).
  public init(size: TreeSize, readTile: (Tile) throws -> [UInt8]) throws {
    var rows: [[TreeHash]] = []
    var read: [Tile: [UInt8]] = [:]
    for tile in Self.partialTiles(of: size) {
      let data = try TileData(tile, bytes: readTile(tile))
      read[tile] = data.bytes
      if case .hashes(let level) = tile.content {
        while rows.count <= level { rows.append([]) }
        rows[level] = data.hashes
      }
    }
    // Every peak lies in an unfinished tile, so nothing else is read.
    let reader = TileHashReader(size: size) { tile in
      guard let bytes = read[tile] else {
        throw TransparencyLogError(.missingHashes, "the tile was not read", at: .tile(tile.path))
      }
      return bytes
    }
    frontier = try MerkleFrontier(size: size, reading: reader)
    self.rows = rows
  }

  /// How many records the tree has.
  public var size: TreeSize { frontier.size }

  /// The tree's root.
  public var root: TreeHash { frontier.root }

  /// Adds a record and returns the tiles that became full by it: mostly none, the lowest first.
  public mutating func append(_ record: RecordHash) throws(TransparencyLogError) -> [TileData] {
    let recordIndex = size.count
    var nodes: [TreeHash] = []
    try frontier.append(record) { level, hash in
      if level % 8 == 0 { nodes.append(hash) }
    }
    var full: [TileData] = []
    for (level, node) in nodes.enumerated() {
      if level == rows.count { rows.append([]) }
      rows[level].append(node)
      guard rows[level].count == Tile.fullWidth else { continue }
      let index = (recordIndex >> (8 * level)) / Tile.fullWidth
      let tile = Tile(unchecked: .hashes(level: level), index: index, width: Tile.fullWidth)
      full.append(TileData(tile, hashes: rows[level]))
      rows[level].removeAll(keepingCapacity: true)
    }
    return full
  }

  /// The unfinished tiles as they are, the lowest first; a level whose last tile is full has none.
  public var partialTiles: [TileData] {
    Self.partialTiles(of: size).compactMap { tile in
      guard case .hashes(let level) = tile.content else { return nil }
      return TileData(tile, hashes: rows[level])
    }
  }

  private static func partialTiles(of size: TreeSize) -> [Tile] {
    (0..<8).compactMap { level in
      let count = Tile.Content.hashes(level: level).nodeCount(in: size)
      let width = count % Tile.fullWidth
      guard width > 0 else { return nil }
      return Tile(
        unchecked: .hashes(level: level), index: count / Tile.fullWidth, width: width)
    }
  }
}
