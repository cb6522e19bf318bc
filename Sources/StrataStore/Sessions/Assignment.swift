import StrataCore
import Synchronization

/// Assigns versions: collects the starts of one customer that wait at the same time, takes the
/// customer's version lock once for all of them, decides each on top of the one before, and commits
/// them together (rows V5, C1, C2, C4).
final class Assignment: Sendable {
  private struct Waiting: Sendable {
    let start: PendingStart
    let continuation: CheckedContinuation<PlannedStart, any Error>
  }

  /// How many starts share a lock at most.
  private static let batchLimit = 64
  /// How many numbers are tried, and how often others may be faster, before a start gives up (C4).
  private static let tryLimit = 100

  private let waiting = Mutex<[CustomerID: [Waiting]]>([:])
  private let states = CustomerStateCache()
  private let driver: any SQLDriver
  private let commits: CommitQueue
  private let directory: SessionDirectory
  private let lock: VersionLock
  private let policy: StorePolicy
  private let metrics: StoreMetrics

  init(
    driver: any SQLDriver, commits: CommitQueue, directory: SessionDirectory, lock: VersionLock,
    policy: StorePolicy, metrics: StoreMetrics
  ) {
    self.driver = driver
    self.commits = commits
    self.directory = directory
    self.lock = lock
    self.policy = policy
    self.metrics = metrics
  }

  /// Gives a start its version and commits it.
  func assign(_ start: PendingStart) async throws -> PlannedStart {
    let customer = start.request.customer
    return try await withCheckedThrowingContinuation { continuation in
      let isFirst = waiting.withLock { waiting in
        defer {
          waiting[customer, default: []].append(Waiting(start: start, continuation: continuation))
        }
        return waiting[customer] == nil
      }
      if isFirst { Task { await self.work(for: customer) } }
    }
  }

  /// The decision that a request would get now; writes nothing (row V6).
  func explain(_ request: StartRequest, at time: Timestamp) throws -> VersionDecision {
    let state = try readState(of: request.customer, for: [request.question(at: time)])
    return try planner(on: state).decided(request.question(at: time))
  }

  private func work(for customer: CustomerID) async {
    while let batch = next(of: customer) {
      for (one, result) in zip(batch, await results(of: batch.map(\.start))) {
        one.continuation.resume(with: result)
      }
    }
  }

  private func next(of customer: CustomerID) -> [Waiting]? {
    waiting.withLock { waiting in
      guard var queue = waiting[customer], !queue.isEmpty else {
        waiting[customer] = nil
        return nil
      }
      let batch = Array(queue.prefix(Self.batchLimit))
      queue.removeFirst(batch.count)
      waiting[customer] = queue
      return batch
    }
  }

  private typealias Outcome = Result<PlannedStart, any Error>

  private func results(of batch: [PendingStart]) async -> [Outcome] {
    do {
      return try await underLock(batch)
    } catch let error as StrataError where error.code == .fencedOff {
      do { return try await underLock(batch) } catch { return batch.map { _ in .failure(error) } }
    } catch let error as StrataError where batch.count == 1 || Self.concernsAll(error) {
      return batch.map { _ in .failure(error) }
    } catch {
      // One of them is to blame; alone, only that one fails.
      var results: [Outcome] = []
      for start in batch { results += await self.results(of: [start]) }
      return results
    }
  }

  private static func concernsAll(_ error: StrataError) -> Bool {
    [.storage, .unknownOutcome, .lockTimeout, .corrupt].contains(error.code)
  }

  private func underLock(_ batch: [PendingStart]) async throws -> [Outcome] {
    guard let customer = batch.first?.request.customer else { return [] }
    _ = try directory.prepare(customer)
    var first: CustomerState?
    let held = try await lock.acquire(
      customer, onBreak: { try self.record($0) },
      nextFence: { broken in
        let state = try self.readState(of: customer, for: batch.map(\.question))
        first = state
        return max(state.fence, broken ?? 0) + 1
      })
    // A disk that refuses once must not keep the customer locked for a whole lease.
    defer { if (try? lock.release(held)) == nil { try? lock.release(held) } }
    return try await commit(batch, on: first, customer: customer, fence: held.fence)
  }

  private func commit(
    _ batch: [PendingStart], on first: CustomerState?, customer: CustomerID, fence: Int64
  ) async throws -> [Outcome] {
    var read = first
    var overtaken: ContinuousClock.Instant?
    var isDone = false
    defer { metrics.conflictResolution.record(since: overtaken, succeeded: isDone) }
    for _ in 0..<Self.tryLimit {
      let state = try read ?? readState(of: customer, for: batch.map(\.question))
      var planner = try planner(on: state)
      let outcomes = batch.map { start in Result { try plan(start, with: &planner) } }
      let planned = outcomes.compactMap { try? $0.get() }
      guard !planned.isEmpty else { return outcomes }
      let commit = try StartCommit(planned, from: state, to: planner.state, fence: fence)
      let outcome = try await commits.commit { try commit.perform(in: $0) }
      if case .committed = outcome {
        states.keep(commit.committedState)
        isDone = true
        return outcomes
      }
      read = nil
      overtaken = overtaken ?? .now
    }
    throw StrataError(
      .conflict, "other processes kept changing \(customer) for \(Self.tryLimit) tries",
      remedy: "try again")
  }

  /// Plans one start; a number that stands on the disk already is a collision, and the decision is
  /// taken again on top of it (row C4).
  private func plan(
    _ start: PendingStart, with planner: inout StartPlanner
  ) throws -> PlannedStart {
    var collisions: [Collision] = []
    var collided: ContinuousClock.Instant?
    var isDone = false
    defer { metrics.conflictResolution.record(since: collided, succeeded: isDone) }
    for _ in 0...Self.tryLimit {
      let before = planner
      let planned = try planner.plan(start, collisions: collisions)
      let version = planned.session.version
      guard try directory.occupant(of: version, of: start.request.customer) != nil else {
        isDone = true
        return planned
      }
      collided = collided ?? .now
      planner = before
      let found = Result { try directory.readBack(version, of: start.request.customer) }
      planner.state.addForeign(
        version, found: try? found.get(), at: start.time, policy: try policy.current())
      collisions.append(Collision(version: version, reason: Self.reason(for: found)))
    }
    throw StrataError(
      .conflict,
      "no number is free for \(start.request.customer) after \(Self.tryLimit) tries; the last one "
        + "was \(collisions.last?.version.description ?? "none")",
      remedy: "look into sessions/\(start.request.customer) and run 'strata fsck'")
  }

  private static func reason(for found: Result<(session: Session, turns: [Turn]), any Error>)
    -> String
  {
    switch found {
    case .success(let content): "a directory with session \(content.session.id) stood there"
    case .failure: "a directory that holds no session stood there"
    }
  }

  private func planner(on state: CustomerState) throws -> StartPlanner {
    let customer = state.customer
    return StartPlanner(state: state, policy: try policy.current()) { [driver] version in
      try driver.read { try JournalReading.changes(upTo: version, of: customer, in: $0) }
    }
  }

  private func readState(
    of customer: CustomerID, for questions: [DecisionRequest]
  ) throws -> CustomerState {
    let known = states.state(of: customer)
    var (state, remainders) = try driver.read { connection in
      try CustomerStateReading(connection: connection, customer: customer, known: known)
        .read(for: questions)
    }
    if remainders.isEmpty { return state }
    let policy = try policy.current()
    for remainder in remainders {
      state.absorb(remainder.excerpt, of: remainder.session, by: policy)
    }
    return state
  }

  /// Records a broken lock and fences its late holder off (row C2).
  private func record(_ lockBreak: LockBreak) throws {
    let fence = lockBreak.broken?.fence ?? 0
    try commits.commitNow { transaction in
      try transaction.connection.run(
        """
        INSERT INTO customers
          (name, fence, revision, changes, session_count, highest_major, newest, last_activity)
        VALUES (?, ?, 0, 0, 0, 0, NULL, ?)
        ON CONFLICT (name) DO UPDATE SET fence =
          CASE WHEN excluded.fence > customers.fence THEN excluded.fence ELSE customers.fence END
        """, .text(lockBreak.customer.name), .integer(fence),
        .time(Timestamp(microseconds: 0)))
      try transaction.append(
        JournalTransaction.Draft(
          kind: .lockBroken, customer: lockBreak.customer, actor: lockBreak.by.user,
          body: Self.body(of: lockBreak)))
    }
  }
}

extension Assignment {
  private static func body(of lockBreak: LockBreak) -> [UInt8] {
    var broken: [UInt8]?
    if let record = lockBreak.broken {
      var object = CanonicalObject()
      object.string("acquired_at", record.acquiredAt.description)
      object.integer("fence", Int(record.fence))
      object.string("host", record.holder.host)
      object.integer("process", Int(record.holder.process))
      object.string("user", record.holder.user)
      broken = object.finished()
    }
    var object = CanonicalObject()
    object.string("broken_at", lockBreak.at.description)
    object.integer("by_process", Int(lockBreak.by.process))
    object.raw("lock", broken)
    object.string("reason", lockBreak.reason.rawValue)
    return object.finished()
  }
}

extension PendingStart {
  fileprivate var question: DecisionRequest { request.question(at: time) }
}

/// The states of recent customers, so that their profiles are not decoded again for each start.
private final class CustomerStateCache: Sendable {
  private static let limit = 4096
  private let states = Mutex<[CustomerID: CustomerState]>([:])

  func state(of customer: CustomerID) -> CustomerState? {
    states.withLock { $0[customer] }
  }

  func keep(_ state: CustomerState) {
    states.withLock { states in
      if states.count >= Self.limit { states.removeAll() }
      // What stood on the disk by hand is looked at afresh each time.
      let isWorthKeeping =
        state.foreign.isEmpty && state.lines.count <= 2 * CustomerState.lineLimit
      states[state.customer] = isWorthKeeping ? state : nil
    }
  }
}
