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

  func hasKey() throws(StrataError) -> Bool {
    guard try fileSystem.status(of: layout.signerKey) != nil else { return false }
    return try fileSystem.status(of: layout.verifierKey) != nil
  }

  /// Keeps the first key.
  func writeKey(_ key: SignerKey) throws(StrataError) {
    try fileSystem.put(Self.text(of: key), at: layout.signerKey, mode: .ownerReads)
    try fileSystem.put(
      Array("\(key.verifier)\n".utf8), at: layout.verifierKey, mode: .everyoneReadsFile)
  }

  private static func text(of key: SignerKey) -> [UInt8] { Array("\(key.secretText)\n".utf8) }

  /// The private key that signs now.
  ///
  /// - Throws: ``StrataError``: `storage` where it cannot be read, `corrupt` where it is no key, is not
  ///   the one whose turn it is, or where others may read it.
  func signerKey() throws(StrataError) -> SignerKey {
    let current = try keyHistory().currentKey
    let key = try privateKey(at: layout.signerKey)
    if key.verifier == current { return key }
    // A rotation was interrupted after it was decided: its key has not got its name yet.
    if let next = try nextSignerKey(), next.verifier == current { return next }
    throw StrataError(
      .corrupt, "the log's private key is not the one whose turn it is",
      place: layout.signerKey.string, remedy: "restore the newest file from a backup")
  }

  /// A private key.
  ///
  /// - Throws: ``StrataError``: `storage` where it cannot be read, `corrupt` where it is no key or
  ///   where others may read it.
  func privateKey(at place: FilePath) throws(StrataError) -> SignerKey {
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

  /// Which of the files that sign and verify is not there, or cannot be used; nil where all can. A
  /// private key that others may read is there.
  ///
  /// - Throws: ``StrataError`` with code `storage` where the files cannot be looked at.
  func loss() throws(StrataError) -> String? {
    for path in [layout.checkpoint, layout.verifierKey, layout.signerKey] {
      let name = path.lastComponent?.string ?? ""
      guard let status = try fileSystem.status(of: path) else { return "\(name) is missing" }
      guard status.kind == .file else { return "a \(status.kind.rawValue) stands at \(name)" }
    }
    do {
      _ = try keyHistory()
      let mode = try fileSystem.status(of: layout.signerKey)?.mode.rawValue ?? 0
      if mode & 0o077 == 0 { _ = try signerKey() }
      return nil
    } catch {
      guard error.code == .corrupt else { throw error }
      return error.message
    }
  }

  /// The log's keys: the first one, which never changes, and the rotations since.
  func keyHistory() throws(StrataError) -> KeyHistory {
    let first = try firstKey()
    let bytes: [UInt8]
    do {
      bytes = try fileSystem.readFile(
        layout.keyHistory, maximumBytes: KeyHistory.maximumByteCount)
    } catch {
      guard error.isMissing else { throw error }
      return KeyHistory(firstKey: first)
    }
    let history: KeyHistory
    do {
      history = try KeyHistory(parsing: bytes)
    } catch {
      throw StrataError(
        .corrupt, "the history of the log's keys cannot be read", place: layout.keyHistory.string,
        remedy: "restore the file from a backup", cause: error)
    }
    guard history.firstKey == first else {
      throw StrataError(
        .corrupt, "the history of the log's keys begins with another key than the log's first",
        place: layout.keyHistory.string, remedy: "restore both files from a backup")
    }
    return history
  }

  /// Puts a history in the place of the former one; when it returns, it survives a power cut.
  func write(_ history: KeyHistory) throws(StrataError) {
    try fileSystem.put(history.bytes, at: layout.keyHistory, mode: .everyoneReadsFile)
    try fileSystem.flush(layout.log)
  }

  /// Whether a rotation was begun and not finished.
  func hasStagedKey() throws(StrataError) -> Bool {
    try fileSystem.status(of: layout.nextSignerKey) != nil
  }

  /// The key of a rotation that was not finished; nil where there is none.
  func nextSignerKey() throws(StrataError) -> SignerKey? {
    guard try hasStagedKey() else { return nil }
    return try privateKey(at: layout.nextSignerKey)
  }

  /// Keeps the key of a rotation that is about to be decided.
  func stage(_ key: SignerKey) throws(StrataError) {
    try fileSystem.put(Self.text(of: key), at: layout.nextSignerKey, mode: .ownerReads)
    try fileSystem.flush(layout.keys)
  }

  /// Forgets the key of a rotation that never was decided.
  func unstage() throws(StrataError) { try fileSystem.removeFile(at: layout.nextSignerKey) }

  /// Gives the key of a rotation its name; the former private key is gone.
  func promote() throws(StrataError) {
    try fileSystem.replace(layout.signerKey, with: layout.nextSignerKey)
    try fileSystem.flush(layout.keys)
  }

  /// The log's first public key.
  private func firstKey() throws(StrataError) -> VerifierKey {
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
    try checkpoint(at: layout.checkpoint)
  }

  /// The newest checkpoint that a witness has cosigned, nil where none has. Its signatures are not
  /// verified here.
  func cosignedCheckpoint() throws(StrataError) -> SignedCheckpoint? {
    try checkpoint(at: layout.cosignedCheckpoint)
  }

  private func checkpoint(at path: FilePath) throws(StrataError) -> SignedCheckpoint? {
    let bytes: [UInt8]
    do {
      bytes = try fileSystem.readFile(path, maximumBytes: Self.maximumNoteBytes)
    } catch {
      guard error.isMissing else { throw error }
      return nil
    }
    do {
      return try SignedCheckpoint(parsing: bytes)
    } catch {
      throw StrataError(
        .corrupt, "the log's checkpoint cannot be read", place: path.string,
        remedy: "restore the file from a backup or from whoever holds the chain", cause: error)
    }
  }

  /// Puts a checkpoint in the place of the former one.
  func write(_ checkpoint: SignedCheckpoint) throws(StrataError) {
    try fileSystem.put(checkpoint.bytes, at: layout.checkpoint, mode: .everyoneReadsFile)
  }

  /// Keeps a checkpoint that witnesses have cosigned, in the place of the former one.
  func write(cosigned checkpoint: SignedCheckpoint) throws(StrataError) {
    try fileSystem.put(checkpoint.bytes, at: layout.cosignedCheckpoint, mode: .everyoneReadsFile)
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
      try fileSystem.ensureFolders(to: path.removingLastComponent(), below: layout.log)
      try fileSystem.put(tile.bytes, at: path, mode: .everyoneReadsFile, flushing: flushing)
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
}
