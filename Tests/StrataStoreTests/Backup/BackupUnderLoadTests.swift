import Foundation
import StrataCore
import StrataTesting
import Synchronization
import SystemPackage
import Testing

@testable import StrataStore

/// Ten thousand sessions, kept by eight writers while backups are made: each of twenty random times
/// gives exactly the sessions that were acknowledged by then (row R3).
@Suite struct BackupUnderLoadTests {
  private struct Acknowledged: Sendable {
    var id: SessionID
    var asked: Timestamp
    var acknowledged: Timestamp
  }

  private final class Ledger: Sendable {
    private let entries = Mutex<[Acknowledged]>([])
    var all: [Acknowledged] { entries.withLock { $0 } }
    func note(_ acknowledged: Acknowledged) { entries.withLock { $0.append(acknowledged) } }
  }

  private static let writers = 8
  private static let sessions = 10_000
  private static let moments = 20
  /// One of the moments, in order, is restored whole, with directories and every check.
  private static let wholeMoment = 4
  /// After how many sessions another backup is made.
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
              let asked = SystemClock.now()
              let session = try await fixture.store.start(
                try request("c\(number % 400)", "On AWS, number \(number)."))
              let done = Acknowledged(
                id: session.id, asked: asked, acknowledged: SystemClock.now())
              ledger.note(done)
              if writer == 0, number % Self.backupDistance == 0 { try backup.backUp() }
            }
          }
        }
        try await group.waitForAll()
      }
      try backup.backUp()
      let all = ledger.all
      #expect(all.count == Self.sessions)
      let (first, last) = (
        try #require(all.map(\.acknowledged).min()), try #require(all.map(\.acknowledged).max())
      )
      let times = (0..<Self.moments).map { _ in
        Timestamp(
          microseconds: .random(in: first.microseconds...last.microseconds, using: &generator))
      }.sorted()
      for (number, time) in times.enumerated() {
        let restored = try await sessions(at: time, of: backup, whole: number == Self.wholeMoment)
        let expected = Set(all.filter { $0.acknowledged <= time }.map(\.id))
        let possible = Set(all.filter { $0.asked <= time }.map(\.id))
        #expect(expected.isSubset(of: restored), "lost at \(time)")
        #expect(restored.isSubset(of: possible), "from the future at \(time)")
      }
      try await fixture.store.close()
    }
  }

  /// The sessions that a restored journal holds; all of them through the views, as any reader sees them.
  private func sessions(
    at time: Timestamp, of backup: BackupFixture, whole: Bool
  ) async throws -> Set<SessionID> {
    if whole {
      let report = try await backup.restore("whole") { $0.at = time }
      var ids: Set<SessionID> = []
      try await backup.withRestored("whole") { store in
        ids = try Self.ids(in: store.driver)
      }
      #expect(ids.count == report.sessionCount)
      return ids
    }
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
    return try Self.ids(in: scratch)
  }

  private static func ids(in driver: any SQLDriver) throws -> Set<SessionID> {
    try driver.read { connection in
      Set(
        try connection.query("SELECT id FROM session_versions").map {
          try SessionID(parsing: try $0.text(0))
        })
    }
  }
}
