import Foundation
public import StrataCore
public import SystemPackage

/// Reads the state of the Git repository that a folder lies in, by the system's `git` (row A1).
public struct GitCodeReader: Sendable {
  /// How long one question to git may take, in seconds.
  public var limitSeconds: Double
  /// The program; looked up in `PATH` where it is not absolute.
  public var program: String

  /// Makes a reader.
  public init(program: String = "git", limitSeconds: Double = 2) {
    self.program = program
    self.limitSeconds = limitSeconds
  }

  /// The code in force in a folder, or nil where there is no git, no repository, or no answer in
  /// time.
  public func codeState(of folder: FilePath) -> CodeState? {
    guard let top = ask("rev-parse", "--show-toplevel", in: folder) else { return nil }
    var state = CodeState(workingDirectory: folder.string)
    state.repository = Self.withoutCredentials(
      ask("config", "--get", "remote.origin.url", in: folder) ?? top)
    guard let status = answer(to: Self.statusQuestion, in: folder) else { return state }
    let lines = status.split(separator: "\n")
    func header(_ name: String) -> String? {
      let value = lines.first { $0.hasPrefix("# \(name) ") }?.dropFirst(name.count + 3)
      return value.flatMap { $0.hasPrefix("(") ? nil : String($0) }
    }
    state.branch = header("branch.head")
    state.commit = header("branch.oid")
    state.isDirty = lines.contains { !$0.hasPrefix("#") }
    if state.commit != nil {
      state.tag = ask("describe", "--tags", "--exact-match", "HEAD", in: folder)
    }
    return state
  }

  private static let statusQuestion = [
    "status", "--porcelain=v2", "--branch", "--untracked-files=no",
  ]

  /// The version line of git, or nil where there is none.
  func version() -> String? { ask("--version", in: nil) }

  /// A remote's URL may carry a password; the journal must not.
  static func withoutCredentials(_ url: String) -> String {
    guard let scheme = url.range(of: "://"),
      let at = url[scheme.upperBound...].prefix(while: { $0 != "/" }).lastIndex(of: "@")
    else { return url }
    return String(url[..<scheme.upperBound]) + url[url.index(after: at)...]
  }

  private func ask(_ question: String..., in folder: FilePath?) -> String? {
    let text = answer(to: question, in: folder)?
      .split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init)
    return text.flatMap { $0.isEmpty ? nil : $0 }
  }

  private func answer(to question: [String], in folder: FilePath?) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Nothing that a repository configures may run, and nothing may ask a person.
    process.arguments =
      [program, "--no-optional-locks", "-c", "core.fsmonitor=false"]
      + (folder.map { ["-C", $0.string] } ?? []) + question
    var environment = ProcessInfo.processInfo.environment
    environment["GIT_TERMINAL_PROMPT"] = "0"
    // Inside a hook these would name another repository than the folder's.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] { environment[name] = nil }
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let alarm = DispatchWorkItem { if process.isRunning { process.terminate() } }
    DispatchQueue.global().asyncAfter(deadline: .now() + limitSeconds, execute: alarm)
    defer { alarm.cancel() }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self)
  }
}
