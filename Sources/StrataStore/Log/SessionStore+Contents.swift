public import StrataCore

extension SessionStore {
  /// What the entries of a session committed to and keep apart, by position.
  ///
  /// - Throws: ``StrataError``: `notFound`, `corrupt`.
  /// - Complexity: O(bytes of the contents), all of them in memory.
  public func contents(ofEntriesOf session: SessionID) throws -> [Int64: EntryContents] {
    try driver.read { connection in
      let stored = try StoredSession.named(.id(session), in: connection)
      var found = try Self.turns(of: stored, in: connection)
      for row in try connection.query(
        """
        SELECT c.entry, c.name, c.salt, c.content, c.erased
        FROM contents c JOIN entries e ON e.position = c.entry WHERE e.session = ?
        """, .text(session.description))
      {
        found[try row.integer(0), default: EntryContents()].contents[try row.text(1)] =
          try Self.content(row)
      }
      return found
    }
  }

  /// The values to which configuration changes committed, by the position of the change; those of
  /// concealed keys are left out.
  ///
  /// - Throws: ``StrataError`` with code `storage`.
  public func contents(ofConfigurationChanges positions: [Int64]) throws -> [Int64: EntryContents] {
    try driver.read { connection in
      let concealed = try ConfigurationReading.concealedKeys(in: connection)
      var found: [Int64: EntryContents] = [:]
      for position in positions {
        for row in try connection.query(
          "SELECT entry, name, salt, content FROM contents WHERE entry = ? AND content IS NOT NULL",
          .integer(position))
        {
          let name = try row.text(1)
          guard !Self.isConcealed(name, by: concealed) else { continue }
          found[position, default: EntryContents()].contents[name] = try Self.content(row)
        }
      }
      return found
    }
  }

  private static func content(_ row: SQLRow) throws -> EntryContents.Content {
    row.isNull(3)
      ? .erased(by: try row.integer(4))
      : .given(salt: try row.bytes(2), bytes: try row.bytes(3))
  }

  private static func isConcealed(_ name: String, by concealed: ConcealedKeys) -> Bool {
    guard let key = ConfigurationRecord.key(ofContent: name) else { return false }
    return concealed.contains(key)
  }

  private static func turns(
    of stored: StoredSession, in connection: any SQLConnection
  ) throws -> [Int64: EntryContents] {
    var spoken: [EntryContents.Spoken] = []
    for row in try connection.query(
      """
      SELECT role, content, at, author, salt, digest, erased FROM turns
      WHERE session = ? ORDER BY sequence
      """, .integer(stored.position))
    {
      guard !row.isNull(1) else {
        spoken.append(.erased(digest: try row.bytes(5), by: try row.integer(6)))
        continue
      }
      spoken.append(
        .given(salt: try row.bytes(4), turn: try JournalReading.turn(row)))
    }
    var found: [Int64: EntryContents] = [:]
    for entry in try JournalReading.entries(of: stored.session.id, in: connection) {
      guard let commitment = TurnCommitment(of: entry),
        commitment.turns.upperBound <= spoken.count + 1
      else { continue }
      found[entry.position] = EntryContents(
        turns: Array(spoken[commitment.first - 1..<commitment.turns.upperBound - 1]))
    }
    return found
  }
}
