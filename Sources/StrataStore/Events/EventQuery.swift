public import StrataCore

/// Which events to read.
public struct EventQuery: Sendable {
  /// Where reading begins.
  public enum Start: Hashable, Sendable {
    /// The first event there ever was; the oldest come from the archive.
    case beginning
    /// An offset.
    case offset(Int64)
    /// The first event of a time or later.
    case time(Timestamp)
    /// So many events before the end.
    case newest(Int)
  }

  /// The topic.
  public var topic: Topic
  /// Where reading begins.
  public var start: Start
  /// Only events of a session.
  public var session: SessionID?
  /// Only events of these types; empty for all.
  public var types: Set<EventType>
  /// At most this many.
  public var limit: Int

  /// Makes a query.
  public init(
    _ topic: Topic, from start: Start = .beginning, session: SessionID? = nil,
    types: Set<EventType> = [], limit: Int = 1000
  ) {
    self.topic = topic
    self.start = start
    self.session = session
    self.types = types
    self.limit = limit
  }

  /// Whether an event is wanted.
  func selects(_ event: TopicEvent) -> Bool {
    (session == nil || event.session == session) && (types.isEmpty || types.contains(event.type))
  }
}

/// Some events, and where reading goes on.
public struct EventPage: Sendable {
  /// The events, in order.
  public var events: [TopicEvent]
  /// The offset from which the next page begins; what lies before it was looked at.
  public var next: Int64
}

/// A topic in short.
public struct TopicSummary: Hashable, Sendable {
  /// The topic.
  public var topic: Topic
  /// The offset of the first event that is not in the archive alone.
  public var firstOffset: Int64
  /// The offset that the next event gets.
  public var end: Int64
  /// How many events the archive has, from offset 0.
  public var archivedCount: Int64
}

/// How many events of a kind there were on a day, as the group `analytics` counted them.
public struct EventStatistic: Hashable, Sendable {
  /// The day in UTC, `2026-01-05`.
  public var day: String
  /// The topic.
  public var topic: Topic
  /// What they told.
  public var type: EventType
  /// How they ended, where something ended.
  public var outcome: String?
  /// How many.
  public var count: Int64
}
