/// A kind of event that is an anomaly where it happens too often within a while (row E3).
public enum BurstRule: String, Sendable, CaseIterable {
  case failedLogins = "failed-logins"
  case failedCommands = "failed-commands"
  /// A number was taken on disk already (row C4).
  case collisions
  /// A stale lock was broken (row C2); each one counts.
  case lockBreaks = "lock-breaks"
}

/// How many within how long are too many.
public struct BurstThreshold: Hashable, Sendable {
  /// The number that makes a burst, from 1.
  public var count: Int
  /// Within how many seconds.
  public var seconds: Int

  /// Makes a threshold.
  public init(count: Int, seconds: Int) {
    self.count = count
    self.seconds = seconds
  }
}

extension BurstRule {
  /// The threshold where the configuration sets none.
  public var standard: BurstThreshold {
    switch self {
    case .failedLogins: BurstThreshold(count: 5, seconds: 300)
    case .failedCommands: BurstThreshold(count: 10, seconds: 300)
    case .collisions: BurstThreshold(count: 3, seconds: 3600)
    case .lockBreaks: BurstThreshold(count: 1, seconds: 0)
    }
  }

  /// The configuration keys of the threshold.
  public var keys: (count: String, seconds: String) {
    let prefix = "strata/alerting/\(rawValue)"
    return ("\(prefix)/count", "\(prefix)/seconds")
  }

  /// The topic of its events.
  public var topic: Topic {
    switch self {
    case .failedLogins: .access
    case .failedCommands: .commands
    case .collisions, .lockBreaks: .system
    }
  }

  /// Whether an event counts. What happened in another store was for its alerts, then.
  public func counts(_ event: TopicEvent) -> Bool {
    guard event.origin == nil else { return false }
    return switch self {
    case .failedLogins: event.type == .authenticationFailed
    case .failedCommands:
      event.type == .commandExecuted && ![nil, "success"].contains(event.outcome)
    case .collisions: event.type == .versionCollision
    case .lockBreaks: event.type == .lockBroken
    }
  }

  /// Whom or what an event concerns, for the alert's words.
  func subject(of event: TopicEvent) -> String? {
    switch self {
    case .failedLogins: event.user
    case .failedCommands: event.message.member("execution")?.member("host")?.asText
    case .collisions, .lockBreaks: event.customer
    }
  }

  /// What happened, in words.
  func sentence(count: Int, threshold: BurstThreshold, subjects: [String]) -> String {
    let what =
      switch self {
      case .failedLogins: count == 1 ? "a login failed" : "\(count) logins failed"
      case .failedCommands: count == 1 ? "a command failed" : "\(count) commands failed"
      case .collisions: count == 1 ? "a version collided" : "\(count) versions collided"
      case .lockBreaks: count == 1 ? "a version lock was broken" : "\(count) locks were broken"
      }
    let span = count == 1 ? "" : " within \(threshold.seconds) s"
    return what + span + (subjects.isEmpty ? "" : ": \(subjects.joined(separator: ", "))")
  }
}
