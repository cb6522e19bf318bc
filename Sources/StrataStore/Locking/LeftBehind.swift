import StrataCore
import Synchronization

/// What this process is done with and could not take away, because the disk refused.
///
/// Others cannot know that it is over and let it stand until its time has run out; this process does
/// know, and takes it away when it comes by the next time.
final class LeftBehind: Sendable {
  private struct State {
    /// The tokens of locks.
    var locks: [CustomerID: String] = [:]
    /// The names of tickets.
    var tickets: Set<String> = []
  }

  private let state = Mutex(State())

  func add(_ record: LockRecord, of customer: CustomerID) {
    state.withLock { $0.locks[customer] = record.token }
  }

  func add(ticket: String) { state.withLock { _ = $0.tickets.insert(ticket) } }

  /// The names of tickets that were left.
  var tickets: Set<String> { state.withLock { $0.tickets } }

  /// The token of a lock that was left.
  func lock(of customer: CustomerID) -> String? { state.withLock { $0.locks[customer] } }

  func removeLock(of customer: CustomerID) { state.withLock { $0.locks[customer] = nil } }

  func remove(ticket: String) { state.withLock { _ = $0.tickets.remove(ticket) } }
}
