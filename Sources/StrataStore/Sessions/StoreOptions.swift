public import CoreMetrics
public import StrataCore
public import SystemPackage
public import TransparencyLog

/// Everything that a store takes from outside: time, randomness, files, limits.
public struct StoreOptions: Sendable {
  /// What a store is opened for.
  public enum Access: Sendable {
    /// Reading and writing: what a crash left behind is made whole on opening.
    case writing
    /// Reading only: opens in milliseconds, changes nothing, works on a read-only disk.
    case reading
  }

  /// When session directories are written.
  public enum Materialisation: Sendable {
    /// Before a verb returns (the command).
    case beforeReturning
    /// Soon after a verb has returned (a server); `close` waits for all of them.
    case background
  }

  /// What the store is opened for.
  public var access: Access = .writing
  /// Whether opening for writing makes whole what a crash left behind; not before a repair, which does
  /// so itself and must open a store of which rows cannot be read.
  public var recoversOnOpening = true
  /// The time.
  public var clock: @Sendable () -> Timestamp
  /// A source of randomness, asked for once a session.
  public var randomness: @Sendable () -> any RandomNumberGenerator
  /// How long a start waits for the customer's version lock, in seconds (row C1).
  public var lockWaitSeconds: Double = 5
  /// After how many seconds a lock may be broken (row C2).
  public var lockLeaseSeconds: Double = 30
  /// When session directories are written.
  public var materialisation: Materialisation = .beforeReturning
  /// Decides the versions; the terms in the store's `vocabulary.json` are added to it.
  public var policy: VersionPolicy = VersionPolicy()
  /// Where sessions go while the storage fails (row S4); nil for a folder of the user's own that
  /// belongs to the store.
  public var temporaryStorage: FilePath?
  /// How often a failing storage is tried before temporary storage takes a session (row S4).
  public var backoff: Backoff = Backoff()
  /// The files.
  public var fileSystem: any FileSystem
  /// Who holds the locks that this store takes.
  public var holder: LockHolder
  /// The code in force, for every entry that names no other (row A1).
  public var code: CodeState?
  /// The name under which a new store's log is known, for example `audit.example.com/strata`; nil
  /// for one made of the store's id.
  public var origin: KeyName?
  /// How many seconds pass at least between two checkpoints of a store that stays open.
  public var checkpointSeconds: Double = 1
  /// Where durations and counts of the store's work go (row Q3); the process's unless set.
  public var metrics: any MetricsFactory
  /// Waits some seconds.
  public var pause: @Sendable (Double) async throws -> Void
  /// Whether a process of this machine is running.
  package var isRunning: @Sendable (LockHolder) -> Bool
  /// Opens the database of the journal.
  package var openDriver: @Sendable (JournalLocation, Access) throws -> any SQLDriver

  /// The system's clock, randomness and files.
  public init() {
    clock = { SystemClock.now() }
    randomness = { SystemRandomNumberGenerator() }
    fileSystem = POSIXFileSystem()
    metrics = MetricsSystem.factory
    holder = LockHolder.current(user: nil)
    isRunning = { LockHolder.isRunning($0) }
    pause = { try await Task.sleep(for: .seconds($0)) }
    openDriver = { location, access in
      switch location {
      case .file(let path): return try SQLiteDriver(at: path, for: access)
      case .postgres(let url):
        throw StrataError(
          .usage, "this program was built without PostgreSQL", place: url.description,
          remedy: "link StrataPostgres and call StoreOptions.usePostgres()")
      }
    }
  }
}
