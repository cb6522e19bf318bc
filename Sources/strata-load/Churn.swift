import StrataCore
import StrataStore
import StrataTesting
import Synchronization
import SystemPackage

/// Starts, appends and completes with several callers until the process is killed.
struct Churn {
  let seed: UInt64
  let callers: Int

  private static let customerCount = 3
  /// Sessions that the callers share.
  private let open = OpenSessions()

  init(seed: UInt64, callers: Int) {
    self.seed = seed
    self.callers = callers
  }

  func run(on root: FilePath) async throws {
    var options = StoreOptions.real
    options.temporaryStorage = root.removingLastComponent().appending("temporary")
    // The machine may be busy with other things; a lease, which is longer, is waited for by nobody.
    options.lockWaitSeconds = 20
    // Half of the processes answer before the directory is there, as a server does.
    options.materialisation = seed.isMultiple(of: 2) ? .background : .beforeReturning
    let store = try SessionStore.open(at: root, options: options)
    StrataLoad.report(.opened)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<callers {
        group.addTask { try await self.call(store, as: caller) }
      }
      try await group.waitForAll()
    }
  }

  private func call(_ store: SessionStore, as caller: Int) async throws {
    var generator = SeededRandomness(seed: seed &* 1000 &+ UInt64(caller)).generator
    var step = 0
    while !StrataLoad.isOrphan {
      step += 1
      switch Int.random(in: 0..<10, using: &generator) {
      case 0..<4:
        let customer = try CustomerID(
          "customer-\(Int.random(in: 0..<Self.customerCount, using: &generator))")
        let session = try await store.start(
          LoadRequest.start(
            worker: Int.random(in: 0..<4, using: &generator), index: 0, for: customer))
        StrataLoad.report(
          .started(session.id, customer, session.version, session.decision.increment))
        open.add(session.id)
      case 4..<9:
        guard let id = open.any(using: &generator) else { continue }
        let content = "\(seed)-\(caller)-\(step)"
        try await unlessSealed {
          _ = try await store.append([Turn(.user, content)], to: .id(id))
          StrataLoad.report(.appended(id, content))
        }
      default:
        guard let id = open.takeAny(using: &generator) else { continue }
        try await unlessSealed {
          _ = try await store.complete(.id(id), Completion(outcome: .success))
          StrataLoad.report(.completed(id))
        }
      }
    }
  }

  /// Another caller may have completed the session, and one may keep growing while it is completed.
  private func unlessSealed(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error as StrataError where error.code == .conflict {
      return
    }
  }
}

/// The sessions that are open, shared by callers.
private final class OpenSessions: Sendable {
  private let ids = Mutex<[SessionID]>([])

  func add(_ id: SessionID) { ids.withLock { $0.append(id) } }

  func any(using generator: inout SeededRandomness.Generator) -> SessionID? {
    let number = generator.next()
    return ids.withLock { $0.isEmpty ? nil : $0[Int(number % UInt64($0.count))] }
  }

  func takeAny(using generator: inout SeededRandomness.Generator) -> SessionID? {
    let number = generator.next()
    return ids.withLock {
      $0.isEmpty ? nil : $0.remove(at: Int(number % UInt64($0.count)))
    }
  }
}
