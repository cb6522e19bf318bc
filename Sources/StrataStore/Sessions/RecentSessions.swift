import StrataCore
import Synchronization

/// The sessions that this process changed last, as they were then: most changes follow on one's own, and
/// reading a session costs several times what adding an entry to it does.
///
/// What is found here may be old. The transaction that changes the session compares the number of its
/// entries, and reads it again where another process was there.
final class RecentSessions: Sendable {
  /// A session, and what its statement of work tells beside it.
  typealias Known = (stored: StoredSession, sources: StatementSources)

  private static let limit = 1024

  private let known = Mutex<[SessionName: Known]>([:])

  /// What is known of a session.
  func session(_ name: SessionName) -> Known? {
    known.withLock { $0[name] }
  }

  /// A session was changed.
  func note(_ stored: StoredSession, _ sources: StatementSources) {
    known.withLock { known in
      if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
      known[.id(stored.session.id)] = (stored, sources)
      known[stored.session.name] = (stored, sources)
    }
  }

  /// Words are erased: they must not be kept here either.
  func forgetAll() { known.withLock { $0.removeAll() } }
}
