import StrataCore
import SystemPackage
import TransparencyLog

/// What is kept of the Merkle log outside the journal's database: its keys, the newest checkpoint and
/// the tiles of hashes, in the layout of C2SP tlog-tiles.
///
/// Of the unfinished tiles of leaves only the newest is kept, and not flushed: the journal has its
/// hashes too, and the root says which of both are right.
struct LogFiles: Sendable {
  let layout: StoreLayout
  let fileSystem: any FileSystem

  private static let maximumNoteBytes = 1 << 20

  // MARK: Keys

  func hasKey() throws(StrataError) -> Bool { try fileSystem.status(of: layout.signerKey) != nil }

  /// Keeps a new key: the private half first, for without it the public one is of no use.
  func writeKey(_ key: SignerKey) throws(StrataError) {
    try replace(layout.signerKey, with: Array((key.secretText + "\n").utf8), mode: .ownerReads)
    try replace(layout.verifierKey, with: Array("\(key.verifier)\n".utf8), mode: .everyoneReadsFile)
  }

  /// The private key.
  ///
  /// - Throws: ``StrataError``: `storage` where it cannot be read, `corrupt` where it is no key or
  ///   where others may read it.
  func signerKey() throws(StrataError) -> SignerKey {
    let place = layout.signerKey
    if let mode = try fileSystem.status(of: place)?.mode.rawValue, mode & 0o077 != 0 {
      throw StrataError(
        .corrupt, "others than its owner may use the log's private key", place: place.string,
        remedy: "run 'chmod 600' on it, and rotate the key if somebody may have read it")
    }
    let text = try text(of: place)
    do {
      return try SignerKey(secretText: text)
    } catch {
      throw StrataError(
        .corrupt, "the log's private key cannot be read", place: place.string,
        remedy: "restore the file from a backup", cause: error)
    }
  }

  /// The public key of the log.
  func verifierKey() throws(StrataError) -> VerifierKey {
    let text = try text(of: layout.verifierKey)
    do {
      return try VerifierKey(text)
    } catch {
      throw StrataError(
        .corrupt, "the log's public key cannot be read", place: layout.verifierKey.string,
        remedy: "restore the file from a backup", cause: error)
    }
  }

  private func text(of path: FilePath) throws(StrataError) -> String {
    let bytes = try fileSystem.readFile(path, maximumBytes: Self.maximumNoteBytes)
    return String(decoding: bytes.last == 0x0A ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }

  // MARK: Checkpoint

  /// The newest checkpoint, nil where there is no file. Its signatures are not verified here.
  func checkpoint() throws(StrataError) -> SignedCheckpoint? {
    let bytes: [UInt8]
    do {
      bytes = try fileSystem.readFile(layout.checkpoint, maximumBytes: Self.maximumNoteBytes)
    } catch {
      guard error.isMissing else { throw error }
      return nil
    }
    do {
      return try SignedCheckpoint(parsing: bytes)
    } catch {
      throw StrataError(
        .corrupt, "the log's checkpoint cannot be read", place: layout.checkpoint.string,
        remedy: "restore the file from a backup or from whoever holds the chain", cause: error)
    }
  }

  /// Puts a checkpoint in the place of the former one.
  func write(_ checkpoint: SignedCheckpoint) throws(StrataError) {
    try replace(layout.checkpoint, with: checkpoint.bytes, mode: .everyoneReadsFile)
  }

  /// Lets one process at a time extend the log.
  func hold() throws(StrataError) -> FileLock {
    try fileSystem.holdLock(layout.log.appending(".lock"))
  }

  // MARK: Tiles

  /// The bytes of a tile.
  func read(_ tile: Tile) throws(StrataError) -> [UInt8] {
    try fileSystem.readFile(path(of: tile), maximumBytes: Tile.fullByteCount)
  }

  /// Keeps tiles; what they replace are the unfinished versions of the full ones among them.
  func write(_ tiles: [TileData], flushing: Bool = true) throws(StrataError) {
    for tile in tiles {
      let path = path(of: tile.tile)
      try ensureFolder(path.removingLastComponent())
      try replace(path, with: tile.bytes, mode: .everyoneReadsFile, flushing: flushing)
      let unfinished = FilePath(path.string + ".p")
      if tile.tile.isFull, try fileSystem.status(of: unfinished) != nil {
        try fileSystem.removeTree(at: unfinished)
      }
    }
  }

  /// Forgets an unfinished tile that a wider one follows on.
  func forget(_ tile: Tile) throws(StrataError) {
    let path = path(of: tile)
    if try fileSystem.status(of: path) != nil { try fileSystem.removeFile(at: path) }
  }

  private func path(of tile: Tile) -> FilePath { layout.log.appending(tile.path) }

  private func ensureFolder(_ path: FilePath) throws(StrataError) {
    guard path != layout.log, try fileSystem.status(of: path) == nil else { return }
    try ensureFolder(path.removingLastComponent())
    _ = try fileSystem.ensureDirectory(at: path, mode: .everyoneReads)
  }

  /// Puts bytes in the place of a file, so that after a crash the old ones or the new ones are there.
  private func replace(
    _ path: FilePath, with bytes: [UInt8], mode: FilePermissions, flushing: Bool = true
  ) throws(StrataError) {
    let staged = FilePath(path.string + ".new")
    if try fileSystem.status(of: staged) != nil { try fileSystem.removeFile(at: staged) }
    try fileSystem.createFile(bytes, at: staged, mode: mode)
    if flushing { try fileSystem.flush(staged) }
    try fileSystem.replace(path, with: staged)
  }
}

extension FilePermissions {
  /// 0600.
  fileprivate static let ownerReads = FilePermissions(rawValue: 0o600)
  /// 0644.
  fileprivate static let everyoneReadsFile = FilePermissions(rawValue: 0o644)
}
