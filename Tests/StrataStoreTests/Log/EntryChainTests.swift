import StrataCore
import StrataTesting
import Testing
import TransparencyLog

@testable import StrataStore

/// Every activity is one entry: a leaf, a message of one topic, a link of its session's chain.
@Suite struct EntryChainTests {
  private func rows(of store: SessionStore) throws -> [EntryRow] {
    try store.driver.read { connection in
      try connection.query("SELECT \(EntryRow.columns) FROM entries ORDER BY position")
        .map { try EntryRow($0) }
    }
  }

  private func work(in store: SessionStore) async throws -> Session {
    let session = try await store.start(try request())
    _ = try await store.append([Turn(.assistant, "Use EKS.")], to: session.name)
    _ = try await store.record(
      KeyDecision(topic: "cluster", choice: "EKS", at: session.createdAt), in: session.name)
    return try await store.complete(session.name, Completion(outcome: .success))
  }

  @Test func leafIsTheHashOfTheRecordThatTheRowGives() async throws {
    try await TemporaryStore.make { fixture in
      _ = try await work(in: fixture.store)
      let rows = try rows(of: fixture.store)
      #expect(rows.map(\.record.position) == Array(1...Int64(rows.count)))
      for row in rows {
        #expect(row.leaf.node.bytes == row.storedLeaf)
        let entry = try row.entry()
        #expect(try entry.record() == row.record.bytes)
        #expect(entry.kind.topic.rawValue == row.topic)
      }
      for (topic, messages) in Dictionary(grouping: rows, by: \.topic) {
        #expect(messages.map(\.topicOffset) == Array(0..<Int64(messages.count)), "\(topic)")
      }
    }
  }

  @Test func eachEntryOfASessionNamesTheOneBefore() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await work(in: fixture.store)
      let rows = try rows(of: fixture.store).filter {
        $0.record.session == session.id.description
      }
      #expect(rows.count == 4)
      #expect(rows[0].record.previous == nil)
      for (former, row) in zip(rows, rows.dropFirst()) {
        #expect(row.record.previous == former.leaf.node.bytes)
        #expect(row.record.sequence == (former.record.sequence ?? 0) + 1)
      }
    }
  }

  @Test func auditRowsAreThoseOfTheirEntries() async throws {
    try await TemporaryStore.make { fixture in
      _ = try await work(in: fixture.store)
      let rows = try fixture.store.driver.read { connection in
        try connection.query(
          "SELECT id, event_type, user_id, entry FROM session_audit ORDER BY id")
      }
      #expect(try rows.map { try $0.integer(0) } == [1, 2])
      #expect(try rows.map { try $0.text(1) } == ["created", "ended"])
      for statement in ["UPDATE session_audit SET user_id = 'eve'", "DELETE FROM session_audit"] {
        #expect(throws: StrataError.self) {
          try fixture.store.driver.write { try $0.run(statement) }
        }
      }
    }
  }

  @Test func sessionsAreShownAsTheSeedHasThem() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await work(in: fixture.store)
      let row = try #require(
        try fixture.store.driver.read { connection in
          try connection.query(
            """
            SELECT id, user_id, realm_id, conversation_id, created_at, last_active_at, state
            FROM sessions
            """
          ).first
        })
      #expect(try row.text(0) == session.id.description)
      #expect(try row.time(5) == session.lastActivityAt)
      #expect(try row.text(6).replacing(" ", with: "").contains(#""state":"sealed""#))
    }
  }

  @Test func bodyThatIsTooLongForALeafIsKeptApart() async throws {
    try await TemporaryStore.make { fixture in
      let long = String(repeating: "x", count: 70_000)
      let body = Array(#"{"reason":"\#(long)"}"#.utf8)
      let position = try fixture.store.commits.commitNow { transaction in
        try transaction.append(
          JournalTransaction.Draft(kind: .creationCleaned, body: body)
        ).position
      }
      let row = try #require(try rows(of: fixture.store).first { $0.record.position == position })
      #expect(row.record.bytes.count <= EntryRecord.maximumByteCount)
      #expect(try row.entry().body == ["moved": "body"])
      let kept = try fixture.store.driver.read { connection in
        try connection.query(
          "SELECT content FROM contents WHERE entry = ?", .integer(position)
        ).first?.bytes(0)
      }
      #expect(kept == body)
    }
  }
}
