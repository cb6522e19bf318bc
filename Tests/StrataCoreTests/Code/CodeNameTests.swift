import StrataCore
import Testing

@Suite("Names in the code")
struct CodeNameTests {
  @Test(arguments: [
    "v0.0.0", "v1.2.3", "v1.0.0-rc.1", "v1.0.0-alpha+001", "v1.0.0+20130313144700", "v2.0.0--",
  ])
  func `releases are SemVer`(name: String) throws {
    #expect(try ReleaseTag(parsing: name).name == name)
  }

  @Test(arguments: [
    ("1.0.0", "expected 'v' at position 1"), ("v1.0", "expected '.' at position 5"),
    ("v01.0.0", "leading zero"), ("v1.0.0-", "'' is no pre-release identifier"),
    ("v1.0.0-01", "the pre-release number '01' has a leading zero"),
    ("v1.0.0-a_b", "'a_b' is no pre-release identifier"), ("v1.0.0+", "'' is no build identifier"),
    ("v1.0.0-a..b", "'' is no pre-release identifier"), ("v1.0.0 ", "expected the end"),
    ("release-1", "expected 'v'"), ("", "expected 'v'"),
  ])
  func `what is no release is refused with the reason`(name: String, reason: String) {
    let error = #expect(throws: StrataError.self) { try ReleaseTag(parsing: name) }
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
  }

  /// The order of SemVer 2.0.0 §11, word for word, and numbers too long for an Int.
  @Test func `releases are ordered by precedence`() throws {
    let ordered = [
      "v0.9.9", "v1.0.0-2", "v1.0.0-99999999999999999999", "v1.0.0-alpha", "v1.0.0-alpha.1",
      "v1.0.0-alpha.beta", "v1.0.0-beta", "v1.0.0-beta.2", "v1.0.0-beta.11", "v1.0.0-rc.1",
      "v1.0.0", "v1.0.1", "v1.1.0", "v10.0.0",
    ]
    let tags = try ordered.map { try ReleaseTag(parsing: $0) }
    #expect(tags.reversed().sorted().map(\.name) == ordered)
  }

  @Test func `conversations have three digits and a name`() throws {
    let name = try ConversationName(parsing: "001-rebe-shell")
    #expect(name.number.value == 1)
    #expect(name.topic == "rebe-shell")
    #expect(name.branch == "conversation/001-rebe-shell")
    #expect(
      try ConversationName(branch: "conversation/042-a") == ConversationName(parsing: "042-a"))
  }

  @Test(arguments: [
    ("1-shell", "three digits"), ("0001-shell", "three digits"), ("000-shell", "001 to 999"),
    ("001", "no '-' and name"), ("001-", "no '-' and name"), ("001shell", "no '-' and name"),
    ("001-Shell", "other characters"), ("001-a_b", "other characters"),
    ("001-a--b", "stands beside another"), ("001--a", "stands beside another"),
    ("001-a-", "at an end"), ("shell", "three digits"), ("٠٠١-shell", "three digits"),
    ("001-a/b", "other characters"),
  ])
  func `what names no conversation is refused with the reason`(text: String, reason: String) {
    let error = #expect(throws: StrataError.self) { try ConversationName(parsing: text) }
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
  }

  @Test func `milestones name conversation and phase`() throws {
    let number = try #require(ConversationNumber("7"))
    let tag = try #require(MilestoneTag(number, phase: 12))
    #expect(tag.description == "conversation-007-phase-12")
    #expect(MilestoneTag(parsing: tag.description) == tag)
    #expect(MilestoneTag(number, phase: 0) == nil)
    for name in [
      "conversation-7-phase-12", "conversation-007-phase-012", "conversation-007-phase-0",
      "conversation-007-phase-1000", "conversation-007-phase-+1", "conversation-007-stage-1",
      "conversation-000-phase-1", "conversation-007-phase-1-x", "",
    ] {
      #expect(MilestoneTag(parsing: name) == nil, "\(name)")
    }
  }
}
