import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// Replaying the journal into empty views gives the same views, byte for byte (rows D1, T2, E1, B2).
@Suite struct JournalReplayTests {
  @Test func aReplayGivesTheSameViews() async throws {
    // The directory that was made by hand is one that no journal tells of.
    try await TemporaryStore.make(expecting: ["directory.unknown"]) { fixture in
      try await EveryActivity(in: fixture).perform()
      let kinds = Set(try fixture.store.entries(from: 1).map(\.kind))
      let expected: Set<JournalEntry.Kind> = [
        .storeInitialised, .sessionStarted, .turnsAppended, .decisionRecorded, .sessionCompleted,
        .commandExecuted, .accessAttempted, .configurationChanged, .deploymentRecorded,
        .lockBroken, .versionCollision, .contentErased, .alertRaised,
      ]
      #expect(kinds.isSuperset(of: expected), "missing: \(expected.subtracting(kinds))")
      #expect(try fixture.store.replay() == [])
    }
  }

  /// In each view, and in each way in which a row may come to be another one.
  private static let edits = [
    ("session_audit", "user_id = 'x'", "id = 2"), ("command_audit", "result = '{}'", "id = 1"),
    ("access_audit", "success = 1 - success", "id = 1"), ("config_audit", "reason = 'x'", "id = 2"),
    ("deployment_audit", "created_at = created_at + 1", "id = 1"),
    ("configuration", "value = x'00'", "config_index = 1"),
    ("session_versions", "last_activity = last_activity + 1", "patch = 0"),
    ("session_versions", "rationale = 'x'", "patch = 0"),
    ("session_versions", "progress = '{}'", "state = 'sealed'"),
    ("session_versions", "content_entry = 1", "patch = 0"),
    ("customers", "last_activity = 7", "name = 'acme'"),
    ("customers", "highest_major = highest_major + 1", "name = 'acme'"),
    ("lines", "project = 'x'", "customer = 'acme' AND major = 1"),
    ("lines", "phase = 'validation'", "customer = 'acme' AND major = 1"),
    ("ssh_connections", "port = 23", "state = 'idle'"), ("alerts", "entry = 1", "1 = 1"),
    ("event_statistics", "count = count + 1", "1 = 1"),
    ("consumer_offsets", "state = '{}'", "consumer_group = 'alerting' AND state IS NOT NULL"),
    ("entries", "topic_offset = topic_offset + 5000", "position = 3"),
  ]

  @Test func aRowThatTheEntriesDoNotMakeIsNamed() async throws {
    try await TemporaryStore.make(on: .sqlite, checking: false) { fixture in
      let store = fixture.store
      try await EveryActivity(in: fixture).perform()
      for (table, edit, condition) in Self.edits {
        #expect(try store.replay() == [], "before \(table): \(edit)")
        try store.driver.write { connection in
          for verb in ["updated", "deleted"] {
            try connection.run("DROP TRIGGER IF EXISTS \(table)_is_not_\(verb)")
            try connection.run("DROP TRIGGER IF EXISTS \(table)_are_not_\(verb)")
          }
          try connection.run("CREATE TABLE kept AS SELECT * FROM \(table)")
          #expect(
            try connection.run("UPDATE \(table) SET \(edit) WHERE \(condition)") > 0, "\(edit)")
        }
        let findings = try store.replay()
        #expect(!findings.isEmpty && findings.allSatisfy { $0.code == "view.row" }, "\(edit)")
        #expect(findings.first?.place.hasPrefix("\(table) ") == true, "\(findings)")
        // What the groups keep is made of the topics.
        let isAlone = findings.allSatisfy { $0.place.hasPrefix("\(table) ") }
        #expect(isAlone || table == "entries", "\(findings)")
        try store.driver.write { connection in
          try connection.run("PRAGMA defer_foreign_keys = ON")
          try connection.run("DELETE FROM \(table)")
          try connection.run("INSERT INTO \(table) SELECT * FROM kept")
          try connection.run("DROP TABLE kept")
        }
      }
    }
  }

  @Test func aMissingAndAnAddedRowAreNamed() async throws {
    try await TemporaryStore.make(on: .sqlite, checking: false) { fixture in
      let store = fixture.store
      try await EveryActivity(in: fixture).perform()
      try store.driver.write { connection in
        try connection.run("DELETE FROM alerts")
        try connection.run(
          "INSERT INTO lines SELECT customer, 9, family, 0, 0, 0, NULL, NULL FROM lines LIMIT 1")
      }
      let findings = try store.replay()
      #expect(findings.contains { $0.place.hasPrefix("alerts ") && $0.message.contains("missing") })
      #expect(findings.contains { $0.place.hasPrefix("lines ") && $0.message.contains("no entry") })
      #expect(try store.check().contains { $0.code == "view.row" })
    }
  }
}
