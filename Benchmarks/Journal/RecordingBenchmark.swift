import Foundation
import GRDB
import StrataCore
import StrataStore
import SystemPackage

/// Recorded commands a second: the entry, its leaf, its content apart, its audit row, its event, the
/// session's state, all flushed, against one bare insert of as many bytes.
struct RecordingBenchmark {
  let folder: Folder
  let settings: Settings
  let progress: Progress

  private static let writers = [1, 8, 64]
  private static let batches = [1, 100]

  func run() async throws -> [Comparison] {
    let bytes = try await recordedBytes()
    var rates: [Int: [Double]] = [:]
    var bare: [Int: [Double]] = [:]
    for round in 1...settings.rounds {
      for count in Self.writers {
        progress.say(
          "recording, round \(round) of \(settings.rounds)", part: nil, "\(count) writers")
        rates[count, default: []].append(try await record(by: count))
      }
      for batch in Self.batches {
        progress.say(
          "recording, round \(round) of \(settings.rounds)", part: nil, "\(batch) a transaction")
        bare[batch, default: []].append(try insert(bytes, perTransaction: batch))
      }
    }
    return Self.writers.flatMap { count in
      Self.batches.map { batch in
        let comparison = Comparison(
          part: "recorded commands a second (\(bytes) bytes each)",
          subject: "\(count) writer\(count == 1 ? "" : "s")",
          value: Statistics.median(rates[count] ?? []),
          baseline: "bare SQLite insert, \(batch) a transaction",
          baselineValue: Statistics.median(bare[batch] ?? []), unit: .perSecond)
        return count == 64 && batch == 100 ? comparison.aiming(atLeast: 0.5) : comparison
      }
    }
  }

  /// What one command leaves in the journal: its record and its contents.
  private func recordedBytes() async throws -> Int {
    let store = try SessionStore.initialize(at: folder.path(folder.freshName("bytes")))
    let session = try await store.start(SampleSession.request(0, customer: 0))
    let entry = try await store.record(command: SampleCommand.record(1), in: session.name)
    let contents = try store.contents(of: entry).values.reduce(0) { $0 + $1.count }
    try await store.close()
    return try entry.record().count + contents
  }

  /// Each writer records in a session of its own.
  private func record(by count: Int) async throws -> Double {
    let store = try SessionStore.initialize(
      at: folder.path(folder.freshName("recording")), options: .behindAServer)
    var made: [SessionID] = []
    for number in 0..<count {
      made.append(try await store.start(SampleSession.request(0, customer: number)).id)
    }
    let sessions = made
    let tally = try await Callers.suspending(count, seconds: settings.seconds) { caller, index in
      _ = try await store.record(command: SampleCommand.record(index), in: .id(sessions[caller]))
    }
    try await store.close()
    return tally.perSecond
  }

  private func insert(_ count: Int, perTransaction batch: Int) throws -> Double {
    var configuration = Configuration()
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    let database = try DatabaseQueue(
      path: folder.path(folder.freshName("bare.db")).string, configuration: configuration)
    try database.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: "CREATE TABLE record (id INTEGER PRIMARY KEY, bytes BLOB)")
    }
    let bytes = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let watch = Stopwatch()
    var inserted = 0
    while watch.seconds < settings.seconds {
      try database.write { database in
        let insert = try database.cachedStatement(sql: "INSERT INTO record (bytes) VALUES (?)")
        for _ in 0..<batch { try insert.execute(arguments: [bytes]) }
      }
      inserted += batch
    }
    let rate = Double(inserted) / watch.seconds
    try database.close()
    return rate
  }
}
