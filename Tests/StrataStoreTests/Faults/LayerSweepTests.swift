import Foundation
import StrataCore
import StrataTesting
import Synchronization
import SystemPackage
import Testing

@testable import StrataStore

/// Fails call after call of everything that is recorded beside the sessions' own words, until none is
/// left: what was acknowledged is there once, what was not is there wholly or not at all, and every
/// view is what the journal makes of it.
///
/// Every third call from a random one on; `STRATA_SWEEP_STRIDE=1` (in `make soak`) fails each.
@Suite struct LayerSweepTests {
  enum Verb: CaseIterable, Sendable {
    case set, rollBack, command, access, deployment, groups, consume, archive, erase, sign
  }

  static let faults: [SimulatedProcess.Fault] = [
    .file(.error(.noSpace)), .file(.death(.half)), .database(.error), .database(.death),
    .database(.deathAfterCommit),
  ]

  @Test(arguments: Verb.allCases, faults)
  func nothingIsLostAndNothingIsThereTwice(
    _ verb: Verb, _ fault: SimulatedProcess.Fault
  ) async throws {
    var generator = SeededGenerator.printingSeed("LayerSweepTests \(verb) \(fault)")
    let distance =
      ProcessInfo.processInfo.environment["STRATA_SWEEP_STRIDE"].flatMap { Int($0) } ?? 3
    var call = Int.random(in: 1...max(1, distance), using: &generator)
    while try await failing(verb, at: call, with: fault) { call += max(1, distance) }
    // No sweep ends before it has begun.
    if fault == .database(.death) { #expect(call > (verb == .sign ? 1 : 3), "\(verb)") }
  }

  /// Performs a verb that fails at a call, checks what is left, and says whether the call was reached.
  private func failing(
    _ verb: Verb, at call: Int, with fault: SimulatedProcess.Fault
  ) async throws -> Bool {
    var wasHit = false
    let place: Comment = "\(verb), call \(call), \(fault)"
    try await withMachine(seed: UInt64(call)) { fixture, machine, process in
      let store = fixture.store
      var layers = LayerModel()
      let session = try await prepare(store, &layers, fixture)
      let activity = activity(of: verb, in: session)
      process.fail(call: call, with: fault)
      let outcome = await activity.perform(on: store)
      wasHit = process.wasHit
      process.database.heal()
      if fault.isSurvived {
        try layers.take(activity, outcome, mayFail: wasHit, isRefused: false, from: store)
        let later = SimulatedActivity.access(by: "later")
        let done = await later.perform(on: store)
        try layers.take(later, done, mayFail: false, isRefused: false, from: store)
        try await store.close()
      }
      let again = try fixture.open { machine.startProcess(with: &$0) }
      await again.background.withLock { $0.moving }?.value
      if !fault.isSurvived {
        try layers.take(activity, outcome, mayFail: wasHit, isRefused: false, from: again)
      }
      try await finish(verb, session, again, &layers, place)
      try await again.close()
      try? await store.close()
    }
    return wasHit
  }

  private func prepare(
    _ store: SessionStore, _ layers: inout LayerModel, _ fixture: TemporaryStore
  ) async throws -> SessionID {
    let session = try await store.start(try request())
    let former: [SimulatedActivity] =
      [
        .set(key: "a", value: "1", expecting: nil, by: "ada"),
        .set(key: "a", value: "2", expecting: 1, by: "bob"), .command(session.id, by: "eve3"),
      ] + (0..<6).map { .access(by: "guest-\($0)") }
    for activity in former {
      try layers.take(
        activity, await activity.perform(on: store), mayFail: false, isRefused: false, from: store)
    }
    fixture.clock.advance(bySeconds: 3 * 86_400)
    return session.id
  }

  private func activity(of verb: Verb, in session: SessionID) -> SimulatedActivity {
    switch verb {
    case .set: .set(key: "a", value: "3", expecting: 2, by: "cleo")
    case .rollBack: .rollBack(key: "a", to: 1, by: "cleo")
    case .command: .command(session, by: "cleo")
    case .access: .access(by: "cleo")
    case .deployment: .deployment(session, by: "cleo")
    case .groups: .runGroups
    case .consume: .consume(.access)
    case .archive: .archive
    case .erase: .erase(session, by: "cleo")
    case .sign: .sign
    }
  }

  /// What failed can be done again, and then everything is whole.
  private func finish(
    _ verb: Verb, _ session: SessionID, _ store: SessionStore, _ layers: inout LayerModel,
    _ place: Comment
  ) async throws {
    if verb == .erase, layers.erased.contains(session) {
      #expect(try store.turns(of: session).allSatisfy { $0.content.hasPrefix("[erased") }, place)
    }
    _ = try await store.runGroups()
    _ = try await store.archiveEvents(olderThanDays: 1)
    for topic in Topic.allCases {
      let activity = SimulatedActivity.consume(topic)
      for _ in 0..<4 {
        try layers.take(
          activity, await activity.perform(on: store), mayFail: false, isRefused: false, from: store
        )
      }
    }
    try store.signCheckpoint()
    try layers.verify(in: store)
    let audit = try store.verifyAudit()
    // That every view is what the journal makes of it the check at the end of the store says.
    #expect(audit.findings.isEmpty && audit.signed == audit.entries, place)
  }
}
