import StrataCore
import StrataTesting
import Testing
import TransparencyLog

@testable import StrataStore

/// What is recognised by its bytes is exactly what was signed (row D7).
@Suite struct SignedStretchTests {
  private func withStore(
    _ body: (SessionStore) async throws -> Void
  ) async throws {
    try await TemporaryStore.make(on: .sqlite, checking: false) { fixture in
      try await EveryActivity(in: fixture).perform()
      let store = fixture.store
      let session = try await store.start(try request("long", "We \"quote\".\n") { $0.user = "q" })
      for number in 0..<600 {
        if number.isMultiple(of: 9) {
          _ = try await store.record(
            command: CommandRecord(
              type: "ls", fields: ["-l"], host: "here", durationMilliseconds: 1, status: .success,
              exitCode: 0, outputByteCount: 3, commandLine: "ls -l", output: Array("a\n".utf8)),
            in: session.name)
        } else {
          _ = try await store.record(
            access: AccessRecord(
              .login, user: "u\(number)", method: "token", metadata: ["n": .integer(1)]))
        }
      }
      _ = try await store.complete(session.name, Completion(outcome: .failure))
      try store.signCheckpoint()
      try await body(store)
    }
  }

  private func verification(
    of store: SessionStore, in connection: any SQLConnection
  ) throws -> AuditVerification {
    let checkpoint = try store.log.newest().checkpoint
    return AuditVerification(
      in: connection, checkpoints: [checkpoint],
      hashes: SignedHashes(files: store.log.files, size: checkpoint.size), progress: { _ in })
  }

  @Test func mostOfALogIsRecognised() async throws {
    try await withStore { store in
      try store.driver.read { connection in
        var verification = try verification(of: store, in: connection)
        let report = try verification.run()
        #expect(report.findings.isEmpty)
        // One tile holds changes of the configuration and is read as values, as is what follows it.
        #expect(Int(report.entries) - verification.recognisedCount < 2048 + 256)
        let stretch = try #require(
          try SignedStretch(
            257...512, in: connection,
            hashes: SignedHashes(
              files: store.log.files, size: store.log.newest().checkpoint.size),
            offsets: offsets(before: 257, connection), ids: ids(before: 257, connection),
            link: { sequence, session in try link(before: sequence, session, connection) })
        )
        #expect(stretch.leaves.count == 256)
      }
    }
  }

  private func offsets(
    before position: Int64, _ connection: any SQLConnection
  ) throws -> [String: Int64] {
    let rows = try connection.query(
      "SELECT topic, count(*) FROM entries WHERE position < ? GROUP BY topic", .integer(position))
    return Dictionary(
      try rows.map { (try $0.text(0), try $0.integer(1)) }, uniquingKeysWith: { $1 })
  }

  private func ids(
    before position: Int64, _ connection: any SQLConnection
  ) throws -> [AuditTable: Int64] {
    var ids: [AuditTable: Int64] = [:]
    for table in AuditTable.allCases {
      ids[table] = try connection.query(
        "SELECT count(*) + 1 FROM \(table.rawValue) WHERE entry < ?", .integer(position)
      ).first?.integer(0)
    }
    return ids
  }

  private func link(
    before sequence: Int, _ session: String, _ connection: any SQLConnection
  ) throws -> SignedStretch.Link? {
    try connection.query(
      "SELECT sequence, leaf FROM entries WHERE session = ? AND sequence = ?", .text(session),
      .int(sequence - 1)
    ).first.map { (try $0.int(0), try $0.bytes(1)) }
  }

  /// Whatever somebody edits, in whichever column, is found in its table and row.
  @Test func everyColumnThatBelongsToAnEntryIsCompared() async throws {
    try await withStore { store in
      try store.driver.write { connection in
        for table in AuditTable.allCases.map(\.rawValue) + ["entries"] {
          for name in ["is_not_updated", "are_not_updated"] {
            try connection.run("DROP TRIGGER IF EXISTS \(table)_\(name)")
          }
        }
      }
      for table in AuditTable.allCases {
        let row = try store.driver.read { connection in
          try #require(
            try connection.query(
              "SELECT id, entry FROM \(table.rawValue) ORDER BY entry DESC LIMIT 1"
            ).first)
        }
        let id = try row.integer(0)
        for column in table.columns {
          let edit = try edit(of: column, in: table, id, store)
          let findings = try store.verifyAudit().findings
          #expect(
            findings.map(\.table) == [table.rawValue] && findings.first?.row == id
              && findings.first?.message.contains(column) == true,
            "\(table.rawValue).\(column): \(findings)")
          try edit.undo()
        }
      }
      #expect(try store.verifyAudit().findings.isEmpty)
    }
  }

  private struct Edit {
    let undo: () throws -> Void
  }

  private func edit(
    of column: String, in table: AuditTable, _ id: Int64, _ store: SessionStore
  ) throws -> Edit {
    func set(_ value: SQLValue) throws {
      _ = try store.driver.write {
        try $0.run(
          "UPDATE \(table.rawValue) SET \(column) = ? WHERE id = ?", value, .integer(id))
      }
    }
    let former = try store.driver.read { connection in
      try #require(
        try connection.query(
          "SELECT \(column) FROM \(table.rawValue) WHERE id = ?", .integer(id)
        ).first
      ).values[0]
    }
    switch former {
    case .integer(let number): try set(.integer(column == "success" ? 1 - number : number + 1))
    default: try set(.text("{}x"))
    }
    return Edit { try set(former) }
  }

  @Test func everyColumnOfAContentIsCompared() async throws {
    try await withStore { store in
      let row = try store.driver.read { connection in
        try #require(
          try connection.query(
            """
            SELECT entry, name, salt, digest, content FROM contents WHERE name = 'output'
            ORDER BY entry DESC LIMIT 1
            """
          ).first)
      }
      let entry = try row.integer(0)
      for (index, column) in ["name", "salt", "digest", "content"].enumerated() {
        let other: SQLValue = column == "name" ? .text("other") : .bytes([1])
        func change(from former: SQLValue, to value: SQLValue) throws {
          let count = try store.driver.write {
            try $0.run(
              "UPDATE contents SET \(column) = ? WHERE entry = ? AND \(column) = ?", value,
              .integer(entry), former)
          }
          #expect(count == 1)
        }
        try change(from: row.values[index + 1], to: other)
        let findings = try store.verifyAudit().findings
        #expect(!findings.isEmpty, "\(column)")
        #expect(findings.allSatisfy { $0.table == "contents" && $0.row == entry }, "\(column)")
        try change(from: other, to: row.values[index + 1])
      }
      #expect(try store.verifyAudit().findings.isEmpty)
    }
  }

  @Test(arguments: [
    (#"{"a":1}"#, "a", "1"), (#"{"a":{"b":[1,2,"}"]},"c":"x,\"y"}"#, "c", #""x,\"y""#),
    (#"{"a":{"b":[1,2,"}"]},"c":"x"}"#, "a", #"{"b":[1,2,"}"]}"#), (#"{}"#, "a", ""),
  ])
  func membersAreFoundInTheBytes(_ text: String, _ name: String, _ value: String) throws {
    Array(text.utf8).withUnsafeBytes { bytes in
      let members = CanonicalMembers(bytes)
      let found = Array(name.utf8).withUnsafeBytes { name in
        members?.value(name).map { String(decoding: $0, as: UTF8.self) }
      }
      #expect((found ?? "") == value)
    }
  }

  @Test(arguments: [
    "", "{", "[]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":\"", "{a:1}", "{\"a\" :1}",
  ])
  func whatIsNoPlainObjectIsNotRead(_ text: String) {
    Array(text.utf8).withUnsafeBytes { bytes in
      let isRead = CanonicalMembers(bytes) != nil
      #expect(!isRead)
    }
  }
}
