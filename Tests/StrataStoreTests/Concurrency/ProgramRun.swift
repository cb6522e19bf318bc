import Foundation
import Glibc
import StrataTesting
import SystemPackage
import Testing

/// A run of a program that was built beside the tests: real, so that it can be stopped and killed.
///
/// Waiting for it blocks a thread; ``blocking(_:)`` keeps it off those that run tasks.
final class ProgramRun: @unchecked Sendable {
  private let process = Process()
  private let pipe = Pipe()
  private let output: LineReader

  /// Starts a program with its output and its errors to be read by ``nextLine()``.
  init(_ program: String, _ arguments: [String]) throws {
    output = LineReader(pipe)
    process.executableURL = URL(fileURLWithPath: Self.folder).appendingPathComponent(program)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
  }

  private static let folder: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().path
  }()

  var id: pid_t { process.processIdentifier }

  /// The next line, waited for; nil at the end. Half a line at the end is none.
  func nextLine() -> String? { output.next() }

  /// All lines up to the end, and the status: that of the program, or minus the signal that ended it.
  func finish() -> (lines: [String], status: Int32) {
    let lines = output.rest()
    process.waitUntilExit()
    let status = process.terminationStatus
    return (lines, process.terminationReason == .exit ? status : -status)
  }

  func send(_ signal: Int32) {
    if process.isRunning { kill(id, signal) }
  }

  /// Runs a program to its end.
  static func toEnd(_ program: String, _ arguments: [String]) async throws -> (
    lines: [String], status: Int32
  ) {
    try await blocking { try ProgramRun(program, arguments).finish() }
  }
}

/// Does on a thread of its own what blocks.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
{
  try await withCheckedThrowingContinuation { continuation in
    Thread { continuation.resume(with: Result { try body() }) }.start()
  }
}

/// A folder in memory where there is one, for tests that write much and test no disk.
func quickFolder() throws -> ScratchFolder {
  try ScratchFolder(in: access("/dev/shm", W_OK) == 0 ? "/dev/shm" : nil)
}
