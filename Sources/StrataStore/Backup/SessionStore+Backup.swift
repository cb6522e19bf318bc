public import AgeEncryption
public import StrataCore
public import SystemPackage

/// What a making of a backup came to.
public struct BackupReport: Hashable, Sendable, Codable {
  /// The backup's folder.
  public var folder: String
  /// How many entries it holds.
  public var entries: Int64
  /// How many of them are new.
  public var newEntries: Int64
  /// How many bytes were written.
  public var byteCount: Int
  /// How many bytes it has in all.
  public var totalByteCount: Int
  /// How many segments were written anew, because words in them were erased.
  public var rewritten: Int
  /// Whether it is encrypted.
  public var isEncrypted: Bool

  enum CodingKeys: String, CodingKey {
    case folder, entries, rewritten
    case newEntries = "new_entries"
    case byteCount = "bytes_written"
    case totalByteCount = "bytes"
    case isEncrypted = "encrypted"
  }
}

extension SessionStore {
  /// Makes a backup, or goes on with one: what was recorded since, and again what holds words that were
  /// erased since (row R3).
  ///
  /// Others may write meanwhile: the backup holds exactly what its checkpoint covers, which is signed
  /// when it begins. A crash leaves the former backup whole. Two at once take turns.
  /// - Throws: ``StrataError``: `usage` where the folder lies in the store, `conflict` where it holds
  ///   something else, another store or another history, `corrupt`, `storage`.
  /// - Complexity: O(what is new); memory is that of one segment, 8 MiB and an entry.
  public func backUp(
    to folder: FilePath, secrecy: BackupSecrecy, progress: @escaping (Progress) -> Void = { _ in }
  ) throws -> BackupReport {
    try BackupRun(
      store: self, folder: BackupFolder(root: folder, fileSystem: options.fileSystem),
      cipher: BackupCipher(recipients: secrecy.recipients), progress: progress
    ).run()
  }
}

/// A backup as it lies there, without a store.
public struct Backup: Sendable {
  /// Its folder.
  public let folder: FilePath
  /// What it holds.
  public let manifest: BackupManifest

  private let identities: [AgeIdentity]
  private let fileSystem: any FileSystem

  /// Opens a backup; identities are wanted where it is encrypted and more than its manifest is read.
  ///
  /// - Throws: ``StrataError``: `notFound`, `newerFormat`, `corrupt`, `storage`.
  public init(
    at folder: FilePath, identities: [AgeIdentity] = [],
    fileSystem: any FileSystem = POSIXFileSystem()
  ) throws {
    manifest = try BackupReading(at: folder, identities: identities, fileSystem: fileSystem)
      .manifest
    self.folder = folder
    self.identities = identities
    self.fileSystem = fileSystem
  }

  /// Checks the backup: each file against its digest, and where it can be read each entry, content and
  /// turn against the checkpoint; an empty answer says that all is there as it was.
  ///
  /// - Parameter isDeep: whether the files are read, and not merely compared with their digests.
  /// - Complexity: O(bytes of the backup); memory is that of one segment.
  public func findings(
    isDeep: Bool, progress: (Progress) -> Void = { _ in }
  ) throws -> [Finding] {
    let lock = try BackupReading.hold(at: folder, on: fileSystem)
    return try withExtendedLifetime(lock) {
      try BackupReading(at: folder, identities: identities, fileSystem: fileSystem)
        .findings(isDeep: isDeep, progress: progress)
    }
  }
}
