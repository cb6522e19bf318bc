import Foundation
import StrataCore
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct GitRepositoryTests {
  private let folder: GitFolder

  init() throws { folder = try GitFolder() }

  private func one() throws {
    try folder.run("git init -q -b main r; cd r; commit one")
  }

  @Test func everyKindIsTold() throws {
    try one()
    try folder.run(
      """
      git clone -q --bare r bare.git; git -C r worktree add -q ../linked
      git init -q -b main outer; cd outer; commit outer
      git -c protocol.file.allow=always submodule --quiet add ../r inner
      mkdir -p ../r/a/b
      """)
    let kinds = try ["r", "r/a/b", "bare.git", "linked", "outer/inner", "r/.git"].map {
      try folder.repository($0).kind
    }
    #expect(kinds == [.workTree, .workTree, .bare, .linkedWorkTree, .submodule, .bare])
    #expect(try folder.repository("r/a/b").top == folder.path.appending("r").string)
    #expect(
      try folder.repository("outer/inner").superproject == folder.path.appending("outer").string)
    let linked = try folder.repository("linked").status()
    #expect(linked.code.branch == "linked")
    #expect(linked.gitDirectory == folder.path.appending("r/.git/worktrees/linked").string)
    #expect(linked.folder == folder.path.appending("linked").string)
    let bare = try folder.repository("bare.git").status()
    #expect(bare.code.isDirty == nil)
    #expect(bare.code.commit == (try folder.run("git -C r rev-parse HEAD")))
    #expect(bare.remotes.map(\.name) == ["origin"])
  }

  @Test func statusIsWhatARecordIsStampedWith() throws {
    try folder.run(
      """
      git init -q -b main r; cd r; echo 1 > a; git add a; commit one; git tag v1.0.0
      git remote add backup https://u:p@backup.example.org/r.git
      """)
    for change in ["git -C r tag note", "echo 2 > r/a", "git -C r checkout -q --detach"] {
      try folder.run(change)
      #expect(try folder.repository().status().code == folder.code())
    }
    let status = try folder.repository().status()
    #expect(status.isDetached)
    #expect(status.remotes == [GitRemote(name: "backup", url: "https://backup.example.org/r.git")])
  }

  @Test func nearestReleaseIsTheOneWithTheFewestCommitsSince() throws {
    try one()
    #expect(try folder.repository().status().release == nil)
    try folder.run(
      """
      cd r; git tag v2.0.0; git tag v2; git tag nightly; commit two; git tag -m rc v1.9.0-rc-1.x
      git tag v9; commit three; commit four
      """)
    let status = try folder.repository().status()
    #expect(status.release == .init(tag: "v1.9.0-rc-1.x", commitsSince: 2))
    #expect(status.code.tag == nil)
  }

  @Test func repositoriesWithoutACommitAreRead() throws {
    try folder.run("git init -q -b main --object-format=sha256 r; git init -q --bare empty.git")
    let status = try folder.repository().status()
    #expect(status.code.commit == nil)
    #expect(status.code.branch == "main")
    #expect(!status.isDetached)
    #expect(status.objectFormat == "sha256")
    let outline = try folder.repository().outline()
    #expect(outline.folders == nil)
    #expect(outline.checkedOut == "main")
    #expect(outline.branches.isEmpty)
    #expect(try folder.repository("empty.git").status().code.commit == nil)
    #expect(try folder.repository("empty.git").outline().tags.isEmpty)
  }

  @Test func whyThereIsNothingToReadIsSaid() throws {
    try one()
    func refusal(_ body: () throws -> GitRepository) throws -> StrataError {
      try #require(#expect(throws: StrataError.self) { try body() })
    }
    let foreign = try refusal {
      try folder.run("mkdir -p r/a/b")
      return try folder.repository("r/a/b", ["GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"])
    }
    #expect(foreign.code == .storage)
    #expect(foreign.message.contains("belongs to another user"))
    #expect(foreign.remedy?.hasSuffix("safe.directory \(folder.path.appending("r"))") == true)
    let nowhere = try refusal { try folder.repository("") }
    #expect(nowhere.code == .notFound)
    #expect(nowhere.message == "the folder lies in no Git repository")
    let missing = try refusal { try folder.repository("missing") }
    #expect(missing.message == "the folder does not exist or cannot be entered")
    let noGit = try refusal { try folder.repository("r", ["PATH": "/nonexistent"]) }
    #expect(noGit.code == .notFound)
    #expect(noGit.message == "git was not found")
    try folder.run("echo broken > r/.git/HEAD")
    #expect(try refusal { try folder.repository() }.code == .notFound)
  }

  @Test func outlineHasTheNamesHereAndOnTheRemotes() throws {
    try folder.run(
      """
      git init -q -b main up; cd up; commit one; git branch develop
      git switch -q -c conversation/002-b; commit work; git switch -q main; cd ..
      git clone -q -o team/up up r; cd r
      mkdir -p conversations/001-a 'odd "name"'; touch conversations/001-a/x 'odd "name"/x' top
      touch conversations/readme; git add .; commit folders; git branch conversation/001-a
      git switch -q --detach; commit loose; git branch conversation/003-c; git switch -q main
      git tag v1.0.0; git tag -m 'Phase

      Phases-Skipped: because of 005' conversation-001-phase-2
      """)
    let outline = try folder.repository().outline()
    let shown = Dictionary(
      uniqueKeysWithValues: outline.branches.map { ($0.shownName, $0.isIntegrated) })
    #expect(
      shown == [
        "main": true, "conversation/001-a": true, "conversation/003-c": false,
        "team/up/main": true, "team/up/develop": true, "team/up/conversation/002-b": false,
      ])
    #expect(outline.folders == ["conversations", "odd \"name\""])
    #expect(outline.conversationFolders == ["001-a"])
    #expect(
      outline.tags == [
        .init("conversation-001-phase-2", skipReason: "because of 005"), .init("v1.0.0"),
      ])
    #expect(outline.checkedOut == "main")
    #expect(outline.isDirty == false)
    // From a folder below it is the same repository.
    #expect(try folder.repository("r/conversations/001-a").outline() == outline)
    try folder.run("git clone -q --bare r bare.git")
    #expect(try folder.repository("bare.git").outline().conversationFolders == ["001-a"])
  }

  @Test func milestoneIsAnAnnotatedTagOnTheBranch() throws {
    try folder.run(
      "git init -q -b main r; cd r; commit one; git switch -qc conversation/001-a; commit two")
    let repository = try folder.repository()
    let number = try #require(ConversationNumber("001"))
    func milestone(_ phase: Int, skipReason: String? = nil) throws -> Milestone {
      try CodeConventions.milestone(
        try #require(MilestoneTag(number, phase: phase)), in: try repository.outline(),
        text: "# not a comment", skipReason: skipReason)
    }
    let first = try milestone(1)
    try repository.make(first)
    #expect(
      try folder.run("cd r; git cat-file -t conversation-001-phase-1; git log -1 --format=%D")
        == "tag\nHEAD -> conversation/001-a, tag: conversation-001-phase-1")
    #expect(
      try folder.run("git -C r tag -l --format='%(contents)' conversation-001-phase-1")
        == "Conversation 001-a, phase 1\n\n# not a comment")
    // Somebody else was faster after the decision.
    let late = #expect(throws: StrataError.self) { try repository.make(first) }
    #expect(late?.code == .conflict)
    try repository.make(try milestone(3, skipReason: "merged into phase 1"))
    #expect(
      CodeConventions.report(on: try repository.outline()).findings.allSatisfy {
        $0.code != "milestone.gap"
      })
    let anonymous = try folder.repository(
      "r", ["GIT_COMMITTER_NAME": "", "GIT_COMMITTER_EMAIL": ""])
    let refused = #expect(throws: StrataError.self) { try anonymous.make(try milestone(4)) }
    #expect(refused?.code == .storage)
  }
}
