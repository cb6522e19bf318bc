import StrataCore
import StrataTesting
import Synchronization
import SystemPackage
import Testing

@testable import StrataStore

/// Fails call 1, 2, 3 … of a creation, an append and a completion until none is left: calls to the
/// file system and statements of the database, by an error and by the death of the process.
@Suite struct CrashSweepTests {
  enum Verb: CaseIterable, Sendable {
    case creation, append, completion

    /// How many calls there are at least, so that no sweep ends before it has begun.
    func leastCalls(_ fault: SimulatedProcess.Fault) -> Int {
      if case .database = fault { return 5 }
      return self == .creation ? 25 : 10
    }
  }

  static let faults: [SimulatedProcess.Fault] =
    [.file(.error(.noSpace)), .file(.error(.ioError))]
    + FaultyFileSystem.Tear.allCases.map { .file(.death($0)) }
    + [.database(.error), .database(.death), .database(.deathAfterCommit)]

  @Test(arguments: Verb.allCases, faults)
  func nothingAcknowledgedIsLost(_ verb: Verb, _ fault: SimulatedProcess.Fault) async throws {
    var call = 1
    while try await failing(verb, at: call, with: fault) { call += 1 }
    #expect(call > verb.leastCalls(fault))
  }

  /// Performs a verb that fails at a call, checks what is left, and says whether the call was reached.
  private func failing(
    _ verb: Verb, at call: Int, with fault: SimulatedProcess.Fault
  ) async throws -> Bool {
    var wasHit = false
    let place: Comment = "\(verb), call \(call), \(fault)"
    try await withMachine(seed: UInt64(call)) { fixture, machine, process in
      let first = try await fixture.store.start(try request())
      if verb == .creation { try await leaveLock(of: first.customer, on: machine, in: fixture) }

      process.fail(call: call, with: fault)
      let answer: Session?
      do {
        switch verb {
        case .creation: answer = try await fixture.store.start(try request())
        case .append:
          answer = try await fixture.store.append([Turn(.user, "more")], to: first.name)
        case .completion:
          answer = try await fixture.store.complete(first.name, Completion(outcome: .success))
        }
      } catch let error as StrataError {
        #expect(error.code == .storage, place)
        answer = nil
      }
      wasHit = process.wasHit
      try expectWholeDirectories(in: fixture.root, place)
      if fault.isSurvived {
        // The process goes on, and so does its store.
        process.database.heal()
        let next = try await fixture.store.start(try request())
        #expect(next.turnCount == 1, place)
        try await fixture.store.close()
      }

      let again = try fixture.open { machine.startProcess(with: &$0) }
      await again.background.withLock { $0.moving }?.value
      try expect(answer, of: verb, first, in: again, place)
      let next = try await again.start(try request())
      #expect(next.notes == [], place)
      try await again.close()
      try? await fixture.store.close()
    }
    return wasHit
  }

  /// What was acknowledged is there; what was not is there whole or not at all.
  private func expect(
    _ answer: Session?, of verb: Verb, _ first: Session, in store: SessionStore, _ place: Comment
  ) throws {
    let kept = try store.session(.id(first.id))
    let contents = try store.turns(of: first.id).map(\.content)
    #expect(kept.version == first.version, place)
    #expect(contents.first == (try request()).turns[0].content, place)
    #expect(contents.count == kept.turnCount, place)
    switch verb {
    case .creation:
      guard let answer else { return }
      let found = try store.session(.id(answer.id))
      if !answer.notes.contains(where: { $0.hasPrefix("kept in temporary storage") }) {
        #expect(found.version == answer.version, place)
      }
      #expect(try store.turns(of: answer.id) == request().turns, place)
    case .append:
      #expect(["more"].starts(with: contents.dropFirst()), place)
      if answer != nil { #expect(contents.count == 2, place) }
    case .completion:
      if answer != nil { #expect(kept.state == .sealed, place) }
      #expect((kept.state == .sealed) == (kept.outcome == .success), place)
    }
  }

  /// Leaves the lock of a process that died, so that it must be broken on the way.
  private func leaveLock(
    of customer: CustomerID, on machine: SimulatedMachine, in fixture: TemporaryStore
  ) async throws {
    var options = fixture.options
    let dead = machine.startProcess(with: &options)
    let lock = VersionLock(
      layout: StoreLayout(root: fixture.root), fileSystem: POSIXFileSystem(),
      settings: LockSettings(holder: options.holder, clock: options.clock))
    _ = try await lock.acquire(customer, onBreak: { _ in }, nextFence: { _ in 41 })
    dead.die()
  }
}

// MARK: - The making of a store

extension CrashSweepTests {
  @Test(arguments: faults)
  func storeThatWasHalfMadeIsMadeByTryingAgain(_ fault: SimulatedProcess.Fault) async throws {
    var call = 1
    var wasHit = true
    while wasHit {
      let scratch = try quickFolder()
      let root = scratch.path.appending("store")
      let machine = SimulatedMachine(clock: SimulatedClock())
      var options = TemporaryStore.simulated(clock: machine.clock, seed: UInt64(call))
      options.temporaryStorage = scratch.path.appending("temporary")
      let process = machine.startProcess(with: &options)
      process.fail(call: call, with: fault)
      let made = try? SessionStore.initialize(at: root, options: options)
      wasHit = process.wasHit
      machine.startProcess(with: &options)
      let layout = StoreLayout(root: root)
      let store =
        try POSIXFileSystem().status(of: layout.marker) == nil
        ? SessionStore.initialize(at: root, options: options)
        : SessionStore.open(at: root, options: options)
      #expect(try await store.start(try request()).version == .first, "call \(call)")
      #expect(try store.check() == [], "call \(call)")
      try await store.close()
      try? await made?.close()
      call += 1
    }
    #expect(call > 10)
  }
}

/// A store on a machine of its own, and the process that has opened it; the store is checked at the
/// end.
func withMachine(
  seed: UInt64, expecting codes: Set<String> = [],
  _ body: (TemporaryStore, SimulatedMachine, SimulatedProcess) async throws -> Void
) async throws {
  let clock = SimulatedClock()
  let machine = SimulatedMachine(clock: clock)
  var process: SimulatedProcess?
  try await TemporaryStore.make(
    seed: seed, clock: clock, expecting: codes,
    configure: { process = machine.startProcess(with: &$0) }
  ) { fixture in
    guard let process else { return }
    try await body(fixture, machine, process)
  }
}

/// Nothing half-made is visible: whatever stands under the name of a version has its four files.
func expectWholeDirectories(in root: FilePath, _ place: Comment) throws {
  let files = POSIXFileSystem()
  let layout = StoreLayout(root: root)
  let directory = SessionDirectory(layout: layout, fileSystem: files)
  for customer in try directory.customers().customers {
    for version in try directory.versions(of: customer).versions {
      let names = try files.list(layout.version(version, of: customer))
      #expect(names == SessionFile.allCases.map(\.rawValue).sorted(), place)
    }
  }
}
