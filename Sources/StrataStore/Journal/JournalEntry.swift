public import StrataCore

/// One activity, as the journal keeps it: numbered without gaps and never changed.
public struct JournalEntry: Sendable, Hashable {
  /// What happened.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case storeInitialised = "store.initialised"
    case sessionStarted = "session.started"
    case turnsAppended = "turns.appended"
    case decisionRecorded = "decision.recorded"
    case sessionCompleted = "session.completed"
    /// A stale lock was broken (row C2).
    case lockBroken = "lock.broken"
    /// A number was taken on disk already (row C4).
    case versionCollision = "version.collision"
    /// A customer had three or more collisions within an hour (row C4).
    case collisionPattern = "version.collision_pattern"
    /// The calculation failed and the safe assignment was taken (row V8).
    case versionFallback = "version.fallback"
    /// An interrupted creation was cleaned up (row C7).
    case creationCleaned = "creation.cleaned"
    /// A session directory was made whole from the journal.
    case directoryRepaired = "directory.repaired"
    /// A session was moved in from temporary storage (row S4).
    case temporaryMovedIn = "temporary.moved_in"
  }

  /// Its number in the journal, from 1, without gaps.
  public var position: Int64
  /// When the journal took it.
  public var recordedAt: Timestamp
  /// What happened.
  public var kind: Kind
  /// Whom it concerns.
  public var customer: CustomerID?
  /// Which session it concerns.
  public var session: SessionID?
  /// Its number among the session's entries, from 1.
  public var sequence: Int?
  /// Who did it.
  public var actor: String?
  /// The code in force.
  public var code: CodeState?
  /// The particulars.
  public var body: JSONValue
}
