import StrataCore
import TransparencyLog

/// The hashes of the signed leaves as they are held outside the database: they say which row differs.
/// Whether they are genuine themselves the checkpoint's root says.
final class SignedHashes {
  private let files: LogFiles
  private let size: TreeSize
  private var read: (index: Int, hashes: [TreeHash])?

  /// The hashes of a log of this size.
  init(files: LogFiles, size: TreeSize) {
    self.files = files
    self.size = size
  }

  /// The hash of an entry's leaf, nil where none is held.
  func hash(of position: Int64) -> TreeHash? {
    guard position >= 1, position <= Int64(size.count) else { return nil }
    let (index, offset) = Int(position - 1).quotientAndRemainder(dividingBy: Tile.fullWidth)
    if read?.index != index { read = (index, hashes(ofTile: index)) }
    guard let hashes = read?.hashes, hashes.indices.contains(offset) else { return nil }
    return hashes[offset]
  }

  private func hashes(ofTile index: Int) -> [TreeHash] {
    let width = min(Tile.fullWidth, size.count - index * Tile.fullWidth)
    guard let tile = try? Tile(.hashes(level: 0), index: index, width: width),
      let bytes = try? files.read(tile), let data = try? TileData(tile, bytes: bytes)
    else { return [] }
    return data.hashes
  }
}
