import Foundation
import StrataCore
import StrataTesting
import Synchronization
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct FencingTests {
  private func plan(
    _ fixture: TemporaryStore, fence: Int64, goesOn: Bool = false
  ) throws -> (commit: StartCommit, planned: PlannedStart) {
    let customer = try CustomerID("acme")
    let (state, _) = try fixture.store.driver.read {
      try CustomerStateReading(connection: $0, customer: customer, known: nil).read(for: [])
    }
    var generator = fixture.options.randomness()
    let id = SessionID(at: fixture.clock.now, using: &generator)
    let start = try PendingStart(
      try request(), id: id, at: fixture.clock.now, using: &generator)
    var planner = StartPlanner(state: state, policy: VersionPolicy()) { _ in [] }
    let planned = try planner.plan(start)
    return (
      try StartCommit(
        [planned], from: state, to: planner.state, fence: fence, goesOn: goesOn), planned
    )
  }

  @Test func lateHolderCannotCommit() async throws {
    try await TemporaryStore.make { fixture in
      let session = try await fixture.store.start(try request())
      let late = try plan(fixture, fence: 1)
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.commits.commit { try late.commit.perform(in: $0) }
      }
      #expect(failure?.code == .fencedOff)
      #expect(
        failure?.message == "the version lock of acme was broken by another process")
      #expect(try fixture.store.sessions().map(\.id) == [session.id])
    }
  }

  /// The first commit takes a number; its holder goes on with it until its lock is broken.
  @Test func aNumberIsItsHoldersUntilTheLockIsBroken() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      func commits(goesOn: Bool) async throws -> Bool {
        let (commit, planned) = try plan(fixture, fence: 5, goesOn: goesOn)
        do {
          _ = try store.commits.commitNow { try commit.perform(in: $0) }
        } catch let error as StrataError where error.code == .fencedOff {
          return false
        }
        _ = await store.show(.started(planned), entryCount: planned.entryCount)
        return true
      }
      #expect(try await !commits(goesOn: true))
      #expect(try await commits(goesOn: false))
      #expect(try await commits(goesOn: true))
      #expect(try await !commits(goesOn: false))
      let broken = LockRecord(
        holder: fixture.options.holder, acquiredAt: fixture.clock.now,
        leaseUntil: fixture.clock.now, token: "late", fence: 5)
      try store.assignment.record(
        LockBreak(
          customer: CustomerID("acme"), reason: .leaseRanOut, broken: broken,
          by: fixture.options.holder, at: fixture.clock.now))
      #expect(try await !commits(goesOn: true))
      #expect(try await !commits(goesOn: false))
    }
  }

  @Test func staleViewIsNotCommitted() async throws {
    try await TemporaryStore.make { fixture in
      let late = try plan(fixture, fence: 100)
      _ = try await fixture.store.start(try request())
      let outcome = try await fixture.store.commits.commit { try late.commit.perform(in: $0) }
      guard case .changed = outcome else {
        Issue.record("a plan on an old view was committed")
        return
      }
    }
  }

  @Test func deadHoldersLockIsBrokenAndRecorded() async throws {
    try await TemporaryStore.make { fixture in
      let acme = try CustomerID("acme")
      _ = try await fixture.store.start(try request())
      var settings = LockSettings(
        holder: fixture.options.holder, clock: fixture.options.clock, randomness: { 7 },
        pause: fixture.options.pause)
      settings.holder.process = 999_999_999
      settings.holder.startTime = 1
      let dead = VersionLock(
        layout: StoreLayout(root: fixture.root), fileSystem: POSIXFileSystem(), settings: settings)
      let held = try await dead.acquire(acme, onBreak: { _ in }, nextFence: { _ in 41 })
      let session = try await fixture.store.start(try request())
      #expect(session.version == SemanticVersion(1, 1, 0))
      let broken = try fixture.store.entries().filter { $0.kind == .lockBroken }
      #expect(broken.map(\.customer) == [acme])
      guard case .object(let body)? = broken.first?.body else { return }
      #expect(body["reason"] == "holder_dead")
      let late = try plan(fixture, fence: held.fence)
      let failure = #expect(throws: StrataError.self) {
        try fixture.store.commits.commitNow { try late.commit.perform(in: $0) }
      }
      #expect(failure?.code == .fencedOff)
    }
  }

  @Test func waiterGivesUpAndSaysWhoHoldsTheLock() async throws {
    try await TemporaryStore.make(configure: { $0.lockWaitSeconds = 0.2 }) { fixture in
      let acme = try CustomerID("acme")
      _ = try await fixture.store.start(try request())
      let lock = VersionLock(
        layout: StoreLayout(root: fixture.root), fileSystem: POSIXFileSystem(),
        settings: LockSettings(
          holder: fixture.options.holder, clock: fixture.options.clock, randomness: { 7 },
          pause: fixture.options.pause))
      let held = try await lock.acquire(acme, onBreak: { _ in }, nextFence: { _ in 41 })
      let failure = await #expect(throws: StrataError.self) {
        try await fixture.store.start(try request())
      }
      #expect(failure?.code == .lockTimeout)
      #expect(failure?.message.contains("\(fixture.options.holder.process)") == true)
      try lock.release(held)
    }
  }
}
