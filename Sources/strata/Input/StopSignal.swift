import Glibc
import StrataStore
import Synchronization

/// Lets long work end between two steps when somebody presses Ctrl-C or a service manager asks.
enum StopSignal {
  private static let isRaised = Atomic<Bool>(false)
  /// How soon a signal is noticed, in seconds.
  private static let step = 0.1

  /// From now on SIGINT and SIGTERM no longer end the process.
  static func listen() {
    // A handler may only touch what exists already.
    isRaised.store(false, ordering: .sequentiallyConsistent)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in StopSignal.isRaised.store(true, ordering: .sequentiallyConsistent) }
    }
  }

  /// Whether to stop.
  static var isAsked: Bool { isRaised.load(ordering: .sequentiallyConsistent) }

  /// Waits some seconds, or until it is time to stop.
  static func wait(seconds: Double) async throws {
    let pause = StoreOptions().pause
    var rest = seconds
    while rest > 0, !isAsked {
      try await pause(min(rest, step))
      rest -= step
    }
  }
}
