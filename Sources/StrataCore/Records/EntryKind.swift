extension JournalEntry {
  /// What happened.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case storeInitialised = "store.initialised"
    case sessionStarted = "session.started"
    case turnsAppended = "turns.appended"
    case decisionRecorded = "decision.recorded"
    case sessionCompleted = "session.completed"
    /// A command ran in a session.
    case commandExecuted = "command.executed"
    /// Somebody logged in or out, or failed to.
    case accessAttempted = "access.attempted"
    /// One or more configuration keys were set, deleted or rolled back together (row B2).
    case configurationChanged = "configuration.changed"
    case deploymentRecorded = "deployment.recorded"
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
    /// Personal content was erased under a rule (row D6).
    case contentErased = "content.erased"
    /// The log's key was replaced; the old one signed the new one (row D4).
    case keyRotated = "key.rotated"
    /// A checkpoint became a block of the chain (row D4).
    case checkpointAnchored = "checkpoint.anchored"
    /// The store was restored from a backup; its entries end before this one (row R3).
    case storeRestored = "store.restored"
    /// A consumer group found an anomaly (row E3).
    case alertRaised = "alert.raised"
    /// A person set a field of the context that sessions inherit, or took that back (row L2).
    case contextSet = "context.set"
    /// Something was found that only a person can settle (rows L3, C6).
    case reviewRaised = "review.raised"
    /// A person settled it.
    case reviewResolved = "review.resolved"
    /// Sessions of another store were taken in (row C5).
    case storeJoined = "store.joined"
    /// A session was taken in from another store: its first entry there, and its last (row C5).
    case sessionJoined = "session.joined"
    /// After a join a session has another number, another parent or another note (row C5).
    case versionResolved = "version.resolved"
    /// The journal was lost or is older than what was signed; a new log begins here (rows R1, R2).
    case storeRecovered = "store.recovered"
    /// A session was taken in from its directory (rows R1, R2).
    case sessionRecovered = "session.recovered"
    /// A finding of `fsck` was made good, or recorded as lost (row R4).
    case repairPerformed = "repair.performed"
  }
}

/// Where the messages of an entry's kind are found (row E1).
public enum Topic: String, Sendable, Codable, CaseIterable {
  case sessions = "shell-session-events"
  case commands = "shell-command-events"
  case access = "shell-auth-events"
  case system = "strata-system-events"
}

extension JournalEntry.Kind {
  /// The one topic of this kind.
  public var topic: Topic {
    switch self {
    case .sessionStarted, .turnsAppended, .decisionRecorded, .sessionCompleted: .sessions
    case .commandExecuted: .commands
    case .accessAttempted: .access
    default: .system
    }
  }

  /// The table of the audit log that keeps entries of this kind, where one does (row D1).
  public var auditTable: AuditTable? {
    switch self {
    case .sessionStarted, .sessionCompleted: .sessions
    case .commandExecuted: .commands
    case .accessAttempted: .access
    case .configurationChanged: .configuration
    case .deploymentRecorded: .deployments
    default: nil
    }
  }

  /// Whether a body that is too long for the entry may become a content: not where a row of the audit
  /// log, the session or a notice of erasure is made of it.
  package var mayMoveItsBody: Bool { auditTable == nil && self != .contentErased }
}
