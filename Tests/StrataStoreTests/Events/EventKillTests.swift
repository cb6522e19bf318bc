import Foundation
import Glibc
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Kills consumers, which are real processes, at random moments (row E2).
@Suite struct EventKillTests {
  private static let kills = 12

  private func makeStore(_ scratch: ScratchFolder) throws -> SessionStore {
    var options = StoreOptions()
    options.temporaryStorage = scratch.path.appending("temporary")
    return try SessionStore.initialize(at: scratch.path.appending("store"), options: options)
  }

  /// The events that whole lines of output tell of.
  private func events(_ lines: [String]) throws -> [(id: String, offset: Int64)] {
    try lines.map { line in
      let value = try JSONReader.value(of: Array(line.utf8), place: line)
      let id = try #require(value.member("event")?.member("metadata")?.member("event_id")?.asText)
      return (id, try #require(value.member("offset")?.asInteger))
    }
  }

  /// Lets a process write lines for a while, then kills it: all whole lines that it wrote.
  private func killed(
    _ arguments: [String], afterLines count: Int, _ milliseconds: Int32
  ) async throws -> [String] {
    let run = try ProgramRun("strata", arguments)
    return try await blocking {
      var lines: [String] = []
      while lines.count < count, let line = run.nextLine() { lines.append(line) }
      _ = poll(nil, 0, milliseconds)
      run.send(SIGKILL)
      let end = run.finish()
      guard end.status == -SIGKILL else {
        throw StrataError(.storage, "it ended by itself: \(end.lines.last ?? "")")
      }
      return lines + end.lines
    }
  }

  @Test func killedConsumerMissesNothing() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("EventKillTests: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let scratch = try quickFolder()
    let store = try makeStore(scratch)
    let tail = [
      "events", "tail", Topic.access.rawValue, "--group", "billing", "--interval", "0.01",
      "--json", "--store", store.root.string,
    ]
    var seen: [String] = []
    var next: Int64 = 0
    for _ in 0..<Self.kills {
      for _ in 0..<Int.random(in: 1...600, using: &generator) {
        try store.appendLogin(success: true)
      }
      let end = try store.topics().first { $0.topic == .access }?.end ?? 0
      let wanted = Int.random(in: 1...Int(end - min(end - 1, next)), using: &generator)
      let found = try events(
        try await killed(tail, afterLines: wanted, .random(in: 0..<10, using: &generator)))
      let offsets = found.map(\.offset)
      let first = try #require(offsets.first)
      #expect(first <= next, "events between \(next) and \(first) are missing")
      #expect(offsets == Array(first..<first + Int64(offsets.count)), "in order, without a gap")
      next = max(next, (offsets.last ?? -1) + 1)
      seen += found.map(\.id)
    }
    let last = try await ProgramRun.toEnd(
      "strata",
      [
        "events", "read", Topic.access.rawValue, "--group", "billing", "--limit", "0", "--json",
        "--store", store.root.string,
      ])
    #expect(last.status == 0)
    seen += try events(last.lines).map(\.id)
    #expect(Set(seen) == Set(try store.allEvents(.access, pageSize: 1000).map(\.id)))
    try await store.close()
    #expect(try findings(in: store.root) == [])
  }

  @Test func killedGroupsCountAndAlertOnce() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("EventKillTests: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let scratch = try quickFolder()
    let store = try makeStore(scratch)
    try store.configure(BurstRule.failedLogins.keys.seconds, "0")
    try store.configure(BurstRule.failedLogins.keys.count, "1")
    var logins = 0
    for _ in 0..<Self.kills {
      let count = Int.random(in: 1...200, using: &generator)
      for _ in 0..<count { try store.appendLogin() }
      logins += count
      _ = try await killed(
        ["events", "run", "--interval", "0.01", "--json", "--store", store.root.string],
        afterLines: Int.random(in: 0...count, using: &generator),
        .random(in: 0..<10, using: &generator))
    }
    try await store.runGroups()
    // Every failed login is an anomaly under that threshold.
    let raised = try store.allEvents(.system, pageSize: 1000).filter { $0.type == .alertRaised }
    #expect(raised.count == logins)
    #expect(
      Set(raised.compactMap { $0.message.member("details")?.member("event") }).count == logins)
    let counted = try store.eventStatistics().filter { $0.type == .authenticationFailed }
    #expect(counted.reduce(0) { $0 + $1.count } == Int64(logins))
    try await store.close()
    #expect(try findings(in: store.root) == [])
  }

  @Test func groupsStopCleanlyWhenTheyAreAsked() async throws {
    for number in [SIGINT, SIGTERM] {
      let scratch = try quickFolder()
      let store = try makeStore(scratch)
      for _ in 0..<5 { try store.appendLogin() }
      let run = try ProgramRun(
        "strata", ["events", "run", "--interval", "60", "--store", store.root.string])
      let (line, end) = try await blocking {
        let line = run.nextLine()
        run.send(number)
        return (line, run.finish())
      }
      #expect(line?.contains("5 logins failed within 300 s: eve") == true)
      #expect(end.status == 0)
      try await store.close()
      #expect(try findings(in: store.root) == [])
    }
  }

  private func findings(in root: FilePath) throws -> [Finding] {
    var options = StoreOptions()
    options.access = .reading
    options.temporaryStorage = root.removingLastComponent().appending("temporary")
    return try SessionStore.open(at: root, options: options).check()
  }
}
