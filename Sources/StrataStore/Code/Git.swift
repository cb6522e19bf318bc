import Foundation
import Glibc
import StrataCore
import SystemPackage

/// The system's `git`, asked as a program.
///
/// It gets no terminal, runs nothing that a repository configures as a file monitor, and speaks
/// English, so that its refusals can be told apart.
public struct Git: Sendable {
  /// The program; looked up in `PATH` where it is not absolute.
  public var program: String
  /// How long it may take to answer, in seconds.
  public var limitSeconds: Double
  /// The variables it runs with. Those that would name another repository than the folder's are
  /// left out.
  public var environment: [String: String]

  /// Makes a git; with the variables of this process unless others are given.
  public init(
    program: String = "git", limitSeconds: Double = 30, environment: [String: String]? = nil
  ) {
    self.program = program
    self.limitSeconds = limitSeconds
    self.environment = environment ?? SystemEnvironment.values
  }

  /// What became of a question.
  enum Answer: Equatable {
    case said(String)
    /// It ended with another status than 0, and said this on standard error.
    case refused(status: Int32, String)
    case tookTooLong

    /// What it said, or nil where it did not answer.
    var text: String? {
      if case .said(let text) = self { return text }
      return nil
    }

    /// The first line of what it said, or nil where there is none.
    var line: String? {
      let first = text?.split(separator: "\n", omittingEmptySubsequences: false).first
      return first.flatMap { $0.isEmpty ? nil : String($0) }
    }
  }

  /// Asks all questions at once; they share the time.
  func answers(to questions: [[String]], in folder: FilePath?) -> [Answer] {
    let deadline = DispatchTime.now() + limitSeconds
    let place = folder.map { ["-C", $0.string] } ?? []
    let running = questions.map { question in
      RunningGit(
        [program, "--no-optional-locks", "-c", "core.fsmonitor=false"] + place + question,
        environment: variables, until: deadline)
    }
    return running.map { $0.answer() }
  }

  /// Asks one question and gives what git said.
  ///
  /// - Throws: ``StrataError``: `notFound` where there is no git, folder or repository; `storage`
  ///   where git refuses or takes too long.
  func ask(_ question: [String], in folder: FilePath) throws(StrataError) -> String {
    let answer = answers(to: [question], in: folder)[0]
    guard case .said(let text) = answer else { throw failure(answer, in: folder) }
    return text
  }

  /// The variables that git runs with.
  private var variables: [String: String] {
    var result = Self.withoutRepositoryNames(environment)
    result["GIT_TERMINAL_PROMPT"] = "0"
    result["LC_ALL"] = "C"
    result["LANGUAGE"] = nil
    return result
  }

  /// The variables of this process, or others, without those that name another repository than a
  /// folder's.
  public static func withoutRepositoryNames(_ environment: [String: String]? = nil)
    -> [String: String]
  {
    var result = environment ?? SystemEnvironment.values
    for name in namesOfRepositories { result[name] = nil }
    return result
  }

  // What `git rev-parse --local-env-vars` lists and a hook inherits, but for configuration.
  private static let namesOfRepositories = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
  ]

  /// What an answer that is none means.
  func failure(_ answer: Answer, in folder: FilePath) -> StrataError {
    let place = folder.string
    guard case .refused(let status, let errors) = answer else {
      return StrataError(
        .storage, "git did not answer within \(limitSeconds.formatted()) s", place: place,
        remedy: "see whether its disk answers, and try again")
    }
    let said = errors.split(separator: "\n").map(String.init)
    if status == RunningGit.notFound {
      return StrataError(
        .notFound, "git was not found", remedy: "install git, for example: apt-get install git")
    }
    if errors.contains("dubious ownership") {
      // The folder that must be named is the one that git names, not one below.
      let named = errors.split(separator: "'", omittingEmptySubsequences: false).dropFirst().first
      let trusted = ShellWord.quoted(named.map(String.init) ?? place)
      return StrataError(
        .storage, "git refuses the repository, because it belongs to another user", place: place,
        remedy: "if you trust it: git config --global --add safe.directory \(trusted)")
    }
    if errors.contains("cannot change to") {
      return StrataError(
        .notFound, "the folder does not exist or cannot be entered", place: place,
        remedy: "name a folder with --repository DIR")
    }
    if errors.contains("not a git repository") {
      return StrataError(
        .notFound, "the folder lies in no Git repository", place: place,
        remedy: "make one with 'git init', or name one with --repository DIR")
    }
    let reason = said.first { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") } ?? said.first
    return StrataError(
      .storage, "git ended with status \(status): \(reason ?? "it said nothing")", place: place,
      remedy: "try the same with git itself; 'git fsck' checks a repository")
  }
}

/// A question that git is thinking about.
private struct RunningGit {
  /// What `env` and shells end with where there is no such program.
  static let notFound: Int32 = 127

  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()
  private let alarm: DispatchWorkItem
  private let isStarted: Bool

  init(_ arguments: [String], environment: [String: String], until deadline: DispatchTime) {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = environment
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    // A child inherits the blocked signals of the thread that starts it; this one cannot be blocked.
    // What git writes it writes by renaming, so nothing is left half done.
    alarm = DispatchWorkItem { [process] in
      guard process.isRunning else { return }
      // It leads a group of its own, with whatever it started.
      kill(-process.processIdentifier, SIGKILL)
      kill(process.processIdentifier, SIGKILL)
    }
    isStarted = (try? process.run()) != nil
    if isStarted { DispatchQueue.global().asyncAfter(deadline: deadline, execute: alarm) }
  }

  /// Waits for the answer.
  func answer() -> Git.Answer {
    guard isStarted else { return .refused(status: Self.notFound, "it cannot be started") }
    defer { alarm.cancel() }
    let told = Told()
    let reading = DispatchGroup()
    DispatchQueue.global().async(group: reading) { [errors] in
      told.text = String(
        decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    reading.wait()
    process.waitUntilExit()
    guard process.terminationReason == .exit else { return .tookTooLong }
    return process.terminationStatus == 0
      ? .said(String(decoding: data, as: UTF8.self))
      : .refused(status: process.terminationStatus, told.text)
  }

  /// Where one thread leaves what another waits for.
  private final class Told: @unchecked Sendable {
    var text = ""
  }
}
