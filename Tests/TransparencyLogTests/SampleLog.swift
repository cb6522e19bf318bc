import TransparencyLog

/// A log in memory whose entries are the decimal spellings of their indexes, written as a server
/// would write it: tiles and bundles by path, partial ones at each published size.
struct SampleLog {
  private(set) var edge = TileEdge()
  private(set) var files: [String: [UInt8]] = [:]

  var size: TreeSize { edge.size }

  static func entry(_ index: Int) -> [UInt8] { Array(String(index).utf8) }

  static func record(_ index: Int) -> RecordHash { RecordHash(of: entry(index)) }

  /// Grows the log and publishes the new size.
  mutating func grow(to count: Int) throws {
    let old = edge.size
    var written: Set<Tile> = []
    while edge.size.count < count {
      for full in try edge.append(Self.record(edge.size.count)) {
        files[full.tile.path] = full.bytes
        written.insert(full.tile)
      }
    }
    let changed = Set(Tile.changed(from: old, to: edge.size))
    for partial in edge.partialTiles where changed.contains(partial.tile) {
      files[partial.tile.path] = partial.bytes
      written.insert(partial.tile)
    }
    for bundle in Tile.changedEntries(from: old, to: edge.size) {
      files[bundle.path] = try EntryBundle(bundle.range.map(Self.entry)).bytes
    }
    guard written == changed else {
      throw TransparencyLogError(.missingHashes, "wrote \(written), should write \(changed)")
    }
  }

  func read(_ tile: Tile) throws -> [UInt8] {
    guard let bytes = files[tile.path] else {
      throw TransparencyLogError(.missingHashes, "no such file", at: .tile(tile.path))
    }
    return bytes
  }

  func reader(at size: TreeSize) -> TileHashReader {
    TileHashReader(size: size, readTile: read)
  }
}

extension [UInt8] {
  init(hex: String) {
    let digits = Array<Character>(hex)
    self = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
  }

  var hex: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
