import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// A power cut: nothing beyond the last flush is sure, in the log of the journal and in directories.
@Suite struct TornWriteTests {
  private let files = POSIXFileSystem()

  /// What stood on the disk when something was acknowledged.
  private struct Moment {
    var folder: FilePath
    var logBytes: Int
    var turnCounts: [SessionID: Int]
  }

  /// What a power cut leaves behind the last flushed byte of a log.
  enum Tail: CaseIterable, Sendable {
    case cut, zeroPage, garbage, repeatedPage
  }

  @Test(arguments: Tail.allCases)
  func logThatEndsAnywhereAfterTheLastFlushLosesNothing(_ tail: Tail) async throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    print("TornWriteTests: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let scratch = try quickFolder()
    let source = scratch.path.appending("source")
    let (moments, log) = try await recordedMoments(in: source, below: scratch.path)
    for (index, moment) in moments.enumerated() {
      let next = index + 1 < moments.count ? moments[index + 1].logBytes : log.count
      let end = Int.random(in: moment.logBytes...max(moment.logBytes, next - 1), using: &generator)
      var bytes = Array(log[..<end])
      switch tail {
      case .cut: break
      case .zeroPage: bytes += [UInt8](repeating: 0, count: 4096)
      case .garbage:
        bytes += (0..<Int.random(in: 1...9000, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        }
      case .repeatedPage: bytes += log[..<min(log.count, 4152)]
      }
      let logFile = moment.folder.appending("journal.db-wal")
      try files.createFile(bytes, at: logFile, mode: [.ownerReadWrite])
      try await expectWhole(moment, tearing: &generator)
    }
  }

  /// Opens what a power cut has left, with half of the directories' files torn as well.
  private func expectWhole(
    _ moment: Moment, tearing generator: inout SeededGenerator
  ) async throws {
    try tear(moment.folder, using: &generator)
    var options = TemporaryStore.simulated(clock: SimulatedClock(), seed: 1)
    options.holder.bootID = "another-boot"
    options.temporaryStorage = moment.folder.appending("temporary")
    let store = try SessionStore.open(at: moment.folder, options: options)
    for (id, count) in moment.turnCounts {
      #expect(try store.session(.id(id)).turnCount >= count)
      let numbers = try store.turns(of: id).map(\.content)
      #expect(numbers == (0..<numbers.count).map { "turn \($0)" })
    }
    #expect(try store.check() == [])
    try await store.close()
  }

  /// Tears, empties, zeroes or removes the files of sessions, at random.
  private func tear(_ root: FilePath, using generator: inout SeededGenerator) throws {
    let layout = StoreLayout(root: root)
    let directory = SessionDirectory(layout: layout, fileSystem: files)
    for customer in try directory.customers().customers {
      for version in try directory.versions(of: customer).versions {
        if Int.random(in: 0..<8, using: &generator) == 0 {
          try files.removeTree(at: layout.version(version, of: customer))
          continue
        }
        for file in SessionFile.allCases {
          let path = layout.file(file, of: version, of: customer)
          guard let status = try files.status(of: path) else { continue }
          let bytes = try files.readFile(path, maximumBytes: status.size)
          let kept = Int.random(in: 0...bytes.count, using: &generator)
          let torn: [UInt8]? =
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: Array(bytes[..<kept])
            case 1: bytes[..<kept] + [UInt8](repeating: 0, count: bytes.count - kept)
            case 2: nil
            default: bytes
            }
          if torn == bytes { continue }
          try files.removeFile(at: path)
          if let torn { try files.createFile(torn, at: path, mode: status.mode) }
        }
      }
    }
  }

  /// Works on a store and copies it at each acknowledgement, but for the log, which is returned
  /// whole: its beginning is what had been flushed by then.
  private func recordedMoments(
    in source: FilePath, below folder: FilePath
  ) async throws -> (moments: [Moment], log: [UInt8]) {
    let options = TemporaryStore.simulated(clock: SimulatedClock(), seed: 7)
    let store = try SessionStore.initialize(at: source, options: options)
    var moments: [Moment] = []
    var counts: [SessionID: Int] = [:]
    var sessions: [Session] = []
    func copy() throws {
      let target = folder.appending("moment-\(moments.count)")
      try FileManager.default.copyItem(atPath: source.string, toPath: target.string)
      let log = target.appending("journal.db-wal")
      let size = try #require(try files.status(of: log)).size
      for name in ["journal.db-wal", "journal.db-shm"] {
        try files.removeFile(at: target.appending(name))
      }
      moments.append(Moment(folder: target, logBytes: size, turnCounts: counts))
    }
    for step in 0..<12 {
      if step % 3 == 0 {
        let customer = try CustomerID("customer-\(step % 2)")
        sessions.append(
          try await store.start(StartRequest(customer: customer, turns: [Turn(.user, "turn 0")])))
        counts[sessions[sessions.count - 1].id] = 1
      } else {
        let session = sessions[sessions.count - 1]
        let count = counts[session.id] ?? 0
        _ = try await store.append([Turn(.user, "turn \(count)")], to: session.name)
        counts[session.id] = count + 1
      }
      try copy()
    }
    let path = source.appending("journal.db-wal")
    let size = try #require(try files.status(of: path)).size
    let log = try files.readFile(path, maximumBytes: size)
    try await store.close()
    return (moments, log)
  }

  @Test(arguments: [FaultyFileSystem.Tear.nothing, .half, .zeroes])
  func directoriesThatWereNotFlushedAreMadeWhole(_ tear: FaultyFileSystem.Tear) async throws {
    try await withMachine(seed: 3) { fixture, machine, _ in
      var counts: [SessionID: Int] = [:]
      for index in 0..<6 {
        let session = try await fixture.store.start(try request("customer-\(index % 2)"))
        for _ in 0..<index {
          _ = try await fixture.store.append([Turn(.user, "more")], to: session.name)
        }
        if index % 2 == 0 {
          _ = try await fixture.store.complete(session.name, Completion(outcome: .partial))
        }
        counts[session.id] = 1 + index
      }
      try machine.losePower(tear)
      let again = try fixture.open { machine.startProcess(with: &$0) }
      for (id, count) in counts { #expect(try again.session(.id(id)).turnCount == count) }
      let repaired = try again.entries().filter { $0.kind == .directoryRepaired }
      #expect(repaired.count == counts.count)
      try await again.close()
      try? await fixture.store.close()
    }
  }

  /// What the second power cut finds was made whole and flushed after the first.
  @Test func powerMayFailAgainWhileDirectoriesAreMadeWhole() async throws {
    var call = 1
    var wasHit = true
    while wasHit {
      try await withMachine(seed: 3) { fixture, machine, _ in
        let session = try await fixture.store.start(try request())
        _ = try await fixture.store.append([Turn(.user, "more")], to: session.name)
        try machine.losePower(.half)
        var process: SimulatedProcess?
        _ = try? fixture.open { options in
          process = machine.startProcess(with: &options)
          process?.fail(call: call, with: .file(.death(.half)))
        }
        wasHit = process?.wasHit == true
        try machine.losePower(.zeroes)
        let again = try fixture.open { machine.startProcess(with: &$0) }
        #expect(try again.turns(of: session.id).count == 2)
        try await again.close()
        try? await fixture.store.close()
      }
      call += 1
    }
    #expect(call > 20)
  }
}
