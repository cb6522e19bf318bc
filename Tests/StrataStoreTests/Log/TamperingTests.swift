import StrataCore
import StrataTesting
import SystemPackage
import Testing
import TransparencyLog

@testable import StrataStore

/// An adversary who may write whatever they like to the database is found, and what they did is named
/// rightly (row D7).
@Suite struct TamperingTests {
  private struct Named: Hashable, CustomStringConvertible {
    var kind: AuditFinding.Kind
    var table: String
    var row: Int64?
    var description: String { "\(kind) \(table) \(row.map(String.init) ?? "-")" }

    init(_ kind: AuditFinding.Kind, _ table: String = "entries", _ row: Int64? = nil) {
      self.kind = kind
      self.table = table
      self.row = row
    }
  }

  /// A store with some 300 entries, so that a tile is full, whose journal somebody then rewrites.
  private func tamper(
    _ statements: [String], resealing: [Int64] = [], expect named: Set<Named>
  ) async throws {
    try await TemporaryStore.make(checking: false) { fixture in
      let store = fixture.store
      for index in 0..<3 {
        let session = try await store.start(try request("customer-\(index)"))
        _ = try await store.append([Turn(.assistant, "yes")], to: session.name)
        _ = try await store.complete(session.name, Completion(outcome: .success))
      }
      for index in 0..<290 {
        try store.commits.commitNow { transaction in
          try transaction.append(
            JournalTransaction.Draft(
              kind: .creationCleaned, body: Array(#"{"index":\#(index)}"#.utf8)))
        }
      }
      try store.signCheckpoint()
      #expect(try store.verifyAudit().findings.isEmpty)
      try store.tamper(statements) { connection in
        for position in resealing {
          guard
            let row = try connection.query(
              "SELECT \(EntryRow.columns) FROM entries WHERE position = ?", .integer(position)
            ).first
          else { continue }
          try connection.run(
            "UPDATE entries SET leaf = ? WHERE position = ?",
            .bytes(try EntryRow(row).leaf.node.bytes), .integer(position))
        }
      }
      let findings = try store.verifyAudit().findings
      let found = Set(findings.map { Named($0.finding, $0.table, $0.row) })
      #expect(named.isSubset(of: found), "expected \(named), found \(found)")
      for finding in findings where finding.row != nil && finding.table == "entries" {
        #expect(finding.leaf == finding.row.map { $0 - 1 })
      }
    }
  }

  @Test func editedEntryIsNamed() async throws {
    try await tamper(
      ["UPDATE entries SET actor = 'eve' WHERE position = 100"],
      expect: [Named(.rowEdited, "entries", 100)])
  }

  @Test func editedEntryWithItsHashMadeNewIsNamed() async throws {
    for position: Int64 in [2, 100, 280] {
      try await tamper(
        ["UPDATE entries SET body = '{\"index\":7777}' WHERE position = \(position)"],
        resealing: [position], expect: [Named(.rowEdited, "entries", position)])
    }
  }

  @Test func eachColumnOfAnEntryIsCovered() async throws {
    for edit in [
      "recorded_at = recorded_at + 1", "kind = 'directory.repaired'", "customer = 'eve'",
      "actor = 'eve'", "realm = 'eve'", "conversation = 'eve'", "code = '{\"commit\":\"eve\"}'",
      "configuration = 9", "body = '{\"index\":1 }'", "topic = 'shell-auth-events'",
      "topic_offset = 5000", "leaf = zeroblob(32)", "contents = '{}'",
      "previous = zeroblob(32)",
    ] {
      try await tamper(
        ["UPDATE entries SET \(edit) WHERE position = 100"],
        expect: [Named(.rowEdited, "entries", 100)])
    }
  }

  @Test func deletedEntryIsNamed() async throws {
    try await tamper(
      ["DELETE FROM entries WHERE position = 150"], expect: [Named(.rowMissing, "entries", 150)])
  }

  @Test func swappedRowsAreNamed() async throws {
    try await tamper(
      [
        "UPDATE entries SET position = 100000 WHERE position = 100",
        "UPDATE entries SET position = 100 WHERE position = 120",
        "UPDATE entries SET position = 120 WHERE position = 100000",
      ], expect: [Named(.rowMoved, "entries", 100), Named(.rowMoved, "entries", 120)])
  }

  @Test func insertedEntryIsNamed() async throws {
    let columns = """
      recorded_at, kind, customer, session, sequence, actor, realm, conversation, code,
      configuration, previous, contents, body, topic
      """
    try await tamper(
      [
        "UPDATE entries SET position = position + 100000, topic_offset = topic_offset + 100000 "
          + "WHERE position >= 200",
        "UPDATE entries SET position = position - 99999, topic_offset = topic_offset - 99999 "
          + "WHERE position > 100000",
        "INSERT INTO entries (position, topic_offset, leaf, \(columns)) "
          + "SELECT 200, topic_offset + 1, leaf, \(columns) FROM entries WHERE position = 199",
      ], expect: [Named(.rowMoved, "entries", 201)])
  }

  @Test func cutTailIsNamed() async throws {
    try await tamper(
      ["DELETE FROM entries WHERE position > 290"], expect: [Named(.tailCut, "entries", 291)])
  }

  @Test func continuedOldCopyIsNamed() async throws {
    try await tamper(
      ["UPDATE entries SET body = '{\"other\":true}' WHERE position > 285"],
      resealing: Array(286...310), expect: [Named(.fork, "entries", 286)])
  }

  @Test func rowsOfTheAuditTablesAreCovered() async throws {
    try await tamper(
      ["UPDATE session_audit SET user_id = 'eve' WHERE id = 2"],
      expect: [Named(.rowEdited, "session_audit", 2)])
    try await tamper(
      ["DELETE FROM session_audit WHERE id = 3"],
      expect: [Named(.rowMissing, "session_audit", 3)])
    try await tamper(
      [
        "INSERT INTO session_audit (id, timestamp, session_id, user_id, realm_id, event_type, "
          + "created_at, entry) SELECT 900, timestamp, session_id, 'eve', realm_id, 'created', "
          + "created_at, 200 FROM session_audit WHERE id = 1"
      ], expect: [Named(.rowAdded, "session_audit", 900)])
    for (table, columns, values) in [
      (
        "command_audit", "session_id, command, execution, result",
        "'550e8400-e29b-41d4-a716-446655440000', '{}', '{}', '{}'"
      ),
      ("access_audit", "event_type, success", "'login', (1 = 1)"),
      ("config_audit", "config_index, changes", "1, '[]'"),
      ("deployment_audit", "environment, status", "'production', 'success'"),
    ] {
      try await tamper(
        [
          "INSERT INTO \(table) (id, timestamp, user_id, realm_id, created_at, entry, \(columns)) "
            + "VALUES (1, 0, 'eve', 'eve', 0, 150, \(values))"
        ], expect: [Named(.rowAdded, table, 1)])
    }
  }

  @Test func contentsAndConfigurationAreCovered() async throws {
    try await tamper(
      ["UPDATE contents SET content = x'00' WHERE entry = 2"],
      expect: [Named(.rowEdited, "contents", 2)])
    try await tamper(
      ["DELETE FROM contents WHERE entry = 2"], expect: [Named(.rowMissing, "contents", 2)])
    try await tamper(
      ["INSERT INTO configuration VALUES (1, 'a/b', 'set', x'00', 200)"],
      expect: [Named(.rowEdited, "configuration", 1)])
  }

  @Test func forgedCheckpointIsNamed() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let files = store.log.files
      let genuine = try files.fileSystem.readFile(files.layout.checkpoint, maximumBytes: 4096)
      let text = String(decoding: genuine, as: UTF8.self)
      let forged = text.replacing("\n1\n", with: "\n2\n")
      #expect(forged != text)
      try files.fileSystem.removeFile(at: files.layout.checkpoint)
      try files.fileSystem.createFile(
        Array(forged.utf8), at: files.layout.checkpoint, mode: [.ownerReadWrite])
      #expect(try store.verifyAudit().findings.map(\.finding).contains(.badSignature))
      try files.fileSystem.removeFile(at: files.layout.checkpoint)
      try files.fileSystem.createFile(
        genuine, at: files.layout.checkpoint, mode: [.ownerReadWrite])
      #expect(try store.verifyAudit().findings.isEmpty)
    }
  }

  @Test func proofsOfAllEntriesHold() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      for index in 0..<300 {
        try store.commits.commitNow { transaction in
          try transaction.append(
            JournalTransaction.Draft(
              kind: .creationCleaned, body: Array(#"{"index":\#(index)}"#.utf8)))
        }
        if index % 90 == 0 { try store.signCheckpoint() }
      }
      try store.signCheckpoint()
      let key = try store.verifierKey()
      for position: Int64 in [1, 2, 255, 256, 257, 300, 301] {
        let (record, proof) = try store.proof(ofEntry: position)
        try proof.verify(RecordHash(of: record), TrustPolicy(logKeys: [key]))
      }
      let former: TreeSize = 91
      _ = try store.consistencyProof(from: former)
    }
  }
}
