import Glibc
public import StrataCore
public import SystemPackage

/// A session that waits outside the store until the store can be written again (row S4).
public struct KeptSession: Hashable, Sendable {
  /// The session.
  public let id: SessionID
  /// When it was put there.
  public let keptAt: Timestamp

  /// Names a kept session.
  public init(id: SessionID, keptAt: Timestamp) {
    self.id = id
    self.keptAt = keptAt
  }

  fileprivate var fileName: String {
    let time = String(max(0, keptAt.microseconds))
    return String(repeating: "0", count: 20 - time.utf8.count) + "\(time)-\(id).json"
  }

  fileprivate init?(fileName: String) {
    guard fileName.utf8.count == 62, fileName.hasSuffix(".json"),
      let microseconds = Int64(fileName.prefix(20)),
      let id = SessionID(String(fileName.dropFirst(21).prefix(36)))
    else { return nil }
    self.init(id: id, keptAt: Timestamp(microseconds: microseconds))
  }
}

/// Where sessions go while their store cannot be written (row S4): one file each, on the disk before
/// anybody is told that the session exists.
public struct TemporaryStorage: Sendable {
  /// The folder; made when it is first needed.
  public let path: FilePath
  private let fileSystem: any FileSystem

  private static let largestRecord = 1 << 30

  /// The temporary storage in a folder.
  public init(at path: FilePath, fileSystem: any FileSystem) {
    self.path = path
    self.fileSystem = fileSystem
  }

  /// Where a store's sessions go by default: below `XDG_STATE_HOME`, else `~/.local/state`, else
  /// `/var/tmp`, which a restart does not empty.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where the store's id is not made of 1 to 64
  ///   letters, digits and hyphens.
  public static func defaultLocation(
    storeID: String, environment: [String: String]
  ) throws(StrataError) -> FilePath {
    let isPlain = storeID.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        || byte == 0x2D
    }
    guard isPlain, (1...64).contains(storeID.utf8.count) else {
      throw StrataError(
        .invalidInput, "\(String(storeID.prefix(80)).debugDescription) is not a store's id",
        remedy: "use 1 to 64 letters, digits and hyphens")
    }
    func absolute(_ name: String) -> FilePath? {
      environment[name].map { FilePath($0) }.flatMap { $0.isAbsolute ? $0 : nil }
    }
    if let state = absolute("XDG_STATE_HOME") {
      return state.appending("strata").appending(storeID)
    }
    if let home = absolute("HOME") {
      return home.appending(".local").appending("state").appending("strata").appending(storeID)
    }
    return FilePath("/var/tmp").appending("strata-\(geteuid())").appending(storeID)
  }

  /// Keeps a session; on return it survives a power cut.
  public func keep(
    _ bytes: [UInt8], as id: SessionID, at time: Timestamp
  ) throws(StrataError) {
    try makeFolder()
    let name = KeptSession(id: id, keptAt: time).fileName
    let staged = path.appending(".\(name).new")
    do {
      try fileSystem.createFile(bytes, at: staged, mode: FilePermissions(rawValue: 0o600))
      try fileSystem.flush(staged)
      try fileSystem.move(staged, to: path.appending(name))
    } catch {
      try? fileSystem.removeFile(at: staged)
      throw error
    }
    try fileSystem.flush(path)
  }

  /// The sessions that wait, oldest first.
  public func kept() throws(StrataError) -> [KeptSession] {
    guard let status = try fileSystem.status(of: path) else { return [] }
    try requireOwn(status)
    return try fileSystem.list(path).compactMap { KeptSession(fileName: $0) }
  }

  /// What was kept of a session.
  public func bytes(of kept: KeptSession) throws(StrataError) -> [UInt8] {
    try fileSystem.readFile(path.appending(kept.fileName), maximumBytes: Self.largestRecord)
  }

  /// Removes a session that was moved into its store; on return that survives a power cut.
  public func remove(_ kept: KeptSession) throws(StrataError) {
    try fileSystem.removeFile(at: path.appending(kept.fileName))
    try fileSystem.flush(path)
  }

  /// Where a kept session lies.
  func file(of kept: KeptSession) -> FilePath { path.appending(kept.fileName) }

  private func makeFolder() throws(StrataError) {
    if let status = try fileSystem.status(of: path) { return try requireOwn(status) }
    var folder = path
    var missing: [FilePath] = []
    while try fileSystem.status(of: folder.appending(".")) == nil, folder.lastComponent != nil {
      missing.append(folder)
      folder = folder.removingLastComponent()
    }
    for next in missing.reversed() {
      _ = try fileSystem.ensureDirectory(at: next, mode: .ownerOnly)
      try fileSystem.flush(next.removingLastComponent())
    }
    guard let status = try fileSystem.status(of: path) else {
      throw StrataError(cannot: "make the directory", path, .noSuchFileOrDirectory)
    }
    try requireOwn(status)
  }

  /// In a folder that others may write, somebody else could have made it first.
  private func requireOwn(_ status: FileStatus) throws(StrataError) {
    _ = try status.requiringDirectory(path)
    guard status.owner == geteuid() else {
      throw StrataError(
        .storage, "the temporary storage belongs to another user (\(status.owner))",
        place: path.string, remedy: "set XDG_STATE_HOME to a folder of your own")
    }
  }
}
