import Foundation
import StrataCore
import StrataTesting
import Synchronization
import SystemPackage
import Testing

@testable import StrataStore

@Suite struct VersionLockTests {
  private let bench: LockBench

  init() throws {
    bench = try LockBench()
  }

  @Test func aFreeLockCostsOneCreateAndOneUnlink() async throws {
    let disk = FaultyFileSystem()
    let lock = bench.lock(on: disk)
    let held = try await bench.acquire(lock)
    #expect(disk.calls.map(\.operation) == ["look at", "make the file", "write to the file"])
    #expect(try bench.names == [".version_lock"])
    #expect(held.fence == 1)
    let record = try #require(try lock.current(bench.customer))
    #expect(record == held.record)
    #expect(record.holder.user == "mira")
    #expect(record.holder.process == ProcessInfo.processInfo.processIdentifier)
    #expect(record.holder.startTime > 0)
    #expect(record.leaseUntil == record.acquiredAt.advanced(bySeconds: 30))
    disk.fail(call: 999, with: .error(.ioError))
    try lock.release(held)
    #expect(disk.calls.map(\.operation) == ["read the file", "remove"])
    #expect(try bench.names == [])
  }

  @Test func theFileIsReadableByPeople() async throws {
    let held = try await bench.acquire(bench.lock())
    let bytes = try POSIXFileSystem().readFile(
      bench.layout.lock(of: bench.customer), maximumBytes: 4096)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(bytes == held.record.bytes)
    #expect(text.hasPrefix("{\n  \"holder\": {\n    \"user\": \"mira\",\n    \"host\": "))
    #expect(text.hasSuffix("\"fence\":                    1\n}\n"))
    #expect(text.contains("\"acquired_at\": \"2026-01-05T09:00:00.000000Z\""))
  }

  @Test func aWaiterGivesUpAndSaysWhoHoldsTheLock() async throws {
    let record = try bench.plant(LockBench.elsewhere)
    let start = bench.clock.now
    let error = try #require(
      await #expect(throws: StrataError.self) { try await bench.acquire(bench.lock()) })
    #expect(error.code == .lockTimeout)
    #expect(
      error.message == "the version lock of acme could not be had within 5 s: otto on far "
        + "(process 4711) holds it since 2026-01-05T09:00:00.000000Z")
    #expect(
      error.remedy == "try again; if process 4711 hangs, end it, and the lock is taken over; "
        + "otherwise its lease ends at 2026-01-05T09:00:30.000000Z")
    let waited = Double(bench.clock.now.microseconds(since: start)) / 1e6
    #expect((5.0..<5.01).contains(waited))
    #expect(try bench.lock().current(bench.customer) == record)
    #expect(try bench.names == [".version_lock"])
  }

  @Test func aClockThatJumpsBackKeepsNobodyWaiting() async throws {
    _ = try bench.plant(LockBench.elsewhere)
    let clock = bench.clock
    let pauses = Shared(0)
    var settings = bench.lock().settings
    settings.pause = { seconds in
      let count = pauses.withLock {
        $0 += 1; return $0
      }
      clock.advance(bySeconds: count == 3 ? -3 : seconds)
    }
    let lock = VersionLock(
      layout: bench.layout, fileSystem: POSIXFileSystem(), settings: settings)
    await #expect(throws: StrataError.self) { try await bench.acquire(lock) }
    #expect(pauses.value < 6000)
  }

  @Test func aNumberThatCannotBeHadGivesTheLockBack() async throws {
    struct NoNumber: Error {}
    await #expect(throws: NoNumber.self) {
      try await bench.lock().acquire(bench.customer, onBreak: { _ in }) { _ in throw NoNumber() }
    }
    #expect(try bench.names == [])
  }

  @Test func aCancelledWaiterLeavesTheLine() async throws {
    _ = try bench.plant(LockBench.elsewhere, leaseSeconds: 1e12)
    let lock = bench.waitingLock()
    let task = Task { try await bench.acquire(lock) }
    try await eventually { try bench.names.contains(".version_lock.waiting") }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try bench.names == [".version_lock"])
  }

  @Test func aLeaseIsRenewedWhileItRuns() async throws {
    let lock = bench.lock()
    var held = try await bench.acquire(lock)
    for _ in 0..<4 {
      bench.clock.advance(bySeconds: 20)
      held = try lock.renew(held)
    }
    #expect(try lock.current(bench.customer) == held.record)
    #expect(held.record.leaseUntil == bench.clock.now.advanced(bySeconds: 30))
    bench.clock.advance(bySeconds: 30)
    let error = #expect(throws: StrataError.self) { try lock.renew(held) }
    #expect(error?.code == .fencedOff)
    #expect(error?.message == "the version lock of acme was lost: its lease ran out")
    try lock.release(held)
    #expect(try bench.names == [])
  }

  @Test(arguments: SessionDirectoryTests.faults)
  func aFaultAtAnyCallBlocksNobodyLongerThanALease(_ fault: FaultyFileSystem.Fault) async throws {
    let calls = try await FaultSweep.run(fault) { disk, call in
      let bench = try LockBench()
      let clock = bench.clock
      // A waiting folder makes the acquisition take the long way.
      try POSIXFileSystem().createDirectory(
        at: bench.layout.waiting(for: bench.customer), mode: .ownerOnly)
      let lock = bench.lock(on: disk)
      do {
        try lock.release(try await bench.acquire(lock))
      } catch {
        #expect(disk.wasHit, "call \(call): \(error)")
      }
      clock.advance(bySeconds: 40)
      let held = try await bench.acquire(bench.lock())
      #expect(held.fence > 0)
      try bench.lock().release(held)
      #expect(try !bench.names.contains(".version_lock"), "call \(call)")
    }
    #expect(calls >= 10)
  }
}

// MARK: - A disk that refuses

extension VersionLockTests {
  /// Whatever it could not take away, a process knows that it is done with it.
  @Test(arguments: [Errno.noSpace, .ioError])
  func aCallThatFailsKeepsTheSameProcessFromNothing(_ reason: Errno) async throws {
    var call = 0
    var wasHit = true
    while wasHit {
      call += 1
      let bench = try LockBench()
      // A dead process's lock makes the acquisition take the long way.
      _ = try bench.plant(LockBench.dead)
      let disk = FaultyFileSystem()
      disk.fail(call: call, with: .error(reason))
      let lock = bench.lock(on: disk)
      if let held = try? await bench.acquire(lock) { try? lock.release(held) }
      wasHit = disk.wasHit
      disk.fail(call: .max, with: .error(reason))
      let start = bench.clock.now
      let held = try await bench.acquire(lock)
      #expect(bench.clock.now == start, "call \(call)")
      try lock.release(held)
      #expect(try !bench.names.contains(".version_lock"), "call \(call)")
      // Then nobody else waits for it either.
      let other = bench.impatientLock(of: LockBench.elsewhere)
      try other.release(try await bench.acquire(other))
      #expect(bench.clock.now == start, "call \(call)")
    }
    #expect(call > 15)
  }

  @Test func aLockThatCouldNotBeGivenBackIsOnlyTheProcesssOwn() async throws {
    let disk = FaultyFileSystem()
    let lock = bench.impatientLock(of: .current(), on: disk)
    let other = bench.impatientLock(of: LockBench.elsewhere)
    for call in 1...2 {
      let held = try await bench.acquire(lock)
      disk.fail(call: call, with: .error(.ioError))
      #expect(throws: StrataError.self) { try lock.release(held) }
      #expect(try lock.current(bench.customer) == held.record)
    }
    // Somebody else knows nothing of that, and waits for the lease.
    await #expect(throws: StrataError.self) { try await bench.acquire(other) }
    try lock.release(try await bench.acquire(lock))
    #expect(bench.breaks.value.isEmpty)
    #expect(try bench.names == [])
    // What another process has taken meanwhile stays.
    let late = try await bench.acquire(lock)
    disk.fail(call: 2, with: .error(.ioError))
    #expect(throws: StrataError.self) { try lock.release(late) }
    bench.clock.advance(bySeconds: 31)
    let held = try await bench.acquire(other)
    await #expect(throws: StrataError.self) { try await bench.acquire(lock) }
    #expect(try lock.current(bench.customer) == held.record)
  }
}

extension LockBench {
  /// A lock that gives up soon.
  fileprivate func impatientLock(
    of holder: LockHolder, on fileSystem: any FileSystem = POSIXFileSystem()
  ) -> VersionLock {
    var settings = lock(holder: holder).settings
    settings.waitSeconds = 0.1
    return VersionLock(layout: layout, fileSystem: fileSystem, settings: settings)
  }
}

// MARK: - Several at once

extension VersionLockTests {
  @Test func firstComeFirstServed() async throws {
    // Longer than the slowest machine keeps a waiter from looking.
    let lock = bench.waitingLock(seconds: 600)
    let first = try await bench.acquire(lock)
    let served = Shared<[Int]>([])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<16 {
        group.addTask {
          let held = try await bench.acquire(lock)
          served.withLock { $0.append(number) }
          try lock.release(held)
        }
        try await eventually { try bench.ticketCount == number + 1 }
      }
      try lock.release(first)
      try await group.waitForAll()
    }
    #expect(served.value == Array(0..<16))
    #expect(try bench.names == [])
  }

  @Test func oneHoldsTheLockAtATime() async throws {
    let inside = Shared(0)
    let most = Shared(0)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<16 {
        group.addTask {
          let lock = bench.waitingLock()
          for _ in 0..<20 {
            let held = try await bench.acquire(lock)
            let count = inside.withLock {
              $0 += 1; return $0
            }
            most.withLock { $0 = max($0, count) }
            await Task.yield()
            inside.withLock { $0 -= 1 }
            try lock.release(held)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(most.value == 1)
    #expect(bench.fences.value == Array(1...320))
    #expect(bench.breaks.value == [])
    #expect(try bench.names == [])
  }

  @Test func whoeverFindsOthersWaitingStandsBehindThem() async throws {
    let other = try ChildProcess()
    defer { other.kill(); other.reap() }
    try bench.plantTicket(of: other.holder(), arrivedAt: bench.clock.now)
    bench.clock.advance(bySeconds: 0.1)
    let error = try #require(
      await #expect(throws: StrataError.self) { try await bench.acquire(bench.lock()) })
    #expect(
      error.message == "the version lock of acme could not be had within 5 s: "
        + "1 other waits before this one")
    other.kill()
    _ = try await bench.acquire(bench.lock())
    #expect(try bench.names == [".version_lock"])
  }

  @Test func ticketsOfThoseWhoHaveGoneArePutOut() async throws {
    try bench.plantTicket(of: LockBench.dead, arrivedAt: bench.clock.now)
    bench.clock.advance(bySeconds: 0.1)
    try bench.plantTicket(of: LockBench.elsewhere, arrivedAt: bench.clock.now)
    bench.clock.advance(bySeconds: 0.1)
    try bench.plantTicket(torn: Array("{".utf8), arrivedAt: bench.clock.now)
    bench.clock.advance(bySeconds: 0.1)
    await #expect(throws: StrataError.self) { try await bench.acquire(bench.lock()) }
    #expect(try bench.ticketCount == 2)
    bench.clock.advance(bySeconds: 31)
    _ = try await bench.acquire(bench.lock())
    #expect(try bench.names == [".version_lock"])
  }
}

extension LockBench {
  var ticketCount: Int {
    get throws {
      let folder = layout.waiting(for: customer)
      guard try POSIXFileSystem().status(of: folder) != nil else { return 0 }
      return try POSIXFileSystem().list(folder).count
    }
  }

  func plantTicket(of holder: LockHolder, arrivedAt time: Timestamp) throws {
    let waiter = Waiter(holder: holder, until: time.advanced(bySeconds: 6), patience: 5)
    try plantTicket(torn: Array(JSONEncoder().encode(waiter)), arrivedAt: time)
  }

  func plantTicket(torn bytes: [UInt8], arrivedAt time: Timestamp) throws {
    let line = WaitingLine(
      folder: layout.waiting(for: customer), staging: layout.staging, fileSystem: POSIXFileSystem(),
      waiter: Waiter(holder: Self.elsewhere, until: time, patience: 5), arrivedAt: time,
      token: .random(in: 0 ... .max), leftBehind: LeftBehind())
    _ = try POSIXFileSystem().ensureDirectory(at: line.folder, mode: .everyoneReads)
    try POSIXFileSystem().createFile(
      bytes, at: line.folder.appending(line.name), mode: FilePermissions(rawValue: 0o644))
  }
}

@Suite struct PollingRhythmTests {
  @Test func theFirstInLineLooksAgainSoonAndThenLessOften() {
    var rhythm = PollingRhythm()
    rhythm.moved(to: 0)
    let waiting = (0..<30).map { _ in rhythm.next().pauseSeconds }
    #expect(waiting.first == 0.000_05)
    #expect(waiting == waiting.sorted())
    #expect(waiting.last == 0.001)
  }

  @Test func othersLookLessOftenTheFurtherBackTheyStand() {
    var rhythm = PollingRhythm()
    func pause(at ahead: Int) -> Double {
      rhythm.moved(to: ahead)
      return rhythm.next().pauseSeconds
    }
    #expect([15, 5, 4, 2, 2, 1].map(pause) == [0.005, 0.005, 0.004, 0.002, 0.002, 0.001])
    #expect(pause(at: 0) == 0.000_05)
  }

  @Test func othersAreJudgedAtOnceAndThenNowAndAgain() {
    var rhythm = PollingRhythm()
    let judged = (0..<17).filter { _ in rhythm.next().isJudging }
    #expect(judged == [0, 8, 16])
  }
}

/// Waits for a state, with a deadline.
func eventually(_ isReached: () throws -> Bool) async throws {
  let deadline = Date().addingTimeInterval(30)
  while try !isReached() {
    try #require(Date() < deadline, "the state was not reached within 30 s")
    await Task.yield()
  }
}
