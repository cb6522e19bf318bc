public import AgeEncryption
public import StrataCore
public import SystemPackage
public import TransparencyLog

/// What is to be restored, and where.
public struct RestoreRequest: Sendable {
  /// The backup's folder.
  public var backup: FilePath
  /// The folder of the store.
  public var target: FilePath
  /// Whether the store that is there is moved aside and replaced.
  public var replacesStore = false
  /// The moment: everything that was recorded by then; nil for all that the backup holds.
  public var at: Timestamp?
  /// What opens an encrypted backup.
  public var identities: [AgeIdentity] = []
  /// An empty PostgreSQL database for the journal; nil for a file of the store.
  public var journal: PostgresURL?
  /// The newest checkpoint that the lost store ever signed, where that is known for certain: the log goes
  /// on if the restored journal covers it.
  public var newestCheckpoint: SignedCheckpoint?

  /// Asks for all that a backup holds, in a new folder.
  public init(backup: FilePath, target: FilePath) {
    self.backup = backup
    self.target = target
  }
}

/// What was restored.
public struct RestoreReport: Hashable, Sendable, Codable {
  /// The identity of the store.
  public var identity: SessionID
  /// Its folder.
  public var store: String
  /// How many of the backup's entries were restored.
  public var entries: Int64
  /// How many the backup holds.
  public var backedUp: Int64
  /// When the newest of them was recorded.
  public var lastEntryAt: Timestamp
  /// How many sessions there are.
  public var sessionCount = 0
  /// How many erasures of later were recorded anew.
  public var erasureCount: Int
  /// The anonymised successors of sealed versions that were made for them.
  public var successors: [SessionName] = []
  /// The public key that signs the store's log now.
  public var log: String
  /// Whether that is the log that was backed up.
  public var continuesLog: Bool
  /// Where the former store was moved.
  public var movedAside: String?

  enum CodingKeys: String, CodingKey {
    case identity, store, entries, log, successors
    case backedUp = "backup_entries"
    case lastEntryAt = "last_entry_at"
    case sessionCount = "sessions"
    case erasureCount = "erasures"
    case continuesLog = "continues_log"
    case movedAside = "moved_aside"
  }
}

extension SessionStore {
  /// Restores a store from a backup (row R3).
  ///
  /// It is made beside its place, opened, checked whole and its log verified; only then it gets its name.
  /// A store that it replaces is moved aside, never deleted. What was erased stays erased, also where the
  /// moment lies before the erasure: then it is recorded again, and a sealed version gets its anonymised
  /// successor. Unless the log can go on without a fork, a new one begins that names the former.
  /// - Throws: ``StrataError``: `notFound`, `usage` where a key is missing, `conflict` where the place is
  ///   taken, `corrupt` where the backup is damaged or the result does not pass its check, `storage`.
  /// - Complexity: O(bytes of the backup).
  public static func restore(
    _ request: RestoreRequest, options: StoreOptions = .init(),
    progress: @escaping (Progress) -> Void = { _ in }
  ) async throws -> RestoreReport {
    try await StoreRestoration(request: request, options: options, progress: progress).run()
  }
}
