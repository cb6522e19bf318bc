import Foundation
import Glibc
import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Kills real processes at random moments, while several callers in each start, append and complete,
/// and compares the store with everything that they had reported by then.
@Suite struct KillTests {
  private static let killsPerStore = 10
  private static let storesPerLane = 10

  /// Two lanes at a time, 100 kills each.
  @Test(arguments: [1, 2] as [UInt64])
  func nothingAcknowledgedIsLost(_ lane: UInt64) async throws {
    let seed = UInt64.random(in: 0..<1 << 32) &* 2 + lane
    print("KillTests: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var kills = 0
    for _ in 0..<Self.storesPerLane {
      kills += try await killing(Self.killsPerStore, using: &generator)
      print("KillTests: seed \(seed), \(kills) kills survived")
    }
    #expect(kills == Self.killsPerStore * Self.storesPerLane)
  }

  private func killing(
    _ count: Int, using generator: inout SeededGenerator
  ) async throws -> Int {
    let scratch = try ScratchFolder()
    let root = scratch.path.appending("store")
    try await SessionStore.initialize(at: root).close()
    var reported = Reported()
    var kills = 0
    while kills < count {
      // Two processes at once; the second goes on while the store is looked at, then dies too.
      let runs = try (0..<2).map { _ in
        try ProgramRun(
          "strata-load",
          ["churn", root.string, "3", "\(UInt32.random(in: 0 ... .max, using: &generator))"])
      }
      for (index, run) in runs.enumerated() {
        let lineCount = Int.random(in: 0..<12, using: &generator)
        let milliseconds = Int32.random(in: 0..<20, using: &generator)
        let lines = try await blocking {
          var lines: [String] = []
          while lines.count < lineCount, let line = run.nextLine() { lines.append(line) }
          _ = poll(nil, 0, milliseconds)
          run.send(SIGKILL)
          let end = run.finish()
          guard end.status == -SIGKILL else {
            throw StrataError(.storage, "it ended by itself: \(end.lines.last ?? "")")
          }
          return lines + end.lines
        }
        kills += 1
        try reported.take(lines)
        let store = try open(root)
        try reported.expectIn(store)
        if index == runs.count - 1 {
          let findings = try store.check().filter { $0.code != "lock.stale" }
          #expect(findings == [])
        }
        try await store.close()
      }
    }
    try await expectCleanAfterStarts(in: root)
    return kills
  }

  private func open(_ root: FilePath) throws -> SessionStore {
    var options = StoreOptions()
    // A lock file that was torn by a kill lasts a lease.
    options.lockWaitSeconds = 60
    options.temporaryStorage = root.removingLastComponent().appending("temporary")
    return try SessionStore.open(at: root, options: options)
  }

  /// The next start of each customer breaks what locks the dead have left.
  private func expectCleanAfterStarts(in root: FilePath) async throws {
    let store = try open(root)
    for customer in try store.customers() {
      _ = try await store.start(LoadRequest.start(worker: 0, index: 0, for: customer.id))
    }
    #expect(try store.check() == [])
    try await store.close()
  }
}

/// What processes have reported before they were killed.
private struct Reported {
  private var versions: [SessionID: String] = [:]
  private var contents: [SessionID: [String]] = [:]
  private var completed: Set<SessionID> = []

  mutating func take(_ lines: [String]) throws {
    for line in lines {
      switch try #require(LoadReport(line), "\(line)") {
      case .opened, .holding: continue
      case .started(let id, let customer, let version, _):
        #expect(versions[id] == nil)
        versions[id] = "\(customer)/\(version)"
      case .appended(let id, let content): contents[id, default: []].append(content)
      case .completed(let id): completed.insert(id)
      }
    }
    #expect(Set(versions.values).count == versions.count, "a version was given twice")
  }

  func expectIn(_ store: SessionStore) throws {
    let sessions = try store.sessions(SessionQuery(limit: .max))
    let found = Dictionary(uniqueKeysWithValues: sessions.map { ($0.id, $0) })
    for (id, name) in versions {
      let session = try #require(found[id], "\(name) was acknowledged and is missing")
      #expect(session.name.description == name)
      if completed.contains(id) { #expect(session.state == .sealed, "\(name)") }
      guard let expected = contents[id] else { continue }
      let turns = try store.turns(of: id).map(\.content)
      #expect(Set(turns).count == turns.count, "\(name) has a turn twice")
      #expect(Set(turns).isSuperset(of: expected), "\(name) lacks turns")
    }
    for (customer, sessions) in Dictionary(grouping: sessions, by: \.customer) {
      expectNoGaps(in: sessions.map(\.version), of: customer)
    }
  }
}
