public import StrataCore

/// The name of a consumer group: who reads a topic together and remembers how far.
public struct ConsumerGroup: Hashable, Sendable, CustomStringConvertible {
  /// The name: 1 to 64 letters, digits, `.`, `_` and `-`, as Kafka takes them.
  public let name: String

  /// Checks a name.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  public init(_ name: String) throws(StrataError) {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
      default: false
      }
    }
    guard isPlain, (1...64).contains(name.utf8.count) else {
      throw StrataError(
        .invalidInput, "\(String(name.prefix(60)).debugDescription) is no name of a consumer group",
        remedy: "use 1 to 64 letters, digits, '.', '_' and '-'")
    }
    self.name = name
  }

  /// The group of Strata's own.
  public init(_ group: StandingGroup) { name = group.rawValue }

  /// The name.
  public var description: String { name }
}

/// The consumer groups that belong to Strata (row E3).
public enum StandingGroup: String, Sendable, CaseIterable {
  /// Counts events by day, type and outcome: the table `event_statistics`.
  case analytics
  /// Compares each event's entry with its leaf and its row in the audit log.
  case audit
  /// Raises alerts on bursts of failed logins, failed commands and collisions, and on lock breaks.
  case alerting

  /// The topics that it reads.
  public var topics: [Topic] {
    switch self {
    case .analytics, .audit: Topic.allCases
    case .alerting:
      Topic.allCases.filter { topic in BurstRule.allCases.contains { $0.topic == topic } }
    }
  }
}

/// How far a group has come in a topic.
public struct ConsumerOffset: Hashable, Sendable {
  /// The group.
  public var group: String
  /// The topic.
  public var topic: Topic
  /// The offset of the next event that it reads.
  public var committed: Int64
  /// When it said so; nil where it never did.
  public var committedAt: Timestamp?
  /// How many events it has yet to read.
  public var lag: Int64
}
