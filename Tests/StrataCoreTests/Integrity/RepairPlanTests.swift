import StrataCore
import Testing

/// A plan is a pure function of findings.
@Suite struct RepairPlanTests {
  private let one: SessionID
  private let other: SessionID

  init() throws {
    one = try SessionID(parsing: "0193e9a0-7c00-7000-8000-000000000001")
    other = try SessionID(parsing: "0193e9a0-7c00-7000-8000-000000000002")
  }

  private func finding(_ code: String, _ place: String, _ subject: FindingSubject?) -> Finding {
    Finding(code, place: place, "It is wrong.", remedy: "Look.").about(subject)
  }

  @Test func nothingIsDoneAboutNothing() {
    let plan = RepairPlan([])
    #expect(plan.isEmpty && plan.unmended.isEmpty)
  }

  @Test func oneDirectoryIsOneStepHoweverManyFilesAreDamaged() {
    let findings = [
      finding(
        "file.changed", "sessions/a/v1.0.0",
        .directory(one, .init(file: "session_metadata.json", .times))),
      finding(
        "file.missing", "sessions/a/v1.0.0",
        .directory(one, .init(file: "sow_document.md", .missing))),
      finding(
        "directory.permissions", "sessions/a/v1.0.0",
        .directory(one, .init(file: nil, .permissions))),
      finding("file.missing", "sessions/a/v1.1.0", .directory(other, .init(file: nil, .missing))),
    ]
    let plan = RepairPlan(findings)
    #expect(plan.steps.map(\.action) == [.makeWhole, .makeWhole])
    #expect(plan.steps.map(\.session) == [one, other])
    #expect(plan.steps[0].findings.count == 3)
    #expect(plan.step(for: findings[2]) == plan.steps[0])
  }

  @Test func whatOthersAreMadeOfComesFirst() {
    let plan = RepairPlan([
      finding(
        "directory.missing", "sessions/a/v1.0.0", .directory(one, .init(file: nil, .missing))),
      finding("path.unknown", "sessions/x", .stranger(path: "sessions/x", session: nil)),
      finding("turn.changed", "a/v1.0.0 turn 1", .content(one)),
      finding("view.row", "lines a, 1", .views),
      finding("view.row", "customers a", .views),
      finding("schema.missing", "trigger x", .schemaObject("x")),
    ])
    #expect(
      plan.steps.map(\.action) == [
        .restoreSchema, .rebuildViews, .restoreContent, .quarantine, .makeWhole,
      ])
    #expect(plan.steps[1].place == "tables customers, lines")
  }

  @Test func whatNothingMendsIsSaid() {
    let lost = finding("entry.missing", "entry 7", nil)
    let plan = RepairPlan([lost])
    #expect(plan.isEmpty)
    #expect(plan.unmended == [lost])
    #expect(plan.step(for: lost) == nil)
  }

  /// Which kind of mend each damage asks for (row V4).
  @Test(
    arguments: [
      ([FileDamage(file: "conversation.json", .changed)], Trigger.conversationReconstruction),
      ([FileDamage(file: "conversation.json", .unreadable)], .conversationReconstruction),
      ([FileDamage(file: "sow_document.md", .missing)], .missingFileRegeneration),
      ([FileDamage(file: nil, .missing)], .missingFileRegeneration),
      ([FileDamage(file: "session_metadata.json", .unreadable)], .jsonSchemaFixes),
      ([FileDamage(file: "session_metadata.json", .changed)], .metadataCorrections),
      ([FileDamage(file: "session_metadata.json", .times)], .timestampCorrections),
      ([FileDamage(file: "sow_document.md", .changed)], .metadataCorrections),
      (
        [
          FileDamage(file: "session_metadata.json", .times),
          FileDamage(file: "conversation.json", .changed),
        ],
        .conversationReconstruction
      ),
      ([FileDamage(file: "sow_document.md", .permissions)], nil),
    ] as [([FileDamage], Trigger?)])
  func theKindFollowsTheDamage(damages: [FileDamage], kind: Trigger?) {
    #expect(damages.mend == kind)
    let plan = RepairPlan(
      damages.map { finding("file.changed", "sessions/a/v1.0.0", .directory(one, $0)) })
    #expect(plan.steps.first?.mend == kind)
    #expect(plan.steps.first?.summary.contains("patch version") == (kind != nil))
  }

  @Test func everyStepSaysWhatItDoes() {
    let subjects: [FindingSubject] = [
      .schemaObject("x"), .views, .content(one), .entryContent(3),
      .stranger(path: "x", session: nil),
      .folder("keys"), .key(path: "keys/x"), .archive(.sessions),
      .offset(group: "g", topic: .system), .mark("m"), .kept(one),
      .directory(one, .init(file: nil, .missing)),
    ]
    let plan = RepairPlan(subjects.map { finding("x.y", "a place", $0) })
    #expect(plan.steps.count == subjects.count)
    #expect(
      plan.steps.allSatisfy {
        !$0.summary.isEmpty && $0.place == "a place" || $0.action == .rebuildViews
      })
  }
}
