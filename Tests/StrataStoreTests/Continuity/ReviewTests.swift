import StrataCore
import StrataTesting
import Testing

@testable import StrataStore

/// What only a person can settle: raised once, open until resolved, whatever happens between (rows L3, C6).
@Suite struct ReviewTests {
  private func decide(
    _ topic: String, _ choice: String, in session: Session, of store: SessionStore
  ) async throws {
    _ = try await store.record(
      KeyDecision(topic: topic, choice: choice, at: session.createdAt), in: session.name)
  }

  private func next(
    _ store: SessionStore, _ text: String = "What is next?", line: Int? = nil
  ) async throws -> Session {
    try await store.start(
      try request("acme", text) {
        $0.choice = .init(increment: .minor, line: line, reason: "the same work")
      })
  }

  /// Two sessions of one line that decided differently.
  private func conflict(in store: SessionStore) async throws -> (Session, Session) {
    let first = try await store.start(try request())
    try await decide("ingress", "nginx", in: first, of: store)
    let second = try await next(store)
    try await decide("ingress", "traefik", in: second, of: store)
    return (first, second)
  }

  @Test func conflictIsRaisedOnceAndStaysUntilItIsResolved() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let (first, second) = try await conflict(in: store)
      let raised = try await store.findReviews(of: first.customer)
      #expect(raised.map(\.kind) == [.decisionConflict])
      let item = try #require(raised.first)
      #expect(item.subjects.map(\.version) == [first.version, second.version])
      #expect(try await store.findReviews(of: first.customer).isEmpty)
      #expect(try store.reviews() == [item] && store.reviews(of: first.customer) == [item])

      var context = try store.context(of: second.name)
      #expect(context.decisions.allSatisfy { $0.reviews == [item.id] })
      // A third decision settles nothing by itself.
      let third = try await next(store)
      _ = try await store.record(
        KeyDecision(
          topic: "ingress", choice: "traefik", rationale: "instead of nginx", at: third.createdAt),
        in: third.name)
      _ = try await store.findReviews(of: first.customer)
      #expect(try store.openReview(item.id) == item)

      let resolved = try await store.resolve(
        item.id, keeping: first.version, reason: "TLS at the edge", by: "ada")
      #expect(resolved.resolution?.outcome == .kept && resolved.resolution?.by == "ada")
      #expect(resolved.resolution?.kept?.version == first.version)
      context = try store.context(of: second.name)
      let lost = try #require(context.decisions.first { $0.reference.version == second.version })
      #expect(
        lost.status
          == .noLonger(because: "ada kept that of v1.0.0: TLS at the edge", source: nil))
      await #expect(throws: StrataError.self) {
        try await store.resolve(item.id, reason: "again", by: "eve")
      }
      let kinds = try store.entries().map(\.kind)
      #expect(kinds.count { $0 == .reviewRaised } == 1)
      #expect(kinds.count { $0 == .reviewResolved } == 1)
    }
  }

  @Test func wrongResolutionsAreRefused() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let (first, _) = try await conflict(in: store)
      let item = try #require(try await store.findReviews(of: first.customer).first)
      let refused: [(String, SemanticVersion?, String)] = [
        ("conflict-000000000000", nil, "why"), (item.id, try version("v1.7.0"), "why"),
        (item.id, nil, ""), (item.id, nil, "\u{1}"),
      ]
      for (id, kept, reason) in refused {
        await #expect(throws: StrataError.self) {
          try await store.resolve(id, keeping: kept, reason: reason, by: "ada")
        }
      }
      #expect(try store.openReview(item.id).resolution == nil)
    }
  }

  @Test func concurrentFindersRaiseOnce() async throws {
    try await TemporaryStore.make(configure: { $0.pause = StoreOptions().pause }) { fixture in
      let (first, _) = try await conflict(in: fixture.store)
      let other = try fixture.open()
      let raised = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<8 {
          let store = number.isMultiple(of: 2) ? fixture.store : other
          group.addTask { try await store.findReviews(of: first.customer).count }
        }
        return try await group.reduce(0, +)
      }
      #expect(raised == 1)
      #expect(try fixture.store.reviews().count == 1)
      try await other.close()
    }
  }

  @Test func crashBetweenRaisingAndResolvingLosesNothing() async throws {
    for fault in [FaultyDriver.Fault.error, .death, .deathAfterCommit] {
      var call = 1
      while try await failing(at: call, with: .database(fault)) { call += 1 }
      #expect(call > 5)
    }
  }

  /// Fails a call of finding and resolving; afterwards the item is there once, open or resolved.
  private func failing(at call: Int, with fault: SimulatedProcess.Fault) async throws -> Bool {
    var wasHit = false
    try await withMachine(seed: UInt64(call)) { fixture, machine, process in
      let (first, _) = try await conflict(in: fixture.store)
      process.fail(call: call, with: fault)
      var acknowledged = false
      do {
        if let item = try await fixture.store.findReviews(of: first.customer).first {
          _ = try await fixture.store.resolve(item.id, reason: "no matter", by: "ada")
          acknowledged = true
        }
      } catch let error as StrataError {
        #expect(error.code == .storage, "call \(call) \(fault)")
      }
      wasHit = process.wasHit
      if fault.isSurvived { process.database.heal() }
      try? await fixture.store.close()
      let again = try fixture.open { machine.startProcess(with: &$0) }
      let before = try again.reviews()
      #expect(before.count <= 1 && (!acknowledged || before.first?.resolution != nil))
      _ = try await again.findReviews(of: first.customer)
      let item = try #require(try again.reviews().first)
      if item.resolution == nil {
        _ = try await again.resolve(item.id, reason: "no matter", by: "ada")
      }
      #expect(try again.reviews().map(\.resolution?.outcome) == [.dismissed])
      try await again.close()
    }
    return wasHit
  }

  // MARK: - Merging

  private let scenario = DeploymentContext(
    cloudProvider: "aws", architecture: "api_gateway", environment: "production",
    project: "bakery orders")

  /// Two lines with one scenario, worked on in the same days.
  private func twins(in store: SessionStore) async throws -> (Session, Session) {
    let words = "The listener of the bakery orders drops croissant baskets behind the gateway."
    let first = try await store.start(
      try request("acme", words) { $0.context = scenario })
    let second = try await store.start(
      try request("acme", words) {
        $0.context = scenario
        $0.choice = .init(increment: .major, reason: "by mistake")
      })
    return (first, second)
  }

  @Test func twinLinesAreFlaggedAndOnlyAPersonMerges() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let (first, second) = try await twins(in: store)
      let item = try #require(try await store.findReviews(of: first.customer).first)
      #expect(item.kind == .mergeCandidate)
      #expect(item.subjects.map(\.version) == [first.version, second.version])
      #expect(item.grounds["same"] != nil && item.grounds["overlap"] != nil)
      #expect(try store.lineage(of: first.customer).versions.count == 2)

      let made = try await store.merge(
        second.version, into: first.version, of: first.customer, reason: "one shop", by: "ada")
      #expect(try made.version == version("v1.1.0"))
      #expect(made.previousVersion == first.version && made.decision.merged == second.version)
      #expect(made.decision.triggers == [.linesMerged])
      #expect(try store.session(made.name) == made)
      let lineage = try store.lineage(of: first.customer)
      #expect(lineage[made.version]?.parents == [first.version, second.version])
      #expect(lineage.ancestors(of: made.version) == [first.version, second.version])
      #expect(lineage.derived(from: second.version) == [made.version])
      #expect(try store.versions(derivedFrom: second.version, of: made.customer) == [made.version])
      let resolution = try #require(try store.reviews().first?.resolution)
      #expect(resolution.outcome == .merged && resolution.made == made.version)
      #expect(try await store.findReviews(of: first.customer).isEmpty)
      // What stands on the disk says so too, and so does the entry.
      let read = try store.directory.readBack(made.version, of: made.customer)
      #expect(read.session.decision.merged == second.version)
      await #expect(throws: StrataError.self) {
        try await store.merge(
          second.version, into: first.version, of: first.customer, reason: "again", by: "ada")
      }
    }
  }

  @Test func whatTheMergedLineSaidAndDecidedIsInherited() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let (first, second) = try await twins(in: store)
      _ = try await store.append([Turn(.user, "GDPR applies to our orders now.")], to: second.name)
      try await decide("ingress", "nginx", in: second, of: store)
      let made = try await store.merge(
        second.version, into: first.version, of: first.customer, reason: "one shop", by: "ada")
      let context = try store.context(of: made.name)
      #expect(context.decisions.map(\.decision.choice) == ["nginx"])
      #expect(context["compliance"]?.source.version == second.version)
      _ = try await store.complete(made.name, Completion(outcome: .success))
    }
  }

  @Test func mergeThatDiedBeforeItsResolutionIsFinished() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let (first, second) = try await twins(in: store)
      _ = try await store.findReviews(of: first.customer)
      // The first step alone, as a process leaves it that dies after it.
      var request = StartRequest(customer: first.customer)
      request.choice = .init(
        increment: .minor, line: 1, merging: second.version, reason: "one shop", by: "ada")
      let made = try await store.start(request)
      let again = try await store.merge(
        second.version, into: first.version, of: first.customer, reason: "one shop", by: "ada")
      #expect(again.id == made.id)
      #expect(try store.reviews().map(\.resolution?.made) == [made.version])
    }
  }

  @Test func linesThatDifferAreNotFlagged() async throws {
    let changes: [(inout StartRequest) -> Void] = [
      { $0.context.project = "patient portal" },
      { $0.context.cloudProvider = "azure" },
      { $0.turns = [Turn(.user, "Nightly warehouse exports stall at the ledger reconciliation.")] },
      { $0.startedAt = Timestamp(microseconds: 1_700_000_000_000_000) },
    ]
    for change in changes {
      try await TemporaryStore.make { fixture in
        let store = fixture.store
        let words = "The listener of the bakery orders drops croissant baskets behind the gateway."
        let first = try await store.start(try request("acme", words) { $0.context = scenario })
        _ = try await store.start(
          try request("acme", words) {
            $0.context = scenario
            $0.choice = .init(increment: .major, reason: "another one")
            change(&$0)
          })
        #expect(try await store.findReviews(of: first.customer).isEmpty)
      }
    }
  }

  @Test func mergesThatCannotBeAreRefused() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let (first, second) = try await twins(in: store)
      let later = try await next(store, line: 1)
      let refused = try [
        (later.version, first.version), (version("v2.7.0"), first.version),
        (second.version, version("v9.0.0")),
      ]
      for (other, into) in refused {
        await #expect(throws: StrataError.self) {
          try await store.merge(other, into: into, of: first.customer, reason: "why", by: "ada")
        }
      }
      await #expect(throws: StrataError.self) {
        try await store.merge(
          second.version, into: first.version, of: first.customer, reason: " ", by: "ada")
      }
    }
  }
}
