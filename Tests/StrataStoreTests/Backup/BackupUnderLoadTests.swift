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
  /// Of the moments, in order, these are restored into the views of a journal, and one of them whole, with
  /// directories and every check. What the others hold is told by where the backup is cut.
  private static let replayedMoments = [1, 6, 12]
  private static let wholeMoment = 3
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
      let reading = try BackupReading(
        at: backup.folder, identities: [backup.identity], fileSystem: POSIXFileSystem())
      let started = try Self.started(in: reading)
      for (number, time) in times.enumerated() {
        let cut = try reading.lastEntry(at: time)
        let restored = Set(started.prefix { $0.position <= cut }.map(\.id))
        if number == Self.wholeMoment {
          let whole = try await wholeSessions(at: time, of: backup)
          #expect(whole == restored, "restored whole to \(time)")
        } else if Self.replayedMoments.contains(number) {
          let replayed = try Self.replayed(reading, through: cut, at: time)
          #expect(replayed == restored, "restored to \(time)")
        }
        let expected = Set(all.filter { $0.acknowledged <= time }.map(\.id))
        let possible = Set(all.filter { $0.asked <= time }.map(\.id))
        #expect(expected.isSubset(of: restored), "lost at \(time)")
        #expect(restored.isSubset(of: possible), "from the future at \(time)")
      }
      try await fixture.store.close()
    }
  }

  private static func started(
    in reading: BackupReading
  ) throws -> [(position: Int64, id: SessionID)] {
    var started: [(position: Int64, id: SessionID)] = []
    for segment in reading.manifest.segments {
      try reading.forEachEntry(in: segment) { backed in
        guard backed.entry.kind == .sessionStarted, let id = backed.entry.session else { return }
        started.append((backed.entry.position, id))
      }
    }
    return started
  }

  private func wholeSessions(
    at time: Timestamp, of backup: BackupFixture
  ) async throws -> Set<SessionID> {
    let report = try await backup.restore("whole") { $0.at = time }
    let store = try SessionStore.open(at: backup.beside("whole"), options: backup.fixture.options)
    let ids = try Self.ids(in: store.driver)
    #expect(ids.count == report.sessionCount)
    try await store.close()
    return ids
  }

  /// The sessions that the views of a restored journal show.
  private static func replayed(
    _ reading: BackupReading, through cut: Int64, at time: Timestamp
  ) throws -> Set<SessionID> {
    let scratch = try SQLiteDriver(temporaryFor: "a restored journal")
    defer { try? scratch.close() }
    let restoration = JournalRestoration(reading: reading, cut: cut, progress: { _ in })
    try scratch.fill { connection in
      var generator: any RandomNumberGenerator = SeededGenerator(seed: 1)
      try restoration.run(in: connection, at: time, using: &generator) { _, _ in }
    }
    return try ids(in: scratch)
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
