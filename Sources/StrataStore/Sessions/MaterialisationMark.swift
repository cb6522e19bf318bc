import StrataCore
import Synchronization

/// How far the directories are known to show the journal.
///
/// The mark lags behind, so that a crash makes the next opening check a session too many, never one
/// too few. It is written along with other changes and costs no flush of its own.
final class MaterialisationMark: Sendable {
  private struct State {
    var materialised: Int64?
    var durable: Int64?
    /// Sessions that this process has shown, with the number of their entries that show.
    var shown: [SessionID: Int] = [:]
    /// Sessions that this process is about to show, with the number of their changes.
    var late: [SessionID: Int] = [:]
  }

  private let state = Mutex(State())

  /// Notes that a session's directory shows its first `entryCount` entries.
  func didShow(_ session: SessionID, entryCount: Int) {
    state.withLock { $0.shown[session] = max($0.shown[session] ?? 0, entryCount) }
  }

  /// Notes that a change of a session is going to be shown by this process.
  func willShow(_ session: SessionID) {
    state.withLock { $0.late[session, default: 0] += 1 }
  }

  /// Notes that a change was shown, or could not be shown.
  func willShowNoMore(_ session: SessionID) {
    state.withLock { state in
      let count = state.late[session] ?? 0
      state.late[session] = count > 1 ? count - 1 : nil
    }
  }

  /// Whether this process is about to show a change of a session.
  func isAboutToShow(_ session: SessionID) -> Bool {
    state.withLock { $0.late[session] != nil }
  }

  /// Whether this process has shown that many entries of a session.
  func hasShown(_ session: SessionID, entryCount: Int) -> Bool {
    state.withLock { ($0.shown[session] ?? 0) >= entryCount }
  }

  /// How many sessions this process has shown since the mark was last moved.
  var shownCount: Int { state.withLock { $0.shown.count } }

  /// Moves the mark past some sessions; it is written with the next change.
  func move(to materialised: Int64, past sessions: [SessionID], durable: Int64?) {
    state.withLock { state in
      state.materialised = materialised
      if let durable { state.durable = durable }
      for session in sessions { state.shown[session] = nil }
    }
  }

  /// Writes the mark into a transaction where it has moved.
  func note(in transaction: JournalTransaction) throws {
    let (materialised, durable) = state.withLock { state in
      defer { (state.materialised, state.durable) = (nil, nil) }
      return (state.materialised, state.durable)
    }
    if let materialised {
      try transaction.setMeta(.materialisedThrough, to: String(materialised))
    }
    if let durable { try transaction.setMeta(.durableThrough, to: String(durable)) }
  }
}
