import StrataCore
import SystemPackage
import TransparencyLog

/// The Merkle log over the journal: entry `n` is the record of leaf `n - 1` (row D4).
///
/// Each checkpoint is held outside the database, is signed only where it extends the one before, and
/// is compared with the journal before anything is appended: whoever puts an old copy of the database
/// back is found out.
final class MerkleLog: Sendable {
  let files: LogFiles
  private let driver: any SQLDriver

  /// How many leaves are read at once.
  private static let step: Int64 = 4096

  init(files: LogFiles, driver: any SQLDriver) {
    self.files = files
    self.driver = driver
  }

  /// The newest checkpoint, its signature verified.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` where it is missing, or is not signed by the log.
  func newest() throws -> SignedCheckpoint {
    guard let checkpoint = try files.checkpoint() else {
      throw StrataError(
        .corrupt, "the log's checkpoint is missing", place: files.layout.checkpoint.string,
        remedy: "restore the file from a backup or from whoever holds the chain")
    }
    try verify(checkpoint, by: try files.keyHistory())
    return checkpoint
  }

  /// Checks that the journal still holds what the newest checkpoint signed.
  ///
  /// - Throws: ``StrataError`` with code `corrupt`: an old copy of the database was put back, or its
  ///   newest entries were changed.
  /// - Complexity: O(log n): reads at most 255 leaves and the tiles at the tree's edge.
  func check() throws { _ = try edge(of: newest().checkpoint) }

  /// Signs a checkpoint over the whole journal, unless the newest one covers it already.
  ///
  /// - Complexity: O(entries since the newest checkpoint).
  @discardableResult
  func sign() throws -> SignedCheckpoint {
    try holding { try signHolding() }
  }

  /// Does something while no other process extends the log.
  func holding<Result>(_ body: () throws -> Result) throws -> Result {
    let lock = try files.hold()
    return try withExtendedLifetime(lock, body)
  }

  /// Signs, for a caller who holds the log.
  func signHolding() throws -> SignedCheckpoint {
    let key = try files.signerKey()
    let former = try files.checkpoint()
    if let former { try verify(former, by: try files.keyHistory()) }
    var edge = try former.map { try self.edge(of: $0.checkpoint) } ?? TileEdge()
    let size = try entryCount()
    if let former, former.checkpoint.size == edge.size, edge.size.count == size { return former }
    let unfinished = edge.partialTiles.filter(\.tile.isLowest)
    try extend(&edge, through: size)
    try files.write(edge.partialTiles.filter(\.tile.isLowest), flushing: false)
    let checkpoint = Checkpoint(origin: key.verifier.name, size: edge.size, root: edge.root)
    let signed = try SignedCheckpoint(signing: checkpoint, with: [key])
    try files.write(signed)
    for former in unfinished where !edge.partialTiles.contains(where: { $0.tile == former.tile }) {
      try? files.forget(former.tile)
    }
    return signed
  }

  private func extend(_ edge: inout TileEdge, through size: Int) throws {
    var hasNewTiles = false
    try grow(&edge, through: size) { full in
      try files.write(full)
      hasNewTiles = hasNewTiles || !full.isEmpty
    }
    if hasNewTiles { try files.write(edge.partialTiles.filter { !$0.tile.isLowest }) }
  }

  /// Appends the journal's leaves up to a size, and hands over the tiles that become full.
  private func grow(
    _ edge: inout TileEdge, through size: Int, _ take: ([TileData]) throws -> Void
  ) throws {
    while edge.size.count < size {
      let first = Int64(edge.size.count) + 1
      let range = first...min(first + Self.step - 1, Int64(size))
      let leaves = try leaves(range)
      guard leaves.count == range.count else {
        throw StrataError(
          .corrupt, "entries are missing from the journal",
          place: "entries \(range.lowerBound) to \(range.upperBound)",
          remedy: "keep a copy of everything and run 'strata audit verify'")
      }
      var full: [TileData] = []
      for leaf in leaves { full += try edge.append(RecordHash(node: leaf)) }
      try take(full)
    }
  }

  /// The edge of the tree as a checkpoint has it, made of the journal's leaves and the tiles.
  private func edge(of checkpoint: Checkpoint) throws -> TileEdge {
    let count = try entryCount()
    guard checkpoint.size.count <= count else {
      throw StrataError(
        .corrupt,
        "the journal ends at entry \(count), and its checkpoint was signed over "
          + "\(checkpoint.size): an old copy of the database was put back, or its tail was cut",
        place: files.layout.checkpoint.string,
        remedy: "put the newest database back, or run 'strata recover'; 'strata audit verify' says "
          + "more")
    }
    let edge: TileEdge
    do {
      edge = try TileEdge(size: checkpoint.size) { try self.read($0) }
    } catch let error as TransparencyLogError {
      throw StrataError(
        .corrupt, "the log's tiles cannot be read", place: files.layout.log.string,
        remedy: "run 'strata audit verify'", cause: error)
    }
    guard edge.root == checkpoint.root else {
      throw StrataError(
        .corrupt,
        "the journal is not the one that the checkpoint over \(checkpoint.size) entries was signed "
          + "for: an old copy was continued, or an entry was changed",
        place: files.layout.checkpoint.string,
        remedy: "keep a copy of everything and run 'strata audit verify'")
    }
    return edge
  }

  // MARK: - All of it

  /// What all of the journal's leaves make of a checkpoint and of the tiles.
  struct Comparison {
    /// The root over as many entries as the checkpoint covers.
    var root: TreeHash
    /// The tiles that are not what the leaves make of them. Of the unfinished ones of leaves none is
    /// looked at: they are not flushed.
    var damagedTiles: [Tile] = []
  }

  /// Makes the whole tree anew, and compares the tiles with it.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` where entries are missing.
  /// - Complexity: O(entries).
  func compared(through size: TreeSize) throws -> Comparison {
    var edge = TileEdge()
    var damaged: [Tile] = []
    let compare = { (tiles: [TileData]) in
      damaged += tiles.filter { (try? self.files.read($0.tile)) != $0.bytes }.map(\.tile)
    }
    try grow(&edge, through: size.count, compare)
    compare(edge.partialTiles.filter { !$0.tile.isLowest })
    return Comparison(root: edge.root, damagedTiles: damaged)
  }

  /// Writes all tiles anew.
  ///
  /// - Complexity: O(entries).
  func makeTiles() throws {
    try holding {
      var edge = TileEdge()
      try grow(&edge, through: newest().checkpoint.size.count) { try files.write($0) }
      try files.write(edge.partialTiles)
    }
  }

  func verify(_ checkpoint: SignedCheckpoint, by history: KeyHistory) throws {
    do {
      let keys = history.keys(signing: checkpoint.checkpoint.size)
      _ = try checkpoint.verify(TrustPolicy(logKeys: keys))
    } catch {
      throw StrataError(
        .corrupt, "the checkpoint is not signed by the log's key",
        place: files.layout.checkpoint.string,
        remedy: "restore the file from a backup or from whoever holds the chain", cause: error)
    }
  }

  /// Reads the hashes of the tree as the newest checkpoint has it, and so of all smaller ones.
  func reader(at newest: TreeSize) -> TileHashReader {
    TileHashReader(size: newest) { try self.read($0) }
  }

  /// The bytes of a tile: what lies below it in the journal for a tile of leaves, else its file.
  func read(_ tile: Tile) throws -> [UInt8] {
    guard tile.isLowest else { return try files.read(tile) }
    return try leaves(Int64(tile.range.lowerBound) + 1...Int64(tile.range.upperBound))
      .flatMap(\.bytes)
  }

  private func entryCount() throws -> Int {
    try driver.read { connection in
      try connection.query("SELECT coalesce(max(position), 0) FROM entries").first?.int(0) ?? 0
    }
  }

  private func leaves(_ positions: ClosedRange<Int64>) throws -> [TreeHash] {
    try driver.read { connection in
      try connection.query(
        "SELECT leaf FROM entries WHERE position >= ? AND position <= ? ORDER BY position",
        .integer(positions.lowerBound), .integer(positions.upperBound)
      ).map { row in
        guard let hash = TreeHash(bytes: try row.bytes(0)) else {
          throw StrataError(
            .corrupt, "the journal holds a leaf hash that is none",
            place: "entries \(positions.lowerBound) to \(positions.upperBound)",
            remedy: "run 'strata audit verify'")
        }
        return hash
      }
    }
  }
}

extension Tile {
  /// Whether its hashes are those of leaves, which the journal keeps.
  fileprivate var isLowest: Bool { content == .hashes(level: 0) }
}
