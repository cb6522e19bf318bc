import StrataCore

/// Whether a lock may be taken away from its holder: a pure decision.
struct LockJudgement {
  /// Who asks.
  let me: LockHolder
  /// What time it is.
  let now: Timestamp
  /// How long a lock that cannot be read is left alone.
  let leaseSeconds: Double
  /// Whether a process that ``me`` could see is running.
  let isRunning: (LockHolder) -> Bool

  /// After how long half a file will not become whole any more. Its writer makes and fills it in one
  /// go; where it takes longer all the same, its fencing number keeps it from committing.
  private static let tornSeconds = 1.0

  /// The reason for taking the lock away, or nil where its holder keeps it.
  ///
  /// - Parameter isTorn: whether the file was read and says nothing, which a crash leaves behind.
  func reason(
    against record: LockRecord?, isTorn: Bool = false, modifiedAt: Timestamp
  ) -> LockBreak.Reason? {
    guard let record else {
      let seconds = isTorn ? Self.tornSeconds : leaseSeconds
      return isBeyond(seconds, from: modifiedAt) ? .unreadable : nil
    }
    if me.isNeighbour(of: record.holder), !isRunning(record.holder) { return .holderDead }
    if now >= record.leaseUntil { return .leaseRanOut }
    // A lock from the future was taken before the clock was set back. Nobody knows how old it is;
    // fencing makes it safe to take it away, and leaving it could stop the customer for years.
    let lease = Double(record.leaseUntil.microseconds(since: record.acquiredAt)) / 1e6
    return isBeyond(max(lease, leaseSeconds), from: record.acquiredAt) ? .leaseRanOut : nil
  }

  /// Whether one who waits has gone: its place in the line is free.
  func hasGone(_ waiter: Waiter?, isTorn: Bool = false, arrivedAt: Timestamp) -> Bool {
    guard let waiter else {
      return isBeyond(isTorn ? Self.tornSeconds : leaseSeconds, from: arrivedAt)
    }
    if me.isNeighbour(of: waiter.holder), !isRunning(waiter.holder) { return true }
    return now > waiter.until || isBeyond(leaseSeconds + waiter.patience, from: arrivedAt)
  }

  /// Whether a time lies further away than that, in the past or in the future.
  private func isBeyond(_ seconds: Double, from time: Timestamp) -> Bool {
    Double(now.microseconds(since: time).magnitude) / 1e6 >= seconds
  }
}
