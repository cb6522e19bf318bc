import StrataCore
import StrataTesting

@testable import StrataStore

/// The layers beside the sessions: configuration, commands, accesses, deployments, erasure, topics,
/// consumer groups, the archive, checkpoints.
extension Simulation {
  private static let keys = ["limits/burst", "rebe-shell/config/backend-url", "a", "b/c"]

  /// One activity of a process, which may fail at a random call.
  func actOnLayers(_ index: Int, with fault: SimulatedProcess.Fault? = nil) async throws {
    let writer = writers[index]
    guard let activity = nextActivity() else { return }
    if let fault {
      writer.process.fail(call: Int.random(in: 1...30, using: &generator), with: fault)
    }
    note("\(writer.process.holder.user) \(activity)\(fault.map { ", to fail by \($0)" } ?? "")")
    let outcome = await activity.perform(on: writer.store)
    try conclude(activity, outcome, mayFail: fault != nil || isFull)
    try await recover(index)
  }

  private func conclude(
    _ activity: SimulatedActivity, _ outcome: SimulatedActivity.Outcome, mayFail: Bool
  ) throws {
    countOperation()
    if let error = outcome.error { note("  \((error as? StrataError)?.code as Any)") }
    try layers.take(
      activity, outcome, mayFail: mayFail, isRefused: isRefused(activity, outcome), from: reader)
    guard let id = activity.session, let known = model.sessions[id] else { return }
    if case .erase = activity {
      if layers.erased.contains(id) { try model.eraseWords(of: id, in: reader) }
      try meetNewest(of: known.customer)
    }
    try model.verify(id, in: reader)
  }

  /// Whether the store has to refuse an activity; one that the disk stopped before it came to that
  /// has not been refused.
  private func isRefused(
    _ activity: SimulatedActivity, _ outcome: SimulatedActivity.Outcome
  ) -> Bool {
    let refuses =
      switch activity {
      case .set(let key, _, let expected?, _): expected != layers.values[key]?.index ?? 0
      case .command(let id, _): model.sessions[id]?.isSealed == true
      default: false
      }
    return refuses && (outcome.error as? StrataError)?.code != .storage
  }

  private func nextActivity() -> SimulatedActivity? {
    let name = nextName()
    let id = model.order.suffix(20).randomElement(using: &generator)
    let key = Self.keys[Int.random(in: 0..<Self.keys.count, using: &generator)]
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<18:
      let value = chance(4) ? String(repeating: name, count: 400) : name
      let known = layers.values[key]?.index ?? 0
      let expected: Int64? = chance(2) ? nil : chance(5) ? known + 1 : known
      return .set(key: key, value: value, expecting: expected, by: name)
    case 18..<26:
      guard let first = layers.firstIndex[key] else { return nil }
      return .rollBack(
        key: key, to: Int64.random(in: first...layers.index, using: &generator), by: name)
    case 26..<44: return id.map { .command($0, by: name) }
    case 44..<56: return .access(by: name)
    case 56..<64: return .deployment(chance(2) ? id : nil, by: name)
    case 64..<68:
      guard let id, !layers.erased.contains(id) else { return nil }
      model.willStart(name, sealed: true)
      return .erase(id, by: name)
    case 68..<84: return .consume(Topic.allCases[Int.random(in: 0..<4, using: &generator)])
    case 84..<90: return .runGroups
    case 90..<94: return .archive
    default: return .sign
    }
  }

  /// Lets every group come to the end of its topics, and compares everything with the store.
  func settleLayers(with store: SessionStore) async throws {
    _ = try await store.runGroups()
    _ = try await store.archiveEvents(olderThanDays: 1)
    for topic in Topic.allCases {
      while true {
        let activity = SimulatedActivity.consume(topic)
        let outcome = await activity.perform(on: store)
        try layers.take(activity, outcome, mayFail: false, isRefused: false, from: reader)
        guard case .read(let page, _) = outcome, !page.events.isEmpty else { break }
      }
    }
    try store.signCheckpoint()
    try layers.verify(in: store)
    let audit = try store.verifyAudit()
    guard audit.findings.isEmpty, audit.signed == audit.entries else {
      throw SimulationModel.Broken("the audit log: \(audit)")
    }
    let views = try store.replay()
    guard views.isEmpty else {
      throw SimulationModel.Broken(views.map { "\($0)" }.joined(separator: "\n"))
    }
  }
}
