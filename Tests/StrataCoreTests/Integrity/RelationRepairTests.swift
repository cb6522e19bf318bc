import StrataCore
import Testing

/// Relations that only the sessions themselves tell of are held against numbers and times (row R1).
@Suite struct RelationRepairTests {
  private func session(
    _ number: Int, _ version: String, parent: String? = nil, merged: String? = nil,
    at seconds: Int64, family: Int = 1
  ) throws -> Session {
    let customer = try CustomerID("acme")
    func id(_ number: Int) throws -> SessionID {
      try SessionID(parsing: "00000000-0000-7000-8000-00000000000\(number)")
    }
    let time = Timestamp(microseconds: seconds * 1_000_000)
    let version = try SemanticVersion(parsing: version)
    return Session(
      id: try id(number), customer: customer, version: version,
      family: FamilyID(foundedBy: try id(family), of: customer),
      decision: VersionDecision(
        increment: .minor, version: version,
        parent: try parent.map { try SemanticVersion(parsing: $0) },
        merged: try merged.map { try SemanticVersion(parsing: $0) }, triggers: [], why: "test"),
      createdAt: time, lastActivityAt: time)
  }

  private func parents(_ repair: RelationRepair) -> [String: String?] {
    Dictionary(
      uniqueKeysWithValues: repair.sessions.map {
        ($0.version.description, $0.decision.parent?.description)
      })
  }

  @Test func whatIsSoundIsNotTouched() throws {
    let sessions = [
      try session(1, "v1.0.0", at: 1), try session(2, "v1.1.0", parent: "v1.0.0", at: 2),
      try session(3, "v2.0.0", parent: "v1.1.0", at: 3, family: 3),
      try session(4, "v1.2.0", parent: "v1.1.0", merged: "v2.0.0", at: 4),
      try session(5, "v1.0.1", parent: "v1.0.0", at: 5),
    ]
    let repair = RelationRepair(sessions.shuffled())
    #expect(repair.sessions == sessions)
    #expect(repair.doubts.isEmpty && repair.missing.isEmpty)
  }

  @Test func aLostNumberWasGivenAndSoWereThoseBelowIt() throws {
    let numbers = try ["v3.1.0", "v1.0.0", "v4000000.0.0"].map { try SemanticVersion(parsing: $0) }
    let repair = RelationRepair([try session(1, "v1.0.0", at: 1)], lost: Set(numbers))
    #expect(repair.missing.sorted().map(\.description) == ["v2.0.0", "v3.0.0", "v3.1.0"])
  }

  @Test func aParentThatCannotBeOneIsReplacedByTheNearest() throws {
    let repair = RelationRepair([
      try session(1, "v1.0.0", parent: "v1.2.0", at: 1),
      try session(2, "v1.1.0", parent: "v1.1.0", at: 2),
      try session(3, "v1.2.0", parent: "v1.1.0", merged: "v1.0.0", at: 3),
    ])
    #expect(parents(repair) == ["v1.0.0": nil, "v1.1.0": "v1.0.0", "v1.2.0": "v1.1.0"])
    #expect(repair.sessions.allSatisfy { $0.decision.merged == nil })
    #expect(
      repair.doubts.values.flatMap(\.self).sorted() == [
        "it named v1.0.0 as merged into it, which is of its own line",
        "it named v1.1.0 as its parent, which is itself; v1.0.0 is the newest of its line before it",
        "it named v1.2.0 as its parent, which was created after it; nothing of its line came before "
          + "it",
      ])
  }

  @Test func aParentOfNoLineIsNone() throws {
    let repair = RelationRepair([
      try session(1, "v1.0.0", at: 1), try session(2, "v1.1.0", parent: "v9.0.0", at: 2),
    ])
    #expect(parents(repair) == ["v1.0.0": nil, "v1.1.0": "v1.0.0"])
    #expect(repair.missing.isEmpty && repair.doubts.count == 1)
  }

  @Test func aCycleOfSessionsCreatedAtOnceIsCut() throws {
    let repair = RelationRepair([
      try session(1, "v1.0.0", parent: "v1.1.0", at: 1),
      try session(2, "v1.1.0", parent: "v1.0.0", at: 1),
    ])
    #expect(parents(repair) == ["v1.0.0": nil, "v1.1.0": "v1.0.0"])
  }

  @Test func familiesAndTimesAreMended() throws {
    var late = try session(2, "v1.1.0", parent: "v1.0.0", at: 2, family: 2)
    late.lastActivityAt = Timestamp(microseconds: 0)
    let first = try session(1, "v1.0.0", at: 1)
    let repair = RelationRepair([late, first])
    #expect(repair.sessions.map(\.family) == [first.family, first.family])
    #expect(repair.sessions.last?.lastActivityAt == late.createdAt)
    #expect(repair.doubts[late.id]?.count == 2 && repair.doubts[first.id] == nil)
  }

  @Test func numbersThatMustHaveBeenGivenAreMissing() throws {
    let repair = RelationRepair([
      try session(1, "v1.2.1", parent: "v1.2.0", at: 1),
      try session(2, "v3.0.0", parent: "v2.4.0", at: 2, family: 2),
    ])
    #expect(
      repair.missing.sorted().map(\.description) == [
        "v1.0.0", "v1.1.0", "v1.2.0", "v2.0.0", "v2.1.0", "v2.2.0", "v2.3.0", "v2.4.0",
      ])
    #expect(repair.doubts.isEmpty, "a lost parent is still the parent")
    let known = RelationRepair(
      [try session(1, "v1.2.0", parent: "v1.1.0", at: 1)], known: [.first])
    #expect(known.missing.map(\.description) == ["v1.1.0"])
  }

  @Test func aDamagedNumberDoesNotMakeBillionsMissing() throws {
    let repair = RelationRepair([
      try session(1, "v1.999999999.0", at: 1), try session(2, "v999999999.0.0", at: 2, family: 2),
    ])
    #expect(repair.missing.count < 10)
  }
}
