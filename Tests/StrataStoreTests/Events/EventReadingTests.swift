import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// Topics are views of the journal: what was acknowledged is in its topic, once, in order (E1, E2).
@Suite struct EventReadingTests {
  @Test func eachEntryIsOneEventOfItsTopic() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let session = try await store.start(try request())
      _ = try await store.append([Turn(.assistant, "Use EKS.")], to: session.name)
      try await store.appendCommand(to: session)
      try store.appendLogin(of: "dev1", success: true)
      _ = try await store.complete(session.name, Completion(outcome: .success))
      let events = try Topic.allCases.flatMap { try store.allEvents($0, pageSize: 2) }
      let entries = try store.entries()
      #expect(Set(events.map(\.id)).count == entries.count)
      #expect(Set(events.map(\.position)) == Set(entries.map(\.position)))
      for topic in try store.topics() {
        let offsets = events.filter { $0.topic == topic.topic }.map(\.offset)
        #expect(offsets == Array(0..<topic.end))
        #expect(topic.firstOffset == 0)
      }
      #expect(
        try store.allEvents(.sessions).map(\.type) == [
          .sessionStarted, .turnsAppended, .sessionEnded,
        ])
      let command = try #require(try store.allEvents(.commands).first)
      #expect(command.session == session.id)
      #expect(command.id.hasSuffix("/\(command.position)"))
    }
  }

  @Test func readingBeginsAtAnOffsetATimeOrTheEnd() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      for index in 0..<20 {
        fixture.clock.advance(bySeconds: 10)
        try store.appendLogin(of: "user\(index)")
      }
      func offsets(_ start: EventQuery.Start) throws -> [Int64] {
        try store.events(EventQuery(.access, from: start)).events.map(\.offset)
      }
      #expect(try offsets(.beginning) == Array(0..<20))
      #expect(try offsets(.offset(17)) == [17, 18, 19])
      #expect(try offsets(.offset(20)) == [])
      #expect(try offsets(.offset(99)) == [])
      #expect(try offsets(.newest(2)) == [18, 19])
      #expect(try offsets(.newest(99)).count == 20)
      let sixth = try #require(try store.events(EventQuery(.access, from: .offset(6))).events.first)
      #expect(try offsets(.time(sixth.recordedAt)).first == 6)
      #expect(try offsets(.time(sixth.recordedAt.advanced(bySeconds: 1))).first == 7)
      #expect(try offsets(.time(fixture.clock.now.advanced(bySeconds: 1))) == [])
    }
  }

  @Test func filtersKeepWhatIsAskedFor() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let first = try await store.start(try request("acme"))
      let second = try await store.start(try request("globex"))
      for index in 0..<300 {
        try await store.appendCommand(
          to: index.isMultiple(of: 3) ? first : second,
          status: index.isMultiple(of: 2) ? .success : .failure)
      }
      let page = try store.events(EventQuery(.commands, session: first.id, limit: 60))
      #expect(page.events.count == 60)
      #expect(page.events.allSatisfy { $0.session == first.id })
      let rest = try store.events(
        EventQuery(.commands, from: .offset(page.next), session: first.id))
      #expect(rest.events.count == 40)
      #expect(rest.next == 300)
      let completed = try store.events(
        EventQuery(.sessions, types: [.sessionEnded, .turnsAppended]))
      #expect(completed.events.isEmpty)
      #expect(completed.next == 2)
    }
  }

  @Test func aClockThatIsSetBackLosesNoEvent() async throws {
    try await TemporaryStore.make { fixture in
      for step in [10.0, 10, -15, 10, 10] {
        fixture.clock.advance(bySeconds: step)
        try fixture.store.appendLogin()
      }
      #expect(try fixture.store.allEvents(.access).map(\.offset) == Array(0..<5))
      let start = EventQuery.Start.time(fixture.clock.now)
      let page = try fixture.store.events(EventQuery(.access, from: start))
      #expect(page.events.last?.offset == 4)
    }
  }
}
