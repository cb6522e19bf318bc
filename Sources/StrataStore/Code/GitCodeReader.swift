import Foundation
import Glibc
public import StrataCore
public import SystemPackage

/// Reads the state of the Git repository that a folder lies in, by the system's `git` (row A1).
///
/// It is for stamping records: it never fails and takes little time. ``GitRepository`` says why
/// something cannot be read.
public struct GitCodeReader: Sendable {
  /// The program and how long it may take.
  public var git: Git

  /// Makes a reader.
  public init(git: Git) { self.git = git }

  /// Makes a reader whose git may take some seconds.
  public init(program: String = "git", limitSeconds: Double = 2) {
    git = Git(program: program, limitSeconds: limitSeconds)
  }

  /// The code in force in a folder, or nil where there is no git, no repository, no answer in time,
  /// or git refuses (a repository of another user that `safe.directory` does not name).
  ///
  /// Work trees, linked ones and submodules included, tell whether they differ from the commit; a
  /// bare repository has nothing that could differ. Outside a repository no process is started;
  /// inside, the questions are asked at once.
  public func codeState(of folder: FilePath) -> CodeState? {
    guard let place = Self.repository(around: folder) else { return nil }
    let state = place.isBare ? Self.bareQuestions : [Self.statusQuestion]
    let answers = git.answers(to: [Self.tagQuestion, Self.remoteQuestion] + state, in: folder)
    guard answers.contains(where: { $0.text != nil }) else { return nil }
    var code = CodeState(workingDirectory: folder.string)
    code.tag = Self.tag(among: answers[0].text)
    code.repository = Self.remotes(in: answers[1].text).chosen?.url ?? place.folder.string
    if place.isBare {
      code.commit = answers[2].line
      code.branch = answers[3].line
    } else if let status = answers[2].text {
      Self.read(status, into: &code)
    }
    return code
  }

  static let tagQuestion = [
    "for-each-ref", "--points-at=HEAD", "--format=%(refname:lstrip=2)", "refs/tags",
  ]
  static let remoteQuestion = ["config", "-z", "--get-regexp", #"^remote\..*\.url$"#]
  static let statusQuestion = [
    "status", "--porcelain=v2", "--branch", "--untracked-files=no",
  ]
  static let bareQuestions = [
    ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"],
    ["symbolic-ref", "--quiet", "--short", "HEAD"],
  ]

  /// The version line of git, or nil where there is none.
  func version() -> String? {
    git.answers(to: [["--version"]], in: nil)[0].line
  }
}

// MARK: - Reading answers

extension GitCodeReader {
  /// The nearest repository, from a folder upwards: a `.git`, or the folder of a bare one.
  private static func repository(around folder: FilePath) -> (folder: FilePath, isBare: Bool)? {
    func holds(_ name: String, _ folder: FilePath) -> Bool {
      access(folder.appending(name).string, F_OK) == 0
    }
    var next = folder
    repeat {
      if holds(".git", next) { return (next, false) }
      if holds("HEAD", next), holds("objects", next), holds("refs", next) { return (next, true) }
    } while next.removeLastComponent()
    return nil
  }

  /// Reads the headers of `git status --porcelain=v2 --branch`.
  static func read(_ status: String, into code: inout CodeState) {
    let lines = status.split(separator: "\n")
    func header(_ name: String) -> String? {
      let value = lines.first { $0.hasPrefix("# \(name) ") }?.dropFirst(name.count + 3)
      return value.flatMap { $0.hasPrefix("(") ? nil : String($0) }
    }
    code.branch = header("branch.head")
    code.commit = header("branch.oid")
    code.isDirty = lines.contains { !$0.hasPrefix("#") }
  }

  /// Of the tags that name a commit the highest release; where there is none, the first by name.
  static func tag(among names: String?) -> String? {
    let names = names?.split(separator: "\n").map(String.init) ?? []
    return names.compactMap { try? ReleaseTag(parsing: $0) }.max()?.name ?? names.min()
  }

  /// The remotes in the order of the configuration, each with its first URL.
  static func remotes(in answer: String?) -> [GitRemote] {
    var remotes: [GitRemote] = []
    for record in answer?.split(separator: "\0") ?? [] {
      let parts = record.split(separator: "\n", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      let name = String(parts[0].dropFirst("remote.".count).dropLast(".url".count))
      guard !remotes.contains(where: { $0.name == name }) else { continue }
      remotes.append(GitRemote(name: name, url: withoutCredentials(parts[1])))
    }
    return remotes
  }

  /// A remote's URL may carry a password; the journal must not.
  static func withoutCredentials(_ url: String) -> String {
    guard let scheme = url.range(of: "://"),
      let at = url[scheme.upperBound...].prefix(while: { $0 != "/" }).lastIndex(of: "@")
    else { return url }
    return String(url[..<scheme.upperBound]) + url[url.index(after: at)...]
  }
}

/// A remote of a repository (row A3).
public struct GitRemote: Hashable, Sendable, Codable {
  /// Its name.
  public var name: String
  /// Where it is, without user and password.
  public var url: String
}

extension [GitRemote] {
  /// The one that says where a repository is: `origin`, else the first.
  var chosen: GitRemote? { first { $0.name == "origin" } ?? first }
}
