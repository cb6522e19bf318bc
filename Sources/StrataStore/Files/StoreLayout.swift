public import StrataCore
public import SystemPackage

/// Where everything of a store lies. Paths are made only here, and only of checked values (row S3).
public struct StoreLayout: Hashable, Sendable {
  /// The store's folder.
  public let root: FilePath
  /// The same; nil where its name is empty or no text.
  private let rootText: String?

  /// The layout of the store in a folder.
  public init(root: FilePath) {
    self.root = root
    let text = root.string
    rootText = !text.isEmpty && FilePath(text) == root ? text : nil
  }

  /// A path below the root, made at once: appending parses both parts and the whole again.
  private func path(_ relative: String) -> FilePath {
    guard let rootText else { return root.appending(relative) }
    return FilePath("\(rootText)/\(relative)")
  }

  /// What makes a folder a store: format version and store id.
  public var marker: FilePath { path("strata.json") }
  /// The journal's database.
  public var journal: FilePath { path("journal.db") }
  /// The user's own terms, where there are any.
  public var vocabulary: FilePath { path("vocabulary.json") }
  /// What is taken out of commands before they are kept, where the store has rules of its own.
  public var redaction: FilePath { path("redaction.json") }
  /// The customers' folders.
  public var sessions: FilePath { path("sessions") }
  /// Directories that are being made.
  public var staging: FilePath { path(".staging") }
  /// What was moved aside; never deleted (row R4).
  public var quarantine: FilePath { path("quarantine") }

  /// What is held outside the database to prove that nobody edited it: checkpoint, keys, tiles.
  public var log: FilePath { root.appending("log") }
  /// The hashes of the log.
  public var tiles: FilePath { root.appending("log/tile") }
  /// The newest signed checkpoint of the log.
  public var checkpoint: FilePath { root.appending("log/checkpoint") }
  /// The newest checkpoint that a witness has cosigned.
  public var cosignedCheckpoint: FilePath { root.appending("log/cosigned") }
  /// The first public key of the log, for those who verify.
  public var verifierKey: FilePath { root.appending("log/log.vkey") }
  /// The rotations of the log's key, where there were any.
  public var keyHistory: FilePath { root.appending("log/key-history") }
  /// The chain of checkpoints (row D4).
  public var chain: FilePath { root.appending("log/chain") }
  /// The folder of what is secret.
  public var keys: FilePath { root.appending("keys") }
  /// The private key of the log, readable by its owner alone.
  public var signerKey: FilePath { root.appending("keys/log.key") }
  /// The private key that is about to take over.
  public var nextSignerKey: FilePath { root.appending("keys/log.key.next") }
  /// The private key by which the store cosigns the logs of others, where it does.
  public var witnessKey: FilePath { root.appending("keys/witness.key") }
  /// What the store has cosigned of the logs of others.
  public var witnessMemory: FilePath { root.appending("log/witness-memory") }

  /// The archive of the topics: a folder a topic (row E4).
  public var archive: FilePath { root.appending("archive") }

  /// What says which files the archive of a topic has, with their digests.
  public func archiveManifest(of topic: Topic) -> FilePath {
    root.appending("archive/\(topic.rawValue)/manifest.jsonl")
  }

  /// A file of the archive.
  public func archived(_ segment: ArchiveSegment) -> FilePath {
    root.appending("archive/\(segment.topic.rawValue)/\(segment.fileName)")
  }

  /// A customer's folder.
  public func customer(_ customer: CustomerID) -> FilePath {
    path("sessions/\(customer.name)")
  }

  /// The directory of one version (row S1).
  public func version(_ version: SemanticVersion, of customer: CustomerID) -> FilePath {
    path("sessions/\(customer.name)/\(version)")
  }

  /// One of a version's four files.
  public func file(
    _ file: SessionFile, of version: SemanticVersion, of customer: CustomerID
  ) -> FilePath {
    path("sessions/\(customer.name)/\(version)/\(file.rawValue)")
  }

  /// What a customer's folder holds beside versions.
  static let lockName = ".version_lock"
  static let waitingName = ".version_lock.waiting"

  /// A customer's version lock (row C1).
  public func lock(of customer: CustomerID) -> FilePath {
    path("sessions/\(customer.name)/\(Self.lockName)")
  }

  /// The folder in which those who wait for a customer's lock stand in line.
  public func waiting(for customer: CustomerID) -> FilePath {
    path("sessions/\(customer.name)/\(Self.waitingName)")
  }

  /// Where a lock that is being broken or given back is put aside: among what is being made, so
  /// that nothing stays in the customer's folder where the process dies there.
  func displacedLock(token: UInt64) -> FilePath {
    path(".staging/version_lock-\(hexadecimal(token))")
  }

  /// Where a session's directory is made before it is renamed into place.
  public func staged(_ session: SessionID, token: UInt64) -> FilePath {
    path(".staging/\(session)-\(hexadecimal(token))")
  }

  /// Where what stood in a session's directory is moved.
  public func quarantined(_ session: SessionID, token: UInt64) -> FilePath {
    path("quarantine/\(session)-\(hexadecimal(token))")
  }

  /// Where something that belongs to no session is moved.
  func quarantined(_ what: String, token: UInt64) -> FilePath {
    path("quarantine/\(what)-\(hexadecimal(token))")
  }

  /// Where a directory that stood under the name of a customer's lock is moved.
  func quarantinedLock(of customer: CustomerID, token: UInt64) -> FilePath {
    path("quarantine/\(customer.name)-version_lock-\(hexadecimal(token))")
  }

  /// The folders of a store, with the modes that they are made with.
  var folders: [(FilePath, FilePermissions)] {
    [
      (sessions, .everyoneReads), (log, .everyoneReads), (staging, .ownerOnly),
      (quarantine, .ownerOnly), (keys, .ownerOnly),
    ]
  }

  /// Makes the folders that are not there yet; those that are keep their owner and mode.
  ///
  /// The root itself may be a link to a directory: which folder is the store is the caller's choice.
  /// - Throws: ``StrataError`` with code `corrupt` where something else stands under a name.
  public func createFolders(on fileSystem: any FileSystem) throws(StrataError) {
    if try fileSystem.status(of: root.appending(".")) == nil {
      _ = try fileSystem.ensureDirectory(at: root, mode: .everyoneReads)
    }
    for (path, mode) in folders {
      _ = try fileSystem.ensureDirectory(at: path, mode: mode)
    }
  }
}

extension FilePermissions {
  /// 0755.
  static let everyoneReads = FilePermissions(rawValue: 0o755)
  /// 0700.
  static let ownerOnly = FilePermissions(rawValue: 0o700)
}

extension FileSystem {
  /// Makes a directory unless it is there; something else under the name is refused.
  func ensureDirectory(
    at path: FilePath, mode: FilePermissions
  ) throws(StrataError) -> FileStatus {
    if let status = try status(of: path) { return try status.requiringDirectory(path) }
    do {
      try createDirectory(at: path, mode: mode)
    } catch {
      // Another process may have been first.
      guard error.isTaken else { throw error }
    }
    guard let status = try status(of: path) else {
      throw StrataError(cannot: "make the directory", path, .noSuchFileOrDirectory)
    }
    return try status.requiringDirectory(path)
  }
}

extension FileStatus {
  func requiringDirectory(_ path: FilePath) throws(StrataError) -> FileStatus {
    guard kind == .directory else {
      throw StrataError(
        .corrupt, "a \(kind.rawValue) stands where a directory of the store must be",
        place: path.string,
        remedy: "look where it comes from, move it away and try again")
    }
    return self
  }
}

/// Sixteen digits.
func hexadecimal(_ token: UInt64) -> String {
  let digits = String(token, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
