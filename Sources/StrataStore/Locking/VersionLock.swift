public import StrataCore
import SystemPackage

/// What a ``VersionLock`` takes from outside.
public struct LockSettings: Sendable {
  /// How long a waiter waits, in seconds (row C1).
  public var waitSeconds: Double
  /// How long a lock is held unless it is renewed, in seconds.
  public var leaseSeconds: Double
  /// This process.
  public var holder: LockHolder
  /// The time.
  public var clock: @Sendable () -> Timestamp
  /// Random numbers.
  public var randomness: @Sendable () -> UInt64
  /// Waits for so many seconds.
  public var pause: @Sendable (Double) async throws -> Void
  /// Whether a process of this machine is running.
  public var isRunning: @Sendable (LockHolder) -> Bool

  /// Makes settings.
  public init(
    waitSeconds: Double = 5, leaseSeconds: Double = 30, holder: LockHolder = .current(),
    clock: @escaping @Sendable () -> Timestamp,
    randomness: @escaping @Sendable () -> UInt64 = { .random(in: 0 ... .max) },
    pause: @escaping @Sendable (Double) async throws -> Void = {
      try await Task.sleep(nanoseconds: UInt64(max(0, $0) * 1e9))
    },
    isRunning: @escaping @Sendable (LockHolder) -> Bool = { LockHolder.isRunning($0) }
  ) {
    self.waitSeconds = waitSeconds
    self.leaseSeconds = leaseSeconds
    self.holder = holder
    self.clock = clock
    self.randomness = randomness
    self.pause = pause
    self.isRunning = isRunning
  }
}

/// The lock under which a customer's next version is assigned: `sessions/{customer}/.version_lock`
/// (rows C1, C2).
///
/// First come, first served, between processes and within one. The lock alone promises nothing: a
/// holder that slept through its lease does not know that it was broken. So each holder has a
/// fencing number, and a commit must prove that no higher one was given and its own was not broken.
public struct VersionLock: Sendable {
  let layout: StoreLayout
  let fileSystem: any FileSystem
  let settings: LockSettings
  let leftBehind = LeftBehind()

  /// The locks of a store.
  public init(layout: StoreLayout, fileSystem: any FileSystem, settings: LockSettings) {
    self.layout = layout
    self.fileSystem = fileSystem
    self.settings = settings
  }

  /// Waits for the lock of a customer, whose directory must exist.
  ///
  /// - Parameters:
  ///   - onBreak: called at once with each lock that was taken away from its holder, also where the
  ///     wait then fails: it is to be recorded.
  ///   - nextFence: called once, while the lock is held, with the highest number that was broken;
  ///     returns a number above that one and above every number that has committed.
  /// - Throws: ``StrataError`` with code `lockTimeout` that names the holder; what the closures
  ///   throw, after the lock was given back; what the pause throws, when the task is cancelled.
  public nonisolated(nonsending) func acquire(
    _ customer: CustomerID, onBreak: (LockBreak) throws -> Void,
    nextFence: (Int64?) throws -> Int64
  ) async throws -> HeldLock {
    // Whoever finds others waiting stands behind them, even if the lock is free at this moment.
    let folder = layout.waiting(for: customer)
    if try fileSystem.status(of: folder) == nil,
      let lock = try take(customer, brokenFence: nil, nextFence)
    {
      return lock
    }
    let now = settings.clock()
    let line = WaitingLine(
      folder: folder, staging: layout.staging, fileSystem: fileSystem,
      waiter: Waiter(
        holder: settings.holder, until: now.advanced(bySeconds: settings.waitSeconds + 1),
        patience: settings.waitSeconds),
      arrivedAt: now, token: settings.randomness(), leftBehind: leftBehind)
    do {
      try line.join()
      let lock = try await wait(in: line, for: customer, onBreak, nextFence)
      line.leave()
      return lock
    } catch {
      line.leave()
      throw error
    }
  }

  private nonisolated(nonsending) func wait(
    in line: WaitingLine, for customer: CustomerID, _ onBreak: (LockBreak) throws -> Void,
    _ nextFence: (Int64?) throws -> Int64
  ) async throws -> HeldLock {
    var patience = Patience(seconds: settings.waitSeconds, at: settings.clock())
    var brokenFence: Int64?
    var rhythm = PollingRhythm()
    while true {
      let look = rhythm.next()
      let ahead = try line.placesAhead(look.isJudging ? judgement : nil)
      rhythm.moved(to: ahead)
      if ahead == 0 {
        if let lock = try take(customer, brokenFence: brokenFence, nextFence) { return lock }
        if look.isJudging, let broken = try breakLock(of: customer) {
          try onBreak(broken)
          brokenFence = max(brokenFence ?? 0, broken.broken?.fence ?? 0)
          continue
        }
      }
      guard !patience.isOver else { throw timeout(customer, ahead: ahead) }
      try await settings.pause(look.pauseSeconds)
      patience.waited(atLeast: look.pauseSeconds, now: settings.clock())
    }
  }

  /// Takes the lock where it is free; nil where it is not.
  private func take(
    _ customer: CustomerID, brokenFence: Int64?, _ nextFence: (Int64?) throws -> Int64
  ) throws -> HeldLock? {
    let path = layout.lock(of: customer)
    let now = settings.clock()
    var record = LockRecord(
      holder: settings.holder, acquiredAt: now,
      leaseUntil: now.advanced(bySeconds: settings.leaseSeconds),
      token: hexadecimal(settings.randomness()), fence: 0)
    do {
      try fileSystem.createFile(record.bytes, at: path, mode: FilePermissions(rawValue: 0o644))
    } catch {
      guard error.isTaken else { throw error }
      guard try takeAwayOwn(customer) else { return nil }
      return try take(customer, brokenFence: brokenFence, nextFence)
    }
    do {
      record.fence = try nextFence(brokenFence)
      try fileSystem.write(record.bytes, to: path, at: 0)
    } catch {
      record.fence = 0
      if (try? displace(customer, judged: record.bytes)) != true {
        leftBehind.add(record, of: customer)
      }
      throw error
    }
    return HeldLock(customer: customer, record: record)
  }

  var judgement: LockJudgement {
    LockJudgement(
      me: settings.holder, now: settings.clock(), leaseSeconds: settings.leaseSeconds,
      isRunning: settings.isRunning)
  }
}

// MARK: - While it is held

extension VersionLock {
  /// Begins a new lease.
  ///
  /// - Throws: ``StrataError`` with code `fencedOff` where the lock was broken or its lease ran out.
  public func renew(_ lock: HeldLock) throws(StrataError) -> HeldLock {
    let now = settings.clock()
    // Close to its end the lease may run out, and be broken, between the check and the write.
    let margin = min(1, settings.leaseSeconds / 10)
    guard now.advanced(bySeconds: margin) < lock.record.leaseUntil, try isOwn(lock) else {
      throw fencedOff(lock)
    }
    var record = lock.record
    record.leaseUntil = now.advanced(bySeconds: settings.leaseSeconds)
    do {
      try fileSystem.write(record.bytes, to: layout.lock(of: lock.customer), at: 0)
    } catch {
      guard error.isMissing else { throw error }
      throw fencedOff(lock)
    }
    return HeldLock(customer: lock.customer, record: record)
  }

  /// Whether a lock may be kept for further work: nobody waits for it, and its lease has hardly begun.
  func mayKeep(_ lock: HeldLock) -> Bool {
    let age = settings.clock().microseconds(since: lock.record.acquiredAt)
    guard age >= 0, Double(age) / 1e6 < settings.leaseSeconds / 3 else { return false }
    do {
      return try fileSystem.status(of: layout.waiting(for: lock.customer)) == nil
    } catch {
      return false
    }
  }

  /// Gives the lock back. Where it was broken meanwhile, the lock of whoever has it now stays.
  ///
  /// - Throws: ``StrataError`` with code `storage`. Other processes may then have to wait until the
  ///   lease has run out; this one may acquire it again at once.
  public func release(_ lock: HeldLock) throws(StrataError) {
    do {
      try giveBack(lock)
      leftBehind.removeLock(of: lock.customer)
    } catch {
      leftBehind.add(lock.record, of: lock.customer)
      throw error
    }
  }

  private func giveBack(_ lock: HeldLock) throws(StrataError) {
    guard try isOwn(lock) else { return }
    let path = layout.lock(of: lock.customer)
    guard settings.clock() < lock.record.leaseUntil else {
      // Somebody may be breaking it at this moment.
      _ = try displace(lock.customer, judged: lock.record.bytes)
      return
    }
    do {
      try fileSystem.removeFile(at: path)
    } catch {
      guard error.isMissing else { throw error }
    }
  }

  /// Who holds a customer's lock, where that can be read.
  public func current(_ customer: CustomerID) throws(StrataError) -> LockRecord? {
    try lockFile(of: customer)?.record
  }

  /// Takes a lock away that this process holds no more and could not take away before; whether it did.
  private func takeAwayOwn(_ customer: CustomerID) throws(StrataError) -> Bool {
    guard let token = leftBehind.lock(of: customer) else { return false }
    let file = try lockFile(of: customer)
    guard let file, file.record?.token == token else { return false }
    guard try displace(customer, judged: file.bytes, inode: file.status.inode) else { return false }
    leftBehind.removeLock(of: customer)
    return true
  }

  /// - Throws: also where nobody can tell, because the file cannot be read.
  private func isOwn(_ lock: HeldLock) throws(StrataError) -> Bool {
    do {
      let path = layout.lock(of: lock.customer)
      return try fileSystem.readFile(path, maximumBytes: 65_536) == lock.record.bytes
    } catch {
      guard error.isMissing else { throw error }
      return false
    }
  }

  private func fencedOff(_ lock: HeldLock) -> StrataError {
    StrataError(
      .fencedOff, "the version lock of \(lock.customer) was lost: its lease ran out",
      place: layout.lock(of: lock.customer).string,
      remedy: "nothing was written; start the session again")
  }
}
