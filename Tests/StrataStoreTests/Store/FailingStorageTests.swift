import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct FailingStorageTests {
  @Test func sessionGoesToTemporaryStorageAndIsMovedIn() async throws {
    let database = FaultyDriver.Plan()
    try await TemporaryStore.make(configure: { options in
      let open = options.openDriver
      options.openDriver = { FaultyDriver(try open($0, $1), plan: database) }
    }) { fixture in
      _ = try await fixture.store.start(try request())
      database.fail(call: 1, with: .death)
      let kept = try await fixture.store.start(try request("acme", "The EKS gateway times out."))
      #expect(kept.notes.count == 1)
      #expect(kept.notes.first?.hasPrefix("kept in temporary storage (") == true)
      database.heal()
      let other = try await fixture.store.start(try request())
      #expect(other.version == SemanticVersion(1, 1, 0))
      let again = try fixture.open()
      let third = try await again.start(try request())
      #expect(third.version == SemanticVersion(1, 3, 0))
      let moved = try again.session(.id(kept.id))
      #expect(moved.version == SemanticVersion(1, 2, 0))
      #expect(moved.notes.first?.hasPrefix("kept in temporary storage at 2026-01-05T") == true)
      #expect(try again.entries(of: kept.id).map(\.kind) == [.sessionStarted, .temporaryMovedIn])
      try await again.close()
    }
  }

  @Test func fullDiskLosesNothing() async throws {
    let disk = FaultyFileSystem()
    try await TemporaryStore.make(configure: { $0.fileSystem = disk }) { fixture in
      _ = try await fixture.store.start(try request())
      disk.isFull = true
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.start(try request("newcomer"))
      }
      #expect(failure?.code == .storage)
      #expect(
        failure?.message.hasPrefix(
          "the session could be kept neither in the store nor in temporary storage: ") == true)
      // The journal is on a disk with room, the directories are not: the turn is kept, and the
      // answer says that it does not show yet.
      let grown = try await fixture.store.append(
        [Turn(.user, "more")], to: .version(CustomerID("acme"), .first))
      #expect(grown.turnCount == 2)
      #expect(
        grown.notes.first?.hasPrefix("the session is kept, but its directory could not be written")
          == true)
      disk.isFull = false
      try await fixture.open().close()
    }
  }

  @Test func kindOfFailureOtherThanStorageIsNotRetried() async throws {
    try await TemporaryStore.make { fixture in
      let before = fixture.clock.now
      await #expect(throws: StrataError.self) {
        try await fixture.store.start(
          try request { $0.choice = .init(increment: .major, reason: " ") })
      }
      #expect(fixture.clock.now == before)
    }
  }
}
