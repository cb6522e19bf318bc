import StrataCore
import SystemPackage

extension SessionStore {
  /// How many rows are read at once.
  private static let eventStep = 256

  /// The topics, with where each begins and ends (row E1).
  public func topics() throws -> [TopicSummary] {
    try Topic.allCases.map { topic in
      let (first, end) = try driver.read { connection in
        let reading = EventReading(connection: connection, store: marker.store)
        return (try reading.firstOffset(of: topic), try reading.end(of: topic))
      }
      return TopicSummary(
        topic: topic, firstOffset: first, end: end,
        archivedCount: try archive.manifest(of: topic).end)
    }
  }

  /// Some events of a topic, in order; those that left it come from the archive (rows E1, E4).
  ///
  /// - Throws: ``StrataError``: `corrupt` where the journal or the archive is damaged, `storage`.
  /// - Complexity: O(events looked at); a start by time costs O(log n) look-ups.
  public func events(_ query: EventQuery) throws -> EventPage {
    var page = EventPage(events: [], next: try offset(of: query))
    while page.events.count < query.limit {
      let found = try stretch(of: query, from: page.next)
      for event in found.events where query.selects(event) {
        page.events.append(event)
        if page.events.count == query.limit {
          page.next = event.offset + 1
          return page
        }
      }
      guard found.next > page.next else { break }
      page.next = found.next
    }
    return page
  }

  /// What the group `analytics` counted, by day.
  public func eventStatistics() throws -> [EventStatistic] {
    try driver.read { connection in
      try connection.query(
        """
        SELECT day, topic, event_type, outcome, count FROM event_statistics
        ORDER BY day, topic, event_type, outcome
        """
      ).map { row in
        guard let topic = Topic(rawValue: try row.text(1)),
          let type = EventType(rawValue: try row.text(2))
        else {
          throw StrataError(
            .corrupt, "the statistics name a topic or a type that there is not",
            remedy: "run 'strata events groups --reset analytics'")
        }
        let outcome = try row.text(3)
        return EventStatistic(
          day: try row.text(0), topic: topic, type: type, outcome: outcome.isEmpty ? nil : outcome,
          count: try row.integer(4))
      }
    }
  }

  /// The offset at which a query begins.
  private func offset(of query: EventQuery) throws -> Int64 {
    switch query.start {
    case .beginning: return 0
    case .offset(let offset): return max(0, offset)
    case .newest(let count):
      let end = try driver.read {
        try EventReading(connection: $0, store: marker.store).end(of: query.topic)
      }
      return max(0, end - Int64(max(0, count)))
    case .time(let time):
      let (first, found) = try driver.read { connection in
        let reading = EventReading(connection: connection, store: marker.store)
        let first = try reading.firstOffset(of: query.topic)
        return (first, try reading.offset(at: time, in: query.topic, notBefore: first))
      }
      guard found == first, first > 0,
        let segment = try archive.manifest(of: query.topic).segment(reaching: time)
      else { return found }
      return try archive.events(of: segment).first { $0.recordedAt >= time }?.offset ?? found
    }
  }

  /// The next stretch of a topic, and the offset after what was looked at.
  private func stretch(
    of query: EventQuery, from offset: Int64
  ) throws -> (events: [TopicEvent], next: Int64) {
    let live: (events: [TopicEvent], next: Int64)? = try driver.read { connection in
      let reading = EventReading(connection: connection, store: marker.store)
      let first = try reading.firstOffset(of: query.topic)
      guard offset >= first else { return nil }
      let events = try reading.events(
        in: query.topic, from: offset, limit: Self.eventStep, of: query.session)
      if let last = events.last, events.count == Self.eventStep { return (events, last.offset + 1) }
      return (events, max(offset, try reading.end(of: query.topic)))
    }
    if let live { return live }
    guard let segment = try archive.manifest(of: query.topic).segment(containing: offset) else {
      throw StrataError(
        .corrupt, "the archive of \(query.topic.rawValue) has no event \(offset)",
        place: layout.archive.string, remedy: "restore the archive from a backup")
    }
    return (try archive.events(of: segment).filter { $0.offset >= offset }, segment.last + 1)
  }
}
