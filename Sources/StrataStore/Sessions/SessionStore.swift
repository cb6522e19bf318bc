public import StrataCore
import Synchronization
public import SystemPackage

/// The sessions of one store: the journal that keeps them and the directories that show them.
///
/// ```swift
/// let store = try SessionStore.open(at: "/var/lib/advisor")
/// let session = try await store.start(
///   StartRequest(customer: CustomerID("acme"), turns: [Turn(.user, "We deploy on AWS")]))
/// try await store.close()
/// ```
///
/// Any number of stores, in any number of processes, may be open on one root.
public final class SessionStore: Sendable {
  /// The folder of the store.
  public let root: FilePath
  /// The identity of the store.
  public var identity: SessionID { marker.store }

  /// Where its journal is.
  public let journal: JournalLocation

  let layout: StoreLayout
  let options: StoreOptions
  let marker: StoreMarker
  let driver: LateDriver
  let commits: CommitQueue
  let directory: SessionDirectory
  let lock: VersionLock
  let mark: MaterialisationMark
  let materialiser: Materialiser
  let materialisation: MaterialisationQueue
  let policy: StorePolicy
  let assignment: Assignment
  let temporary: TemporarySessions
  let recovery: Recovery
  let log: MerkleLog
  let metrics: StoreMetrics
  let archive: EventArchive
  let recentSessions = RecentSessions()
  let background = Mutex(Background())

  /// Work that goes on beside the verbs.
  struct Background {
    /// Moves in what waits in temporary storage; verbs that start sessions wait for it.
    var moving: Task<Void, Never>?
    /// Moves the mark of what is materialised.
    var marking: Task<Void, Never>?
    /// Signs a checkpoint.
    var signing: Task<Void, Never>?
    /// When the last checkpoint was signed.
    var signedAt: Timestamp?
    /// Whether ``SessionStore/close()`` was called.
    var isClosed = false
  }

  private init(at layout: StoreLayout, marker: StoreMarker, options: StoreOptions) throws {
    root = layout.root
    self.layout = layout
    self.options = options
    self.marker = marker
    metrics = StoreMetrics(factory: options.metrics)
    let randomness = options.randomness
    let number: @Sendable () -> UInt64 = {
      var generator = randomness()
      return generator.next()
    }
    let fileSystem = options.fileSystem
    let openDriver = options.openDriver
    let journal = try marker.location(in: layout)
    self.journal = journal
    let files = LogFiles(layout: layout, fileSystem: fileSystem)
    driver = LateDriver(for: options.access) { access in
      try Self.opened(openDriver(journal, access), for: access, at: journal, beside: files)
    }
    mark = MaterialisationMark()
    commits = CommitQueue(
      driver: driver, mark: mark, code: options.code, clock: options.clock)
    directory = SessionDirectory(layout: layout, fileSystem: fileSystem, randomness: number)
    lock = VersionLock(
      layout: layout, fileSystem: fileSystem,
      settings: LockSettings(
        waitSeconds: options.lockWaitSeconds, leaseSeconds: options.lockLeaseSeconds,
        holder: options.holder, clock: options.clock, randomness: number, pause: options.pause,
        isRunning: options.isRunning))
    materialiser = Materialiser(
      driver: driver, directory: directory, layout: layout, fileSystem: fileSystem,
      metrics: metrics)
    materialisation = MaterialisationQueue(materialiser, mark: mark, mode: options.materialisation)
    policy = StorePolicy(options.policy, of: layout, on: fileSystem)
    assignment = Assignment(
      driver: driver, commits: commits, directory: directory, lock: lock, policy: policy,
      metrics: metrics)
    temporary = TemporarySessions(
      storage: TemporaryStorage(
        at: try options.temporaryStorage ?? Self.temporaryStorage(of: marker),
        fileSystem: fileSystem))
    log = MerkleLog(files: files, driver: driver)
    archive = EventArchive(layout: layout, fileSystem: fileSystem)
    recovery = Recovery(
      driver: driver, commits: commits, directory: directory, materialiser: materialiser,
      mark: mark, clock: options.clock, bootID: options.holder.bootID)
  }

  /// Makes a new store in a folder that is empty or does not exist, with its journal in a file there
  /// or in a PostgreSQL database that holds none yet.
  ///
  /// - Throws: ``StrataError``: `conflict` where a store or anything else is there, `storage`.
  public static func initialize(
    at root: FilePath, journal: PostgresURL? = nil, options: StoreOptions = .init()
  ) throws -> SessionStore {
    try StoreInitialisation(layout: StoreLayout(root: root), server: journal, options: options)
      .run()
    return try open(at: root, options: options)
  }

  /// Opens a store, and makes whole what a crash left behind unless it is opened for reading.
  ///
  /// A store whose disk refuses to be written, or whose database server cannot be reached, opens
  /// nevertheless, so that new sessions go to temporary storage (row S4); whatever else is asked of it
  /// says why it cannot be done.
  /// - Throws: ``StrataError``: `notFound` where there is no store, `newerFormat`, `storage`,
  ///   `corrupt`.
  public static func open(
    at root: FilePath, options: StoreOptions = .init()
  ) throws -> SessionStore {
    let layout = StoreLayout(root: root)
    let marker = try StoreMarker.read(from: layout, on: options.fileSystem)
    let store = try SessionStore(at: layout, marker: marker, options: options)
    if case .file(let path) = store.journal, try options.fileSystem.status(of: path) == nil {
      throw StrataError(
        .corrupt, "the store's journal is missing", place: path.string,
        remedy: "restore the file from a backup, or run 'strata recover'")
    }
    if case .writing = options.access { try store.prepareForWriting() }
    return store
  }

  /// Whenever a database is opened for writing, be it late, it is compared with what was signed before
  /// anything is appended.
  private static func opened(
    _ driver: any SQLDriver, for access: StoreOptions.Access, at journal: JournalLocation,
    beside files: LogFiles
  ) throws -> any SQLDriver {
    guard case .writing = access else { return driver }
    do {
      try driver.read { connection in
        let format = try Meta.format.value(in: connection).flatMap { Int($0) } ?? 0
        try StoreMarker.requireKnown(format, at: journal.description)
      }
      try MerkleLog(files: files, driver: driver).check()
      return driver
    } catch {
      try? driver.close()
      throw error
    }
  }

  private func prepareForWriting() throws {
    do {
      try driver.openForWriting()
      if options.recoversOnOpening { try recovery.run() }
      try settleKeyRotation()
      if try !temporary.waiting().isEmpty { moveInTemporarySessions() }
    } catch let error as StrataError where error.code == .storage {
      // A start meets the same failure and goes to temporary storage. Reading may still work where
      // the journal is a file.
      guard case .file = journal else { return }
      _ = try driver.read { try Meta.format.value(in: $0) }
    }
  }

  /// Waits until every session directory is written, then closes the journal. A store that is
  /// closed already stays so.
  ///
  /// - Throws: ``StrataError`` with code `storage` where a directory could not be written; the
  ///   sessions are kept, and the next opening makes their directories.
  public func close() async throws {
    let work = background.withLock { background -> [Task<Void, Never>?]? in
      defer { background.isClosed = true }
      return background.isClosed
        ? nil : [background.moving, background.marking, background.signing]
    }
    guard let work else { return }
    for task in work { await task?.value }
    let failures = await materialisation.finish()
    if failures.isEmpty, mark.shownCount >= Self.markDistance { moveMark() }
    // Whoever opens the store next signs what this could not: `audit verify` says what is unsigned.
    if case .writing = options.access { _ = try? log.sign() }
    try driver.close()
    if let (id, failure) = failures.min(by: { $0.key < $1.key }) {
      throw StrataError(
        .storage,
        "\(failures.count) session directories could not be written, first that of "
          + "session \(id)",
        remedy: "the sessions are kept; open the store again when the disk is "
          + "back", cause: failure)
    }
  }
}

// MARK: - Background work

extension SessionStore {
  /// After how many shown sessions closing moves the mark instead of leaving it to the next opening.
  private static let markDistance = 64
  /// After how many shown sessions the mark is moved while the store is open.
  private static let openMarkDistance = 2048

  private static func temporaryStorage(of marker: StoreMarker) throws -> FilePath {
    try TemporaryStorage.defaultLocation(
      storeID: marker.store.description, environment: SystemEnvironment.values)
  }

  private func moveMark() {
    // The mark only spares the next opening some work; without it nothing is lost.
    try? recovery.advance()
    try? commits.commitNow { _ in }
  }

  /// Shows a change of a session and returns the session as the caller sees it.
  func show(_ change: Materialiser.Change, entryCount: Int) async -> Session {
    var session = change.session
    if let note = await materialisation.show(change, entryCount: entryCount) {
      session.notes.append(note)
    }
    if mark.shownCount >= Self.openMarkDistance {
      background.withLock { background in
        guard background.marking == nil, !background.isClosed else { return }
        background.marking = Task {
          try? self.recovery.advance()
          self.background.withLock { $0.marking = nil }
        }
      }
    }
    signNowAndThen()
    return session
  }

  /// Signs a checkpoint beside the verbs, so that a long process leaves little unsigned.
  func signNowAndThen() {
    let now = options.clock()
    background.withLock { background in
      let last = background.signedAt ?? now
      background.signedAt = last
      guard background.signing == nil, !background.isClosed,
        Double(now.microseconds(since: last)) >= options.checkpointSeconds * 1e6
      else { return }
      background.signedAt = now
      background.signing = Task {
        _ = try? self.log.sign()
        self.background.withLock { $0.signing = nil }
      }
    }
  }

  private func moveInTemporarySessions() {
    background.withLock { $0.moving = Task { await self.moveIn() } }
  }

  /// Moves in what waits in temporary storage; what fails stays there for the next opening.
  private func moveIn() async {
    guard let waiting = try? temporary.waiting() else { return }
    for (kept, start) in waiting {
      do {
        let isKnown = try driver.read {
          try StoredSession.find(.id(start.id), in: $0) != nil
        }
        if !isKnown {
          var generator = options.randomness()
          let pending = try PendingStart(
            start.request, id: start.id, at: start.time, using: &generator, kept: start)
          let planned = try await assignment.assign(pending)
          _ = await show(.started(planned), entryCount: planned.entryCount)
        }
        try temporary.storage.remove(kept)
      } catch {
        continue
      }
    }
  }
}
