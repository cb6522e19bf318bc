import Foundation
import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// Many stores, each with its own seed, each for some hundred operations.
///
/// `STRATA_SIMULATED_OPERATIONS` says how many operations in all, `STRATA_SEED` the first store's
/// seed; the next store's is one higher. A failure names the seed that repeats it.
@Suite struct SimulationTests {
  private static let operationsPerStore = 250
  private static let laneCount = 2

  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }

  @Test func nothingAcknowledgedIsLostWhateverHappens() async throws {
    let total = Int(Self.number("STRATA_SIMULATED_OPERATIONS") ?? 4_000)
    let seed = Self.number("STRATA_SEED") ?? UInt64.random(in: 0..<1 << 32)
    print("SimulationTests: \(total) operations from STRATA_SEED=\(seed)")
    let storeCount = (total + Self.operationsPerStore - 1) / Self.operationsPerStore
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<Self.laneCount {
        group.addTask {
          for store in stride(from: lane, to: storeCount, by: Self.laneCount) {
            _ = try await Self.simulate(
              seed: seed &+ UInt64(store),
              operations: min(Self.operationsPerStore, total - store * Self.operationsPerStore))
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func aSeedRepeatsARun() async throws {
    let seed = UInt64.random(in: 0..<1 << 32)
    let first = try await Self.simulate(seed: seed, operations: 200)
    let second = try await Self.simulate(seed: seed, operations: 200)
    #expect(first == second, "seed \(seed)")
  }

  /// Runs one store; where something does not hold, says what happened last and how to repeat it.
  private static func simulate(seed: UInt64, operations: Int) async throws -> [String] {
    let simulation = try Simulation(seed: seed)
    do {
      try await simulation.run(operations: operations)
    } catch {
      Issue.record(
        """
        \(error)
        after: \(simulation.trace.suffix(30).joined(separator: "\n  "))
        repeat with STRATA_SEED=\(seed) STRATA_SIMULATED_OPERATIONS=\(operations)
        """)
      throw error
    }
    return simulation.trace
  }
}
