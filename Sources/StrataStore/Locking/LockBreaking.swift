import StrataCore
import SystemPackage

/// What was found under the name of a lock.
struct LockFile {
  /// Its bytes; nil where they cannot be read.
  var bytes: [UInt8]?
  var status: FileStatus

  /// What it says; nil where it is torn or cannot be read.
  var record: LockRecord? { bytes.flatMap { LockRecord($0) } }
}

extension LockJudgement {
  /// The reason for taking a lock away, or nil where its holder keeps it.
  func reason(against file: LockFile) -> LockBreak.Reason? {
    let record = file.record
    return reason(
      against: record, isTorn: record == nil && file.bytes != nil,
      modifiedAt: file.status.modifiedAt)
  }
}

extension VersionLock {
  /// Takes a customer's lock away from its holder, if that may be done and nobody else was quicker.
  func breakLock(of customer: CustomerID) throws(StrataError) -> LockBreak? {
    guard let file = try lockFile(of: customer) else { return nil }
    guard
      let reason = judgement.reason(against: file),
      try displace(customer, judged: file.bytes, inode: file.status.inode)
    else { return nil }
    return LockBreak(
      customer: customer, reason: reason, broken: file.record, by: settings.holder,
      at: settings.clock())
  }

  func lockFile(of customer: CustomerID) throws(StrataError) -> LockFile? {
    let path = layout.lock(of: customer)
    guard let status = try fileSystem.status(of: path) else { return nil }
    do {
      return LockFile(bytes: try fileSystem.readFile(path, maximumBytes: 65_536), status: status)
    } catch {
      // A link, a directory, a file of another user: nobody can tell who holds it.
      return error.isMissing ? nil : LockFile(bytes: nil, status: status)
    }
  }

  /// Takes a lock out of the way by renaming it, and checks only then that it is the one that was
  /// judged: of many who try, one succeeds, and no lock that was taken meanwhile is lost.
  ///
  /// - Returns: whether the lock that was judged is gone, by this call.
  func displace(
    _ customer: CustomerID, judged: [UInt8]?, inode: UInt64? = nil
  ) throws(StrataError) -> Bool {
    let path = layout.lock(of: customer)
    let aside = layout.displacedLock(token: settings.randomness())
    _ = try fileSystem.ensureDirectory(at: layout.staging, mode: .ownerOnly)
    do {
      try fileSystem.move(path, to: aside)
    } catch {
      guard error.isMissing else { throw error }
      return false
    }
    if try isJudged(aside, bytes: judged, inode: inode) {
      try remove(aside, of: customer)
      return true
    }
    do {
      try fileSystem.move(aside, to: path)
    } catch {
      guard error.isTaken else { throw error }
      // Two hold the lock now; of their fencing numbers only one can commit.
      try remove(aside, of: customer)
    }
    return false
  }

  private func isJudged(
    _ path: FilePath, bytes: [UInt8]?, inode: UInt64?
  ) throws(StrataError) -> Bool {
    if let inode, try fileSystem.status(of: path)?.inode != inode { return false }
    return bytes == (try? fileSystem.readFile(path, maximumBytes: 65_536))
  }

  /// A directory that somebody made under the lock's name is kept (row R4).
  private func remove(_ aside: FilePath, of customer: CustomerID) throws(StrataError) {
    guard try fileSystem.status(of: aside)?.kind == .directory else {
      return try fileSystem.removeFile(at: aside)
    }
    _ = try fileSystem.ensureDirectory(at: layout.quarantine, mode: .ownerOnly)
    try fileSystem.move(
      aside, to: layout.quarantinedLock(of: customer, token: settings.randomness()))
  }

  /// Why a waiter gives up.
  func timeout(_ customer: CustomerID, ahead: Int) -> StrataError {
    let seconds = settings.waitSeconds.formatted
    let place = layout.lock(of: customer).string
    let others = ahead == 1 ? "1 other waits" : "\(ahead) others wait"
    guard let record = try? current(customer) else {
      return StrataError(
        .lockTimeout,
        "the version lock of \(customer) could not be had within \(seconds) s: "
          + (ahead == 0 ? "it cannot be read" : "\(others) before this one"),
        place: place, remedy: "try again")
    }
    let holder = record.holder
    return StrataError(
      .lockTimeout,
      "the version lock of \(customer) could not be had within \(seconds) s: \(holder.user) on "
        + "\(holder.host) (process \(holder.process)) holds it since \(record.acquiredAt)"
        + (ahead == 0 ? "" : ", and \(others) before this one"),
      place: place,
      remedy: "try again; if process \(holder.process) hangs, end it, and the lock is taken over; "
        + "otherwise its lease ends at \(record.leaseUntil)")
  }
}

extension Double {
  /// Without a fraction where there is none.
  fileprivate var formatted: String {
    self == rounded() && magnitude < 1e15 ? String(Int(self)) : String(self)
  }
}
