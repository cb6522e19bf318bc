import Glibc
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct TemporaryStorageTests {
  private let scratch: ScratchFolder
  private let folder: FilePath
  private let id: SessionID
  private let time: Timestamp

  init() throws {
    scratch = try ScratchFolder()
    folder = scratch.path.appending("state").appending("strata").appending("s1")
    id = try Fixture.session().id
    time = try ManualClock().now
  }

  @Test func whatIsKeptComesBackInOrder() throws {
    let storage = TemporaryStorage(at: folder, fileSystem: POSIXFileSystem())
    #expect(try storage.kept() == [])
    let later = time.advanced(bySeconds: 1)
    let other = try SessionID(parsing: "0193e9a0-7c00-7000-8000-000000000000")
    try storage.keep(Array("second".utf8), as: other, at: later)
    try storage.keep(Array("first".utf8), as: id, at: time)
    let kept = try storage.kept()
    #expect(
      kept == [KeptSession(id: id, keptAt: time), KeptSession(id: other, keptAt: later)])
    #expect(try storage.bytes(of: kept[0]) == Array("first".utf8))
    #expect(try POSIXFileSystem().status(of: folder)?.mode == .ownerOnly)
    #expect(
      try POSIXFileSystem().list(folder)
        == [
          "00001767603600000000-0193e9a0-7c00-7000-8000-000000000001.json",
          "00001767603601000000-0193e9a0-7c00-7000-8000-000000000000.json",
        ])
    try storage.remove(kept[0])
    #expect(try storage.kept() == [kept[1]])
  }

  @Test(arguments: SessionDirectoryTests.faults)
  func whatWasAcknowledgedIsThereAndWholeAfterAnyFault(
    _ fault: FaultyFileSystem.Fault
  ) async throws {
    let bytes = Array("a whole session".utf8)
    let calls = try await FaultSweep.run(fault) { disk, call in
      let folder = scratch.path.appending("\(call)").appending("deep")
      var isAcknowledged = false
      do {
        try TemporaryStorage(at: folder, fileSystem: disk).keep(bytes, as: id, at: time)
        isAcknowledged = true
      } catch {
        #expect(disk.wasHit)
      }
      let storage = TemporaryStorage(at: folder, fileSystem: POSIXFileSystem())
      let kept = try storage.kept()
      #expect(!isAcknowledged || kept.count == 1, "call \(call)")
      for session in kept { #expect(try storage.bytes(of: session) == bytes, "call \(call)") }
    }
    #expect(calls >= 10)
  }

  @Test func aPowerCutTakesNothingThatWasAcknowledged() throws {
    let disk = FaultyFileSystem()
    try TemporaryStorage(at: folder, fileSystem: disk).keep([1, 2, 3, 4], as: id, at: time)
    try disk.losePower(.nothing)
    let storage = TemporaryStorage(at: folder, fileSystem: POSIXFileSystem())
    #expect(try storage.bytes(of: #require(try storage.kept().first)) == [1, 2, 3, 4])
  }

  @Test func aFolderThatSomebodyElseOwnsIsNotTrusted() throws {
    let storage = TemporaryStorage(at: folder, fileSystem: POSIXFileSystem())
    try storage.keep([1], as: id, at: time)
    let link = scratch.path.appending("link")
    #expect(symlink(folder.string, link.string) == 0)
    let linked = TemporaryStorage(at: link, fileSystem: POSIXFileSystem())
    #expect(throws: StrataError.self) { try linked.kept() }
    #expect(throws: StrataError.self) { try linked.keep([1], as: id, at: time) }
  }

  @Test func theDefaultPlaceFollowsTheEnvironment() throws {
    func place(_ environment: [String: String]) throws -> String {
      try TemporaryStorage.defaultLocation(storeID: "s-1", environment: environment).string
    }
    #expect(try place(["XDG_STATE_HOME": "/x", "HOME": "/h"]) == "/x/strata/s-1")
    #expect(try place(["XDG_STATE_HOME": "rel", "HOME": "/h"]) == "/h/.local/state/strata/s-1")
    #expect(try place([:]).hasPrefix("/var/tmp/strata-"))
    for id in ["", "../x", "a/b", String(repeating: "a", count: 65)] {
      let error = #expect(throws: StrataError.self) {
        try TemporaryStorage.defaultLocation(storeID: id, environment: [:])
      }
      #expect(error?.code == .invalidInput)
    }
  }
}

@Suite struct BackoffTests {
  @Test func pausesGrowToTheCapAndEnd() {
    var generator = SeededGenerator(seed: 1)
    let backoff = Backoff(
      attempts: 6, firstSeconds: 0.1, factor: 3, capSeconds: 2, jitter: 0)
    let pauses = (0...7).map { backoff.pauseSeconds(afterAttempt: $0, using: &generator) }
    let expected = [nil, 0.1, 0.3, 0.9, 2, 2, nil, nil]
    for (pause, expected) in zip(pauses, expected) {
      #expect((pause == nil) == (expected == nil))
      #expect(abs((pause ?? 0) - (expected ?? 0)) < 1e-9)
    }
  }

  @Test(arguments: 1...50)
  func jitterStaysWithinItsPart(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let backoff = Backoff()
    for attempt in 1..<backoff.attempts {
      let pause = try #require(backoff.pauseSeconds(afterAttempt: attempt, using: &generator))
      let whole = 0.05 * Double(1 << (attempt - 1))
      #expect(pause <= whole && pause >= whole / 2, "seed \(seed)")
    }
  }
}
