public import StrataCore

extension SessionStore {
  /// How often what a repair brought to light is repaired as well.
  private static let mostPasses = 6

  /// What is wrong with the store, and what a repair would do about it; changes nothing.
  ///
  /// - Complexity: O(bytes of the store), on all cores.
  public func repairPlan(progress: (Progress) -> Void = { _ in }) throws -> RepairPlan {
    RepairPlan(try check(progress: progress))
  }

  /// Performs a plan (rows R1–R4), checks the whole store again, and repairs what that brings to light.
  ///
  /// Nothing is deleted: what stood there goes to the quarantine. Each step leaves an entry
  /// `repair.performed`; each session whose own bytes were made again gets one sealed patch version that
  /// says what it mends. A crash in the middle loses nothing: the next check finds what is left.
  /// - Parameter user: who repairs.
  /// - Throws: ``StrataError``: `storage`, `corrupt` where the store cannot be checked. A step that fails
  ///   is in the report, and the others go on.
  public func repair(
    _ plan: RepairPlan, by user: String? = nil, progress: (Progress) -> Void = { _ in }
  ) async throws -> RepairReport {
    try RecordText.check(user, "user")
    var report = RepairReport()
    var next = plan
    report.remaining = plan.unmended + plan.steps.flatMap(\.findings)
    for _ in 0..<Self.mostPasses where !next.isEmpty {
      report.failures = []
      let performer = RepairPerformer(store: self, user: user, untold: next.contentSessions)
      for (index, step) in next.steps.enumerated() {
        do {
          let outcome = try performer.perform(step)
          if outcome.entry != nil { report.outcomes.append(outcome) }
        } catch {
          report.failures.append((step, "\(error)"))
        }
        progress(Progress(step: "repairs", completed: index + 1, total: next.steps.count))
      }
      report.remaining = try check(progress: progress)
      let found = RepairPlan(report.remaining)
      if found.steps == next.steps { break }
      next = found
    }
    // When everything is right: a version is decided on the rows of its customer.
    report.patches = try await patches(for: report.outcomes, by: user)
    return report
  }

}

extension RepairPlan {
  /// The sessions of which words are to be put back.
  fileprivate var contentSessions: Set<SessionID> {
    Set(steps.filter { $0.action == .restoreContent }.compactMap(\.session))
  }
}

// MARK: - Patch versions

extension SessionStore {

  /// One for each session whose own bytes were made again.
  private func patches(
    for outcomes: [RepairOutcome], by user: String?
  ) async throws -> [(of: SessionName, patch: SessionName)] {
    var bySession: [SessionID: [RepairOutcome]] = [:]
    for outcome in outcomes where outcome.step.mend != nil {
      if let id = outcome.step.session { bySession[id, default: []].append(outcome) }
    }
    var patches: [(of: SessionName, patch: SessionName)] = []
    for (id, outcomes) in bySession.sorted(by: { $0.key < $1.key }) {
      let session = try session(.id(id))
      patches.append((session.name, try await patch(session, for: outcomes, by: user).name))
    }
    return patches
  }

  private func patch(
    _ session: Session, for outcomes: [RepairOutcome], by user: String?
  ) async throws -> Session {
    var kind = outcomes.compactMap(\.step.mend).first ?? .metadataCorrections
    if outcomes.contains(where: \.isIncomplete) { kind = .incompleteSessionRecovery }
    let entries = outcomes.compactMap(\.entry).map(String.init).joined(separator: ", ")
    let lines =
      ["'strata fsck --repair' mended \(session.name), as entry \(entries) says."]
      + outcomes.flatMap(\.mends).map(\.line) + outcomes.flatMap(\.lost).map { "lost: \($0)" }
    var turns = [
      Turn(.system, lines.joined(separator: "\n"), at: options.clock(), author: "strata")
    ]
    // What its own entries cannot prove any more is proved by those of the patch.
    if outcomes.contains(where: \.isRewritten) { turns += try self.turns(of: session.id) }
    return try await start(
      StartRequest(
        customer: session.customer, user: user ?? session.user, realm: session.realm,
        conversation: session.conversation, context: session.context, turns: turns,
        phase: session.phase,
        operation: DecisionRequest.Operation(kind: kind, target: session.version),
        completion: Completion(outcome: session.outcome, satisfaction: session.satisfaction)))
  }
}
