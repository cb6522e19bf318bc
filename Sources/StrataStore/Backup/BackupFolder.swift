import StrataCore
import SystemPackage

/// The folder of a backup. A file gets its name when it is whole, and counts when the manifest names
/// it; the manifest changes by one rename.
struct BackupFolder {
  let root: FilePath
  let fileSystem: any FileSystem

  private static let manifestName = "manifest.json"
  private static let copyName = "manifest.copy.json"
  private static let segmentsName = "segments"
  private static let lockName = ".lock"
  private static let maximumManifestBytes = 1 << 30

  var manifestPath: FilePath { root.appending(Self.manifestName) }
  private var copyPath: FilePath { root.appending(Self.copyName) }
  private var segments: FilePath { root.appending(Self.segmentsName) }

  /// Makes the folder, or refuses one that holds something else.
  func prepare() throws(StrataError) {
    if try fileSystem.status(of: root.appending(".")) == nil {
      _ = try fileSystem.ensureDirectory(at: root, mode: .ownerOnly)
    }
    let own: Set = [Self.manifestName, Self.copyName, Self.segmentsName, Self.lockName]
    let stranger = try fileSystem.list(root).first { !own.contains($0) && !Self.isStaged($0) }
    if let stranger, try fileSystem.status(of: manifestPath) == nil {
      throw StrataError(
        .conflict, "the folder is no backup and not empty: it holds \(stranger.debugDescription)",
        place: root.string, remedy: "name an empty folder, or one that does not exist")
    }
    _ = try fileSystem.ensureDirectory(at: segments, mode: .ownerOnly)
  }

  /// Waits until nobody else makes or reads the backup.
  func hold() throws(StrataError) -> FileLock {
    try fileSystem.holdLock(root.appending(Self.lockName))
  }

  // MARK: - Manifest

  /// The manifest, or its copy where it is damaged; nil where there is neither.
  func manifest() throws(StrataError) -> (manifest: BackupManifest, damage: StrataError?)? {
    do throws(StrataError) {
      if let manifest = try read(manifestPath) { return (manifest, nil) }
      guard let copy = try read(copyPath) else { return nil }
      return (copy, missing)
    } catch {
      guard error.code == .corrupt, let copy = try? read(copyPath) else { throw error }
      return (copy, error)
    }
  }

  private var missing: StrataError {
    StrataError(
      .corrupt, "the backup's manifest is missing", place: manifestPath.string,
      remedy: "the copy beside it is used; the next backup writes both")
  }

  private func read(_ path: FilePath) throws(StrataError) -> BackupManifest? {
    guard try fileSystem.status(of: path) != nil else { return nil }
    let bytes = try fileSystem.readFile(path, maximumBytes: Self.maximumManifestBytes)
    return try BackupManifest(parsing: bytes, place: path.string)
  }

  /// Puts a manifest in the place of the former one; when it returns, it survives a power cut.
  func write(_ manifest: BackupManifest) throws(StrataError) {
    let bytes = try manifest.bytes()
    try fileSystem.put(bytes, at: manifestPath, mode: .ownerReads)
    try fileSystem.flush(root)
    try fileSystem.put(bytes, at: copyPath, mode: .ownerReads)
    try fileSystem.flush(root)
  }

  // MARK: - Files

  /// Writes a file; it counts when the manifest names it.
  func write(_ bytes: [UInt8], named name: String) throws(StrataError) -> BackupManifest.File {
    let digest = ContentDigest.text(of: bytes)
    // The same name always holds the same bytes.
    let unique = name.replacing("*", with: digest.dropFirst(7).prefix(12))
    let path = "\(Self.segmentsName)/\(unique)"
    try fileSystem.put(bytes, at: root.appending(path), mode: .ownerReads)
    return BackupManifest.File(path: path, byteCount: bytes.count, digest: digest)
  }

  /// Waits until the names of the files are on the disk.
  func flushFiles() throws(StrataError) { try fileSystem.flush(segments) }

  /// Reads a file and compares it with the manifest.
  ///
  /// - Throws: ``StrataError``: `corrupt` where it is missing or another one, `storage`.
  func read(_ file: BackupManifest.File) throws(StrataError) -> [UInt8] {
    let path = root.appending(file.path)
    let remedy = "use another copy of the backup, or make a new one while the store is there"
    guard Self.isSafe(file.path), try fileSystem.status(of: path)?.kind == .file else {
      throw StrataError(
        .corrupt, "a file of the backup is missing", place: path.string, remedy: remedy)
    }
    let bytes: [UInt8]
    do {
      bytes = try fileSystem.readFile(path, maximumBytes: file.byteCount)
    } catch {
      guard error.errno == .fileTooLarge else { throw error }
      bytes = []
    }
    guard bytes.count == file.byteCount, ContentDigest.text(of: bytes) == file.digest else {
      throw StrataError(
        .corrupt, "a file of the backup is not the one that was written", place: path.string,
        remedy: remedy)
    }
    return bytes
  }

  /// The files that no manifest names: what an interrupted backup left, or a newer one replaced.
  func leftovers(beside manifest: BackupManifest) throws(StrataError) -> [FilePath] {
    guard try fileSystem.status(of: segments) != nil else { return [] }
    let named = Set(manifest.segments.map(\.file.path) + [manifest.state.path])
    return try fileSystem.list(segments).filter { !named.contains("\(Self.segmentsName)/\($0)") }
      .map { segments.appending($0) }
  }

  /// Removes what no manifest names any more, so that erased words stay nowhere.
  func removeLeftovers(beside manifest: BackupManifest) throws(StrataError) {
    for path in try leftovers(beside: manifest)
    where path.lastComponent.map({ Self.isOwn($0.string) }) == true {
      try fileSystem.removeFile(at: path)
    }
  }

  private static func isOwn(_ name: String) -> Bool {
    [".jsonl.gz", ".jsonl.gz.age"].contains { name.hasSuffix($0) || name.hasSuffix($0 + ".new") }
  }

  private static func isStaged(_ name: String) -> Bool {
    [manifestName, copyName].contains { name == $0 + ".new" }
  }

  /// Whether a path from a manifest stays in the folder.
  private static func isSafe(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0] == segmentsName && !parts[1].isEmpty
      && parts[1] != "." && parts[1] != ".."
  }
}
