import StrataCore
import StrataStore
import StrataTesting
import Testing

/// What insights are made of is what the store holds (rows L6, X1).
@Suite struct OutlineReadingTests {
  private func outlines(
    of customer: CustomerID? = nil, in store: SessionStore
  ) throws -> [[SessionOutline]] {
    try store.foldOutlines(of: customer, into: []) { $0.append($1) }
  }

  /// Compares every outline with the whole session, read the ordinary way.
  private func expectTruth(
    _ outlines: [SessionOutline], of customer: CustomerID, in store: SessionStore
  )
    throws
  {
    let sessions = try store.sessions(
      SessionQuery(customer: customer, newestFirst: false, limit: .max))
    #expect(outlines.count == sessions.count)
    for (outline, session) in zip(outlines, sessions) {
      #expect(outline.version == session.version && outline.family == session.family)
      #expect(outline.parent == session.previousVersion && outline.state == session.state)
      #expect(outline.increment == session.decision.increment)
      #expect(outline.isChosen == (session.decision.override != nil))
      if !outline.isChosen { #expect(outline.triggers == session.decision.triggers) }
      #expect(outline.outcome == session.outcome)
      #expect(outline.satisfaction == session.satisfaction && outline.phase == session.phase)
      #expect(outline.createdAt == session.createdAt)
      #expect(outline.lastActivityAt == session.lastActivityAt)
      let moments =
        [session.createdAt, session.lastActivityAt] + session.decisions.map(\.at)
        + (try store.turns(of: session.id).compactMap(\.at))
      #expect(outline.workedMicroseconds == Timeline(moments: moments).activeMicroseconds)
    }
  }

  @Test func outlinesAreThoseOfTheSessions() async throws {
    var generator = SeededGenerator.printingSeed()
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let customers = try ["zeta", "acme", "Äpfel"].map { try CustomerID($0) }
      for index in 0..<60 {
        let customer = try #require(customers.randomElement(using: &generator))
        fixture.clock.advance(bySeconds: Double.random(in: 0...90_000, using: &generator))
        var request = StartRequest(
          customer: customer,
          turns: [Turn(.user, "The pods do not start, number \(index).", at: fixture.clock.now)])
        request.phase = WorkflowPhase.allCases.randomElement(using: &generator)
        if index % 7 == 3, try store.sessions(SessionQuery(customer: customer)).count > 0 {
          request.choice = .init(increment: .major, reason: "another line")
        }
        if index % 5 == 4 {
          request.completion = Completion(outcome: .partial, satisfaction: index % 5 + 1)
        }
        let session = try await store.start(request)
        if session.state == .sealed { continue }
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
          fixture.clock.advance(bySeconds: Double.random(in: 0...4000, using: &generator))
          _ = try await store.append(
            [
              Turn(.assistant, "Look at the events.", at: fixture.clock.now),
              Turn(.user, "No time."),
            ],
            to: session.name)
        }
        let decision = KeyDecision(topic: "region", choice: "eu", at: fixture.clock.now)
        if index % 3 == 0 { _ = try await store.record(decision, in: session.name) }
        guard index % 4 != 0 else { continue }
        let outcome = Session.Outcome.allCases.randomElement(using: &generator)
        _ = try await store.complete(
          session.name,
          Completion(outcome: outcome, satisfaction: index % 2 == 0 ? nil : index % 5 + 1))
      }
      let all = try outlines(in: store)
      let known = try store.customers().map(\.id).sorted()
      #expect(all.count == known.count)
      for (customer, outlines) in zip(known, all) {
        try expectTruth(outlines, of: customer, in: store)
        #expect(try self.outlines(of: customer, in: store) == [outlines])
      }
      #expect(all.flatMap { $0 }.contains { $0.isChosen && $0.triggers.isEmpty })
      #expect(try outlines(of: CustomerID("nobody"), in: store).isEmpty)
    }
  }

  /// More sessions than a page holds, and a session with more turns than are read at a time, between
  /// sessions of somebody else.
  @Test func pagesHideNothing() async throws {
    try await TemporaryStore.make(configure: { $0.materialisation = .background }) { fixture in
      let store = fixture.store
      let acme = try CustomerID("acme")
      let other = try CustomerID("other")
      for index in 0..<520 {
        fixture.clock.advance(bySeconds: 60)
        let words = [Turn(.user, "Go on.", at: fixture.clock.now)]
        _ = try await store.start(
          StartRequest(customer: index % 20 == 0 ? other : acme, turns: words))
      }
      let last = try #require(
        try store.sessions(SessionQuery(customer: acme, limit: 1)).first)
      let turns = (0..<20_010).map { index in
        Turn(
          .assistant, "Line \(index).",
          at: fixture.clock.now.advanced(bySeconds: Double(index * (index % 1000 == 0 ? 2 : 1))))
      }
      _ = try await store.append(turns, to: last.name)
      _ = try await store.start(StartRequest(customer: acme, turns: [Turn(.user, "Go on.")]))
      for customer in [acme, other] {
        let found = try #require(try outlines(of: customer, in: store).first)
        try expectTruth(found, of: customer, in: store)
      }
    }
  }

  @Test func anEmptyStoreHasNone() async throws {
    try await TemporaryStore.make { fixture in
      let found = try outlines(in: fixture.store)
      #expect(found.isEmpty)
    }
  }
}
