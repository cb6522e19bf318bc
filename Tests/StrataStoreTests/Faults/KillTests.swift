import Foundation
import Glibc
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Kills real processes at random moments of their lives, while several callers in each start, append
/// and complete, and compares the store with everything that they had reported by then.
@Suite struct KillTests {
  private static let killsPerStore = 10
  private static let storesPerLane = 10

  /// Two lanes at a time, 100 kills each.
  @Test(arguments: [1, 2] as [UInt64])
  func nothingAcknowledgedIsLost(_ lane: UInt64) async throws {
    let seed = UInt64.random(in: 0..<1 << 32) &* 2 + lane
    print("KillTests: seed \(seed)")
    var generator = SeededRandomness(seed: seed).generator
    var left = Remains()
    for _ in 0..<Self.storesPerLane {
      try await kill(Self.killsPerStore, using: &generator, finding: &left)
      print("KillTests: seed \(seed), \(left)")
    }
    #expect(left.kills == Self.killsPerStore * Self.storesPerLane)
    // Otherwise the moments were not those in which something can go wrong.
    #expect(left.locks > 0 && left.halfMade > 0, "\(left)")
  }

  private func kill(
    _ count: Int, using generator: inout SeededRandomness.Generator, finding left: inout Remains
  ) async throws {
    let scratch = try quickFolder()
    let root = scratch.path.appending("store")
    try await SessionStore.initialize(at: root).close()
    var reported = Reported()
    for _ in 0..<count / 2 {
      // Two processes at once; the second goes on while the store is looked at, then dies too.
      let runs = try (0..<2).map { _ in
        try ProgramRun(
          "strata-load",
          ["churn", root.string, "3", "\(UInt32.random(in: 0 ... .max, using: &generator))"])
      }
      for (index, run) in runs.enumerated() {
        let moment = KillMoment(using: &generator)
        let lines = try await blocking { try moment.kill(run) }
        let locked = try left.add(whatLeft: run.id, in: root)
        try expectWholeDirectories(in: root, "kill \(left.kills)")
        try reported.take(lines)
        let store = try open(root)
        try reported.expectIn(store, all: index > 0)
        // The lock of a dead process keeps nobody waiting for its lease.
        for customer in locked {
          _ = try await store.start(LoadRequest.start(worker: 0, index: 0, for: customer))
        }
        if index > 0 { #expect(try store.check() == []) }
        try await store.close()
      }
    }
    try left.add(halfMadeIn: root)
  }

  private func open(_ root: FilePath) throws -> SessionStore {
    var options = StoreOptions()
    options.temporaryStorage = root.removingLastComponent().appending("temporary")
    return try SessionStore.open(at: root, options: options)
  }
}

/// When a process is killed: after so many lines, and a random part of the time until another.
private struct KillMoment {
  /// 0 is while it starts and opens the store.
  let lineCount: Int
  let part: Double

  /// About how long a process takes until its first line, and from there to its second, in seconds.
  private static let startSeconds = 0.3

  init(using generator: inout SeededRandomness.Generator) {
    let isEarly = Int.random(in: 0..<6, using: &generator) == 0
    lineCount = isEarly ? 0 : .random(in: 1..<13, using: &generator)
    part = .random(in: 0..<2, using: &generator)
  }

  /// Kills a process; returns the lines that it had written.
  func kill(_ run: ProgramRun) throws -> [String] {
    var lines: [String] = []
    var last = ContinuousClock.now
    var paces: [Double] = []
    while lines.count < lineCount, let line = run.nextLine() {
      lines.append(line)
      paces.append(last.duration(to: .now) / .seconds(1))
      last = .now
    }
    let pace =
      paces.count > 1
      ? paces.dropFirst().reduce(0, +) / Double(paces.count - 1) : Self.startSeconds
    var time = timespec()
    time.tv_nsec = Int(min(pace, Self.startSeconds) * part * 1e9)
    // No state is waited for: the moment is to be a random one.
    nanosleep(&time, nil)
    run.send(SIGKILL)
    let end = run.finish()
    guard end.status == -SIGKILL else {
      throw StrataError(.storage, "it ended by itself: \(end.lines.last ?? "")")
    }
    return lines + end.lines
  }
}

/// What killed processes have left behind, to be found by others.
private struct Remains: CustomStringConvertible {
  private(set) var kills = 0
  /// In how many cases a lock was left.
  private(set) var locks = 0
  /// How many directories had been begun and were not finished.
  private(set) var halfMade = 0

  var description: String {
    "\(kills) kills, \(locks) left a lock, \(halfMade) a directory half-made"
  }

  /// Looks at what a process has left, and returns the customers whose lock it held.
  mutating func add(whatLeft process: pid_t, in root: FilePath) throws -> [CustomerID] {
    let files = POSIXFileSystem()
    let layout = StoreLayout(root: root)
    let lock = VersionLock(
      layout: layout, fileSystem: files, settings: LockSettings(clock: StoreOptions().clock))
    let customers = try SessionDirectory(layout: layout, fileSystem: files).customers().customers
    // Of half a file nobody can tell whose it is.
    let locked = try customers.filter { customer in
      guard let file = try lock.lockFile(of: customer) else { return false }
      return file.record.map { $0.holder.process == process } ?? true
    }
    kills += 1
    if !locked.isEmpty { locks += 1 }
    return locked
  }

  /// Looks at a store when all have died.
  mutating func add(halfMadeIn root: FilePath) throws {
    let directory = SessionDirectory(
      layout: StoreLayout(root: root), fileSystem: POSIXFileSystem())
    halfMade += try directory.leftovers().filter { $0.session != nil }.count
  }
}

/// What processes have reported before they were killed.
private struct Reported {
  private var versions: [SessionID: String] = [:]
  private var contents: [SessionID: [String]] = [:]
  private var completed: Set<SessionID> = []
  /// The sessions that the last lines were about.
  private var touched: Set<SessionID> = []

  mutating func take(_ lines: [String]) throws {
    touched = []
    for line in lines {
      switch try #require(LoadReport(line), "\(line)") {
      case .opened, .holding: continue
      case .started(let id, let customer, let version, _):
        #expect(versions[id] == nil)
        versions[id] = "\(customer)/\(version)"
        touched.insert(id)
      case .appended(let id, let content):
        contents[id, default: []].append(content)
        touched.insert(id)
      case .completed(let id):
        completed.insert(id)
        touched.insert(id)
      }
    }
    #expect(Set(versions.values).count == versions.count, "a version was given twice")
  }

  /// - Parameter all: whether to read the turns of all sessions, not only of those that were touched.
  func expectIn(_ store: SessionStore, all: Bool) throws {
    let sessions = try store.sessions(SessionQuery(limit: .max))
    let found = Dictionary(uniqueKeysWithValues: sessions.map { ($0.id, $0) })
    for (id, name) in versions {
      let session = try #require(found[id], "\(name) was acknowledged and is missing")
      #expect(session.name.description == name)
      if completed.contains(id) { #expect(session.state == .sealed, "\(name)") }
      guard let expected = contents[id], all || touched.contains(id) else { continue }
      let turns = try store.turns(of: id).map(\.content)
      #expect(Set(turns).count == turns.count, "\(name) has a turn twice")
      #expect(Set(turns).isSuperset(of: expected), "\(name) lacks turns")
    }
    for (customer, sessions) in Dictionary(grouping: sessions, by: \.customer) {
      expectNoGaps(in: sessions.map(\.version), of: customer)
    }
  }
}
