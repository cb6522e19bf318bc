import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// The groups `analytics`, `audit` and `alerting` do their work (row E3).
@Suite struct StandingGroupTests {
  @Test func analyticsCountsByDayTypeAndOutcome() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(try request())
      for index in 0..<300 {
        try await store.appendCommand(to: session, status: index < 298 ? .success : .failure)
      }
      fixture.clock.advance(bySeconds: 86_400)
      try store.appendLogin(success: true)
      try store.appendLogin()
      #expect(try await store.run(.analytics).eventCount == 304)
      #expect(try await store.run(.analytics).eventCount == 0)
      let counts = try store.eventStatistics().map {
        "\($0.day) \($0.type.rawValue) \($0.outcome ?? "-") \($0.count)"
      }
      #expect(
        counts == [
          "2026-01-05 CommandExecuted failure 2", "2026-01-05 CommandExecuted success 298",
          "2026-01-05 SessionStarted - 1", "2026-01-05 StoreInitialised - 1",
          "2026-01-06 AuthenticationFailed failure 1", "2026-01-06 UserLoggedIn success 1",
        ])
    }
  }

  @Test func alertingRaisesEachAnomalyOnce() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(try request())
      for _ in 0..<8 { try store.appendLogin() }
      for _ in 0..<12 { try await store.appendCommand(to: session, status: .failure) }
      for _ in 0..<3 {
        try store.appendEntry(
          .versionCollision, customer: "acme", ["assigned": "v1.0.1", "taken": "v1.0.0"])
      }
      try store.appendEntry(.lockBroken, customer: "acme", ["reason": "dead"])
      let alerts = try await store.runGroups()
      #expect(
        Set(alerts.map(\.message)) == [
          "5 logins failed within 300 s: eve", "10 commands failed within 300 s: here",
          "3 versions collided within 3600 s: acme", "a version lock was broken: acme",
        ])
      #expect(try await store.runGroups().isEmpty)
      let raised = try store.allEvents(.system).filter { $0.type == .alertRaised }
      #expect(raised.count == 4)
      for event in raised {
        #expect(event.message.member("details")?.member("message") != nil)
      }
      // A burst that goes on is the same; after a quiet while there is a new one.
      for _ in 0..<5 { try store.appendLogin() }
      #expect(try await store.runGroups().isEmpty)
      fixture.clock.advance(bySeconds: 400)
      for _ in 0..<5 { try store.appendLogin() }
      #expect(try await store.runGroups().count == 1)
    }
  }

  @Test func thresholdsAreConfiguration() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      for _ in 0..<3 { try store.appendLogin() }
      #expect(try await store.runGroups().isEmpty)
      try store.configure(BurstRule.failedLogins.keys.count, "2")
      try store.configure(BurstRule.failedLogins.keys.seconds, "60")
      fixture.clock.advance(bySeconds: 100)
      try store.appendLogin()
      fixture.clock.advance(bySeconds: 59)
      try store.appendLogin()
      #expect(
        try await store.runGroups().map(\.message) == ["2 logins failed within 60 s: eve"])
      try store.configure(BurstRule.failedLogins.keys.count, "many")
      fixture.clock.advance(bySeconds: 100)
      for _ in 0..<4 { try store.appendLogin() }
      #expect(try await store.runGroups().isEmpty, "what is no number counts as the default of 5")
    }
  }

  /// What a verb does before it ends: no flush without need, and nothing twice.
  @Test func dueAlertsAreRaisedInPassing() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      for _ in 0..<10 { try store.appendLogin(success: true) }
      #expect(await store.raiseDueAlerts().isEmpty)
      #expect(try store.dump("SELECT * FROM consumer_offsets") == [])
      for _ in 0..<5 { try store.appendLogin() }
      #expect(await store.raiseDueAlerts().map(\.rule) == ["failed-logins"])
      #expect(await store.raiseDueAlerts().isEmpty)
      #expect(try await store.runGroups().isEmpty)
      for _ in 0..<200 { try store.appendLogin(success: true) }
      _ = await store.raiseDueAlerts()
      let committed = try store.dump(
        "SELECT committed FROM consumer_offsets WHERE consumer_group = 'alerting' "
          + "AND topic = 'shell-auth-events'")
      #expect(committed == ["integer(79)"], "64 events further than 15")
    }
  }

  @Test func manyMayRunAtOnce() async throws {
    try await TemporaryStore.make { fixture in
      for _ in 0..<600 { try fixture.store.appendLogin() }
      let others = try (0..<4).map { _ in try fixture.open() }
      let alerts = try await withThrowingTaskGroup(of: [Alert].self) { tasks in
        for store in others { tasks.addTask { try await store.runGroups() } }
        return try await tasks.reduce(into: []) { $0 += $1 }
      }
      for store in others { try await store.close() }
      #expect(alerts.count == 1)
      let logins = try fixture.store.eventStatistics().filter { $0.topic == .access }
      #expect(logins.map(\.count) == [600])
    }
  }

  @Test func auditFindsARecordThatIsNotWhatItsEntrySays() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(try request())
      let command = try await store.appendCommand(to: session)
      let login = try store.appendLogin()
      _ = try await store.complete(session.name, Completion(outcome: .success))
      try store.configure("a", "1")
      let deployment = try store.appendEntry(
        .deploymentRecorded, ["environment": "test", "status": "done"])
      #expect(try await store.runGroups().isEmpty)
      try await store.reset(StandingGroup.audit)
      let changes: [(change: String, back: String, place: Int64, what: String)] = [
        (
          "UPDATE command_audit SET user_id = 'eve'",
          "UPDATE command_audit SET user_id = 'unknown'", command, "the column user_id"
        ),
        (
          "UPDATE access_audit SET success = (1 = 1)",
          "UPDATE access_audit SET success = (1 = 0)", login, "the column success"
        ),
        (
          "UPDATE entries SET actor = 'bob' WHERE position = \(deployment)",
          "UPDATE entries SET actor = NULL WHERE position = \(deployment)", deployment, "the leaf"
        ),
      ]
      for change in changes {
        try store.tamper([change.change])
        let alerts = try await store.run(.audit).alerts
        try await store.reset(StandingGroup.audit)
        #expect(try await store.run(.audit).alerts.isEmpty, "it was told already")
        try store.tamper([change.back])
        #expect(alerts.count == 1)
        #expect(alerts.first?.message.hasPrefix("entry \(change.place): \(change.what)") == true)
        try await store.reset(StandingGroup.audit)
      }
      #expect(try await store.run(.audit).alerts.isEmpty)
    }
  }

  @Test func statisticsThatDoNotAddUpAreFound() async throws {
    try await TemporaryStore.make(expecting: ["view.row"]) { fixture in
      try fixture.store.appendLogin()
      try await fixture.store.runGroups()
      try fixture.store.driver.write {
        _ = try $0.run(
          "UPDATE event_statistics SET count = count + 1 WHERE topic = 'shell-auth-events'")
      }
    }
  }
}
