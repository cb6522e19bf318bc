import Foundation
import Glibc
import StrataCore

/// Looks at the Git repository around a folder (row A1). Never writes to it.
struct CodeObserver {
  /// The longest that all of git's answers may take.
  static let patienceMilliseconds: Int64 = 2000

  let folder: String
  let environment: [String: String]

  /// The code of the current directory; nil outside a repository and where git is not installed.
  static func current() -> CodeState? {
    CodeObserver(
      folder: FileManager.default.currentDirectoryPath,
      environment: ProcessInfo.processInfo.environment
    ).state()
  }

  /// Whether there is a git to ask.
  static var isInstalled: Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { access("\($0)/git", X_OK) == 0 }
  }

  /// What git says; a question that it does not answer in time leaves its field unknown.
  func state() -> CodeState? {
    guard environment["GIT_DIR"] != nil || isInRepository else { return nil }
    let questions = [
      ["rev-parse", "--show-toplevel"],
      ["status", "--porcelain=v2", "--branch", "--untracked-files=no"],
      ["config", "--get-regexp", #"^remote\..*\.url$"#],
      ["tag", "--points-at", "HEAD", "--sort=-v:refname"],
    ]
    let deadline = Self.now() + Self.patienceMilliseconds
    let running = questions.map(ask)
    let answers = running.map { $0.flatMap { Self.answer($0, until: deadline) } }
    guard let top = answers[0]?.split(separator: "\n").first else { return nil }
    var state = CodeState(workingDirectory: folder)
    state.repository = Self.remote(in: answers[2] ?? "") ?? String(top)
    state.tag = answers[3]?.split(separator: "\n").first.map(String.init)
    if let status = answers[1] { Self.read(status: status, into: &state) }
    return state
  }

  private var isInRepository: Bool {
    var folder = folder[...]
    while true {
      if access("\(folder)/.git", F_OK) == 0 { return true }
      guard let slash = folder.lastIndex(of: "/") else { return false }
      folder = folder[..<slash]
    }
  }

  // MARK: - Reading git's answers

  /// Branch, commit and changes from `git status --porcelain=v2 --branch`.
  static func read(status: String, into state: inout CodeState) {
    state.isDirty = false
    for line in status.split(separator: "\n") {
      if line.hasPrefix("# branch.oid ") {
        let commit = line.dropFirst("# branch.oid ".count)
        state.commit = commit == "(initial)" ? nil : String(commit)
      } else if line.hasPrefix("# branch.head ") {
        let branch = line.dropFirst("# branch.head ".count)
        state.branch = branch == "(detached)" ? nil : String(branch)
      } else if !line.hasPrefix("#") {
        state.isDirty = true
      }
    }
  }

  /// The URL of `origin`, else of the first remote, without what could be a password.
  static func remote(in configuration: String) -> String? {
    let remotes = configuration.split(separator: "\n" as Character).map { line in
      line.split(separator: " " as Character, maxSplits: 1).map(String.init)
    }.filter { $0.count == 2 }
    let chosen = remotes.first { $0[0] == "remote.origin.url" } ?? remotes.first
    return chosen.map { withoutCredentials($0[1]) }
  }

  private static func withoutCredentials(_ url: String) -> String {
    guard let scheme = url.range(of: "://") else { return url }
    let authority = url[scheme.upperBound...].prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return url }
    return String(url[..<scheme.upperBound] + url[url.index(after: at)...])
  }

  // MARK: - Asking

  private typealias Question = (process: ChildProcess, answer: Int32)

  private func ask(_ arguments: [String]) -> Question? {
    var environment = environment
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    environment["LC_ALL"] = "C"
    guard let pipe = try? Pipe() else { return nil }
    defer { close(pipe.writeEnd) }
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nowhere) }
    guard
      let process = try? ChildProcess(
        ["git", "-C", folder] + arguments, input: nowhere, output: pipe.writeEnd, error: nowhere,
        environment: environment)
    else {
      close(pipe.readEnd)
      return nil
    }
    return (process, pipe.readEnd)
  }

  private static func answer(_ question: Question, until deadline: Int64) -> String? {
    defer { close(question.answer) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      var waiting = pollfd(fd: question.answer, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, Int32(max(0, deadline - now())))
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else {
        question.process.terminate()
        question.process.wait()
        return nil
      }
      let count = Glibc.read(question.answer, &piece, piece.count)
      if count <= 0 { break }
      bytes += piece[..<count]
    }
    return question.process.wait() == 0 ? String(decoding: bytes, as: UTF8.self) : nil
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
