import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// One way in which a store's database, or its directories, or both are damaged: how it is done, and what
/// must come of a recovery.
struct RecoveryDamage: CustomTestStringConvertible, Sendable {
  var name: String
  /// What a check finds: exactly these codes.
  var codes: Set<String> = ["journal.missing"]
  /// Whether the store cannot be opened for writing while it is so.
  var preventsWriting = true
  /// Whether the journal is made anew.
  var rebuilds = true
  /// How many sessions get a patch that says what is not certain.
  var patches = 0
  /// How many of the sessions are lost.
  var lost = 0
  /// How many turns are lost.
  var lostTurns = 0
  var make: @Sendable (Damaged) throws -> Void

  var testDescription: String { name }

  /// A closed store that is to be damaged.
  struct Damaged {
    var root: FilePath
    /// A copy of the database from before the last three sessions.
    var oldJournal: Data

    func url(_ name: String) -> URL { URL(fileURLWithPath: root.appending(name).string) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }

    func edit(_ name: String, _ body: (inout Data) -> Void) throws {
      var data = try Data(contentsOf: url(name))
      body(&data)
      try data.write(to: url(name))
    }

    func exchange(_ one: String, _ other: String) throws {
      try FileManager.default.moveItem(at: url(one), to: url("exchanged"))
      try FileManager.default.moveItem(at: url(other), to: url(one))
      try FileManager.default.moveItem(at: url("exchanged"), to: url(other))
    }

    func removeJournal() throws {
      for name in ["journal.db", "journal.db-wal", "journal.db-shm"] {
        try? FileManager.default.removeItem(at: url(name))
      }
    }
  }

  private static let first = "sessions/acme/v1.0.0/"
  private static let second = "sessions/acme/v1.1.0/"

  /// The database alone.
  static let databases: [RecoveryDamage] = [
    RecoveryDamage(name: "database lost") { try $0.removeJournal() },
    RecoveryDamage(name: "database empty") { try $0.edit("journal.db") { $0 = Data() } },
    RecoveryDamage(name: "database zeroed", codes: ["journal.damaged"]) {
      try $0.edit("journal.db") { $0 = Data(count: $0.count) }
    },
    RecoveryDamage(name: "database is something else", codes: ["journal.damaged"]) {
      try $0.edit("journal.db") { $0 = Data(repeating: 0x41, count: 9000) }
    },
    RecoveryDamage(name: "database cut in half", codes: ["journal.damaged"]) {
      try $0.edit("journal.db") { $0 = $0.prefix($0.count / 2) }
    },
    RecoveryDamage(name: "database with its first pages torn", codes: ["journal.damaged"]) {
      try $0.edit("journal.db") { $0.replaceSubrange(200..<30_000, with: Data(count: 29_800)) }
    },
    RecoveryDamage(name: "database is a directory", codes: ["journal.damaged"]) { damaged in
      try damaged.removeJournal()
      try FileManager.default.createDirectory(
        at: damaged.url("journal.db"), withIntermediateDirectories: false)
    },
    RecoveryDamage(name: "database and log lost") {
      try $0.removeJournal()
      try $0.remove("log")
    },
    RecoveryDamage(name: "database, log and keys lost") {
      try $0.removeJournal()
      try $0.remove("log")
      try $0.remove("keys")
    },
    RecoveryDamage(
      name: "everything but the sessions lost", codes: ["marker.missing", "journal.missing"]
    ) { damaged in
      for name in try FileManager.default.contentsOfDirectory(atPath: damaged.root.string)
      where name != "sessions" {
        try damaged.remove(name)
      }
    },
    RecoveryDamage(name: "old database, newer directories", codes: ["journal.old"], rebuilds: false)
    { damaged in
      try damaged.removeJournal()
      try damaged.oldJournal.write(to: damaged.url("journal.db"))
    },
    RecoveryDamage(name: "log lost", codes: ["log.lost"], rebuilds: false) { try $0.remove("log") },
    RecoveryDamage(
      name: "private key lost", codes: ["log.lost"], preventsWriting: false, rebuilds: false
    ) {
      try $0.remove("keys/log.key")
    },
    RecoveryDamage(name: "checkpoint torn", codes: ["log.lost"], rebuilds: false) {
      try $0.edit("log/checkpoint") { $0 = $0.prefix(20) }
    },
    RecoveryDamage(name: "marker lost", codes: ["marker.missing"], rebuilds: false) {
      try $0.remove("strata.json")
    },
    RecoveryDamage(name: "marker torn", codes: ["marker.damaged"], rebuilds: false) {
      try $0.edit("strata.json") { $0 = $0.prefix(9) }
    },
  ]

  /// The database and a part of the directories.
  static let both: [RecoveryDamage] = [
    RecoveryDamage(name: "database lost, metadata lost", patches: 1) {
      try $0.removeJournal()
      try $0.remove(first + "session_metadata.json")
    },
    RecoveryDamage(name: "database lost, metadata torn", patches: 1) {
      try $0.removeJournal()
      try $0.edit(second + "session_metadata.json") { $0 = $0.prefix(100) }
    },
    RecoveryDamage(name: "database lost, conversation lost", patches: 1, lostTurns: 4) {
      try $0.removeJournal()
      try $0.remove(first + "conversation.json")
    },
    RecoveryDamage(name: "database lost, conversation cut", patches: 1, lostTurns: 1) {
      try $0.removeJournal()
      try $0.edit(first + "conversation.json") { data in
        let lines = data.split(separator: 0x0A)
        data = Data(lines.prefix(8).joined(separator: [0x0A])) + Data("\n    {\"role\": \"us".utf8)
      }
    },
    RecoveryDamage(name: "database lost, a turn in the middle torn", patches: 1, lostTurns: 1) {
      try $0.removeJournal()
      try $0.edit(first + "conversation.json") { data in
        var lines = data.split(separator: 0x0A).map { Data($0) }
        lines[5] = Data("    \u{1}\u{2}garbage".utf8)
        data = Data(lines.joined(separator: [0x0A]))
      }
    },
    RecoveryDamage(name: "database lost, statement of work lost", patches: 1) {
      try $0.removeJournal()
      try $0.remove(first + "sow_document.md")
    },
    RecoveryDamage(name: "database lost, context zeroed", patches: 1) {
      try $0.removeJournal()
      try $0.edit(first + "deployment_context.json") { $0 = Data(count: $0.count) }
    },
    RecoveryDamage(name: "database lost, a directory lost", lost: 1, lostTurns: 1) {
      try $0.removeJournal()
      try $0.remove(String(second.dropLast()))
    },
    RecoveryDamage(name: "database lost, a directory empty", lost: 1, lostTurns: 1) { damaged in
      try damaged.removeJournal()
      for file in SessionFile.allCases { try damaged.remove(second + file.rawValue) }
    },
    RecoveryDamage(name: "database lost, a later line's directory empty", lost: 3) { damaged in
      try damaged.removeJournal()
      try FileManager.default.createDirectory(
        at: damaged.url("sessions/acme/v4.0.0"), withIntermediateDirectories: false)
    },
    RecoveryDamage(name: "database lost, a directory of no likely number") { damaged in
      try damaged.removeJournal()
      try FileManager.default.createDirectory(
        at: damaged.url("sessions/acme/v4000000.0.0"), withIntermediateDirectories: false)
    },
    RecoveryDamage(name: "database lost, conversations exchanged", patches: 2) {
      try $0.removeJournal()
      try $0.exchange(first + "conversation.json", second + "conversation.json")
    },
    RecoveryDamage(name: "database lost, directories exchanged", patches: 2) {
      try $0.removeJournal()
      try $0.exchange(String(first.dropLast()), String(second.dropLast()))
    },
    RecoveryDamage(name: "database lost, a directory renamed", patches: 1) { damaged in
      try damaged.removeJournal()
      try FileManager.default.moveItem(
        at: damaged.url(String(second.dropLast())), to: damaged.url("sessions/acme/v1.7.0"))
    },
    RecoveryDamage(name: "database lost, a directory of another customer's") { damaged in
      try damaged.removeJournal()
      try FileManager.default.copyItem(
        at: damaged.url(String(second.dropLast())), to: damaged.url("sessions/bolt/v1.1.0"))
    },
    RecoveryDamage(name: "database lost, a directory twice") { damaged in
      try damaged.removeJournal()
      try FileManager.default.copyItem(
        at: damaged.url(String(second.dropLast())), to: damaged.url("sessions/acme/v1.8.0"))
    },
    RecoveryDamage(name: "database lost, a parent that was created later", patches: 1) {
      try $0.removeJournal()
      try $0.edit(first + "session_metadata.json") { data in
        let text = String(decoding: data, as: UTF8.self)
        data = Data(
          text.replacing("\"triggers\": [", with: "\"parent\": \"v1.2.0\", \"triggers\": [").utf8)
      }
    },
    RecoveryDamage(name: "database lost, times reversed", patches: 1) {
      try $0.removeJournal()
      try $0.edit(second + "session_metadata.json") { data in
        let text = String(decoding: data, as: UTF8.self)
        data = Data(
          text.replacing(
            /"last_activity_timestamp": "[^"]*"/,
            with: "\"last_activity_timestamp\": \"2001-01-01T00:00:00.000000Z\""
          ).utf8)
      }
    },
    RecoveryDamage(
      name: "old database, conversation of a newer session torn", codes: ["journal.old"],
      rebuilds: false,
      patches: 1, lostTurns: 1
    ) { damaged in
      try damaged.removeJournal()
      try damaged.oldJournal.write(to: damaged.url("journal.db"))
      try damaged.edit("sessions/acme/v1.2.0/conversation.json") { $0 = Data() }
    },
    RecoveryDamage(
      name: "directories lost", codes: ["directory.missing"], preventsWriting: false,
      rebuilds: false
    ) { damaged in
      try damaged.remove("sessions")
      try FileManager.default.createDirectory(
        at: damaged.url("sessions"), withIntermediateDirectories: false)
    },
  ]
}
