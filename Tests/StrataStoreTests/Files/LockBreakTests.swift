import Foundation
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct LockBreakTests {
  private let bench: LockBench

  init() throws {
    bench = try LockBench()
  }

  @Test func aDeadHoldersLockIsTakenOverAtOnce() async throws {
    let record = try bench.plant(LockBench.dead)
    let start = bench.clock.now
    let held = try await bench.acquire(bench.lock())
    #expect(held.fence == 8)
    #expect(bench.clock.now == start)
    #expect(
      bench.breaks.value == [
        LockBreak(
          customer: bench.customer, reason: .holderDead, broken: record,
          by: .current(user: "mira"), at: start)
      ])
    #expect(try bench.names == [".version_lock"])
  }

  @Test func aRecycledProcessIDIsNotTakenForTheHolder() async throws {
    var holder = LockHolder.current()
    holder.startTime += 1
    _ = try bench.plant(holder)
    _ = try await bench.acquire(bench.lock())
    #expect(bench.breaks.value.map(\.reason) == [.holderDead])
  }

  @Test func aRunningHolderKeepsItsLockUntilTheLeaseEnds() async throws {
    let other = try ChildProcess()
    defer { other.kill(); other.reap() }
    _ = try bench.plant(other.holder())
    await #expect(throws: StrataError.self) { try await bench.acquire(bench.lock()) }
    bench.clock.advance(bySeconds: 24)
    let held = try await bench.acquire(bench.lock())
    #expect(bench.breaks.value.map(\.reason) == [.leaseRanOut])
    #expect(held.fence == 8)
  }

  @Test func aLateHolderTouchesNothing() async throws {
    let late = try await bench.acquire(bench.lock())
    bench.clock.advance(bySeconds: 31)
    let current = try await bench.acquire(bench.lock())
    #expect(current.fence > late.fence)
    #expect(throws: StrataError.self) { try bench.lock().renew(late) }
    try bench.lock().release(late)
    #expect(try bench.lock().current(bench.customer) == current.record)
  }

  @Test func aBreakIsReportedEvenIfTheLockIsNotHad() async throws {
    struct Refused: Error {}
    _ = try bench.plant(LockBench.dead)
    await #expect(throws: Refused.self) {
      try await bench.lock().acquire(
        bench.customer, onBreak: { broken in bench.breaks.withLock { $0.append(broken) } },
        nextFence: { _ in throw Refused() })
    }
    #expect(bench.breaks.value.count == 1)
    #expect(try bench.names == [])
  }

  @Test(arguments: ["", "{\"holder\": {\"user\"", "\0\0\0\0"])
  func aTornLockIsTakenAwayAfterASecond(_ text: String) async throws {
    let clock = bench.clock
    let disk = FaultyFileSystem(clock: { clock.now })
    try bench.plant(Array(text.utf8), on: disk)
    let start = clock.now
    let held = try await bench.acquire(bench.lock(on: disk))
    #expect((1.0..<1.1).contains(Double(clock.now.microseconds(since: start)) / 1e6))
    #expect(held.fence == 1)
    #expect(bench.breaks.value.map(\.reason) == [.unreadable])
    #expect(bench.breaks.value.map(\.broken) == [nil])
  }

  @Test func whatCannotBeReadIsLeftAloneForALease() async throws {
    let clock = bench.clock
    let disk = FaultyFileSystem(clock: { clock.now })
    try disk.createDirectory(at: bench.layout.lock(of: bench.customer), mode: .ownerOnly)
    let error = await #expect(throws: StrataError.self) {
      try await bench.acquire(bench.lock(on: disk))
    }
    #expect(
      error?.message == "the version lock of acme could not be had within 5 s: it cannot be read")
    clock.advance(bySeconds: 26)
    _ = try await bench.acquire(bench.lock(on: disk))
    #expect(bench.breaks.value.map(\.reason) == [.unreadable])
  }

  @Test func somethingElseUnderTheNameIsPutAside() async throws {
    let clock = bench.clock
    let disk = FaultyFileSystem(clock: { clock.now })
    let path = bench.layout.lock(of: bench.customer)
    try disk.createDirectory(at: path, mode: .ownerOnly)
    try disk.createFile([1], at: path.appending("kept"), mode: .ownerOnly)
    bench.clock.advance(bySeconds: 31)
    _ = try await bench.acquire(bench.lock(on: disk))
    #expect(try bench.names == [".version_lock"])
    let aside = try #require(try disk.list(bench.layout.quarantine).first)
    #expect(aside.hasPrefix("acme-version_lock-"))
    #expect(try disk.list(bench.layout.quarantine.appending(aside)) == ["kept"])
  }

  @Test func ofManyWhoBreakOneWins() throws {
    let dead = try LockBench.dead
    for round in 0..<50 {
      _ = try bench.plant(dead)
      let wins = Shared(0)
      DispatchQueue.concurrentPerform(iterations: 16) { _ in
        let broken = try? bench.lock().breakLock(of: bench.customer)
        if broken != nil { wins.withLock { $0 += 1 } }
      }
      #expect(wins.value == 1, "round \(round)")
      #expect(try bench.names == [], "round \(round)")
    }
  }

  @Test func aLockThatChangedHandsAfterTheJudgementStays() async throws {
    let judged = try bench.plant(LockBench.dead)
    try POSIXFileSystem().removeFile(at: bench.layout.lock(of: bench.customer))
    let held = try await bench.acquire(bench.lock())
    #expect(try !bench.lock().displace(bench.customer, judged: judged.bytes))
    #expect(try bench.lock().current(bench.customer) == held.record)
    #expect(try bench.names == [".version_lock"])
  }
}

@Suite struct LockJudgementTests {
  private let now: Timestamp
  private let me = LockHolder.current()

  init() throws {
    now = try ManualClock().now
  }

  private func reason(
    _ holder: LockHolder, from: Double, until: Double, runs: Bool = true
  ) -> LockBreak.Reason? {
    let record = LockRecord(
      holder: holder, acquiredAt: now.advanced(bySeconds: from),
      leaseUntil: now.advanced(bySeconds: until), token: "t", fence: 1)
    return LockJudgement(me: me, now: now, leaseSeconds: 30) { _ in runs }
      .reason(against: record, modifiedAt: now)
  }

  @Test func deathIsJudgedOnlyWhereItCanBeSeen() {
    #expect(reason(me, from: -1, until: 29, runs: false) == .holderDead)
    for change: WritableKeyPath<LockHolder, String> in [\.host, \.bootID, \.pidNamespace] {
      var other = me
      other[keyPath: change] = "other"
      #expect(reason(other, from: -1, until: 29, runs: false) == nil)
      #expect(reason(other, from: -31, until: -1, runs: false) == .leaseRanOut)
    }
  }

  @Test func leasesEndAndLocksFromTheFutureDoNotLast() {
    #expect(reason(me, from: -30, until: 0) == .leaseRanOut)
    #expect(reason(me, from: -29, until: 0.000_001) == nil)
    #expect(reason(me, from: 29, until: 59) == nil)
    #expect(reason(me, from: 3600, until: 3630) == .leaseRanOut)
  }

  @Test(arguments: [
    ("S", 1, false), ("Z", 1, true), ("Z", 4, false), ("X", 0, true), ("R", 12, false),
  ])
  func aProcessIsReadWhateverItsName(_ state: String, _ threads: Int, _ hasEnded: Bool) throws {
    let fields = Array(repeating: "0", count: 16).joined(separator: " ")
    let line = "42 (a) Z (b) \(state) \(fields) \(threads) 0 987654 1 2 3\n"
    let status = try #require(ProcessStatus(parsing: line))
    #expect(status.startTime == 987_654)
    #expect(status.hasEnded == hasEnded)
    #expect(ProcessStatus(parsing: "42 (a) S 1 2") == nil)
    #expect(ProcessStatus(parsing: "") == nil)
  }

  @Test func aProcessRunsUntilItIsKilledEvenIfNobodyReapsIt() throws {
    let child = try ChildProcess()
    let holder = try child.holder()
    #expect(LockHolder.isRunning(holder))
    child.kill()
    #expect(!LockHolder.isRunning(holder))
    child.reap()
    #expect(!LockHolder.isRunning(holder))
    #expect(LockHolder.isRunning(.current()))
    var group = holder
    group.process = 0
    #expect(!LockHolder.isRunning(group))
  }
}
