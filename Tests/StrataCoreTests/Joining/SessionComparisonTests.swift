import StrataCore
import Testing

/// How two copies of one session stand to each other (row C5).
@Suite struct SessionComparisonTests {
  private func copy(
    _ turns: [String?], isErased: Bool = false, edit: (inout Session) throws -> Void = { _ in }
  ) throws -> SessionComparison.Copy {
    let id = try SessionID(parsing: "019b8a3c-0000-7000-8000-000000000001")
    let customer = try CustomerID("acme")
    var session = Session(
      id: id, customer: customer, version: .first,
      family: FamilyID(foundedBy: id, of: customer),
      decision: VersionDecision(
        increment: .initial, version: .first, parent: nil, triggers: [.initial], why: "first"),
      createdAt: Timestamp(microseconds: 1), lastActivityAt: Timestamp(microseconds: 1),
      turnCount: turns.count)
    try edit(&session)
    return SessionComparison.Copy(
      session: session, turns: turns.map { $0.map { Turn(.user, $0) } }, isErased: isErased)
  }

  private let decided = KeyDecision(topic: "a", choice: "b", at: Timestamp(microseconds: 2))

  @Test func aPrefixGoesOn() throws {
    #expect(SessionComparison(try copy(["a"]), try copy(["a"])) == .same)
    #expect(SessionComparison(try copy(["a"]), try copy(["a", "b"])) == .secondGoesOn)
    #expect(SessionComparison(try copy(["a", "b"]), try copy(["a"])) == .firstGoesOn)
    let longer = try copy(["a"]) { $0.decisions = [self.decided] }
    #expect(SessionComparison(try copy(["a"]), longer) == .secondGoesOn)
    let sealed = try copy(["a"]) { $0.state = .sealed }
    #expect(SessionComparison(try copy(["a"]), sealed) == .secondGoesOn)
    #expect(SessionComparison(sealed, try copy(["a"])) == .firstGoesOn)
  }

  @Test func contradictionsAreNamed() throws {
    #expect(SessionComparison(try copy(["a"]), try copy(["b"])) == .contradiction("turn 1"))
    #expect(
      SessionComparison(
        try copy(["a"]) { $0.decisions = [self.decided] }, try copy(["a", "b"]))
        == .contradiction("each goes on in a way of its own"))
    #expect(
      SessionComparison(try copy(["a"]) { $0.state = .sealed }, try copy(["a", "b"]))
        == .contradiction("each goes on in a way of its own"))
    #expect(
      SessionComparison(try copy(["a"]), try copy(["a"]) { $0.context.scale = "startup" })
        == .contradiction("the context"))
    #expect(
      SessionComparison(
        try copy(["a"]), try copy(["a"]) { $0.createdAt = Timestamp(microseconds: 9) })
        == .contradiction("the time of its creation"))
    let success = try copy([]) {
      $0.state = .sealed
      $0.outcome = .success
    }
    let failure = try copy([]) {
      $0.state = .sealed
      $0.outcome = .failure
    }
    #expect(SessionComparison(success, failure) == .contradiction("the outcome"))
    let longer = try copy(["a"]) { $0.state = .sealed }
    let sealed = try copy([]) { $0.state = .sealed }
    #expect(
      SessionComparison(sealed, longer) == .contradiction("what was said after its end"))
    #expect(
      SessionComparison(longer, sealed) == .contradiction("what was said after its end"))
  }

  @Test func whatWasErasedContradictsNothing() throws {
    let erased = try copy([nil, nil], isErased: true) { $0.context.scale = "erased" }
    #expect(SessionComparison(try copy(["a", "b"]), erased) == .same)
    #expect(SessionComparison(erased, try copy(["a", "b", "c"])) == .secondGoesOn)
  }
}
