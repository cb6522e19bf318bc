import StrataCore
import SystemPackage

/// Takes the sessions of a source into a store, a customer at a time: under the customer's version
/// lock, in one transaction (rows C5, R1).
struct SessionIntake: Sendable {
  let store: SessionStore
  let source: any SessionSource

  /// How often a customer may change while it is worked out what becomes of it.
  private static let tryLimit = 20

  /// What becomes of one customer.
  struct Plan: Sendable {
    var customer: CustomerID
    var join: CustomerJoin
    var incoming: [SessionID: IncomingSession]
    /// Those that both have and that are not the same.
    var extensions: [SessionID: SessionExtension.Plan]
    var changeCount: Int64
    /// What was for review there, and how it was settled, as far as this store does not know it.
    var reviews: [IncomingSession.Activity]
    /// The number that each session of this store has now.
    var before: [SessionID: SemanticVersion]

    var isEmpty: Bool {
      join.new.isEmpty && join.changed.isEmpty && extensions.isEmpty && reviews.isEmpty
    }
  }

  /// Works out what becomes of a customer; writes nothing.
  ///
  /// - Throws: ``StrataError`` with code `conflict` where two copies of a session contradict each other,
  ///   or something stands where a directory must go.
  func plan(_ customer: CustomerID) throws -> Plan {
    let theirs = try source.sessions(of: customer)
    let taken = try source.taken(of: customer)
    let identity = store.identity
    let keepsNumbers = source.keepsNumbers
    let (ours, ourTaken, changeCount) = try store.driver.read { connection in
      (
        try KnownSession.all(of: customer, in: connection, keepingNumbers: keepsNumbers),
        try JournalReading.takenNumbers(of: customer, in: connection),
        try connection.query("SELECT changes FROM customers WHERE name = ?", .text(customer.name))
          .first?.integer(0) ?? 0
      )
    }
    let join = try CustomerJoin(
      ours: ours, theirs: theirs, taken: taken.union(ourTaken))
    var incoming: [SessionID: IncomingSession] = [:]
    var extensions: [SessionID: SessionExtension.Plan] = [:]
    for known in join.new { incoming[known.id] = try source.session(known.id, of: customer) }
    for id in join.common {
      let theirs = try source.session(id, of: customer)
      let ours = try store.driver.read { try IncomingSession(id, of: identity, in: $0) }
      let plan = try SessionExtension.plan(of: ours, by: theirs)
      if !plan.isEmpty { extensions[id] = plan }
      // What was erased here is needed to find what quotes it.
      if !plan.isEmpty || !ours.erasures.isEmpty { incoming[id] = theirs }
    }
    let theirReviews = try source.reviews(of: customer)
    let known = try store.driver.read { connection in
      Set(
        try JournalReading.reviews(of: customer, at: identity, in: connection).map(\.identity))
    }
    let reviews = theirReviews.filter { !known.contains($0.identity) }
    let plan = Plan(
      customer: customer, join: join, incoming: incoming, extensions: extensions,
      changeCount: changeCount, reviews: reviews,
      before: Dictionary(ours.map { ($0.id, $0.version) }) { first, _ in first })
    try requireRoom(for: plan)
    return plan
  }

  /// Performs what ``plan(_:)`` comes to now.
  ///
  /// - Returns: the plan and what was done.
  func perform(_ customer: CustomerID) async throws -> (Plan, JoinChange.Done) {
    _ = try store.directory.prepare(customer)
    let assignment = store.assignment
    var held = try await store.lock.acquire(
      customer, onBreak: { try assignment.record($0) },
      nextFence: { broken in
        let fence = try store.driver.read { connection in
          try connection.query("SELECT fence FROM customers WHERE name = ?", .text(customer.name))
            .first?.integer(0) ?? 0
        }
        return max(fence, broken ?? 0) + 1
      })
    defer { if (try? store.lock.release(held)) == nil { try? store.lock.release(held) } }
    for _ in 0..<Self.tryLimit {
      let plan = try plan(customer)
      guard !plan.isEmpty else {
        try await settle(customer, [])
        return (plan, JoinChange.Done())
      }
      // Reading may have taken most of the lease.
      held = try store.lock.renew(held)
      let change = JoinChange(
        customer: customer, join: plan.join, incoming: plan.incoming, reviews: plan.reviews,
        announcement: source.announcement, fence: held.fence, changeCount: plan.changeCount,
        store: store.identity, code: store.options.code, randomness: store.options.randomness)
      guard let done = try await store.commits.commit({ try change.perform(in: $0) }) else {
        continue
      }
      store.recentSessions.forgetAll()
      try await settle(customer, done.shown)
      return (plan, done)
    }
    throw StrataError(
      .conflict, "other processes kept changing \(customer) for \(Self.tryLimit) tries",
      remedy: "try again: what is done already stays")
  }

  // MARK: - Directories

  /// What stands under a number that will be given must be a session's own directory.
  private func requireRoom(for plan: Plan) throws {
    let known = Set(plan.join.placements.keys)
    let numbers = Set(plan.before.values)
    for (id, placement) in plan.join.placements {
      let version = placement.version
      guard plan.before[id] != version, !numbers.contains(version),
        let status = try store.directory.occupant(of: version, of: plan.customer)
      else { continue }
      let occupant = try? store.directory.shownSession(version, of: plan.customer)
      if status.kind == .directory, let occupant, known.contains(occupant) { continue }
      // A directory that was damaged is what recovery is there for.
      if source.keepsNumbers { continue }
      throw StrataError(
        .conflict,
        "\(plan.customer)/\(version) is needed for session \(id), and something that no journal "
          + "tells of stands there", place: store.layout.version(version, of: plan.customer).string,
        remedy: "take it in with 'strata recover', or move it to another place; nothing was written"
      )
    }
  }

  /// Brings the directories of a customer to the numbers of its journal. What stands under a number that
  /// is not its own any more is moved to the quarantine first.
  private func settle(
    _ customer: CustomerID, _ shown: [(session: SessionID, before: SemanticVersion?)]
  ) async throws {
    let sessions = try store.driver.read { connection in
      try StoredSession.all("WHERE s.customer = ?", [.text(customer.name)], in: connection)
        .map { $0 }
    }
    let numbers = Dictionary(sessions.map { ($0.session.id, $0.session.version) }) { $1 }
    var displaced: Set<SessionID> = []
    try DirectoryLatch.holding(customer, in: store.layout) {
      for version in try store.directory.versions(of: customer).versions {
        guard let id = try? store.directory.shownSession(version, of: customer),
          let own = numbers[id], own != version
        else { continue }
        try store.directory.quarantine(version, of: customer, session: id)
        displaced.insert(id)
      }
    }
    displaced.formUnion(shown.map(\.session))
    for stored in sessions where displaced.contains(stored.session.id) {
      _ = try store.materialiser.makeWhole(stored.session)
      store.mark.didShow(stored.session.id, entryCount: stored.entryCount)
    }
  }
}
