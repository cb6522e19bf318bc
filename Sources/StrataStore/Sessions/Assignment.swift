import StrataCore
import Synchronization

/// Assigns versions: collects the starts of one customer that wait at the same time, takes the
/// customer's version lock once for all of them, decides each on top of the one before, and commits
/// them together (rows V5, C1, C2, C4). While one batch is committed the next one is decided.
final class Assignment: Sendable {
  /// A start with the caller who waits for it.
  struct Waiting: Sendable {
    let start: PendingStart
    let continuation: CheckedContinuation<PlannedStart, any Error>
  }

  /// How many starts share a transaction at most.
  static let batchLimit = 64
  /// How many numbers are tried, and how often others may be faster, before a start gives up (C4).
  static let tryLimit = 100

  private let waiting = Mutex<[CustomerID: [Waiting]]>([:])
  let states = CustomerStateCache()
  let driver: any SQLDriver
  let commits: CommitQueue
  let directory: SessionDirectory
  let lock: VersionLock
  private let policy: StorePolicy
  let metrics: StoreMetrics

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
    while let batch = next(of: customer) { await serve(batch, of: customer) }
  }

  private func next(of customer: CustomerID) -> [Waiting]? {
    let batch = take(Self.batchLimit, of: customer)
    if !batch.isEmpty { return batch }
    return waiting.withLock { waiting in
      if waiting[customer]?.isEmpty ?? true {
        waiting[customer] = nil
        return nil
      }
      return []
    }
  }

  /// Takes those who have waited longest.
  func take(_ count: Int, of customer: CustomerID) -> [Waiting] {
    waiting.withLock { waiting in
      let batch = Array(waiting[customer]?.prefix(count) ?? [])
      waiting[customer]?.removeFirst(batch.count)
      return batch
    }
  }

  /// Lets some wait on, before all others.
  func putBack(_ batch: [Waiting], of customer: CustomerID) {
    waiting.withLock { $0[customer, default: []].insert(contentsOf: batch, at: 0) }
  }

  /// Answers each of a batch, by its session or by what went wrong.
  private func serve(_ batch: [Waiting], of customer: CustomerID) async {
    guard !batch.isEmpty else { return }
    do {
      try await underLock(batch, of: customer)
    } catch let error as StrataError where error.code == .fencedOff {
      do {
        try await underLock(batch, of: customer)
      } catch {
        fail(batch, error)
      }
    } catch let error as StrataError where batch.count == 1 || Self.concernsAll(error) {
      fail(batch, error)
    } catch {
      // One of them is to blame; alone, only that one fails.
      guard batch.count > 1 else { return fail(batch, error) }
      for one in batch { await serve([one], of: customer) }
    }
  }

  private func fail(_ batch: [Waiting], _ error: any Error) {
    for one in batch { one.continuation.resume(throwing: error) }
  }

  /// Answers a batch that came later than the one that the lock was taken for, where the failure is
  /// everybody's; lets it wait on where it has to be found out whose it is.
  func refuse(_ batch: [Waiting], _ error: any Error, of customer: CustomerID) {
    if let error = error as? StrataError, Self.concernsAll(error) {
      fail(batch, error)
    } else {
      putBack(batch, of: customer)
    }
  }

  private static func concernsAll(_ error: StrataError) -> Bool {
    [.storage, .unknownOutcome, .lockTimeout, .corrupt].contains(error.code)
  }

  /// Plans one start; a number that stands on the disk already is a collision, and the decision is
  /// taken again on top of it (row C4).
  func plan(
    _ start: PendingStart, with planner: inout StartPlanner
  ) throws -> PlannedStart {
    var collisions: [Collision] = []
    var collided: ContinuousClock.Instant?
    var isDone = false
    defer { metrics.conflictResolution.record(since: collided, succeeded: isDone) }
    for _ in 0...Self.tryLimit {
      let decision = try planner.decision(on: start, after: collisions)
      let version = decision.version
      guard try directory.occupant(of: version, of: start.request.customer) != nil else {
        isDone = true
        return try planner.plan(start, as: decision, collisions: collisions)
      }
      collided = collided ?? .now
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

  func planner(on state: CustomerState) throws -> StartPlanner {
    let customer = state.customer
    return StartPlanner(state: state, policy: try policy.current()) { [driver] version in
      try driver.read { try JournalReading.changes(upTo: version, of: customer, in: $0) }
    }
  }

  func readState(
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
  func record(_ lockBreak: LockBreak) throws {
    let fence = lockBreak.broken?.fence ?? 0
    try commits.commitNow { transaction in
      try transaction.connection.run(
        """
        INSERT INTO customers
          (name, fence, revision, changes, session_count, highest_major, newest, last_activity)
        VALUES (?, ?, 0, 0, 0, 0, NULL, ?)
        ON CONFLICT (name) DO UPDATE SET fence =
          CASE WHEN excluded.fence > customers.fence THEN excluded.fence ELSE customers.fence + 1 END
        """, .text(lockBreak.customer.name), .integer(fence + 1),
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
  var question: DecisionRequest { request.question(at: time) }
}
