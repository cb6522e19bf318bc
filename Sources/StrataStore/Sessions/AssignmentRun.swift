import StrataCore

/// What happens while a customer's version lock is held.
extension Assignment {
  /// A batch with what was decided, and the transaction that makes it so; nil where every one of the
  /// batch failed by itself.
  private struct Plan: Sendable {
    var batch: [Waiting]
    var outcomes: [Result<PlannedStart, any Error>]
    var commit: StartCommit?

    func answer() {
      for (one, outcome) in zip(batch, outcomes) { one.continuation.resume(with: outcome) }
    }
  }

  /// Serves a batch, and who comes meanwhile for as long as no other process waits for the lock.
  ///
  /// - Throws: what concerns the batch as a whole; nobody of it was answered then.
  func underLock(_ batch: [Waiting], of customer: CustomerID) async throws {
    _ = try directory.prepare(customer)
    let questions = batch.map(\.start.question)
    var read: CustomerState?
    let held = try await lock.acquire(
      customer, onBreak: { try self.record($0) },
      nextFence: { broken in
        let state = try self.readState(of: customer, for: questions)
        read = state
        return max(state.fence, broken ?? 0) + 1
      })
    var last: Plan?
    // The last ones are answered when the lock is free, for their process may end right after. A
    // disk that refuses once must not keep the customer locked for a whole lease.
    defer {
      if (try? lock.release(held)) == nil { try? lock.release(held) }
      last?.answer()
    }
    var (settled, ahead) = try await settle(
      plan(batch, on: read ?? readState(of: customer, for: questions), held), under: held)
    var goesOn = settled.commit != nil
    while let next = ahead ?? further(under: held, goesOn: goesOn) {
      settled.answer()
      do {
        (settled, ahead) = try await settle(next, under: held)
        goesOn = goesOn || settled.commit != nil
      } catch {
        return refuse(next.batch, error, of: customer)
      }
    }
    last = settled
  }

  /// Commits a plan, and decides on those who come meanwhile.
  ///
  /// - Returns: the plan as it was committed, still to be answered, and the plan for those who came.
  /// - Throws: where nothing was committed.
  private func settle(
    _ first: Plan, under held: HeldLock
  ) async throws -> (settled: Plan, ahead: Plan?) {
    var plan = first
    var overtaken: ContinuousClock.Instant?
    var isDone = false
    defer { metrics.conflictResolution.record(since: overtaken, succeeded: isDone) }
    for _ in 0..<Self.tryLimit {
      guard let commit = plan.commit else { return (plan, nil) }
      let commitment = commits.begin { try commit.perform(in: $0) }
      let ahead = planAhead(of: commit, under: held) { !commitment.isSettled }
      do {
        if case .committed = try await commitment.value() {
          states.keep(commit.committedState)
          isDone = true
          return (plan, ahead)
        }
      } catch {
        if let ahead { putBack(ahead.batch, of: held.customer) }
        throw error
      }
      if let ahead { putBack(ahead.batch, of: held.customer) }
      overtaken = overtaken ?? .now
      let state = try readState(of: held.customer, for: plan.batch.map(\.start.question))
      plan = try self.plan(plan.batch, on: state, held, goesOn: commit.goesOn)
    }
    throw StrataError(
      .conflict, "other processes kept changing \(held.customer) for \(Self.tryLimit) tries",
      remedy: "try again")
  }

  private func plan(
    _ batch: [Waiting], on state: CustomerState, _ held: HeldLock, goesOn: Bool = false
  ) throws -> Plan {
    var planner = try planner(on: state)
    let outcomes = batch.map { one in Result { try plan(one.start, with: &planner) } }
    return Plan(
      batch: batch, outcomes: outcomes,
      commit: try commit(of: outcomes, from: state, to: planner.state, held, goesOn: goesOn))
  }

  private func commit(
    of outcomes: [Result<PlannedStart, any Error>], from before: CustomerState,
    to after: CustomerState, _ held: HeldLock, goesOn: Bool
  ) throws -> StartCommit? {
    let planned = outcomes.compactMap { try? $0.get() }
    guard !planned.isEmpty else { return nil }
    return try StartCommit(planned, from: before, to: after, fence: held.fence, goesOn: goesOn)
  }

  /// A plan for those who wait, where the lock may be kept; nil also where it cannot be made.
  private func further(under held: HeldLock, goesOn: Bool) -> Plan? {
    guard lock.mayKeep(held) else { return nil }
    let batch = take(Self.batchLimit, of: held.customer)
    guard !batch.isEmpty else { return nil }
    do {
      let state = try readState(of: held.customer, for: batch.map(\.start.question))
      return try plan(batch, on: state, held, goesOn: goesOn)
    } catch {
      putBack(batch, of: held.customer)
      return nil
    }
  }

  /// A plan on top of a transaction that is still on its way, for those who come until it has
  /// arrived; nil where nobody comes, or where more must be known than that transaction tells.
  private func planAhead(
    of commit: StartCommit, under held: HeldLock, while isOnItsWay: () -> Bool
  ) -> Plan? {
    let expected = commit.committedState
    var planner: StartPlanner?
    var batch: [Waiting] = []
    var outcomes: [Result<PlannedStart, any Error>] = []
    while isOnItsWay(), batch.count < Self.batchLimit {
      let more = take(Self.batchLimit - batch.count, of: held.customer)
      if more.isEmpty { break }
      guard more.allSatisfy({ expected.decides($0.start.question) }),
        let ready = planner ?? plannerAhead(on: expected, of: commit, held)
      else {
        putBack(more, of: held.customer)
        break
      }
      var next = ready
      planner = nil
      for one in more { outcomes.append(Result { try plan(one.start, with: &next) }) }
      batch += more
      planner = next
    }
    guard let planner else { return nil }
    do {
      return Plan(
        batch: batch, outcomes: outcomes,
        commit: try self.commit(
          of: outcomes, from: expected, to: planner.state, held, goesOn: true))
    } catch {
      putBack(batch, of: held.customer)
      return nil
    }
  }

  /// A planner on what a transaction will have made of the customer, unless something else has
  /// changed the customer meanwhile, or another process waits for its turn.
  private func plannerAhead(
    on expected: CustomerState, of commit: StartCommit, _ held: HeldLock
  ) -> StartPlanner? {
    guard lock.mayKeep(held),
      let counts = try? driver.read({
        try CustomerStateReading(connection: $0, customer: held.customer, known: nil)
          .changeCounts()
      })
    else { return nil }
    let isUnchanged = [commit.before, expected].contains {
      $0.revision == counts.revision && $0.changeCount == counts.changes
    }
    return isUnchanged ? try? planner(on: expected) : nil
  }
}

extension CustomerState {
  /// Whether it is all that a decision needs; an operation needs the patches of its target too.
  fileprivate func decides(_ question: DecisionRequest) -> Bool {
    question.operation == nil && isWorthKeeping && hasLines(for: question)
  }
}
