import StrataCore
package import StrataStore
import Synchronization

/// A database driver that fails at a chosen call, before or after the database did its work.
package final class FaultyDriver: SQLDriver {
  /// What happens at the chosen call.
  package enum Fault: Hashable, Sendable {
    /// The call fails; nothing of its transaction stays.
    case error
    /// The transaction is committed, and the process dies before it hears of it: this call and
    /// every later one fails.
    case deathAfterCommit
    /// The process dies before the call: this one and every later one fails.
    case death
  }

  /// What is to fail, shared by the drivers that a test opens one after another.
  package final class Plan: Sendable {
    private struct State {
      var calls = 0
      var failing: Int?
      var fault: Fault = .error
      var isDead = false
      var wasHit = false
      var isFull = false
    }

    private let state = Mutex(State())
    private let disk: FaultyFileSystem?

    /// Nothing fails; whoever has a disk dies together with it.
    package init(dyingWith disk: FaultyFileSystem? = nil) { self.disk = disk }

    /// Whether the disk with the database is full: every statement that writes fails.
    package var isFull: Bool {
      get { state.withLock { $0.isFull } }
      set { state.withLock { $0.isFull = newValue } }
    }

    /// Fails a call, counted from 1, from now on.
    package func fail(call: Int, with fault: Fault) {
      state.withLock { state in
        state = State(failing: call, fault: fault, isFull: state.isFull)
      }
    }

    /// Nothing fails any more, as after the process was started again.
    package func heal() {
      state.withLock { $0 = State(wasHit: $0.wasHit, isFull: $0.isFull) }
    }

    /// Whether the chosen call was reached.
    package var wasHit: Bool { state.withLock { $0.wasHit } }

    /// What the next call meets.
    fileprivate func next(writes: Bool) throws(StrataError) -> Fault? {
      let isDiskDead = disk?.isDead == true
      let fault: Fault? = state.withLock { state in
        if isDiskDead || state.isDead { return .death }
        state.calls += 1
        if writes, state.isFull { return .error }
        guard state.calls == state.failing else { return nil }
        state.wasHit = true
        state.isDead = state.fault != .error
        return state.fault
      }
      if let fault, fault != .error { disk?.die() }
      guard let fault, fault != .deathAfterCommit else { return fault }
      throw FaultyDriver.failure
    }
  }

  fileprivate static let failure = StrataError(
    .storage, "the disk with the journal is full", remedy: "free disk space")

  private let base: any SQLDriver
  private let plan: Plan

  /// Puts faults before a driver. Every statement and every commit counts as a call.
  package init(_ base: any SQLDriver, plan: Plan) {
    self.base = base
    self.plan = plan
  }

  /// See ``SQLDriver/write(_:)``.
  package func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    var dies = false
    let value = try base.write { connection in
      let value = try body(FaultyConnection(base: connection, plan: plan))
      dies = try plan.next(writes: false) == .deathAfterCommit
      return value
    }
    if dies { throw Self.failure }
    return value
  }

  /// See ``SQLDriver/read(_:)``.
  package func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    try base.read { try body(FaultyConnection(base: $0, plan: plan)) }
  }

  /// See ``SQLDriver/sweep()``.
  package func sweep() throws {
    guard try plan.next(writes: true) == nil else { throw Self.failure }
    try base.sweep()
  }

  /// See ``SQLDriver/close()``.
  package func close() throws { try base.close() }
}

private struct FaultyConnection: SQLConnection {
  let base: any SQLConnection
  let plan: FaultyDriver.Plan

  var dialect: SQLDialect { base.dialect }

  func run(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> Int {
    _ = try plan.next(writes: true)
    return try base.run(sql, arguments)
  }

  func query(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> [SQLRow] {
    _ = try plan.next(writes: false)
    return try base.query(sql, arguments)
  }
}
