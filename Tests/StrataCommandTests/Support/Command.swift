import Foundation
import Glibc
import Testing

/// A folder that goes away with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "strata-command-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ data: Data) throws -> String {
    let file = "\(path)/\(name)"
    try data.write(to: URL(fileURLWithPath: file))
    return file
  }
}

/// What a run of the built command left behind.
struct Run {
  let status: Int32
  let output: String
  let errors: String

  /// The answer as JSON.
  func json(_ location: SourceLocation = #_sourceLocation) throws -> [String: Any] {
    let value = try? JSONSerialization.jsonObject(with: Data(output.utf8))
    return try #require(
      value as? [String: Any], "no JSON object: \(output)\(errors)", sourceLocation: location)
  }

  /// The error as JSON: the object under `error`.
  func errorJSON(_ location: SourceLocation = #_sourceLocation) throws -> [String: Any] {
    let value = try? JSONSerialization.jsonObject(with: Data(errors.utf8)) as? [String: Any]
    return try #require(
      value?["error"] as? [String: Any], "no JSON error: \(errors)", sourceLocation: location)
  }
}

/// The command as a stranger meets it: the built program, a folder to stand in, an environment.
struct Command {
  /// Beside the test bundle, where the build puts every product.
  static let program: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/strata"
  }()

  /// Where it stands; held, so that the folder lives as long as the command.
  let folder: TemporaryFolder
  var environment: [String: String] = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "HOME": "/nonexistent", "LANG": "C.UTF-8", "TERM": "xterm", "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
  ]

  /// A command that stands in a folder of its own.
  init(in folder: TemporaryFolder) { self.folder = folder }

  /// Lets commits be made, in the name of somebody.
  mutating func commit(as name: String) {
    for role in ["AUTHOR", "COMMITTER"] {
      environment["GIT_\(role)_NAME"] = name
      environment["GIT_\(role)_EMAIL"] = "\(name)@example.org"
    }
  }

  /// Runs `strata` with arguments and standard input.
  func callAsFunction(_ arguments: String..., input: String = "") throws -> Run {
    try run(Self.program, arguments, input: input)
  }

  /// The same with arguments in a list.
  func run(_ arguments: [String]) throws -> Run { try run(Self.program, arguments, input: "") }

  /// Runs a line of shell in which `strata` is the built command.
  func shell(_ line: String) throws -> Run {
    try run("/bin/sh", ["-c", "strata() { '\(Self.program)' \"$@\"; }; \(line)"], input: "")
  }

  private func run(_ program: String, _ arguments: [String], input: String) throws -> Run {
    let files = try TemporaryFolder()
    let source = try files.write("in", input)
    let process = process(program, arguments)
    process.standardInput = FileHandle(forReadingAtPath: source)
    let output = try files.write("out", "")
    let errors = try files.write("err", "")
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    func read(_ path: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
    return Run(status: status(of: process), output: try read(output), errors: try read(errors))
  }

  /// Runs `strata` with a terminal of its own for output and errors; both come back as output.
  ///
  /// The answer must fit the terminal's buffer of 4 KiB: nobody reads it before the end.
  func onTerminal(_ arguments: String..., columns: UInt16 = 80) throws -> Run {
    // What posix_openpt, unlockpt and ptsname do, which this C library keeps from Swift.
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    defer { close(terminal) }
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(ioctl(terminal, 0x4004_5431, &isLocked) == 0)
    try #require(ioctl(terminal, 0x8004_5430, &number) == 0)
    try #require(ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0)
    let inside = try #require(FileHandle(forUpdatingAtPath: "/dev/pts/\(number)"))
    let process = process(Self.program, arguments)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = inside
    process.standardError = inside
    try process.run()
    process.waitUntilExit()
    try inside.close()
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var output: [UInt8] = []
    while true {
      let count = read(terminal, &bytes, bytes.count)
      if count <= 0 { break }
      output += bytes[..<count]
    }
    return Run(
      status: status(of: process), output: String(decoding: output, as: UTF8.self), errors: "")
  }

  private func process(_ program: String, _ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    return process
  }

  private func status(of process: Process) -> Int32 {
    process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
  }
}
