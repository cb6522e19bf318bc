import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Events leave their topic only into the archive, and are read back as if they had not (row E4).
@Suite struct EventArchiveTests {
  private static let day = 86_400.0

  private func fill(_ fixture: TemporaryStore, days: Int, each count: Int = 3) throws {
    for day in 0..<days {
      for index in 0..<count { try fixture.store.appendLogin(of: "user-\(day)-\(index)") }
      fixture.clock.advance(bySeconds: Self.day)
    }
  }

  private func summary(_ store: SessionStore) throws -> TopicSummary {
    try #require(try store.topics().first { $0.topic == .access })
  }

  /// Archives, and says what became of the logins.
  @discardableResult
  private func archive(_ store: SessionStore, days: Int? = nil) async throws -> ArchivedTopic {
    let topics = try await store.archiveEvents(olderThanDays: days)
    return try #require(topics.first { $0.topic == .access })
  }

  @Test func whatIsOverLeavesTheTopicAndIsReadBack() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      try fill(fixture, days: 100)
      let before = try store.allEvents(.access)
      let archived = try await archive(store)
      // Day 0 is 100 days ago; those of day 10 are 90 days old.
      #expect(archived.firstOffset == 33)
      #expect(try summary(store).firstOffset == 33)
      #expect(try summary(store).archivedCount == 33)
      #expect(try store.allEvents(.access) == before)
      for start in [0, 1, 32, 33, 34, 299] {
        let page = try store.events(EventQuery(.access, from: .offset(Int64(start)), limit: 5))
        #expect(page.events == Array(before.dropFirst(start).prefix(5)))
      }
      for event in [before[4], before[31], before[40]] {
        let page = try store.events(EventQuery(.access, from: .time(event.recordedAt), limit: 1))
        #expect(page.events.first?.recordedAt == event.recordedAt)
      }
      let again = try await store.archiveEvents()
      #expect(again.allSatisfy { $0.added.isEmpty }, "nothing more is over")
      fixture.clock.advance(bySeconds: Self.day)
      let next = try await archive(store)
      #expect(next.added.map(\.fileName) == ["shell-auth-events-33-35.jsonl.gz"])
      #expect(try store.allEvents(.access) == before)
    }
  }

  @Test func configurationSaysHowLong() async throws {
    try await TemporaryStore.make { fixture in
      try fill(fixture, days: 10)
      try fixture.store.configure(EventRetention.key, "4")
      _ = try await fixture.store.archiveEvents()
      #expect(try summary(fixture.store).firstOffset == 21)
      _ = try await fixture.store.archiveEvents(olderThanDays: 2)
      #expect(try summary(fixture.store).firstOffset == 27)
    }
  }

  @Test func otherProgramsReadTheFiles() async throws {
    try await TemporaryStore.make { fixture in
      try fill(fixture, days: 3)
      let events = try fixture.store.allEvents(.access)
      let added = try await archive(fixture.store, days: 0).added
      let segment = try #require(added.first)
      let file = StoreLayout(root: fixture.root).archived(segment)
      let zcat = Process()
      let pipe = Pipe()
      zcat.executableURL = URL(fileURLWithPath: "/bin/zcat")
      zcat.arguments = [file.string]
      zcat.standardOutput = pipe
      try zcat.run()
      let text = pipe.fileHandleForReading.readDataToEndOfFile()
      zcat.waitUntilExit()
      #expect(zcat.terminationStatus == 0)
      let lines = text.split(separator: 0x0A).map { Array($0) }
      #expect(lines == (try events.map { try $0.payload() }))
      #expect(segment.fileName == "shell-auth-events-0-8.jsonl.gz")
    }
  }

  @Test func segmentsAreBounded() async throws {
    try await TemporaryStore.make { fixture in
      for index in 0..<1100 { try fixture.store.appendLogin(of: "user\(index)") }
      let before = try fixture.store.allEvents(.access, pageSize: 500)
      let added = try await archive(fixture.store, days: 0).added
      #expect(added.map(\.eventCount) == [1000, 100])
      #expect(try fixture.store.allEvents(.access, pageSize: 300) == before)
    }
  }

  /// Each file operation fails, or is the last one of the process; what the first run left behind
  /// the second completes.
  @Test(arguments: [.error(.ioError), .death(.half)] as [FaultyFileSystem.Fault])
  func everyCallMayFail(_ fault: FaultyFileSystem.Fault) async throws {
    var call = 1
    var wasHit = true
    while wasHit {
      try await TemporaryStore.make { fixture in
        try fill(fixture, days: 3)
        let before = try fixture.store.allEvents(.access)
        let disk = FaultyFileSystem()
        let faulty = try fixture.open { $0.fileSystem = disk }
        disk.fail(call: call, with: fault)
        let first = try? await archive(faulty, days: 0)
        wasHit = disk.wasHit
        #expect((first == nil) == wasHit, "call \(call)")
        try? await faulty.close()
        #expect(try fixture.store.allEvents(.access) == before, "call \(call)")
        try await archive(fixture.store, days: 0)
        #expect(try fixture.store.allEvents(.access) == before, "call \(call)")
        #expect(try summary(fixture.store).firstOffset == 9, "call \(call)")
      }
      call += 1
    }
    #expect(call > 20)
  }

  @Test func changedFileIsFoundAndNotRead() async throws {
    try await TemporaryStore.make(expecting: ["archive.file"]) { fixture in
      try fill(fixture, days: 3)
      let added = try await archive(fixture.store, days: 0).added
      let file = StoreLayout(root: fixture.root).archived(try #require(added.first)).string
      var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: URL(fileURLWithPath: file))
      let error = #expect(throws: StrataError.self) { try fixture.store.allEvents(.access) }
      #expect(error?.code == .corrupt)
      #expect(error?.place == file)
    }
  }

  @Test func lostManifestIsFound() async throws {
    try await TemporaryStore.make(expecting: ["archive.missing"]) { fixture in
      try fill(fixture, days: 3)
      _ = try await fixture.store.archiveEvents(olderThanDays: 0)
      let manifest = StoreLayout(root: fixture.root).archiveManifest(of: .access)
      try FileManager.default.removeItem(atPath: manifest.string)
      await #expect(throws: StrataError.self) { try await fixture.store.archiveEvents() }
    }
  }

  @Test func gzipRefusesWhatIsCutOrGrown() throws {
    let bytes = Array(repeating: Array("one line of an event\n".utf8), count: 5000).flatMap { $0 }
    let file = try Gzip.compress(bytes)
    #expect(file.count < bytes.count / 10)
    #expect(try Gzip.compress(bytes) == file, "the same bytes, the same file")
    #expect(try Gzip.decompress(file, maximumBytes: bytes.count, place: "test") == bytes)
    #expect(
      try Gzip.decompress(Gzip.compress([]), maximumBytes: 0, place: "test") == [])
    for broken in [Array(file.dropLast()), file + [0], Array(file.dropFirst()), [], [0x1F]] {
      #expect(throws: StrataError.self) {
        try Gzip.decompress(broken, maximumBytes: bytes.count, place: "test")
      }
    }
    #expect(throws: StrataError.self) {
      try Gzip.decompress(file, maximumBytes: 1000, place: "test")
    }
  }
}
