import Foundation
import Glibc
import StrataCore
import StrataTesting
import Synchronization
import SystemPackage
import Testing

@testable import StrataStore

/// A store's folders with one customer, and locks on it.
struct LockBench {
  let scratch: ScratchFolder
  let layout: StoreLayout
  let customer: CustomerID
  let clock: ManualClock
  let fences = Shared<[Int64]>([])
  let breaks = Shared<[LockBreak]>([])

  init() throws {
    scratch = try ScratchFolder()
    layout = try scratch.layout()
    customer = try CustomerID("acme")
    clock = try ManualClock()
    _ = try SessionDirectory(layout: layout, fileSystem: POSIXFileSystem()).prepare(customer)
  }

  /// A lock whose pauses move the clock and take no time.
  func lock(
    on fileSystem: any FileSystem = POSIXFileSystem(), holder: LockHolder = .current(user: "mira")
  ) -> VersionLock {
    let clock = clock
    return VersionLock(
      layout: layout, fileSystem: fileSystem,
      settings: LockSettings(
        holder: holder, clock: { clock.now }, pause: { clock.advance(bySeconds: $0) }))
  }

  /// A lock that really waits.
  func waitingLock(seconds: Double = 60) -> VersionLock {
    VersionLock(
      layout: layout, fileSystem: POSIXFileSystem(),
      settings: LockSettings(
        waitSeconds: seconds, leaseSeconds: 600,
        clock: { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)) }))
  }

  /// Acquires; the fence is one above the highest that was given or broken.
  func acquire(_ lock: VersionLock) async throws -> HeldLock {
    try await lock.acquire(customer, onBreak: { broken in breaks.withLock { $0.append(broken) } }) {
      broken in
      fences.withLock { fences in
        let next = max(fences.last ?? 0, broken ?? 0) + 1
        fences.append(next)
        return next
      }
    }
  }

  /// Puts a lock file there as another holder would have.
  func plant(_ holder: LockHolder, fence: Int64 = 7, leaseSeconds: Double = 30) throws -> LockRecord
  {
    let record = LockRecord(
      holder: holder, acquiredAt: clock.now,
      leaseUntil: clock.now.advanced(bySeconds: leaseSeconds), token: "planted", fence: fence)
    try plant(record.bytes)
    return record
  }

  func plant(_ bytes: [UInt8], on fileSystem: any FileSystem = POSIXFileSystem()) throws {
    try fileSystem.createFile(
      bytes, at: layout.lock(of: customer), mode: FilePermissions(rawValue: 0o644))
  }

  var names: [String] {
    get throws { try POSIXFileSystem().list(layout.customer(customer)) }
  }

  /// A holder on a machine that nobody here can see.
  static var elsewhere: LockHolder {
    LockHolder(
      user: "otto", host: "far", bootID: "b", pidNamespace: "n", process: 4711, startTime: 1)
  }

  /// A holder on this machine whose process has ended.
  static var dead: LockHolder {
    get throws {
      let process = try ChildProcess()
      let holder = try process.holder()
      process.kill()
      process.reap()
      return holder
    }
  }
}

/// A value behind a mutex that copies of a struct share.
final class Shared<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  init(_ value: Value) {
    mutex = Mutex(value)
  }

  func withLock<Result: Sendable>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    try mutex.withLock { value in try body(&value) }
  }

  var value: Value { withLock { $0 } }
}

/// A real process that does nothing until it is killed.
struct ChildProcess {
  let id: pid_t

  init() throws {
    var id: pid_t = 0
    let arguments = ["sleep", "600"].map { text in text.withCString { strdup($0) } }
    defer { for argument in arguments { free(argument) } }
    let result = posix_spawn(&id, "/bin/sleep", nil, nil, arguments + [nil], nil)
    guard result == 0 else { throw Errno(rawValue: result) }
    self.id = id
  }

  func holder() throws -> LockHolder {
    var holder = LockHolder.current(user: "otto")
    holder.process = id
    holder.startTime = try #require(ProcessStatus(of: id)).startTime
    return holder
  }

  /// Ends it; it stays a zombie until it is reaped.
  func kill() {
    _ = Glibc.kill(id, SIGKILL)
    var info = siginfo_t()
    _ = waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT)
  }

  func reap() {
    var status: Int32 = 0
    _ = waitpid(id, &status, 0)
  }
}
