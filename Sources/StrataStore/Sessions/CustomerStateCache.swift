import StrataCore
import Synchronization

/// The states of recent customers, so that their profiles are not decoded again for each start.
final class CustomerStateCache: Sendable {
  private static let limit = 4096
  private let states = Mutex<[CustomerID: CustomerState]>([:])

  func state(of customer: CustomerID) -> CustomerState? {
    states.withLock { $0[customer] }
  }

  func keep(_ state: CustomerState) {
    states.withLock { states in
      if states.count >= Self.limit { states.removeAll() }
      states[state.customer] = state.isWorthKeeping ? state : nil
    }
  }
}

extension CustomerState {
  /// Whether it is used again: what stands on the disk by hand is looked at afresh each time, and lines
  /// that nobody asks for any more are forgotten.
  var isWorthKeeping: Bool { foreign.isEmpty && lines.count <= 2 * Self.lineLimit }
}
