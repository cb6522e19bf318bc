public import StrataCore
import Synchronization

/// A clock that stands still until it is told to move; it may jump backwards.
public final class SimulatedClock: Sendable {
  private let time: Mutex<Timestamp>

  /// Starts at 2026-01-05T09:00:00Z unless told otherwise.
  public init(at start: Timestamp = Timestamp(microseconds: 1_767_603_600_000_000)) {
    time = Mutex(start)
  }

  /// The time.
  public var now: Timestamp { time.withLock { $0 } }

  /// Moves on, or back where the number is negative.
  public func advance(bySeconds seconds: Double) {
    time.withLock { $0 = $0.advanced(bySeconds: seconds) }
  }
}
