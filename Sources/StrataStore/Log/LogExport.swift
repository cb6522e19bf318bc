import StrataCore
public import SystemPackage
import TransparencyLog

/// What an export wrote.
public struct LogExport: Hashable, Sendable {
  /// How many entries were published before, 0 for the first time.
  public var from: Int
  /// How many are published now.
  public var size: Int
  /// How many tiles of hashes were written.
  public var tiles: Int
  /// How many entry bundles were written.
  public var bundles: Int
}

extension SessionStore {
  /// Publishes the log in a folder, in the layout of C2SP tlog-tiles: checkpoint, full and partial tiles,
  /// entry bundles. What is there already is gone on with.
  ///
  /// The checkpoint is written last, so that whoever reads the folder meanwhile finds every tile that
  /// it needs.
  /// - Throws: ``StrataError``: `conflict` where the folder holds another log or a later one, `corrupt`
  ///   where an entry is not what was signed, `storage`.
  /// - Complexity: O(entries that are new there); memory is that of one bundle.
  public func exportLog(
    to folder: FilePath, progress: @escaping (Progress) -> Void = { _ in }
  ) throws -> LogExport {
    try LogPublication(
      folder: folder, log: log, driver: driver, fileSystem: options.fileSystem, progress: progress
    ).run()
  }
}

private struct LogPublication {
  let folder: FilePath
  let log: MerkleLog
  let driver: any SQLDriver
  let fileSystem: any FileSystem
  let progress: (Progress) -> Void

  func run() throws -> LogExport {
    let newest = try log.newest()
    let size = newest.checkpoint.size
    _ = try fileSystem.ensureDirectory(at: folder, mode: .everyoneReads)
    let former = try published(before: newest)
    let tiles = Tile.changed(from: former, to: size)
    let bundles = Tile.changedEntries(from: former, to: size)
    var frontier = try MerkleFrontier(size: former, reading: log.reader(at: size))
    for (index, bundle) in bundles.enumerated() {
      try write(entries(of: bundle, growing: &frontier), at: bundle.path)
      progress(Progress(step: "entries", completed: index + 1, total: bundles.count))
    }
    guard frontier.root == newest.checkpoint.root else {
      throw StrataError(
        .corrupt, "the entries are not those that the checkpoint was signed over",
        place: "table entries", remedy: "run 'strata audit verify'")
    }
    for tile in tiles { try write(TileData(tile, bytes: log.read(tile)).bytes, at: tile.path) }
    try fileSystem.flushAll(containing: folder)
    try fileSystem.put(
      newest.bytes, at: folder.appending(Checkpoint.path), mode: .everyoneReadsFile)
    try fileSystem.flush(folder)
    return LogExport(
      from: former.count, size: size.count, tiles: tiles.count, bundles: bundles.count)
  }

  /// How many entries the folder has, where it is this log's.
  private func published(before newest: SignedCheckpoint) throws -> TreeSize {
    let path = folder.appending(Checkpoint.path)
    guard try fileSystem.status(of: path) != nil else { return 0 }
    let remedy = "name another folder, or an empty one"
    let former: SignedCheckpoint
    do {
      former = try SignedCheckpoint(
        parsing: fileSystem.readFile(path, maximumBytes: SignedNote.maximumByteCount))
      try log.verify(former, by: try log.files.keyHistory())
    } catch {
      throw StrataError(
        .conflict, "the folder holds a checkpoint that is not of this log", place: path.string,
        remedy: remedy, cause: error)
    }
    let (old, new) = (former.checkpoint, newest.checkpoint)
    guard old.size <= new.size,
      try TreeHash.root(of: old.size, reading: log.reader(at: new.size)) == old.root
    else {
      throw StrataError(
        .conflict,
        "the folder holds the log with \(old.size) entries, of which this one with \(new.size) is "
          + "no continuation", place: path.string,
        remedy: "keep the folder, and give its checkpoint to 'strata audit verify --checkpoint'")
    }
    return old.size
  }

  private func write(_ bytes: [UInt8], at path: String) throws(StrataError) {
    let file = folder.appending(path)
    try fileSystem.ensureFolders(to: file.removingLastComponent(), below: folder)
    try fileSystem.put(bytes, at: file, mode: .everyoneReadsFile, flushing: false)
  }

  /// The bundle of a tile's entries; those that are new are added to the tree, which shows whether they
  /// are what was signed.
  private func entries(
    of bundle: Tile, growing frontier: inout MerkleFrontier
  ) throws -> [UInt8] {
    let rows = try driver.read { connection in
      try connection.query(
        """
        SELECT \(EntryRow.columns) FROM entries WHERE position > ? AND position <= ?
        ORDER BY position
        """, .int(bundle.range.lowerBound), .int(bundle.range.upperBound)
      ).map { try EntryRow($0) }
    }
    let leaves = rows.map(\.leaf)
    let differing = zip(rows, leaves).first { $0.storedLeaf != $1.node.bytes }?.0
    guard rows.count == bundle.width, differing == nil else {
      let position = differing?.record.position ?? Int64(bundle.range.lowerBound + rows.count + 1)
      throw StrataError(
        .corrupt, "entry \(position) is not what was signed",
        place: "table entries, row \(position)",
        remedy: "run 'strata audit verify'")
    }
    for leaf in leaves.dropFirst(frontier.size.count - bundle.range.lowerBound) {
      try frontier.append(leaf)
    }
    return try EntryBundle(rows.map(\.record.bytes)).bytes
  }
}
