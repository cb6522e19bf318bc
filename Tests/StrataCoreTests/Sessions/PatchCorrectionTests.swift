import StrataCore
import Testing

/// Corrections by hand are pure (row V4).
@Suite struct PatchCorrectionTests {
  private let session: Session
  private let turns: [Turn]
  private let now: Timestamp

  init() throws {
    now = try Timestamp(parsing: "2026-02-01T00:00:00Z")
    let start = try Timestamp(parsing: "2026-01-05T09:00:00Z")
    let customer = try CustomerID("acme")
    let id = try SessionID(parsing: "0193e9a0-7c00-7000-8000-000000000001")
    session = Session(
      id: id, customer: customer, version: .first, family: FamilyID(foundedBy: id, of: customer),
      decision: VersionDecision(
        increment: .initial, version: .first, parent: nil, triggers: [.initial], why: "First."),
      state: .sealed, outcome: .success,
      context: DeploymentContext(cloudProvider: "aws", other: ["env": "production"]),
      createdAt: start, lastActivityAt: start.advanced(bySeconds: 60),
      completedAt: start.advanced(bySeconds: 120), turnCount: 1)
    turns = [Turn(.user, "Hello.", at: start.advanced(bySeconds: 60))]
  }

  private func apply(
    _ kind: Trigger, _ edit: (inout PatchCorrection) throws -> Void = { _ in }
  ) throws -> CorrectedSession {
    var correction = PatchCorrection(kind: kind)
    try edit(&correction)
    return try correction.applied(to: session, turns: turns, now: now)
  }

  private func said(_ corrected: CorrectedSession) -> [String] {
    corrected.changes.map { "\($0.field): \($0.before ?? "nothing") → \($0.after ?? "nothing")" }
  }

  private func message(
    _ kind: Trigger, _ edit: (inout PatchCorrection) throws -> Void
  ) -> String? {
    do {
      _ = try apply(kind, edit)
      return nil
    } catch {
      return (error as? StrataError)?.message
    }
  }

  @Test func metadataSaysBeforeAndAfter() throws {
    let corrected = try apply(.metadataCorrections) {
      $0.outcome = .partial
      $0.context = ["cloud_provider": "azure", "env": .null]
    }
    #expect(
      said(corrected) == [
        "deployment_context.cloud_provider: aws → azure",
        "deployment_context.env: production → nothing", "outcome: success → partial",
      ])
    #expect(corrected.session.context == DeploymentContext(cloudProvider: "azure"))
    #expect(corrected.session.version == session.version)
    #expect(corrected.turns == turns)
  }

  @Test func aFieldGetsAnotherName() throws {
    let corrected = try apply(.metadataSchemaUpdates) { $0.renamed = ["env": "environment"] }
    #expect(corrected.session.context.environment == "production")
    #expect(corrected.session.context.other.isEmpty)
    #expect(
      message(.metadataSchemaUpdates) { $0.renamed = ["nothing": "x"] }
        == "the context has no field 'nothing'")
    #expect(
      message(.metadataSchemaUpdates) { $0.renamed = ["env": "cloud_provider"] }
        == "the context has a field 'cloud_provider' already")
  }

  @Test func allTimesMoveTogether() throws {
    let corrected = try apply(.timestampCorrections) { $0.shiftSeconds = -3600 }
    #expect(corrected.session.createdAt == session.createdAt.advanced(bySeconds: -3600))
    #expect(corrected.turns[0].at == turns[0].at?.advanced(bySeconds: -3600))
    #expect(
      corrected.changes.map(\.field) == ["created_timestamp", "completion_timestamp", "turns"])
  }

  @Test func timesThatContradictOneAnotherAreRefused() throws {
    #expect(
      message(.timestampCorrections) { $0.shiftSeconds = 1e8 }?.contains("in the future") == true)
    #expect(
      message(.timestampCorrections) {
        $0.completedAt = try Timestamp(parsing: "2026-01-01T00:00:00Z")
      }?.contains("before it begins") == true)
    #expect(
      message(.timestampCorrections) {
        $0.startedAt = try Timestamp(parsing: "2026-01-05T09:01:30Z")
      }?.contains("its first turn is of") == true)
    #expect(
      message(.timestampCorrections) {
        $0.shiftSeconds = 1
        $0.startedAt = session.createdAt
      }?.contains("goes alone") == true)
  }

  @Test func aKindCorrectsOnlyWhatItIsFor() {
    #expect(
      message(.timestampCorrections) { $0.outcome = .failure }
        == "a mend of the kind timestamp_corrections does not correct --outcome")
    #expect(
      message(.archivePreparation) { $0.user = "eve" }
        == "a mend of the kind archive_preparation does not correct --user")
    #expect(message(.initial) { $0.user = "eve" }?.contains("no kind of mend") == true)
    #expect(message(.metadataCorrections) { _ in } == "nothing is to be corrected")
    #expect(
      message(.metadataCorrections) { $0.outcome = .success }
        == "the correction changes nothing: acme/v1.0.0 says so already")
    #expect(
      message(.conversationReconstruction) { $0.turns = [] } == "the conversation has no turn")
    #expect(
      message(.metadataCorrections) { $0.context = ["cloud_provider": 3] }?
        .contains("cloud_provider") == true)
  }

  @Test func someKindsRepeatTheVersion() throws {
    for kind in [Trigger.archivePreparation, .missingFileRegeneration] {
      let corrected = try apply(kind)
      #expect(corrected.changes.isEmpty)
      #expect(corrected.session == session)
    }
  }

  @Test func theConversationIsGivenWhole() throws {
    let corrected = try apply(.conversationReconstruction) {
      $0.turns = [Turn(.user, "Hello!"), Turn(.assistant, "Good day.")]
    }
    #expect(corrected.turns.count == 2)
    #expect(said(corrected) == ["turns: 1 turn → 2 turns, 1 of them changed"])
  }
}
