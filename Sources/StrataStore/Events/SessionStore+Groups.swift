public import StrataCore

extension SessionStore {
  /// How far the groups have come, Strata's own and those that have read.
  public func consumerOffsets() throws -> [ConsumerOffset] {
    try driver.read { connection in
      let reading = EventReading(connection: connection, store: marker.store)
      var ends: [Topic: Int64] = [:]
      for topic in Topic.allCases { ends[topic] = try reading.end(of: topic) }
      let kept = try ConsumerOffsets(connection: connection).all()
      var offsets = kept.map { kept in
        ConsumerOffset(
          group: kept.group, topic: kept.topic, committed: kept.offset, committedAt: kept.at,
          lag: max(0, (ends[kept.topic] ?? 0) - kept.offset))
      }
      for group in StandingGroup.allCases {
        for topic in group.topics
        where !kept.contains(where: { $0.group == group.rawValue && $0.topic == topic }) {
          offsets.append(
            ConsumerOffset(
              group: group.rawValue, topic: topic, committed: 0, committedAt: nil,
              lag: ends[topic] ?? 0))
        }
      }
      return offsets.sorted { ($0.group, $0.topic.rawValue) < ($1.group, $1.topic.rawValue) }
    }
  }

  /// The offset of the next event that a group reads in a topic, 0 where it never read.
  public func committed(by group: ConsumerGroup, in topic: Topic) throws -> Int64 {
    try driver.read {
      try ConsumerOffsets(connection: $0).committed(by: group.name, in: topic).offset
    }
  }

  /// Remembers that a group has done with all events before an offset.
  ///
  /// A group that does its work before it commits sees every event at least once, whenever it dies;
  /// ``TopicEvent/id`` tells doubles (row E2).
  /// - Throws: ``StrataError``: `conflict` where the group has come further already, or is Strata's
  ///   own; `invalidInput` for an offset beyond the topic's end; `storage`.
  public func commit(_ offset: Int64, of group: ConsumerGroup, in topic: Topic) async throws {
    try Self.requireForeign(group)
    let store = marker.store
    try await commits.commit { transaction in
      let end = try EventReading(connection: transaction.connection, store: store).end(of: topic)
      guard (0...end).contains(offset) else { throw Self.beyond(end, offset, topic) }
      let offsets = ConsumerOffsets(connection: transaction.connection)
      let committed = try offsets.committed(by: group.name, in: topic).offset
      guard offset >= committed else {
        throw StrataError(
          .conflict,
          "the group \(group) has come to offset \(committed) of \(topic.rawValue) and does not go "
            + "back to \(offset)",
          remedy: "to read again, run 'strata events groups --reset \(group)'")
      }
      guard offset > committed else { return }
      try offsets.set(offset, of: group.name, in: topic, at: transaction.time)
    }
  }

  /// Lets a group read a topic from an offset, further back or further on.
  ///
  /// - Throws: ``StrataError``: `conflict` where the group is Strata's own, `invalidInput`, `storage`.
  public func reset(_ group: ConsumerGroup, in topic: Topic, to offset: Int64) async throws {
    try Self.requireForeign(group)
    let store = marker.store
    try await commits.commit { transaction in
      let end = try EventReading(connection: transaction.connection, store: store).end(of: topic)
      guard (0...end).contains(offset) else { throw Self.beyond(end, offset, topic) }
      try ConsumerOffsets(connection: transaction.connection).set(
        offset, of: group.name, in: topic, at: transaction.time)
    }
  }

  /// Lets a group of Strata's own begin anew: what it made is emptied with its offsets, and made
  /// again of the journal when the group runs. Alerts that were raised are not raised again.
  public func reset(_ group: StandingGroup) async throws {
    try await commits.commit { transaction in
      let connection = transaction.connection
      try ConsumerOffsets(connection: connection).forget(group.rawValue)
      switch group {
      case .analytics: try connection.run("DELETE FROM event_statistics")
      case .audit, .alerting: try RaisedAlerts(connection: connection).rebuild()
      }
    }
  }

  private static func requireForeign(_ group: ConsumerGroup) throws(StrataError) {
    guard StandingGroup(rawValue: group.name) != nil else { return }
    throw StrataError(
      .conflict, "the group \(group) is Strata's own and keeps its offsets itself",
      remedy: "read under another name; 'strata events run' runs Strata's groups")
  }

  private static func beyond(_ end: Int64, _ offset: Int64, _ topic: Topic) -> StrataError {
    StrataError(
      .invalidInput, "\(topic.rawValue) has no offset \(offset)",
      remedy: "its next event gets offset \(end); give a number from 0 to \(end)")
  }
}
