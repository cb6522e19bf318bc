import StrataCore
import Testing

@Suite("Conventions of the code")
struct CodeConventionsTests {
  private typealias Branch = RepositoryOutline.Branch

  private static func branch(_ name: String, on remote: String? = nil, isIntegrated: Bool = true)
    -> RepositoryOutline.Branch
  {
    .init(name: name, remote: remote, commit: "c-\(name)", isIntegrated: isIntegrated)
  }

  /// A repository as seed A draws it, with nothing wrong.
  private static func fitting() -> RepositoryOutline {
    RepositoryOutline(
      branches: [
        branch("main"), branch("develop"), branch("conversation/001-rebe-shell"),
        branch("conversation/002-dog-platform", isIntegrated: false),
        branch("develop", on: "origin"),
        branch("conversation/002-dog-platform", on: "origin", isIntegrated: false),
      ],
      tags: ["v0.1.0", "v1.0.0-rc.1", "conversation-001-phase-1", "conversation-001-phase-2"]
        .map { .init($0) },
      folders: CodeConventions.folders.map(\.name) + [".github"],
      conversationFolders: ["001-rebe-shell", "002-dog-platform"])
  }

  private func codes(_ outline: RepositoryOutline) -> [String] {
    CodeConventions.report(on: outline).findings.map(\.code)
  }

  @Test func `a repository as the seed draws it has no findings`() {
    let report = CodeConventions.report(on: Self.fitting())
    #expect(report.findings == [])
    #expect(report.conversations.map(\.isActive) == [false, true])
    #expect(
      report.conversations[1].reason
        == "conversation/002-dog-platform, origin/conversation/002-dog-platform has commits that "
        + "neither main nor develop has")
  }

  @Test func `a branch of another name is found once, with a rename for each place`() throws {
    var outline = Self.fitting()
    outline.branches += [
      Self.branch("feature/x"), Self.branch("feature/x", on: "origin"),
      Self.branch("conversation/3-shell"),
    ]
    let findings = CodeConventions.report(on: outline).findings
    #expect(
      findings.map(\.place) == [
        "branch conversation/3-shell", "branch feature/x, origin/feature/x",
      ])
    #expect(findings[0].message.contains("three digits"))
    #expect(findings[1].message.contains("main, develop or conversation/NNN-name"))
    #expect(findings[1].remedy.contains("git branch -m feature/x conversation/NNN-name; git push"))
  }

  @Test func `what is to be typed cannot do anything else, whatever a branch is called`() throws {
    var outline = Self.fitting()
    outline.branches = outline.branches.filter { $0.remote == nil }
    outline.branches.append(Self.branch("x;$(reboot)'y"))
    outline.tags.append(.init("`reboot`"))
    let remedies = CodeConventions.report(on: outline).findings.map(\.remedy)
    #expect(
      remedies[0] == #"rename it: git branch -m 'x;$(reboot)'\''y' conversation/NNN-name"#)
    #expect(remedies[1].hasSuffix("then: git tag -d '`reboot`'"))
  }

  @Test func `main and develop are missed, also where main has its old name`() {
    var outline = Self.fitting()
    outline.branches.removeAll { CodeConventions.trunks.contains($0.name) }
    #expect(codes(outline) == ["branch.missing", "branch.missing"])
    outline.branches.append(Self.branch("master"))
    let findings = CodeConventions.report(on: outline).findings
    #expect(findings.map(\.place) == ["branch master", "branch develop"])
    #expect(findings[0].remedy == "rename it: git branch -m master main")
    outline.branches.append(Self.branch("develop", on: "origin"))
    #expect(codes(outline) == ["branch.name"])
  }

  @Test func `tags are releases or milestones`() {
    var outline = Self.fitting()
    outline.tags += ["v1", "1.0.0", "conversation-1-phase-1", "nightly"].map { .init($0) }
    let findings = CodeConventions.report(on: outline).findings
    #expect(Set(findings.map(\.code)) == ["tag.name"])
    #expect(
      findings.map(\.place) == ["tag 1.0.0", "tag conversation-1-phase-1", "tag nightly", "tag v1"])
    #expect(findings[0].message.contains("expected 'v' at position 1"))
    #expect(findings[1].message.contains("three digits"))
  }

  @Test func `a phase without the one before it is found unless its tag says why`() {
    var outline = Self.fitting()
    outline.tags.append(.init("conversation-002-phase-3"))
    let findings = CodeConventions.report(on: outline).findings
    #expect(findings.map(\.code) == ["milestone.gap"])
    #expect(findings.first?.severity == .warning)
    #expect(findings.first?.message.contains("phase 2 is not") == true)
    outline.tags[outline.tags.count - 1].skipReason = "phase 2 became conversation 005"
    #expect(codes(outline) == [])
  }

  @Test func `the layout is that of the seed`() {
    var outline = Self.fitting()
    outline.folders = ["conversations", "src", ".github", "components"]
    outline.conversationFolders = ["1-x"]
    let findings = CodeConventions.report(on: outline).findings
    #expect(
      findings.map(\.place) == [
        "assemblies/", "deployments/", "shared/", "meta/", "src/", "conversations/1-x/",
      ])
    outline.folders = nil
    outline.conversationFolders = []
    outline.branches = []
    #expect(codes(outline) == [], "an empty repository is no offence")
  }

  @Test func `seven conversations may be active and eight may not`() throws {
    var outline = Self.fitting()
    outline.branches = [Self.branch("main"), Self.branch("develop")]
    outline.conversationFolders = []
    for number in 1...7 {
      outline.branches.append(
        Self.branch("conversation/00\(number)-a", isIntegrated: false))
    }
    #expect(codes(outline) == [])
    outline.conversationFolders = ["008-only-a-folder"]
    let finding = try #require(CodeConventions.report(on: outline).findings.first)
    #expect(finding.code == "conversation.limit")
    #expect(
      finding.message == "8 conversations are active at once, and at most 7 may be: "
        + "001, 002, 003, 004, 005, 006, 007, 008")
    outline.branches.append(Self.branch("conversation/008-only-a-folder", on: "origin"))
    #expect(codes(outline) == [], "a merged branch ends a conversation, its folder may stay")
  }

  @Test func `one number stands for one conversation`() {
    var outline = Self.fitting()
    outline.conversationFolders.append("001-other")
    let findings = CodeConventions.report(on: outline).findings
    #expect(findings.map(\.code) == ["conversation.number"])
    #expect(findings.first?.message.contains("001-other, 001-rebe-shell") == true)
  }

  // MARK: - Milestones

  private func milestone(
    _ number: String, _ phase: Int, in outline: RepositoryOutline = fitting(),
    skipReason: String? = nil
  ) throws -> Milestone {
    let conversation = try #require(ConversationNumber(number))
    return try CodeConventions.milestone(
      try #require(MilestoneTag(conversation, phase: phase)), in: outline, text: "It works.",
      skipReason: skipReason)
  }

  private func refusal(
    _ number: String, _ phase: Int, in outline: RepositoryOutline = fitting(),
    skipReason: String? = nil
  ) -> StrataError? {
    #expect(throws: StrataError.self) {
      try milestone(number, phase, in: outline, skipReason: skipReason)
    }
  }

  @Test func `the next phase is tagged on the head of the conversation's branch`() throws {
    let next = try milestone("001", 3)
    #expect(next.tag.description == "conversation-001-phase-3")
    #expect(next.commit == "c-conversation/001-rebe-shell")
    #expect(next.branch == "conversation/001-rebe-shell")
    #expect(next.message == "Conversation 001-rebe-shell, phase 3\n\nIt works.\n")
    #expect(next.warnings == [])
    #expect(try milestone("2", 1).tag.description == "conversation-002-phase-1")
  }

  @Test func `a duplicate, a skipped phase and an unknown conversation are refused`() throws {
    #expect(refusal("001", 2)?.code == .conflict)
    let skipped = try #require(refusal("001", 6))
    #expect(skipped.message == "phases 3 to 5 have no milestone in conversation 001")
    #expect(refusal("001", 4, skipReason: " ")?.code == .conflict)
    #expect(refusal("001", 3, skipReason: "why not")?.code == .usage)
    #expect(refusal("005", 1)?.code == .notFound)
    let forced = try milestone("001", 4, skipReason: "phase 3\nbecame 005")
    #expect(forced.message.hasSuffix("\n\nPhases-Skipped: phase 3 became 005\n"))
  }

  @Test func `after a skipped phase the next one needs no reason`() throws {
    var outline = Self.fitting()
    outline.tags.append(.init("conversation-001-phase-4", skipReason: "because"))
    #expect(try milestone("001", 5, in: outline).warnings == [])
    let late = try milestone("001", 3, in: outline)
    #expect(late.warnings == ["phase 4 has a milestone already"])
  }

  @Test func `changes in the work tree are warned of where they belong to the branch`() throws {
    var outline = Self.fitting()
    outline.isDirty = true
    outline.checkedOut = "develop"
    #expect(try milestone("001", 3, in: outline).warnings == [])
    outline.checkedOut = "conversation/001-rebe-shell"
    #expect(try milestone("001", 3, in: outline).warnings.count == 1)
  }

  @Test func `a branch that only a remote has is tagged there, and two of them are not guessed`()
    throws
  {
    var outline = Self.fitting()
    outline.branches.append(Self.branch("conversation/003-realm", on: "origin"))
    #expect(try milestone("003", 1, in: outline).branch == "origin/conversation/003-realm")
    var other = Self.branch("conversation/003-realm", on: "backup")
    other.commit = "another"
    outline.branches.append(other)
    #expect(refusal("003", 1, in: outline)?.code == .conflict)
    outline.branches.append(Self.branch("conversation/003-realm"))
    #expect(try milestone("003", 1, in: outline).branch == "conversation/003-realm")
  }
}
