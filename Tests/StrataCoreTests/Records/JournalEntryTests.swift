import StrataCore
import Testing

@Suite struct JournalEntryTests {
  private func entry() throws -> JournalEntry {
    JournalEntry(
      position: 7, recordedAt: try Timestamp(parsing: "2026-01-05T09:00:00.000001Z"),
      kind: .commandExecuted, customer: try CustomerID("acme"),
      session: try SessionID(parsing: "550e8400-e29b-41d4-a716-446655440000"), sequence: 3,
      actor: "dev1", realm: "000001", conversation: "001",
      code: CodeState(commit: "a1b2", isDirty: false, file: "mod.rs", line: 142), configuration: 2,
      previous: Array(repeating: 1, count: 32),
      contents: ["output": Array(repeating: 0xAB, count: 32)],
      body: ["command": ["type": "system_info"], "execution": ["status": "success"]])
  }

  @Test func recordIsReadBack() throws {
    let entry = try entry()
    let record = try entry.record()
    #expect(try JournalEntry(record: record) == entry)
    let minimal = JournalEntry(
      position: 1, recordedAt: entry.recordedAt, kind: .storeInitialised, body: [:])
    #expect(try JournalEntry(record: minimal.record()) == minimal)
    #expect(
      String(decoding: try minimal.record(), as: UTF8.self)
        == #"{"body":{},"configuration":0,"kind":"store.initialised","position":1,"#
        + #""recorded_at":"2026-01-05T09:00:00.000001Z"}"#)
  }

  @Test func onlyTheCanonicalRecordIsRead() throws {
    let record = String(decoding: try entry().record(), as: UTF8.self)
    let others = [
      record.replacing("{\"actor\"", with: "{ \"actor\""),
      record.replacing("\"configuration\":2", with: "\"configuration\":2.0"),
      record.replacing("\"realm\":\"000001\",", with: "\"realm\":\"000001\",\"unknown\":1,"),
      record.replacing("command.executed", with: "command.unheard_of"),
      record.replacing("sha256:ab", with: "sha256:AB"),
      record.replacing("09:00:00.000001Z", with: "09:00:00.0000010Z"),
      "", "[]", "{}", record + " ",
    ]
    for other in others {
      #expect(throws: StrataError.self, "\(other)") {
        try JournalEntry(record: Array(other.utf8))
      }
    }
  }

  @Test func eachByteOfARecordMatters() throws {
    let entry = try entry()
    let record = try entry.record()
    for index in record.indices {
      var changed = record
      changed[index] ^= 1
      let read = try? JournalEntry(record: changed)
      #expect(read != entry)
    }
  }

  @Test func auditRowHasAValueForEachColumn() throws {
    var entry = try entry()
    for kind in JournalEntry.Kind.allCases {
      entry.kind = kind
      guard let table = kind.auditTable else {
        #expect(try AuditRow(entry) == nil)
        continue
      }
      let row = try #require(try AuditRow(entry))
      #expect(row.table == table && row.values.count == table.columns.count)
      let byName = Dictionary(uniqueKeysWithValues: zip(table.columns, row.values))
      #expect(byName["user_id"] == .text("dev1") && byName["realm_id"] == .text("000001"))
      #expect(byName["created_at"] == .time(entry.recordedAt))
    }
    entry.kind = .commandExecuted
    #expect(
      try AuditRow(entry)?.values[5] == .json(#"{"type":"system_info"}"#))
    entry.kind = .sessionCompleted
    entry.body = ["outcome": "failure"]
    #expect(try AuditRow(entry)?.values[4] == .text("failed"))
  }
}
