import Dispatch
import StrataCore
import Synchronization

/// The two halves of a check that need nothing of each other, at once: a replay uses one core.
struct CheckHalves: Sendable {
  typealias Report = (Progress) -> Void

  /// Makes the views anew and compares them.
  let views: @Sendable (Report) throws -> [Finding]
  /// Checks what was said in sessions, and their directories.
  let sessions: @Sendable (Report) throws -> SessionsCheck.Result

  private struct State: Sendable {
    var views: Result<[Finding], any Error> = .success([])
    var sessions: Result<SessionsCheck.Result, any Error> = .success(.init())
    var progress = [
      Progress(step: "", completed: 0, total: 0), .init(step: "", completed: 0, total: 0),
    ]
  }

  func run(progress: Report) throws -> (views: [Finding], sessions: SessionsCheck.Result) {
    let state = Mutex(State())
    let report = { (half: Int, part: Progress) in
      state.withLock { state in
        state.progress[half] = part
        progress(
          Progress(
            step: "entries and sessions", completed: state.progress.map(\.completed).reduce(0, +),
            total: state.progress.map(\.total).reduce(0, +)))
      }
    }
    withoutActuallyEscaping(report) { report in
      nonisolated(unsafe) let report = report
      DispatchQueue.concurrentPerform(iterations: 2) { half in
        if half == 0 {
          let result = Result { try views { report(0, $0) } }
          state.withLock { $0.views = result }
        } else {
          let result = Result { try sessions { report(1, $0) } }
          state.withLock { $0.sessions = result }
        }
      }
    }
    return try state.withLock { (try $0.views.get(), try $0.sessions.get()) }
  }
}
