import StrataCore
import SystemPackage

extension SessionStore {
  /// Takes the sessions of another store in (row C5): turns, key decisions, contexts, lineage, states,
  /// times, notes, erasures, and what was done in them, what was for review and how it was settled, and
  /// who logged in to that store; each with where it comes from and when it happened.
  ///
  /// Of two sessions that claim one version the one created earlier keeps it, the other gets the next
  /// free one of its line, and both say so in a note: also sessions of this store may get another number.
  /// Stores may be joined in any order, and again; what one has erased is erased. The customers of one
  /// transaction each; where it is interrupted, joining again goes on.
  /// - Parameters:
  ///   - other: opened for reading; nothing in it is changed.
  ///   - isDryRun: whether to say only what would be done.
  /// - Throws: ``StrataError``: `conflict` where a session is in both stores and the copies contradict
  ///   each other (then nothing is written), `corrupt` where the other store's log does not prove what
  ///   its journal says, `lockTimeout`, `storage`.
  /// - Complexity: O(sessions and turns of the customers of the other store); one customer in memory.
  public func join(
    _ other: SessionStore, isDryRun: Bool = false, progress: (Progress) -> Void = { _ in }
  ) async throws -> JoinReport {
    try requireOther(other)
    let source = try JournalSource(
      driver: other.driver, store: other.identity, checkpoint: other.log.files.checkpoint())
    let intake = SessionIntake(store: self, source: source)
    let customers = try source.customers()
    var report = JoinReport(store: other.identity, isDryRun: isDryRun)
    for (index, customer) in customers.enumerated() {
      let plan = try intake.plan(customer)
      if isDryRun { report.add(plan) }
      progress(Progress(step: "comparing", completed: index + 1, total: customers.count))
    }
    let accesses = AccessIntake(store: self, source: source)
    guard !isDryRun else {
      report.accesses = try accesses.count()
      return report
    }
    var needsSweep = false
    for (index, customer) in customers.enumerated() {
      let (plan, done) = try await intake.perform(customer)
      report.add(plan)
      needsSweep = needsSweep || done.needsSweep
      progress(Progress(step: "joining", completed: index + 1, total: customers.count))
    }
    report.accesses = try await accesses.perform()
    if needsSweep { try driver.sweep() }
    return report
  }

  private func requireOther(_ other: SessionStore) throws {
    let (own, others) = try (
      options.fileSystem.status(of: layout.marker),
      other.options.fileSystem.status(of: other.layout.marker)
    )
    // A copy has the same id, and is another file.
    guard other.identity != identity || own?.inode != others?.inode else {
      throw StrataError(
        .usage, "a store is not joined with itself", place: root.string,
        remedy: "name another store")
    }
    let audit = try other.verifyAudit()
    if let finding = audit.findings.first {
      throw StrataError(
        .corrupt, "the other store's journal is not what its log signed: \(finding.message)",
        place: other.root.string,
        remedy: "see 'strata audit verify' there, and mend it first; nothing was written")
    }
  }
}

extension JoinReport {
  mutating func add(_ plan: SessionIntake.Plan) {
    joined += plan.join.new.compactMap { known in
      plan.join.placements[known.id].map {
        Joined(
          session: known.id, customer: plan.customer, was: known.version, version: $0.version)
      }
    }
    renumbered += plan.join.changed.compactMap { known in
      guard let placement = plan.join.placements[known.id], placement.version != known.version
      else { return nil }
      return Joined(
        session: known.id, customer: plan.customer, was: known.version,
        version: placement.version)
    }
    for (id, change) in plan.extensions.sorted(by: { $0.key < $1.key }) {
      guard let placement = plan.join.placements[id] else { continue }
      let name = SessionName.version(plan.customer, placement.version)
      if change.erases { erased.append(name) } else { extended.append(name) }
    }
    reviews += plan.reviews.count
    unchanged += plan.join.common.count - plan.extensions.count
  }
}
