/// A tile of hashes with its bytes.
public struct TileData: Hashable, Sendable {
  /// Its name.
  public let tile: Tile
  /// 32 bytes for each of its nodes.
  public let bytes: [UInt8]

  /// Takes a tile as it was read; throws ``TransparencyLogError/Code/missingHashes`` where the
  /// bytes do not fit.
  ///
  /// A wider version of the tile will do: a tile only ever grows at its end, and a log may have
  /// dropped the narrower one. The bytes beyond the tile's width are left out.
  public init(_ tile: Tile, bytes: [UInt8]) throws(TransparencyLogError) {
    guard bytes.count % TreeHash.byteCount == 0, bytes.count <= Tile.fullByteCount,
      bytes.count >= tile.width * TreeHash.byteCount
    else {
      throw TransparencyLogError(
        .missingHashes, "\(bytes.count) bytes are not a tile of width \(tile.width)",
        at: .tile(tile.path))
    }
    self.tile = tile
    self.bytes = Array(bytes.prefix(tile.width * TreeHash.byteCount))
  }

  init(_ tile: Tile, hashes: [TreeHash]) {
    self.tile = tile
    bytes = hashes.flatMap(\.bytes)
  }

  /// The tile's nodes, from left to right.
  public var hashes: [TreeHash] {
    stride(from: 0, to: bytes.count, by: TreeHash.byteCount).compactMap {
      TreeHash(bytes: bytes[$0..<($0 + TreeHash.byteCount)])
    }
  }

  /// The node at a position that lies in this tile, computed from those below it where the tile
  /// does not hold it itself. At most 127 hashes.
  func hash(at position: HashPosition) throws(TransparencyLogError) -> TreeHash {
    let start = position.firstNodeInTileLevel - tile.range.lowerBound
    let end = start + position.nodeCountInTileLevel
    guard tile.content == .hashes(level: position.level / 8), start >= 0, end <= tile.width else {
      throw TransparencyLogError(
        .missingHashes,
        "the node \(position.index) at level \(position.level) is not in the tile",
        at: .tile(tile.path))
    }
    let range = start * TreeHash.byteCount..<end * TreeHash.byteCount
    var nodes = stride(from: range.lowerBound, to: range.upperBound, by: TreeHash.byteCount)
      .compactMap { TreeHash(bytes: bytes[$0..<($0 + TreeHash.byteCount)]) }
    while nodes.count > 1 {
      nodes = stride(from: 0, to: nodes.count, by: 2).map {
        TreeHash.node(nodes[$0], nodes[$0 + 1])
      }
    }
    return nodes[0]
  }
}

/// Reads a tree's hashes out of its tiles.
///
/// What it reads is not checked against a root: proofs are, by whoever verifies them.
public struct TileHashReader: HashReader {
  private let size: TreeSize
  private let readTile: (Tile) throws -> [UInt8]

  /// Reads the tree of this size. `readTile` gives the bytes of a tile or of a wider version of
  /// it, and throws where it cannot; it is called once a tile and reading.
  public init(size: TreeSize, readTile: @escaping (Tile) throws -> [UInt8]) {
    self.size = size
    self.readTile = readTile
  }

  /// The hashes at these positions; throws what reading a tile throws, and
  /// ``TransparencyLogError/Code/missingHashes`` where a tile is too short.
  public func hashes(at positions: [HashPosition]) throws -> [TreeHash] {
    var read: [Tile: TileData] = [:]
    return try positions.map { position in
      let tile = try Tile.containing(position, in: size)
      let data = try read[tile] ?? TileData(tile, bytes: readTile(tile))
      read[tile] = data
      return try data.hash(at: position)
    }
  }
}
