import Dispatch
import StrataCore
import StrataStore
import Synchronization

/// Stops the writer of one process at a commit, while others go on: how a holder of a lock sleeps
/// through its lease.
final class Stall: Sendable {
  enum Point: CaseIterable, Sendable { case beforeCommit, afterCommit }

  private struct State {
    var armed: Point?
    var caller: CheckedContinuation<Bool, Never>?
    var isReached = false
    var hasEnded = false
  }

  private static let patienceSeconds = 60.0
  private let state = Mutex(State())
  private let gate = DispatchSemaphore(value: 0)

  /// Stops the next transaction.
  func arm(_ point: Point) { state.withLock { $0 = State(armed: point) } }

  /// Waits until the writer has stopped, or until ``end()``; says whether it has stopped.
  func reached() async -> Bool {
    await withCheckedContinuation { continuation in
      let known: Bool? = state.withLock { state in
        if state.isReached || state.hasEnded { return state.isReached }
        state.caller = continuation
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }

  /// The operation is over; nothing is stopped any more.
  func end() {
    let caller = state.withLock { state in
      state.hasEnded = true
      state.armed = nil
      defer { state.caller = nil }
      return state.caller
    }
    caller?.resume(returning: false)
  }

  /// Lets the writer go on.
  func release() { gate.signal() }

  fileprivate func pass(_ point: Point) {
    let (stops, caller) = state.withLock { state in
      guard state.armed == point else { return (false, nil as CheckedContinuation<Bool, Never>?) }
      state.armed = nil
      state.isReached = true
      defer { state.caller = nil }
      return (true, state.caller)
    }
    guard stops else { return }
    caller?.resume(returning: true)
    _ = gate.wait(timeout: .now() + Self.patienceSeconds)
  }
}

/// A driver that a ``Stall`` can stop.
struct StallingDriver: SQLDriver {
  let base: any SQLDriver
  let stall: Stall

  func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    stall.pass(.beforeCommit)
    let value = try base.write(body)
    stall.pass(.afterCommit)
    return value
  }

  func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    try base.read(body)
  }

  func sweep() throws { try base.sweep() }

  func close() throws { try base.close() }
}
