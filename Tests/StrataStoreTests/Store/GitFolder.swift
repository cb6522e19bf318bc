import Foundation
import StrataCore
import SystemPackage
import Testing

@testable import StrataStore

/// A folder for Git repositories of one test, with nobody's settings but its own.
final class GitFolder {
  let path: FilePath

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("strata-git-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = FilePath(folder.path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  /// What git runs with: no home, no settings of the machine or the user.
  static let environment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "HOME": "/nonexistent", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org", "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@example.org",
  ]

  /// A git with these settings and perhaps more.
  static func git(_ more: [String: String] = [:]) -> Git {
    Git(limitSeconds: 60, environment: environment.merging(more) { _, new in new })
  }

  /// Runs a script in the folder, in which `commit NAME` makes a commit, and gives what it printed.
  @discardableResult
  func run(_ script: String, _ location: SourceLocation = #_sourceLocation) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-ec", "commit() { git commit -q --allow-empty -m \"$1\"; }\n\(script)",
    ]
    process.environment = Self.environment
    process.currentDirectoryURL = URL(fileURLWithPath: path.string)
    process.standardOutput = output
    process.standardError = FileHandle.standardError
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, sourceLocation: location)
    return text.trimmingCharacters(in: .newlines)
  }

  /// The state that records made in a folder below would be stamped with.
  func code(_ name: String = "r", _ more: [String: String] = [:]) -> CodeState? {
    GitCodeReader(git: Self.git(more)).codeState(of: path.appending(name))
  }

  /// The repository of a folder below.
  func repository(_ name: String = "r", _ more: [String: String] = [:]) throws -> GitRepository {
    try GitRepository(at: path.appending(name), git: Self.git(more))
  }
}
