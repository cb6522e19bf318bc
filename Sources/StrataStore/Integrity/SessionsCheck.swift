import Dispatch
import Foundation
import StrataCore
import Synchronization

/// Checks all sessions, some at a time on each core: what is in memory does not grow with the store.
struct SessionsCheck: Sendable {
  let directory: SessionDirectory
  /// Opens a reader of the journal.
  let open: @Sendable () throws -> any SQLDriver

  /// How many entries lie between the first session that is read at once and the last, at most.
  private static let step = 64
  /// From so many sessions on a second core is worth a connection.
  private static let parallelFrom = 512
  private static let mostWorkers = 8

  /// What was found.
  struct Result: Sendable {
    /// Those of sessions with findings, in the order in which they began.
    var answers: [SessionCheck.Answer] = []
    var sessionCount = 0

    var findings: [Finding] { answers.flatMap(\.findings) }
    /// How many sessions have nothing that is an error.
    var wholeCount: Int {
      sessionCount - answers.count { $0.findings.contains { $0.severity == .error } }
    }

    /// Without what follows from rows that are not right: the directories of these sessions are looked
    /// at when the rows are right.
    func besides(_ tainted: Set<Int64>) -> Result {
      var result = self
      result.answers.removeAll { tainted.contains($0.position) && !$0.isAboutContent }
      return result
    }
  }

  private struct State: Sendable {
    var next = 0
    var completed = 0
    var answers: [SessionCheck.Answer] = []
    /// How often a directory may still be looked at again.
    var patience = 20
    var failure: (any Error)?
  }

  func run(progress: (Progress) -> Void) throws -> Result {
    var drivers = [try open()]
    defer { for driver in drivers { try? driver.close() } }
    let (starts, count, accepted) = try drivers[0].read { connection in
      try (
        Self.starts(in: connection), Self.count(in: connection), AcceptedLosses(in: connection)
      )
    }
    let workers =
      count < Self.parallelFrom
      ? 1 : min(ProcessInfo.processInfo.activeProcessorCount, Self.mostWorkers)
    while drivers.count < workers { drivers.append(try open()) }
    let state = Mutex(State())
    let readers = drivers
    let report = { (completed: Int) in
      progress(Progress(step: "sessions", completed: completed, total: count))
    }
    withoutActuallyEscaping(report) { report in
      nonisolated(unsafe) let report = report
      DispatchQueue.concurrentPerform(iterations: readers.count) { worker in
        var check = SessionCheck(
          driver: readers[worker], directory: directory, accepted: accepted)
        while let range = Self.range(in: starts, state) {
          do {
            let answers = try check.answers(of: range) { Self.waits(state) }
            state.withLock { state in
              state.completed += answers.count
              state.answers += answers.filter { !$0.findings.isEmpty }
              report(state.completed)
            }
          } catch {
            state.withLock { $0.failure = $0.failure ?? error }
          }
        }
      }
    }
    return try state.withLock { state in
      if let failure = state.failure { throw failure }
      return Result(
        answers: state.answers.sorted { $0.position < $1.position }, sessionCount: count)
    }
  }

  /// The first session of each stretch.
  private static func starts(in connection: any SQLConnection) throws -> [Int64] {
    try connection.query(
      """
      SELECT position FROM (
        SELECT position, row_number() OVER (ORDER BY position) AS number FROM session_versions
      ) AS numbered WHERE number % \(step) = 1 ORDER BY position
      """
    ).map { try $0.integer(0) }
  }

  private static func count(in connection: any SQLConnection) throws -> Int {
    try connection.query("SELECT count(*) FROM session_versions").first?.int(0) ?? 0
  }

  private static func range(
    in starts: [Int64], _ state: borrowing Mutex<State>
  ) -> ClosedRange<Int64>? {
    state.withLock { state in
      guard state.failure == nil, state.next < starts.count else { return nil }
      defer { state.next += 1 }
      let end = state.next + 1 < starts.count ? starts[state.next + 1] - 1 : Int64.max
      return starts[state.next]...end
    }
  }

  /// A server shows a session up to a second after it was kept.
  private static func waits(_ state: borrowing Mutex<State>) -> Bool {
    let mayWait = state.withLock { state in
      guard state.patience > 0 else { return false }
      state.patience -= 1
      return true
    }
    if mayWait { usleep(50_000) }
    return mayWait
  }
}
