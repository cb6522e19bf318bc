import Dispatch
import Foundation
import StrataCore
import Synchronization

/// Checks all sessions, some at a time on each core: what is in memory does not grow with the store.
struct SessionsCheck: Sendable {
  let directory: SessionDirectory
  let driver: any SQLDriver
  /// Opens a further reader of the journal.
  let open: @Sendable () throws -> any SQLDriver
  let tainted: Set<Int64>

  /// How many entries lie between the first session that is read at once and the last, at most.
  private static let step = 64
  /// From so many sessions on a second core is worth a connection.
  private static let parallelFrom = 512
  private static let mostWorkers = 8

  /// What was found.
  struct Result {
    var findings: [Finding] = []
    var sessionCount = 0
    var wholeCount = 0
  }

  private struct State: Sendable {
    var next = 0
    var completed = 0
    var answers: [SessionCheck.Answer] = []
    var wholeCount = 0
    /// How often a directory may still be looked at again.
    var patience = 20
    var failure: (any Error)?
  }

  func run(progress: (Progress) -> Void) throws -> Result {
    let (starts, count) = try positions()
    let accepted = try driver.read { try AcceptedLosses(in: $0) }
    let state = Mutex(State())
    let workers =
      count < Self.parallelFrom
      ? 1 : min(ProcessInfo.processInfo.activeProcessorCount, Self.mostWorkers)
    let drivers = try [driver] + (1..<workers).map { _ in try open() }
    defer { for driver in drivers.dropFirst() { try? driver.close() } }
    let report = { (completed: Int) in
      progress(Progress(step: "sessions", completed: completed, total: count))
    }
    withoutActuallyEscaping(report) { report in
      nonisolated(unsafe) let report = report
      DispatchQueue.concurrentPerform(iterations: drivers.count) { worker in
        var check = SessionCheck(
          driver: drivers[worker], directory: directory, accepted: accepted, tainted: tainted)
        while let range = Self.range(in: starts, state) {
          do {
            let answers = try check.answers(of: range) { Self.waits(state) }
            state.withLock { state in
              state.completed += answers.count
              state.wholeCount += answers.count { answer in
                !answer.findings.contains { $0.severity == .error }
              }
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
      let answers = state.answers.sorted { $0.position < $1.position }
      return Result(
        findings: answers.flatMap(\.findings), sessionCount: count, wholeCount: state.wholeCount)
    }
  }

  /// The first session of each stretch, and how many sessions there are.
  private func positions() throws -> (starts: [Int64], count: Int) {
    try driver.read { connection in
      let starts = try connection.query(
        """
        SELECT position FROM (
          SELECT position, row_number() OVER (ORDER BY position) AS number FROM session_versions
        ) AS numbered WHERE number % \(Self.step) = 1 ORDER BY position
        """
      ).map { try $0.integer(0) }
      let count =
        try connection.query("SELECT count(*) FROM session_versions").first?.int(0) ?? 0
      return (starts, count)
    }
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
