import Foundation
import StrataCore
import StrataTesting
import Synchronization
import SystemPackage
import Testing

@testable import StrataStore

/// Ten thousand sessions, kept by eight writers while backups are made: a restore to each of twenty random
/// times gives exactly the sessions that were acknowledged by then, as they were then (row R3).
@Suite struct BackupUnderLoadTests {
  /// A session after something that was done to it.
  fileprivate struct Step: Sendable, Equatable {
    var version: SemanticVersion
    var state: Session.State
    var turnCount: Int
  }

  /// What a writer knows of a session: what it asked for, when, and when that was acknowledged.
  private struct Account: Sendable {
    var id: SessionID
    var steps: [(asked: Timestamp, acknowledged: Timestamp, step: Step)] = []
  }

  private final class Ledger: Sendable {
    private let accounts = Mutex<[Account]>([])
    var all: [Account] { accounts.withLock { $0 } }
    func note(_ account: Account) { accounts.withLock { $0.append(account) } }
  }

  private static let writers = 8
  private static let sessions = 10_000
  private static let moments = 20
  /// Of the moments, in order, these are restored whole, with directories and every check; the others into
  /// a journal with all its views, as a restore makes it before it makes directories.
  private static let wholeMoments: Set = [3]
  /// After how many sessions of a writer another backup is made.
  private static let backupDistance = 1000

  @Test func everyMomentGivesWhatWasAcknowledgedByThen() async throws {
    var generator = SeededGenerator.printingSeed("BackupUnderLoadTests")
    try await TemporaryStore.make(
      checking: false,
      configure: { options in
        options.clock = { SystemClock.now() }
        options.materialisation = .background
      }
    ) { fixture in
      let backup = try BackupFixture(fixture)
      let ledger = Ledger()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<Self.writers {
          group.addTask {
            for number in stride(from: writer, to: Self.sessions, by: Self.writers) {
              ledger.note(try await Self.work(on: number, in: fixture.store))
              if writer == 0, number % Self.backupDistance == 0 { try backup.backUp() }
            }
          }
        }
        try await group.waitForAll()
      }
      try backup.backUp()
      let all = ledger.all
      #expect(all.count == Self.sessions)
      let ends = all.flatMap { $0.steps.map(\.acknowledged.microseconds) }
      let span = try #require(ends.min())...#require(ends.max())
      let times = (0..<Self.moments).map { _ in
        Timestamp(microseconds: .random(in: span, using: &generator))
      }.sorted()
      for (number, time) in times.enumerated() {
        let restored =
          Self.wholeMoments.contains(number)
          ? try await whole(at: time, of: backup) : try replayed(at: time, of: backup)
        compare(restored, with: all, at: time)
      }
      try await fixture.store.close()
    }
  }

  /// Starts a session; of every twenty one goes on, of every forty one is completed.
  private static func work(on number: Int, in store: SessionStore) async throws -> Account {
    var asked = SystemClock.now()
    var session = try await store.start(
      try request("c\(number % 400)", "On AWS, number \(number)."))
    var account = Account(id: session.id)
    account.steps.append((asked, SystemClock.now(), Step(session)))
    guard number % 20 == 0 else { return account }
    asked = SystemClock.now()
    session = try await store.append(
      [Turn(.assistant, "Good."), Turn(.user, "And then?")], to: .id(session.id))
    account.steps.append((asked, SystemClock.now(), Step(session)))
    guard number % 40 == 0 else { return account }
    asked = SystemClock.now()
    session = try await store.complete(.id(session.id), Completion(outcome: .success))
    account.steps.append((asked, SystemClock.now(), Step(session)))
    return account
  }

  /// What was acknowledged is there; what was asked for and not acknowledged yet may be; nothing else is.
  private func compare(
    _ restored: [SessionID: Step], with all: [Account], at time: Timestamp
  ) {
    var wrong: [String] = []
    for account in all {
      let least = account.steps.count { $0.acknowledged <= time }
      let most = account.steps.count { $0.asked <= time }
      let found = restored[account.id]
      let allowed = (least...most).map { $0 == 0 ? nil : account.steps[$0 - 1].step }
      if !allowed.contains(found) {
        wrong.append("\(account.id) is \(found as Any), not one of \(allowed)")
      }
    }
    let unknown = Set(restored.keys).subtracting(all.map(\.id))
    #expect(wrong.isEmpty, "at \(time): \(wrong.count), first \(wrong.prefix(3))")
    #expect(unknown.isEmpty, "at \(time)")
  }

  private func whole(
    at time: Timestamp, of backup: BackupFixture
  ) async throws -> [SessionID: Step] {
    let name = "whole-\(time.microseconds)"
    let report = try await backup.restore(name) { $0.at = time }
    let store = try SessionStore.open(at: backup.beside(name), options: backup.fixture.options)
    let sessions = try Self.sessions(in: store.driver)
    #expect(sessions.count == report.sessionCount)
    try await store.close()
    return sessions
  }

  /// The sessions that the views of a restored journal show.
  private func replayed(at time: Timestamp, of backup: BackupFixture) throws -> [SessionID: Step] {
    let reading = try BackupReading(
      at: backup.folder, identities: [backup.identity], fileSystem: POSIXFileSystem())
    let scratch = try SQLiteDriver(temporaryFor: "a restored journal")
    defer { try? scratch.close() }
    let restoration = JournalRestoration(
      reading: reading, cut: try reading.lastEntry(at: time), progress: { _ in })
    try scratch.fill { connection in
      var generator: any RandomNumberGenerator = SeededGenerator(seed: 1)
      try restoration.run(in: connection, at: time, using: &generator) { _, _ in }
    }
    return try Self.sessions(in: scratch)
  }

  private static func sessions(in driver: any SQLDriver) throws -> [SessionID: Step] {
    try driver.read { connection in
      let rows = try connection.query(
        "SELECT id, major, minor, patch, state, turn_count FROM session_versions")
      return Dictionary(
        uniqueKeysWithValues: try rows.map { row in
          (
            try SessionID(parsing: row.text(0)),
            Step(
              version: try SemanticVersion(row: row, from: 1),
              state: try #require(Session.State(rawValue: row.text(4))),
              turnCount: try row.int(5))
          )
        })
    }
  }
}

extension BackupUnderLoadTests.Step {
  fileprivate init(_ session: Session) {
    self.init(version: session.version, state: session.state, turnCount: session.turnCount)
  }
}
