import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// Sixteen real processes at a time on one store (rows C1, C3, C4).
@Suite(.serialized) struct ManyProcessesTests {
  private static let processCount = 16
  private static let startCount = 100

  private struct Started: Hashable {
    var id: SessionID
    var customer: CustomerID
    var version: SemanticVersion
    var increment: Increment
  }

  @Test func oneCustomerGetsEachVersionOnce() async throws {
    let scratch = try ScratchFolder()
    let root = scratch.path.appending("store")
    try await SessionStore.initialize(at: root).close()
    // Mends need the first version, which one process makes before the others come.
    let first = try await Self.create("acme", worker: 0, count: 1, in: root)
    let others = try await withThrowingTaskGroup(of: [Started].self) { group in
      for worker in 0..<Self.processCount {
        group.addTask {
          try await Self.create("acme", worker: worker, count: Self.startCount, in: root)
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    try await Self.verify(first + others, in: root)
    let serial = try await Self.serialIncrements()
    #expect(Self.increments(of: first + others) == serial)
    #expect(serial.keys.count == 4)
  }

  @Test func sixteenCustomersGetEachVersionOnce() async throws {
    let scratch = try ScratchFolder()
    let root = scratch.path.appending("store")
    try await SessionStore.initialize(at: root).close()
    let started = try await withThrowingTaskGroup(of: [Started].self) { group in
      for worker in 0..<Self.processCount {
        group.addTask {
          try await Self.create(
            "customer-\(worker)", worker: worker, count: Self.startCount, in: root)
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    try await Self.verify(started, in: root)
    for (_, sessions) in Dictionary(grouping: started, by: \.customer) {
      let counts = Self.increments(of: sessions)
      #expect(counts == [.initial: 1, .minor: 89, .patch: 10])
    }
  }

  private static func create(
    _ customer: String, worker: Int, count: Int, in root: FilePath
  ) async throws -> [Started] {
    let run = try await ProgramRun.toEnd(
      "strata-load", ["create", root.string, customer, "\(worker)", "\(count)"])
    #expect(run.status == 0, "\(run.lines.last ?? "")")
    let started = run.lines.compactMap { line -> Started? in
      guard case .started(let id, let customer, let version, let increment) = LoadReport(line)
      else { return nil }
      return Started(id: id, customer: customer, version: version, increment: increment)
    }
    #expect(started.count == count)
    return started
  }

  /// Everything that was acknowledged is there, once, without gaps, and shows as a directory.
  private static func verify(_ started: [Started], in root: FilePath) async throws {
    let store = try SessionStore.open(at: root)
    let found = try store.sessions(SessionQuery(limit: .max)).map {
      Started(
        id: $0.id, customer: $0.customer, version: $0.version, increment: $0.decision.increment)
    }
    #expect(Set(found) == Set(started))
    #expect(found.count == started.count)
    #expect(Set(found.map(\.id)).count == found.count)
    for (customer, sessions) in Dictionary(grouping: started, by: \.customer) {
      #expect(Set(sessions.map(\.version)).count == sessions.count)
      expectNoGaps(in: sessions.map(\.version), of: customer)
    }
    // Checks numbers, entries, turns, and every byte of every directory.
    #expect(try store.check() == [])
    try await store.close()
  }

  /// How many sessions of each increment one process makes of the same requests, one by one.
  private static func serialIncrements() async throws -> [Increment: Int] {
    let scratch = try quickFolder()
    let store = try SessionStore.initialize(at: scratch.path.appending("store"))
    let acme = try CustomerID("acme")
    var counts: [Increment: Int] = [:]
    func start(_ worker: Int, _ index: Int) async throws {
      let request = LoadRequest.start(worker: worker, index: index, for: acme)
      counts[try await store.start(request).decision.increment, default: 0] += 1
    }
    try await start(0, 0)
    for worker in 0..<processCount {
      for index in 0..<startCount { try await start(worker, index) }
    }
    try await store.close()
    return counts
  }

  private static func increments(of sessions: [Started]) -> [Increment: Int] {
    Dictionary(sessions.map { ($0.increment, 1) }, uniquingKeysWith: +)
  }
}

/// A line has every number from 1 on, a minor version every patch from 1 on, with none left out.
func expectNoGaps(
  in versions: some Collection<SemanticVersion>, of customer: CustomerID,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let known = Set(versions)
  for version in known {
    let before =
      version.patch > 0
      ? SemanticVersion(version.major, version.minor, version.patch - 1)
      : version.minor > 0
        ? SemanticVersion(version.major, version.minor - 1, 0)
        : SemanticVersion(version.major - 1, 0, 0)
    guard let before, before.major > 0 else { continue }
    #expect(
      known.contains(before), "\(customer) has \(version) and not \(before)",
      sourceLocation: sourceLocation)
  }
}
