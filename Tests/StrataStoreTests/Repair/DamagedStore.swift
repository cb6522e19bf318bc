import Foundation
import GRDB
import StrataCore
import StrataTesting
import SystemPackage

@testable import StrataStore

/// A small store that is damaged on purpose: a copy of one that is made once, for a copy costs less.
struct DamagedStore {
  let folder: ScratchFolder
  private let database: Database?
  let clock: SimulatedClock
  let options: StoreOptions
  /// What was in it before.
  let whole: [SessionID: Whole]

  var root: FilePath { folder.path.appending("store") }
  var layout: StoreLayout { StoreLayout(root: root) }

  /// A session as it was before any damage.
  struct Whole: Equatable {
    var session: Session
    var turns: [Turn]
  }

  /// A database on the server of the test run, removed when nobody holds it any more.
  final class Database: Sendable {
    let url: PostgresURL

    init(copyOf other: Database? = nil) throws {
      url = try PostgresServer.shared().makeDatabase(copying: other?.url)
    }

    deinit { try? PostgresServer.shared().drop(url) }
  }

  /// What the copies are made of.
  final class Template: Sendable {
    let folder: ScratchFolder
    let database: Database?
    let now: Timestamp
    let whole: [SessionID: Whole]

    init() async throws {
      folder = try ScratchFolder()
      database = JournalBackend.chosen == .postgres ? try Database() : nil
      let clock = SimulatedClock()
      let options = DamagedStore.options(clock, in: folder.path, seed: 1)
      let store = try SessionStore.initialize(
        at: folder.path.appending("store"), journal: database?.url, options: options)
      try await DamagedStore.fill(store, clock)
      whole = try DamagedStore.everything(in: store)
      try await store.close()
      now = clock.now
    }
  }

  init(_ template: Template, seed: UInt64 = 2) throws {
    folder = try ScratchFolder()
    clock = SimulatedClock(at: template.now)
    options = Self.options(clock, in: folder.path, seed: seed)
    whole = template.whole
    try FileManager.default.copyItem(
      atPath: template.folder.path.appending("store").string,
      toPath: folder.path.appending("store").string)
    database = try template.database.map { try Database(copyOf: $0) }
    if let from = template.database, let to = database {
      try replace(from.url.description, with: to.url.description, in: path("strata.json"))
    }
  }

  private static func options(
    _ clock: SimulatedClock, in folder: FilePath, seed: UInt64
  ) -> StoreOptions {
    var options = TemporaryStore.simulated(clock: clock, seed: seed)
    options.temporaryStorage = folder.appending("temporary")
    options.recoversOnOpening = false
    return options
  }

  /// Where the journal is.
  var journal: JournalLocation { database.map { .postgres($0.url) } ?? .file(layout.journal) }

  func open() throws -> SessionStore { try SessionStore.open(at: root, options: options) }

  /// Everything that somebody said.
  static func everything(in store: SessionStore) throws -> [SessionID: Whole] {
    var whole: [SessionID: Whole] = [:]
    for session in try store.sessions(SessionQuery(limit: 1000)) {
      whole[session.id] = Whole(session: session, turns: try store.turns(of: session.id))
    }
    return whole
  }

  /// Two customers; a sealed session, its follow-up that still grows, a mend of the first.
  private static func fill(_ store: SessionStore, _ clock: SimulatedClock) async throws {
    try await store.changeConfiguration(
      ConfigurationTransaction(
        [
          ConfigurationChange(
            try ConfigurationKey("shop/config/timeout"), .set(try ConfigurationValue("30")))
        ], by: Authorship(author: "ada", reason: "slow")))
    let first = try await store.start(
      try request("acme", "We run the shop gateway on AWS EKS.") { start in
        start.user = "mira"
        start.context = DeploymentContext(cloudProvider: "aws", project: "shop")
      })
    clock.advance(bySeconds: 60)
    _ = try await store.append(
      [
        Turn(.assistant, "Use two node groups.", at: clock.now, author: "advisor"),
        Turn(.user, "And the ingress?", at: clock.now),
      ], to: first.name)
    _ = try await store.record(
      KeyDecision(topic: "ingress", choice: "load balancer", at: clock.now), in: first.name)
    _ = try await store.record(
      command: CommandRecord(
        type: "kubectl", fields: ["get", "pods"], host: "here", durationMilliseconds: 12,
        status: .success, exitCode: 0, outputByteCount: 5, commandLine: "kubectl get pods",
        output: Array("pods\n".utf8)), in: first.name)
    clock.advance(bySeconds: 60)
    _ = try await store.complete(first.name, Completion(outcome: .success, satisfaction: 5))
    clock.advance(bySeconds: 60)
    let second = try await store.start(
      try request("acme", "The shop gateway on AWS EKS: the pods crash now.") { start in
        start.context = DeploymentContext(cloudProvider: "aws", environment: "production")
      })
    clock.advance(bySeconds: 60)
    _ = try await store.append(
      [Turn(.assistant, "Look at their memory.", at: clock.now)], to: second.name)
    _ = try await store.start(
      try request("globex", "A mobile backend on Azure.") { start in
        start.completion = Completion(outcome: .partial)
      })
    _ = try await store.record(
      access: AccessRecord(
        .login, user: "dev-1", realm: "000001", method: "vault_token",
        clientIP: try IPAddress(parsing: "10.20.31.42")))
    clock.advance(bySeconds: 4 * 86_400)
    _ = try await store.runGroups()
    _ = try await store.archiveEvents(olderThanDays: 1)
    try store.signCheckpoint()
  }
}

// MARK: - Hands on files

extension DamagedStore {
  private var files: FileManager { .default }

  /// A path below the store's folder.
  func path(_ relative: String) -> String { root.appending(relative).string }

  /// A file of a session's directory.
  func file(_ file: SessionFile, of session: String) -> String {
    path("sessions/\(session)/\(file.rawValue)")
  }

  func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Writes over a file in place, so that its owner and mode stay.
  func write(_ bytes: [UInt8], to path: String) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: Data(bytes))
  }

  func edit(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
    var bytes = try bytes(path)
    change(&bytes)
    try write(bytes, to: path)
  }

  /// Puts a text in the place of another one.
  func replace(_ old: String, with new: String, in path: String) throws {
    let text = String(decoding: try bytes(path), as: UTF8.self)
    let changed = text.replacing(old, with: new)
    guard changed != text else { throw DamageError("\(old) is not in \(path)") }
    try write(Array(changed.utf8), to: path)
  }

  func remove(_ path: String) throws { try files.removeItem(atPath: path) }

  func move(_ path: String, to target: String) throws {
    try files.moveItem(atPath: path, toPath: target)
  }

  func copy(_ path: String, to target: String) throws {
    try files.copyItem(atPath: path, toPath: target)
  }

  func swap(_ one: String, _ other: String) throws {
    try move(one, to: one + ".x")
    try move(other, to: one)
    try move(one + ".x", to: other)
  }

  func make(_ path: String, _ text: String = "x") throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  func makeFolder(_ path: String) throws {
    try files.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func setMode(_ mode: Int, of path: String) throws {
    try files.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  func link(_ path: String, to target: String) throws {
    try files.createSymbolicLink(atPath: path, withDestinationPath: target)
  }
}

/// A damage that could not be done.
struct DamageError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

// MARK: - Hands on the database

extension DamagedStore {
  /// Performs statements, written for SQLite, as somebody who owns the database: no triggers, no
  /// references, no conditions.
  func sql(_ statements: String...) throws {
    if database == nil { try sqlite(statements) } else { try postgres(statements) }
  }

  private func postgres(_ statements: [String]) throws {
    let driver = try options.openDriver(journal, .writing)
    defer { try? driver.close() }
    try driver.write { connection in
      try connection.run("SET LOCAL session_replication_role = replica")
      try connection.run("SET LOCAL allow_system_table_mods = on")
      let conditions = try connection.query(
        """
        SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE contype = 'c' AND connamespace = '\(SQLDialect.postgresSchema)'::regnamespace
        """
      ).map { (table: try $0.text(0), name: try $0.text(1), text: try $0.text(2)) }
      for condition in conditions {
        try connection.run("ALTER TABLE \(condition.table) DROP CONSTRAINT \(condition.name)")
      }
      for statement in statements {
        let changed = try connection.run(connection.dialect.spelling(statement))
        guard Self.isSchema(statement) || changed > 0 else {
          throw DamageError("changes nothing: \(statement)")
        }
      }
      // Rows that are there already are not held against it.
      for condition in conditions {
        try connection.run(
          "ALTER TABLE \(condition.table) ADD CONSTRAINT \(condition.name) \(condition.text) NOT VALID"
        )
      }
    }
  }

  private static func isSchema(_ statement: String) -> Bool {
    statement.hasPrefix("DROP") || statement.hasPrefix("ALTER")
  }

  private func sqlite(_ statements: [String]) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let database = try DatabaseQueue(
      path: layout.journal.string, configuration: configuration)
    try database.writeWithoutTransaction { connection in
      try connection.execute(sql: "PRAGMA ignore_check_constraints = ON")
      let triggers = try Row.fetchAll(
        connection, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
      ).map { (name: $0["name"] as String, sql: $0["sql"] as String) }
      for trigger in triggers {
        try connection.execute(sql: "DROP TRIGGER IF EXISTS \(trigger.name)")
      }
      for statement in statements {
        try connection.execute(
          sql: statement.replacing("DROP TRIGGER", with: "DROP TRIGGER IF EXISTS"))
        guard Self.isSchema(statement) || connection.changesCount > 0 else {
          throw DamageError("changes nothing: \(statement)")
        }
      }
      for trigger in triggers where !statements.contains("DROP TRIGGER \(trigger.name)") {
        try connection.execute(sql: trigger.sql)
      }
    }
    try database.close()
  }
}
