import StrataCore
package import StrataStore
import Synchronization
import SystemPackage

/// A machine on which processes start, fail and die, and whose power may fail: one clock, one disk.
///
/// Processes are seen by one another as on a real machine: a lock of a dead one is broken at once.
package final class SimulatedMachine: Sendable {
  private struct State {
    var boot = 1
    var lastProcess: Int32 = 1000
    var running: [Int32: SimulatedProcess] = [:]
  }

  /// Its time.
  package let clock: SimulatedClock
  /// Its disk, for all processes: full for all, torn for all when the power fails.
  package let disk: FaultyFileSystem
  private let state = Mutex(State())

  /// A machine that runs.
  package init(clock: SimulatedClock) {
    self.clock = clock
    disk = FaultyFileSystem(clock: { clock.now })
  }

  /// Starts a process and has options say that the store belongs to it.
  @discardableResult
  package func startProcess(with options: inout StoreOptions) -> SimulatedProcess {
    let (number, boot) = state.withLock { state in
      state.lastProcess += 1
      return (state.lastProcess, state.boot)
    }
    let holder = LockHolder(
      user: "process-\(number)", host: "machine", bootID: "boot-\(boot)", pidNamespace: "namespace",
      process: number, startTime: UInt64(number))
    let process = SimulatedProcess(holder, on: disk)
    state.withLock { $0.running[number] = process }
    let (open, database) = (StoreOptions.real.openDriver, process.database)
    options.clock = { [clock] in clock.now }
    options.holder = holder
    options.isRunning = { [weak self] in self?.isRunning($0) ?? false }
    options.fileSystem = process.files
    options.openDriver = { FaultyDriver(try open($0, $1), plan: database) }
    return process
  }

  /// The power fails: all processes die, what was not flushed is torn, and the machine boots anew.
  package func losePower(_ tear: FaultyFileSystem.Tear) throws {
    for process in state.withLock({ Array($0.running.values) }) { process.die() }
    try disk.losePower(tear)
    disk.restorePower()
    state.withLock { state in
      state.boot += 1
      state.running = [:]
    }
  }

  private func isRunning(_ holder: LockHolder) -> Bool {
    state.withLock { $0.running[holder.process] }?.isDead == false
  }
}

/// A process of a ``SimulatedMachine``: its files and its database die together.
package final class SimulatedProcess: Sendable {
  /// What happens to it.
  package enum Fault: Hashable, Sendable {
    /// A call to the file system fails, or it dies there.
    case file(FaultyFileSystem.Fault)
    /// A statement or a commit fails, or it dies there.
    case database(FaultyDriver.Fault)

    /// Whether the process goes on.
    package var isSurvived: Bool {
      switch self {
      case .file(.error), .database(.error): true
      case .file(.death), .database(.death), .database(.deathAfterCommit): false
      }
    }
  }

  /// Who it is.
  package let holder: LockHolder
  /// Its files.
  package let files: FaultyFileSystem
  /// Its database.
  package let database: FaultyDriver.Plan

  fileprivate init(_ holder: LockHolder, on disk: FaultyFileSystem) {
    self.holder = holder
    files = FaultyFileSystem(disk)
    database = FaultyDriver.Plan(dyingWith: files)
  }

  /// Plans one fault; calls count from 1 from now on.
  package func fail(call: Int, with fault: Fault) {
    switch fault {
    case .file(let fault): files.fail(call: call, with: fault)
    case .database(let fault): database.fail(call: call, with: fault)
    }
  }

  /// Whether the planned fault has happened.
  package var wasHit: Bool { files.wasHit || database.wasHit }

  /// Whether it has died.
  package var isDead: Bool { files.isDead }

  /// Dies now.
  package func die() { files.die() }
}
