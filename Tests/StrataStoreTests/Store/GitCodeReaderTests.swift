import Foundation
import StrataCore
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct GitCodeReaderTests {
  private let folder: GitFolder

  init() throws { folder = try GitFolder() }

  /// A repository `r` with one commit.
  private func one() throws {
    try folder.run("git init -q -b main r; cd r; echo 1 > a; git add a; commit one")
  }

  @Test func stateOfARepositoryIsRead() throws {
    try folder.run("git init -q -b main r")
    let empty = try #require(folder.code())
    #expect(empty.commit == nil)
    #expect(empty.branch == "main")
    #expect(empty.tag == nil)
    try folder.run(
      """
      cd r; echo 1 > a; git add a; commit one; git tag v1.0.0
      git remote add origin https://user:secret@example.org/r.git
      """)
    let clean = try #require(folder.code())
    #expect(clean.commit == (try folder.run("git -C r rev-parse HEAD")))
    #expect(clean.tag == "v1.0.0")
    #expect(clean.isDirty == false)
    #expect(clean.repository == "https://example.org/r.git")
    #expect(clean.workingDirectory == folder.path.appending("r").string)
    try folder.run("echo 2 > r/a")
    #expect(folder.code()?.isDirty == true)
    try folder.run("git -C r checkout -q --detach")
    let detached = try #require(folder.code())
    #expect(detached.branch == nil)
    #expect(detached.commit == clean.commit)
  }

  @Test func ofSeveralTagsTheHighestReleaseIsTaken() throws {
    try one()
    try folder.run("cd r; git tag conversation-001-phase-1; git tag a-note")
    #expect(folder.code()?.tag == "a-note")
    try folder.run("cd r; git tag v1.9.0; git tag -m ten v1.10.0; git tag v1.10.0-rc.1")
    #expect(folder.code()?.tag == "v1.10.0")
    try folder.run("cd r; commit two")
    #expect(folder.code()?.tag == nil)
  }

  @Test func anyRemoteWillDo() throws {
    try one()
    try folder.run("cd r; git remote add gitea ssh://git@git.example.org:2222/r.git")
    #expect(folder.code()?.repository == "ssh://git.example.org:2222/r.git")
    try folder.run("cd r; git remote add origin git@example.org:r.git")
    #expect(folder.code()?.repository == "git@example.org:r.git")
    try folder.run("cd r; git remote set-url origin https://new.example.org/r")
    #expect(folder.code()?.repository == "https://new.example.org/r")
  }

  @Test func bareRepositoryHasACommitAndNothingThatCouldDiffer() throws {
    try one()
    try folder.run("git clone -q --bare r bare.git; git init -q --bare -b trunk empty.git")
    let bare = try #require(folder.code("bare.git"))
    #expect(bare.commit == folder.code()?.commit)
    #expect(bare.branch == "main")
    #expect(bare.isDirty == nil)
    #expect(bare.repository == folder.path.appending("r").string)
    #expect(folder.code("bare.git/refs/heads")?.commit == bare.commit)
    let empty = try #require(folder.code("empty.git"))
    #expect(empty.branch == "trunk")
    #expect(empty.commit == nil)
    #expect(folder.code("r/.git")?.commit == bare.commit)
  }

  @Test func linkedWorkTreeHasItsOwnBranch() throws {
    try one()
    try folder.run(
      "cd r; git worktree add -q -b conversation/001-a ../linked; echo 2 > ../linked/a")
    let linked = try #require(folder.code("linked"))
    #expect(linked.branch == "conversation/001-a")
    #expect(linked.isDirty == true)
    #expect(folder.code()?.isDirty == false)
    #expect(linked.repository == folder.path.appending("linked").string)
  }

  @Test func submoduleIsItsOwnRepository() throws {
    try one()
    try folder.run(
      """
      git init -q -b main outer; cd outer; commit outer
      git -c protocol.file.allow=always submodule --quiet add ../r inner; commit submodule
      git -C inner remote set-url origin https://example.org/inner.git
      """)
    let inner = try #require(folder.code("outer/inner"))
    #expect(inner.commit == folder.code()?.commit)
    #expect(inner.repository == "https://example.org/inner.git")
    #expect(folder.code("outer")?.commit != inner.commit)
    #expect(folder.code("outer")?.isDirty == false)
  }

  @Test func commitsOfSHA256AreRead() throws {
    try folder.run("git init -q -b main --object-format=sha256 r; cd r; commit one; git tag v1.0.0")
    #expect(folder.code()?.commit?.count == 64)
    #expect(folder.code()?.tag == "v1.0.0")
  }

  @Test func repositoryOfAnotherUserIsLeftAlone() throws {
    try one()
    #expect(folder.code("r", ["GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"]) == nil)
  }

  /// In a hook git's own variables name the hook's repository.
  @Test func variablesOfAHookNameNoOtherRepository() throws {
    try one()
    try folder.run("git init -q -b other other")
    let other = folder.path.appending("other/.git").string
    #expect(
      folder.code("r", ["GIT_DIR": other, "GIT_INDEX_FILE": "/nonexistent"])?.branch == "main")
  }

  @Test func gitIsAskedThreeQuestionsAndOutsideOfRepositoriesNone() throws {
    try one()
    let log = folder.path.appending("log").string
    let program = folder.path.appending("git-and-log").string
    try "#!/bin/sh\necho >> '\(log)'\nexec git \"$@\"\n"
      .write(toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    var reader = GitCodeReader(git: GitFolder.git())
    reader.git.program = program
    #expect(reader.codeState(of: "/") == nil)
    #expect(!FileManager.default.fileExists(atPath: log))
    try folder.run("mkdir -p r/a-folder/b")
    let state = try #require(reader.codeState(of: folder.path.appending("r/a-folder/b")))
    #expect(state.commit?.count == 40)
    #expect(state.repository == folder.path.appending("r").string)
    #expect(try String(contentsOfFile: log, encoding: .utf8) == "\n\n\n")
  }

  @Test func gitThatHangsIsNotWaitedFor() throws {
    try one()
    let program = folder.path.appending("hanging").string
    // Its own child holds the pipe open as well.
    try "#!/bin/sh\nsleep 600\n".write(toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let start = ContinuousClock.now
    let reader = GitCodeReader(program: program, limitSeconds: 0.2)
    #expect(reader.codeState(of: folder.path.appending("r")) == nil)
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test func noRepositoryAndNoGitHaveNoState() throws {
    #expect(GitCodeReader().codeState(of: "/") == nil)
    try one()
    #expect(
      GitCodeReader(program: "no-such-program").codeState(of: folder.path.appending("r")) == nil)
    #expect(GitCodeReader(program: "no-such-program").version() == nil)
    #expect(GitCodeReader().version()?.hasPrefix("git version") == true)
  }
}
