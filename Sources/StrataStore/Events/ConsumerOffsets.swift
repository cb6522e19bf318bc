import StrataCore

/// The table `consumer_offsets`: the next offset of each group in each topic, and what the group
/// remembers between two events.
struct ConsumerOffsets {
  let connection: any SQLConnection

  /// The offset of the next event, and the state; 0 and none for a group that never read.
  func committed(
    by group: String, in topic: Topic
  ) throws -> (offset: Int64, state: String?) {
    let row = try connection.query(
      "SELECT committed, state FROM consumer_offsets WHERE consumer_group = ? AND topic = ?",
      .text(group), .text(topic.rawValue)
    ).first
    guard let row else { return (0, nil) }
    return (try row.integer(0), try row.optionalText(1))
  }

  /// Sets the offset and the state.
  func set(
    _ offset: Int64, state: String? = nil, of group: String, in topic: Topic, at time: Timestamp
  ) throws {
    try connection.run(
      """
      INSERT INTO consumer_offsets (consumer_group, topic, committed, committed_at, state)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (consumer_group, topic) DO UPDATE SET committed = excluded.committed,
        committed_at = excluded.committed_at, state = excluded.state
      """, .text(group), .text(topic.rawValue), .integer(offset), .time(time), .text(orNull: state))
  }

  /// Forgets how far a group has come.
  func forget(_ group: String) throws {
    try connection.run("DELETE FROM consumer_offsets WHERE consumer_group = ?", .text(group))
  }

  /// All groups that have read, by name and topic.
  func all() throws -> [(group: String, topic: Topic, offset: Int64, at: Timestamp)] {
    try connection.query(
      """
      SELECT consumer_group, topic, committed, committed_at FROM consumer_offsets
      ORDER BY consumer_group, topic
      """
    ).map { row in
      guard let topic = Topic(rawValue: try row.text(1)) else {
        throw StrataError(
          .corrupt, "a consumer group reads the unknown topic \(try row.text(1))",
          remedy: "run 'strata fsck'")
      }
      return (try row.text(0), topic, try row.integer(2), try row.time(3))
    }
  }
}
