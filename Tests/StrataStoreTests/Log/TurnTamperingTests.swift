import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// Turns and other contents are derived from their rows, whatever digest stands beside them (row D7).
@Suite struct TurnTamperingTests {
  private struct Edit {
    var sql: String
    var arguments: [SQLValue] = []
  }

  private static let second = "WHERE session = 5 AND sequence = 2"
  private static let columns = "role, at, author, salt, digest, content, erased"

  /// Three sessions; of the second, turn 1 is committed to by entry 5 and turn 2 by entry 6.
  private func make(_ body: (SessionStore) async throws -> Void) async throws {
    try await TemporaryStore.make(checking: false) { fixture in
      let store = fixture.store
      for index in 0..<3 {
        let session = try await store.start(try request("customer-\(index)"))
        _ = try await store.append([Turn(.assistant, "yes")], to: session.name)
        _ = try await store.complete(session.name, Completion(outcome: .success))
      }
      try store.signCheckpoint()
      #expect(try store.verifyAudit().findings.isEmpty)
      try await body(store)
    }
  }

  /// Who edits rows is found, with the row and the leaf of its entry.
  private func edit(
    _ edits: [Edit], _ table: String,
    expecting expected: [(AuditFinding.Kind, row: Int64, leaf: Int64)]
  ) async throws {
    try await make { store in
      try store.driver.write { connection in
        for edit in edits { try connection.run(edit.sql, edit.arguments) }
      }
      let findings = try store.verifyAudit().findings
      #expect(findings.allSatisfy { $0.table == table }, "\(findings)")
      #expect(
        findings.map { "\($0.finding) \($0.row ?? 0) \($0.leaf ?? 0)" }
          == expected.map { "\($0.0) \($0.row) \($0.leaf)" }, "\(findings)")
    }
  }

  @Test func editedTurnIsNamed() async throws {
    let edits: [(String, SQLValue)] = [
      ("content", .bytes(Array("I never said that.".utf8))), ("author", .bytes(Array("eve".utf8))),
      ("at", .time(Timestamp(microseconds: 5))), ("role", .text("system")),
      ("role", .text("nobody")), ("salt", .bytes([1])), ("salt", .null),
      ("digest", .bytes(Array(repeating: 0, count: 32))),
    ]
    for (column, value) in edits {
      try await edit(
        [Edit(sql: "UPDATE turns SET \(column) = ? \(Self.second)", arguments: [value])], "turns",
        expecting: [(.rowEdited, row: 2, leaf: 5)])
    }
  }

  /// Whoever makes the digest anew with the text does not fit what the entry committed to.
  @Test func turnThatFitsItsOwnDigestOnlyIsNamed() async throws {
    let salt = Array(repeating: UInt8(7), count: 16)
    let forged = Turn(.assistant, "I never said that.")
    try await edit(
      [
        Edit(
          sql: "UPDATE turns SET content = ?, salt = ?, digest = ?, at = NULL \(Self.second)",
          arguments: [
            .bytes(Array(forged.content.utf8)), .bytes(salt),
            .bytes(SaltedDigest.of(forged, salt: salt)),
          ])
      ], "turns", expecting: [(.rowEdited, row: 2, leaf: 5)])
  }

  @Test func missingAndAddedTurnsAreNamed() async throws {
    try await edit(
      [Edit(sql: "DELETE FROM turns \(Self.second)")], "turns",
      expecting: [(.rowMissing, row: 2, leaf: 5)])
    for number in [0, 3] {
      try await edit(
        [
          Edit(
            sql: """
              INSERT INTO turns (session, sequence, \(Self.columns))
              SELECT session, \(number), \(Self.columns) FROM turns \(Self.second)
              """)
        ], "turns", expecting: [(.rowAdded, row: Int64(number), leaf: 4)])
    }
    try await edit(
      [
        Edit(sql: "UPDATE turns SET sequence = 9 \(Self.second)"),
        Edit(sql: "UPDATE turns SET sequence = 2 WHERE session = 5 AND sequence = 1"),
        Edit(sql: "UPDATE turns SET sequence = 1 WHERE session = 5 AND sequence = 9"),
      ], "turns", expecting: [(.rowEdited, row: 1, leaf: 4), (.rowEdited, row: 2, leaf: 5)])
  }

  @Test func whatIsGoneWithoutAnErasureIsNamed() async throws {
    try await edit(
      [Edit(sql: "UPDATE turns SET content = NULL, erased = 7 \(Self.second)")], "turns",
      expecting: [(.rowEdited, row: 2, leaf: 5)])
    try await edit(
      [Edit(sql: "UPDATE contents SET content = NULL, erased = 7 WHERE entry = 5")], "contents",
      expecting: [(.rowEdited, row: 5, leaf: 4)])
  }

  /// A long session's turns are read some at a time.
  @Test func eachOfManyTurnsIsDerived() async throws {
    try await TemporaryStore.make(checking: false) { fixture in
      let store = fixture.store
      let session = try await store.start(
        try request { $0.turns = (1...200).map { Turn(.user, "turn \($0)") } })
      try store.signCheckpoint()
      #expect(try store.verifyAudit().findings.isEmpty)
      try store.driver.write { connection in
        try connection.run(
          "UPDATE turns SET content = ? WHERE sequence IN (1, 64, 65, 200)", .bytes([0x78]))
        try connection.run("DELETE FROM turns WHERE sequence IN (2, 128, 129)")
      }
      let findings = try store.verifyAudit().findings
      #expect(
        findings.map(\.row) == [1, 2, 64, 65, 128, 129, 200], "\(findings.map(\.message))")
      #expect(
        findings.allSatisfy {
          $0.table == "turns" && $0.leaf == 1 && $0.message.contains("\(session.id)")
        })
    }
  }
}
