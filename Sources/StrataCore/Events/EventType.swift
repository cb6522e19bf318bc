/// What a message of a topic tells, under the names of Seed A (row E1).
public enum EventType: String, Sendable, Codable, CaseIterable {
  case sessionStarted = "SessionStarted"
  case sessionEnded = "SessionEnded"
  case turnsAppended = "TurnsAppended"
  case decisionRecorded = "DecisionRecorded"
  case commandExecuted = "CommandExecuted"
  case userLoggedIn = "UserLoggedIn"
  case userLoggedOut = "UserLoggedOut"
  case authenticationFailed = "AuthenticationFailed"
  case storeInitialised = "StoreInitialised"
  case configurationChanged = "ConfigurationChanged"
  case deploymentRecorded = "DeploymentRecorded"
  case lockBroken = "LockBroken"
  case versionCollision = "VersionCollision"
  case versionCollisionPattern = "VersionCollisionPattern"
  case versionFallback = "VersionFallback"
  case creationCleaned = "CreationCleaned"
  case directoryRepaired = "DirectoryRepaired"
  case temporaryMovedIn = "TemporaryMovedIn"
  case contentErased = "ContentErased"
  case keyRotated = "KeyRotated"
  case checkpointAnchored = "CheckpointAnchored"
  case storeRestored = "StoreRestored"
  case alertRaised = "AlertRaised"
  case contextSet = "ContextSet"
  case reviewRaised = "ReviewRaised"
  case reviewResolved = "ReviewResolved"
  case storeJoined = "StoreJoined"
  case sessionJoined = "SessionJoined"
  case versionResolved = "VersionResolved"
  case storeRecovered = "StoreRecovered"
  case sessionRecovered = "SessionRecovered"
  case repairPerformed = "RepairPerformed"
}

extension EventType {
  /// What the message of an entry tells. Of an authentication attempt the body decides.
  public init(_ entry: JournalEntry) {
    self =
      switch entry.kind {
      case .sessionStarted: .sessionStarted
      case .sessionCompleted: .sessionEnded
      case .turnsAppended: .turnsAppended
      case .decisionRecorded: .decisionRecorded
      case .commandExecuted: .commandExecuted
      case .accessAttempted: Self.access(entry.body)
      case .storeInitialised: .storeInitialised
      case .configurationChanged: .configurationChanged
      case .deploymentRecorded: .deploymentRecorded
      case .lockBroken: .lockBroken
      case .versionCollision: .versionCollision
      case .collisionPattern: .versionCollisionPattern
      case .versionFallback: .versionFallback
      case .creationCleaned: .creationCleaned
      case .directoryRepaired: .directoryRepaired
      case .temporaryMovedIn: .temporaryMovedIn
      case .contentErased: .contentErased
      case .keyRotated: .keyRotated
      case .checkpointAnchored: .checkpointAnchored
      case .storeRestored: .storeRestored
      case .alertRaised: .alertRaised
      case .contextSet: .contextSet
      case .reviewRaised: .reviewRaised
      case .reviewResolved: .reviewResolved
      case .storeJoined: .storeJoined
      case .sessionJoined: .sessionJoined
      case .versionResolved: .versionResolved
      case .storeRecovered: .storeRecovered
      case .sessionRecovered: .sessionRecovered
      case .repairPerformed: .repairPerformed
      }
  }

  /// An attempt that does not say that it succeeded has failed.
  private static func access(_ body: JSONValue) -> EventType {
    if body.member("event_type") == "logout" { return .userLoggedOut }
    guard body.member("event_type") == "login", body.member("success") == true else {
      return .authenticationFailed
    }
    return .userLoggedIn
  }
}
