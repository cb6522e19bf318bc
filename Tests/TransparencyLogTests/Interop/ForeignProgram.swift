import Foundation
import Testing

/// A program that nobody here wrote, run with a deadline and ended by its process id.
final class ForeignProgram {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The repository's root.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The environment that `scripts/interop/install` makes.
  static func python() throws -> URL {
    let python = root.appendingPathComponent(".build_interop/python/bin/python")
    try #require(
      FileManager.default.isExecutableFile(atPath: python.path),
      "the judges are not installed: run scripts/interop/install")
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
  init(
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
  func finish() -> Outcome {
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    waitUntilEnded()
    return Outcome(status: process.terminationStatus, output: text, errors: errorText)
  }

  /// Waits for a line on its output that contains `words` and returns the line.
  func line(containing words: String) throws -> String {
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
  func end() {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    waitUntilEnded()
  }

  private var errorText: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

  private func waitUntilEnded() {
    guard !isEnded else { return }
    ended.wait()
    isEnded = true
  }

  /// Runs it to its end; a status other than 0 is an issue with all it said.
  static func run(
    _ executable: URL, _ arguments: [String], deadlineSeconds: Double, scratch: URL
  ) throws -> Outcome {
    let program = try ForeignProgram(
      executable, arguments, deadlineSeconds: deadlineSeconds, scratch: scratch)
    let outcome = program.finish()
    #expect(
      outcome.status == 0, "\(executable.lastPathComponent): \(outcome.output) \(outcome.errors)")
    return outcome
  }
}

/// A folder that is gone after the test.
func withScratchFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("transparency-log-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

extension URL {
  /// Writes a file below this folder, making the folders on the way.
  func write(_ bytes: [UInt8], to path: String) throws {
    let file = appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }
}
