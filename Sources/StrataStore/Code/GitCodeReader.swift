import Foundation
import Glibc
public import StrataCore
public import SystemPackage

/// Reads the state of the Git repository that a folder lies in, by the system's `git` (row A1).
public struct GitCodeReader: Sendable {
  /// How long git may take, in seconds.
  public var limitSeconds: Double
  /// The program; looked up in `PATH` where it is not absolute.
  public var program: String

  /// Makes a reader.
  public init(program: String = "git", limitSeconds: Double = 2) {
    self.program = program
    self.limitSeconds = limitSeconds
  }

  /// The code in force in a folder, or nil where there is no git, no repository, or no answer in
  /// time. Outside a repository no process is started; inside, the questions are asked at once.
  public func codeState(of folder: FilePath) -> CodeState? {
    guard let top = Self.repository(around: folder) else { return nil }
    let answers = answers(
      to: [Self.statusQuestion, Self.tagQuestion, Self.remoteQuestion], in: folder)
    guard answers.contains(where: { $0 != nil }) else { return nil }
    var state = CodeState(workingDirectory: folder.string)
    state.repository = Self.withoutCredentials(Self.firstLine(of: answers[2]) ?? top.string)
    guard let status = answers[0] else { return state }
    let lines = status.split(separator: "\n")
    func header(_ name: String) -> String? {
      let value = lines.first { $0.hasPrefix("# \(name) ") }?.dropFirst(name.count + 3)
      return value.flatMap { $0.hasPrefix("(") ? nil : String($0) }
    }
    state.branch = header("branch.head")
    state.commit = header("branch.oid")
    state.isDirty = lines.contains { !$0.hasPrefix("#") }
    state.tag = Self.firstLine(of: answers[1])
    return state
  }

  private static let statusQuestion = [
    "status", "--porcelain=v2", "--branch", "--untracked-files=no",
  ]
  private static let tagQuestion = ["describe", "--tags", "--exact-match", "HEAD"]
  private static let remoteQuestion = ["config", "--get", "remote.origin.url"]

  /// The nearest folder, from this one upwards, that holds a `.git`.
  private static func repository(around folder: FilePath) -> FilePath? {
    var next = folder
    while access(next.appending(".git").string, F_OK) != 0 {
      guard next.removeLastComponent() else { return nil }
    }
    return next
  }

  /// The version line of git, or nil where there is none.
  func version() -> String? {
    Self.firstLine(of: answers(to: [["--version"]], in: nil)[0])
  }

  /// A remote's URL may carry a password; the journal must not.
  static func withoutCredentials(_ url: String) -> String {
    guard let scheme = url.range(of: "://"),
      let at = url[scheme.upperBound...].prefix(while: { $0 != "/" }).lastIndex(of: "@")
    else { return url }
    return String(url[..<scheme.upperBound]) + url[url.index(after: at)...]
  }

  private static func firstLine(of answer: String?) -> String? {
    let text = answer?.split(separator: "\n", omittingEmptySubsequences: false).first.map(
      String.init)
    return text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What git says to each question, or nil where it refuses or takes too long. All are asked at
  /// once and share the time.
  private func answers(to questions: [[String]], in folder: FilePath?) -> [String?] {
    let deadline = DispatchTime.now() + limitSeconds
    let running = questions.map { Running($0, to: program, in: folder, until: deadline) }
    return running.map { $0?.answer() }
  }
}

/// A question that git is thinking about.
private struct Running {
  private let process = Process()
  private let output = Pipe()
  private let alarm: DispatchWorkItem

  init?(
    _ question: [String], to program: String, in folder: FilePath?, until deadline: DispatchTime
  ) {
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
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    // A child inherits the blocked signals of the thread that starts it; this one cannot be blocked.
    // Nothing is written, so nothing is left half done.
    alarm = DispatchWorkItem { [process] in
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
    guard (try? process.run()) != nil else { return nil }
    DispatchQueue.global().asyncAfter(deadline: deadline, execute: alarm)
  }

  /// Waits for the answer.
  func answer() -> String? {
    defer { alarm.cancel() }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self)
  }
}
