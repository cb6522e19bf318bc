import Foundation
import Glibc
import StrataTesting

/// A run of the built command that goes on beside the test, so that it can be sent signals.
final class LiveCommand {
  private let process = Process()
  private let pipe = Pipe()
  private let output: LineReader

  /// Starts `strata`; its output and its errors come back by ``nextLine()``.
  init(_ command: Command, _ arguments: String...) throws {
    output = LineReader(pipe)
    process.executableURL = URL(fileURLWithPath: Command.program)
    process.arguments = arguments
    process.environment = command.environment
    process.currentDirectoryURL = URL(fileURLWithPath: command.folder.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    // The thread of a test blocks signals, and what it starts would go on doing so.
    var none = sigset_t()
    var former = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &former)
    defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
    try process.run()
  }

  var id: pid_t { process.processIdentifier }

  /// The next line, waited for; nil at the end.
  func nextLine() -> String? { output.next() }

  func send(_ signal: Int32) { kill(id, signal) }

  /// Waits until the process is stopped, some seconds at most.
  func waitUntilStopped() -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      let status = (try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)) ?? ""
      if status.split(separator: ")").last?.split(separator: " ").first == "T" { return true }
      sched_yield()
    }
    return false
  }

  /// The lines that are left, and the exit status.
  func finish() -> (lines: [String], status: Int32) {
    let lines = output.rest()
    process.waitUntilExit()
    let status = process.terminationStatus
    return (lines, process.terminationReason == .exit ? status : -status)
  }
}
