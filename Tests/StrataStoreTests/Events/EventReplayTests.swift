import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// Replaying the journal into empty views gives the same views, byte for byte.
@Suite struct EventReplayTests {
  /// `committed_at` says when a group last ran, which is no part of what it knows.
  private static let views = [
    "SELECT consumer_group, topic, committed, state FROM consumer_offsets ORDER BY 1, 2",
    "SELECT day, topic, event_type, outcome, count FROM event_statistics ORDER BY 1, 2, 3, 4",
    "SELECT rule, event, entry FROM alerts ORDER BY 1, 2",
  ]

  @Test func viewsAreMadeAgainOfTheJournal() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("EventReplayTests: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(try request())
      for _ in 0..<400 {
        fixture.clock.advance(bySeconds: Double.random(in: -20...400, using: &generator))
        switch Int.random(in: 0..<8, using: &generator) {
        case 0...2: try store.appendLogin(success: Bool.random(using: &generator))
        case 3, 4:
          try await store.appendCommand(
            to: session, status: Bool.random(using: &generator) ? .success : .failure)
        case 5: try store.appendEntry(.versionCollision, customer: "acme")
        case 6:
          let rule = BurstRule.allCases[Int.random(in: 0..<4, using: &generator)]
          try store.configure(rule.keys.count, "\(Int.random(in: 1...4, using: &generator))")
        default: _ = await store.raiseDueAlerts()
        }
      }
      try await store.runGroups()
      let views = try Self.views.map { try store.dump($0) }
      let entries = try store.entries(limit: .max)
      #expect(entries.contains { $0.kind == .alertRaised })

      try store.driver.write { connection in
        for table in ["consumer_offsets", "event_statistics"] {
          try connection.run("DELETE FROM \(table)")
        }
      }
      #expect(try await store.runGroups().isEmpty, "no anomaly is told twice")
      #expect(try Self.views.map { try store.dump($0) } == views)

      for group in StandingGroup.allCases { try await store.reset(group) }
      try store.driver.write { _ = try $0.run("DELETE FROM alerts") }
      try await store.reset(StandingGroup.alerting)
      #expect(try await store.runGroups().isEmpty)
      #expect(try Self.views.map { try store.dump($0) } == views)
      #expect(try store.entries(limit: .max) == entries)
    }
  }

  @Test func messagesAreTheSameWheneverTheyAreMade() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(try request())
      _ = try await store.append([Turn(.user, "more")], to: session.name)
      _ = try await store.complete(session.name, Completion(outcome: .success))
      let first = try store.allEvents(.sessions).map { try $0.payload() }
      let again = try fixture.open { $0.access = .reading }
      #expect(try again.allEvents(.sessions).map { try $0.payload() } == first)
      try await again.close()
    }
  }
}
