import StrataCore

/// The topics as the journal has them: views of `entries` (row E1).
struct EventReading {
  let connection: any SQLConnection
  /// The store's id, a part of every event's id.
  let store: SessionID

  /// The rows of a topic from an offset on, in order.
  func rows(
    in topic: Topic, from offset: Int64, limit: Int, of session: SessionID? = nil
  ) throws -> [EntryRow] {
    var arguments: [SQLValue] = [.text(topic.rawValue), .integer(offset)]
    if let session { arguments.append(.text(session.description)) }
    return try connection.query(
      """
      SELECT \(EntryRow.columns) FROM entries WHERE topic = ? AND topic_offset >= ?
        \(session == nil ? "" : "AND session = ?") ORDER BY topic_offset LIMIT ?
      """, arguments + [.int(limit)]
    ).map { try EntryRow($0) }
  }

  /// The messages of a topic from an offset on, in order.
  func events(
    in topic: Topic, from offset: Int64, limit: Int, of session: SessionID? = nil
  ) throws -> [TopicEvent] {
    try rows(in: topic, from: offset, limit: limit, of: session).map(event)
  }

  /// The message of a row.
  func event(_ row: EntryRow) throws -> TopicEvent {
    try TopicEvent(row.entry(), offset: row.topicOffset, store: store)
  }

  /// The offset that the topic's next event gets.
  func end(of topic: Topic) throws -> Int64 {
    try connection.query(
      "SELECT coalesce(max(topic_offset), -1) + 1 FROM entries WHERE topic = ?",
      .text(topic.rawValue)
    ).first?.integer(0) ?? 0
  }

  /// The offset of the topic's first event; those before it are in the archive.
  func firstOffset(of topic: Topic) throws -> Int64 {
    try connection.query("SELECT first_offset FROM topics WHERE name = ?", .text(topic.rawValue))
      .first?.integer(0) ?? 0
  }

  /// The first offset, not before one, whose event is of a time or later.
  ///
  /// Clocks may be set back, so that times may fall along a topic: then this is one of the places
  /// where they pass the time, and later events may be earlier than it.
  /// - Complexity: O(log n) look-ups.
  func offset(at time: Timestamp, in topic: Topic, notBefore first: Int64) throws -> Int64 {
    let offsets = first..<max(first, try end(of: topic))
    return try offsets.partitioningIndex { offset in
      let recorded = try connection.query(
        "SELECT recorded_at FROM entries WHERE topic = ? AND topic_offset = ?",
        .text(topic.rawValue), .integer(offset)
      ).first?.time(0)
      return recorded.map { $0 >= time } ?? true
    }
  }

  /// A number of the configuration as of an index; nil where the key has no value that is one.
  func number(_ key: String, at index: Int64 = .max) throws -> Int? {
    try ConfigurationReading.setting(key, at: index, in: connection).flatMap(SettingNumber.parse)
  }
}
