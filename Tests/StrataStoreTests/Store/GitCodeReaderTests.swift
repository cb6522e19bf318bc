import Foundation
import StrataCore
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct GitCodeReaderTests {
  private func withRepository(_ body: (FilePath, (String...) throws -> Void) throws -> Void) throws
  {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("strata-git-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func git(_ arguments: String...) throws {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments =
        ["git", "-C", folder.path, "-c", "user.name=t", "-c", "user.email=t@example.org"]
        + arguments
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    try git("init", "--initial-branch=main")
    try body(FilePath(folder.path), git)
  }

  @Test func stateOfARepositoryIsRead() throws {
    try withRepository { folder, git in
      let reader = GitCodeReader()
      let empty = try #require(reader.codeState(of: folder))
      #expect(empty.commit == nil)
      #expect(empty.branch == "main")
      let file = URL(fileURLWithPath: folder.string).appendingPathComponent("a")
      try Data("1".utf8).write(to: file)
      try git("add", "a")
      try git("commit", "-m", "one")
      try git("tag", "v1.0.0")
      try git("remote", "add", "origin", "https://user:secret@example.org/r.git")
      let clean = try #require(reader.codeState(of: folder))
      #expect(clean.commit?.count == 40)
      #expect(clean.tag == "v1.0.0")
      #expect(clean.isDirty == false)
      #expect(clean.repository == "https://example.org/r.git")
      #expect(clean.workingDirectory == folder.string)
      try Data("2".utf8).write(to: file)
      #expect(reader.codeState(of: folder)?.isDirty == true)
      try git("checkout", "--detach")
      #expect(reader.codeState(of: folder)?.branch == nil)
    }
  }

  @Test func gitIsAskedThreeQuestionsAndOutsideOfRepositoriesNone() throws {
    try withRepository { folder, git in
      try git("commit", "--allow-empty", "-m", "one")
      let log = folder.appending("log").string
      let program = folder.appending("git-and-log").string
      try "#!/bin/sh\necho >> '\(log)'\nexec git \"$@\"\n"
        .write(toFile: program, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
      let reader = GitCodeReader(program: program, limitSeconds: 60)
      #expect(reader.codeState(of: "/") == nil)
      #expect(!FileManager.default.fileExists(atPath: log))
      let below = folder.appending("a/b")
      try FileManager.default.createDirectory(
        atPath: below.string, withIntermediateDirectories: true)
      let state = try #require(reader.codeState(of: below))
      #expect(state.commit?.count == 40)
      #expect(state.repository == folder.string)
      #expect(try String(contentsOfFile: log, encoding: .utf8) == "\n\n\n")
    }
  }

  @Test func gitThatHangsIsNotWaitedFor() throws {
    try withRepository { folder, _ in
      let program = folder.appending("hanging").string
      try "#!/bin/sh\nexec sleep 600\n".write(toFile: program, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
      let start = ContinuousClock.now
      #expect(GitCodeReader(program: program, limitSeconds: 0.2).codeState(of: folder) == nil)
      #expect(ContinuousClock.now - start < .seconds(60))
    }
  }

  @Test func noRepositoryAndNoGitHaveNoState() {
    #expect(GitCodeReader().codeState(of: "/") == nil)
    #expect(GitCodeReader(program: "no-such-program").codeState(of: "/") == nil)
  }
}
