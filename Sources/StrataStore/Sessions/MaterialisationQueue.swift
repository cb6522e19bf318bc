import Foundation
import Glibc
import StrataCore
import Synchronization

/// Shows changes before a verb returns or soon after, and never more than a bounded number late.
final class MaterialisationQueue: Sendable {
  private struct Late: Sendable {
    var change: Materialiser.Change
    var entryCount: Int
  }

  private struct State {
    var waiting: [Late] = []
    /// How many changes of each session wait.
    var waitingCounts: [SessionID: Int] = [:]
    /// The size of the turns that wait.
    var waitingBytes = 0
    /// How many of ``waiting`` have been taken already.
    var taken = 0
    var isWorking = false
    /// Callers that wait for room or for the end, oldest first.
    var callers: [CheckedContinuation<Void, Never>] = []
    var failures: [SessionID: StrataError] = [:]
    /// The sessions of the failures.
    var late: [SessionID: Session] = [:]
  }

  /// How many directories may be late; about as many as one thread makes in a second.
  private static let waitingLimit = 4096
  /// How much of conversations may wait, for an import brings long ones.
  private static let waitingBytesLimit = 32 << 20
  private static let niceness: Int32 = 10

  private let state = Mutex(State())
  private let materialiser: Materialiser
  private let mark: MaterialisationMark
  private let mode: StoreOptions.Materialisation

  init(
    _ materialiser: Materialiser, mark: MaterialisationMark, mode: StoreOptions.Materialisation
  ) {
    self.materialiser = materialiser
    self.mark = mark
    self.mode = mode
  }

  /// Shows a change, and returns a note for the caller where its directory is late.
  ///
  /// The session is kept whatever happens here: a directory that cannot be written is made when
  /// the store is opened next, and the caller is told so.
  func show(_ change: Materialiser.Change, entryCount: Int) async -> String? {
    switch mode {
    case .beforeReturning:
      return perform(change, entryCount: entryCount).map { error in
        "the session is kept, but its directory could not be written yet: \(error.message)"
      }
    case .background:
      await waitForRoom()
      mark.willShow(change.session.id)
      let starts = state.withLock { state in
        state.waiting.append(Late(change: change, entryCount: entryCount))
        state.waitingCounts[change.session.id, default: 0] += 1
        state.waitingBytes += change.turnBytes
        defer { state.isWorking = true }
        return !state.isWorking
      }
      if starts { startThread() }
      return nil
    }
  }

  /// Waits until nothing is left to show, tries again what could not be shown, and returns what
  /// still cannot.
  func finish() async -> [SessionID: StrataError] {
    while state.withLock({ $0.isWorking }) { await waitForChange { $0.isWorking } }
    for session in state.withLock({ Array($0.late.values) }) {
      attempt(session) { _ = try materialiser.bringUpToDate(session) }
    }
    return state.withLock { $0.failures }
  }

  private func waitForRoom() async {
    await waitForChange { state in
      state.waiting.count - state.taken >= Self.waitingLimit
        || state.waitingBytes >= Self.waitingBytesLimit
    }
  }

  private func waitForChange(while isBusy: @Sendable (State) -> Bool) async {
    await withCheckedContinuation { continuation in
      let waits = state.withLock { state in
        guard isBusy(state) else { return false }
        state.callers.append(continuation)
        return true
      }
      if !waits { continuation.resume() }
    }
  }

  /// A thread of its own, behind all others: in a task it would take one of the few threads on which
  /// the callers run, and they would wait for directories that nobody waits for.
  private func startThread() {
    Thread.detachNewThread { [self] in
      // On Linux this is the priority of the thread alone.
      setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
      while let (late, isOutdone) = next() {
        if !isOutdone { _ = perform(late.change, entryCount: late.entryCount) }
        mark.willShowNoMore(late.change.session.id)
      }
    }
  }

  /// The next change, and whether a later one of its session shows all that it would.
  private func next() -> (Late, isOutdone: Bool)? {
    let (late, isOutdone, callers) = state.withLock { state in
      let late = state.taken < state.waiting.count ? state.waiting[state.taken] : nil
      var isOutdone = false
      if let late {
        let left = state.waitingCounts[late.change.session.id, default: 1] - 1
        state.waitingCounts[late.change.session.id] = left > 0 ? left : nil
        isOutdone = late.change.isRefresh && left > 0
      }
      if late == nil { state.isWorking = false } else { state.taken += 1 }
      state.waitingBytes -= late?.change.turnBytes ?? 0
      if late == nil || state.taken >= Self.waitingLimit {
        state.waiting.removeFirst(state.taken)
        state.taken = 0
      }
      defer { state.callers = [] }
      return (late, isOutdone, state.callers)
    }
    for caller in callers { caller.resume() }
    return late.map { ($0, isOutdone) }
  }

  private func perform(_ change: Materialiser.Change, entryCount: Int) -> StrataError? {
    attempt(change.session) {
      try materialiser.show(change)
      mark.didShow(change.session.id, entryCount: entryCount)
    }
  }

  @discardableResult
  private func attempt(_ session: Session, _ body: () throws -> Void) -> StrataError? {
    do {
      try body()
      state.withLock { state in
        guard state.failures.removeValue(forKey: session.id) != nil else { return }
        state.late[session.id] = nil
      }
      return nil
    } catch {
      let failure =
        error as? StrataError
        ?? StrataError(.storage, "a session directory could not be written", cause: error)
      state.withLock { state in
        state.failures[session.id] = failure
        state.late[session.id] = session
      }
      return failure
    }
  }
}
