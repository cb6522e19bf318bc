import StrataCore

/// Active sessions of one user in one realm and conversation (row T1).
public struct ActiveSessions: Hashable, Sendable {
  /// Who works, where it is known.
  public var user: String?
  /// In which realm.
  public var realm: String?
  /// In which conversation.
  public var conversation: String?
  /// How many sessions.
  public var count: Int

  fileprivate var names: [String] { [user ?? "", realm ?? "", conversation ?? ""] }
}

/// Recorded commands of one type that ended alike and took equally long (row T1).
public struct CommandFigure: Hashable, Sendable {
  /// The type of the command, where the record says one.
  public var type: String?
  /// How it ended.
  public var status: String?
  /// How long it took, in milliseconds.
  public var milliseconds: Int?
  /// How many commands.
  public var count: Int
}

extension SessionStore {
  /// The active sessions, counted by user, realm and conversation, the largest count first.
  ///
  /// - Complexity: O(sessions), in the database.
  public func activeSessions() throws -> [ActiveSessions] {
    let found = try driver.read { connection in
      try connection.query(
        """
        SELECT e.actor, e.realm, e.conversation, COUNT(*)
        FROM session_versions s JOIN entries e ON e.position = s.position
        WHERE s.state = ? GROUP BY e.actor, e.realm, e.conversation
        """, .text(Session.State.active.rawValue)
      ).map { row in
        try ActiveSessions(
          user: row.optionalText(0), realm: row.optionalText(1),
          conversation: row.optionalText(2), count: row.int(3))
      }
    }
    return found.sorted { left, right in
      if left.count != right.count { return left.count > right.count }
      return left.names.lexicographicallyPrecedes(right.names)
    }
  }

  /// The commands that the audit log holds, in no particular order.
  ///
  /// - Complexity: O(recorded commands), in the database.
  public func commandFigures() throws -> [CommandFigure] {
    try driver.read { connection in
      let json = connection.dialect.jsonText
      let duration = "CAST(ROUND(CAST(\(json("execution", "duration_ms")) AS NUMERIC)) AS BIGINT)"
      let columns =
        "\(json("command", "type")) AS a, \(json("execution", "status")) AS b, \(duration) AS c"
      return try connection.query(
        """
        SELECT a, b, c, COUNT(*) FROM (SELECT \(columns) FROM command_audit) AS recorded
        GROUP BY a, b, c
        """
      ).map { row in
        try CommandFigure(
          type: row.optionalText(0), status: row.optionalText(1), milliseconds: row.optionalInt(2),
          count: row.int(3))
      }
    }
  }
}
