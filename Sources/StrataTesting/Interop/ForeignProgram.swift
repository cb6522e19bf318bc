package import Foundation

/// A program that nobody here wrote, run with a deadline and ended by its process id.
package final class ForeignProgram {
  /// What it left behind.
  package struct Outcome {
    package var status: Int32
    package var output: String
    package var errors: String
  }

  /// Why it could not be asked.
  package struct Failure: Error, CustomStringConvertible {
    package var description: String

    package init(description: String) { self.description = description }
  }

  /// The repository's root.
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The environment that `scripts/interop/install` makes.
  package static func python() throws -> URL {
    let python = root.appendingPathComponent(".build_interop/python/bin/python")
    guard FileManager.default.isExecutableFile(atPath: python.path) else {
      throw Failure(description: "the judges are not installed: run scripts/interop/install")
    }
    return python
  }

  private let process = Process()
  private let ended = DispatchSemaphore(value: 0)
  private let output = Pipe()
  private let errors: FileHandle
  private let errorFile: URL
  private var isEnded = false

  /// Starts it; after the deadline it is ended, however far it is. Its error stream goes to a file,
  /// so that it can never wait for a reader, or into its output.
  package init(
    _ executable: URL, _ arguments: [String], deadlineSeconds: Double, scratch: URL,
    errorsIntoOutput: Bool = false
  ) throws {
    errorFile = scratch.appendingPathComponent("errors-\(UUID().uuidString)")
    try Data().write(to: errorFile)
    errors = try FileHandle(forWritingTo: errorFile)
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = scratch
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errorsIntoOutput ? output : errors
    let ended = ended
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    let process = process
    DispatchQueue.global().asyncAfter(deadline: .now() + deadlineSeconds) {
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
  }

  /// Reads its output up to its end and waits for it.
  package func finish() -> Outcome {
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    waitUntilEnded()
    return Outcome(status: process.terminationStatus, output: text, errors: errorText)
  }

  /// Waits for a line on its output that contains `words` and returns the line.
  package func line(containing words: String) throws -> String {
    var text = ""
    while true {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else {
        throw Failure(description: "it ended without '\(words)': \(text) \(errorText)")
      }
      text += String(decoding: data, as: UTF8.self)
      let complete = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      if let line = complete.first(where: { $0.contains(words) }) { return String(line) }
    }
  }

  /// Ends it, and waits until it has. Not by SIGTERM: it inherits which signals this thread blocks.
  package func end() {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    waitUntilEnded()
  }

  private var errorText: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

  private func waitUntilEnded() {
    guard !isEnded else { return }
    ended.wait()
    isEnded = true
  }

  /// Runs it to its end; a status other than 0 is thrown with all it said.
  package static func run(
    _ executable: URL, _ arguments: [String], deadlineSeconds: Double, scratch: URL
  ) throws -> Outcome {
    let program = try ForeignProgram(
      executable, arguments, deadlineSeconds: deadlineSeconds, scratch: scratch)
    let outcome = program.finish()
    guard outcome.status == 0 else {
      throw Failure(
        description: "\(executable.lastPathComponent): \(outcome.output) \(outcome.errors)")
    }
    return outcome
  }
}
