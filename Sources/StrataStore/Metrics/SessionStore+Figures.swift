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
}

extension SessionStore {
  private static let pageSize = 500

  /// The active sessions, counted by user, realm and conversation, the largest count first.
  ///
  /// - Complexity: O(sessions) to find the active ones, which are then read.
  public func activeSessions() throws -> [ActiveSessions] {
    var counts: [[String?]: Int] = [:]
    try driver.read { connection in
      var query = SessionQuery(state: .active, newestFirst: false, limit: Self.pageSize)
      while true {
        let page = try JournalReading.sessions(query, in: connection)
        for session in page {
          counts[[session.user, session.realm, session.conversation], default: 0] += 1
        }
        guard page.count == Self.pageSize else { break }
        query.after = page.last?.id
      }
    }
    return counts.sorted { left, right in
      if left.value != right.value { return left.value > right.value }
      return left.key.map { $0 ?? "" }.lexicographicallyPrecedes(right.key.map { $0 ?? "" })
    }.map {
      ActiveSessions(user: $0.key[0], realm: $0.key[1], conversation: $0.key[2], count: $0.value)
    }
  }
}
