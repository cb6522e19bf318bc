import StrataCore

/// Reads what ``ContentCheck`` compares, for many sessions at once.
struct ContentRows {
  let connection: any SQLConnection

  /// The turns of the sessions that start at some entries, by that entry.
  func turns(
    of positions: ClosedRange<Int64>
  ) throws -> [Int64: [ContentCheck.TurnRow]] {
    var turns: [Int64: [ContentCheck.TurnRow]] = [:]
    for row in try connection.query(
      """
      \(JournalReading.turnRowSelection)
      WHERE t.session >= ? AND t.session <= ? ORDER BY t.session, t.sequence
      """, .integer(positions.lowerBound), .integer(positions.upperBound))
    {
      let isErased = row.isNull(1)
      turns[try row.integer(10), default: []].append(
        ContentCheck.TurnRow(
          number: try row.int(11), turn: try? JournalReading.turn(row), isErased: isErased,
          salt: row.isNull(7) ? nil : try row.bytes(7), digest: try row.bytes(8),
          erasedBy: try row.optionalText(9)))
    }
    return turns
  }

  private static let columns = "e.position, e.session, e.kind, e.contents, e.body"
  private static let ofSessions =
    "e.session IN (SELECT id FROM session_versions WHERE position >= ? AND position <= ?)"
  /// What belongs to no session.
  private static let ofNoSession = "e.session IS NULL AND e.position >= ? AND e.position <= ?"

  /// What the entries of those sessions commit to, by session.
  func commitments(
    of positions: ClosedRange<Int64>
  ) throws -> [String: [ContentCheck.Committing]] {
    var entries: [String: [ContentCheck.Committing]] = [:]
    for row in try connection.query(
      "SELECT \(Self.columns) FROM entries e WHERE \(Self.ofSessions) ORDER BY e.session, e.sequence",
      .integer(positions.lowerBound), .integer(positions.upperBound))
    {
      entries[try row.text(1), default: []].append(try committing(row))
    }
    return entries
  }

  /// The contents of the entries of those sessions, by session.
  func contents(
    of positions: ClosedRange<Int64>
  ) throws -> [String: [ContentCheck.ContentRow]] {
    var contents: [String: [ContentCheck.ContentRow]] = [:]
    for (session, row) in try contentRows(Self.ofSessions, positions) {
      contents[session ?? "", default: []].append(row)
    }
    return contents
  }

  /// The entries of no session in a range that commit to contents, and their contents.
  func sessionless(
    in positions: ClosedRange<Int64>
  ) throws -> (entries: [ContentCheck.Committing], rows: [Int64: [ContentCheck.ContentRow]]) {
    let entries = try connection.query(
      """
      SELECT \(Self.columns) FROM entries e
      WHERE \(Self.ofNoSession) AND e.contents IS NOT NULL ORDER BY e.position
      """, .integer(positions.lowerBound), .integer(positions.upperBound)
    ).map(committing)
    let rows = try contentRows(Self.ofNoSession, positions).map(\.row)
    return (entries, Dictionary(grouping: rows, by: \.entry))
  }

  private func contentRows(
    _ condition: String, _ positions: ClosedRange<Int64>
  ) throws -> [(session: String?, row: ContentCheck.ContentRow)] {
    try connection.query(
      """
      SELECT e.session, c.entry, c.name, c.salt, c.content, c.digest, x.kind
      FROM entries e JOIN contents c ON c.entry = e.position
        LEFT JOIN entries x ON x.position = c.erased
      WHERE \(condition) ORDER BY c.entry, c.name
      """, .integer(positions.lowerBound), .integer(positions.upperBound)
    ).map { row in
      (
        try row.optionalText(0),
        ContentCheck.ContentRow(
          entry: try row.integer(1), name: try row.text(2),
          salt: row.isNull(3) ? nil : try row.bytes(3),
          content: row.isNull(4) ? nil : try row.bytes(4), digest: try row.bytes(5),
          erasedBy: try row.optionalText(6))
      )
    }
  }

  /// An entry whose body cannot be read commits to nothing that could be compared; that it was changed
  /// is found elsewhere.
  private func committing(_ row: SQLRow) throws -> ContentCheck.Committing {
    let position = try row.integer(0)
    var committing = ContentCheck.Committing(position: position, turns: nil, contents: [:])
    if let kind = JournalEntry.Kind(rawValue: try row.text(2)), TurnCommitment.kinds.contains(kind),
      let body = try? JSONReader.value(of: Array(try row.text(4).utf8), place: "entry")
    {
      committing.turns = TurnCommitment(
        of: JournalEntry(
          position: position, recordedAt: Timestamp(microseconds: 0), kind: kind, body: body))
    }
    if let text = try row.optionalText(3),
      case .object(let members)? = try? JSONReader.value(of: Array(text.utf8), place: "entry")
    {
      for (name, value) in members {
        guard case .string(let digest) = value, let bytes = [UInt8](digestText: digest) else {
          continue
        }
        committing.contents[name] = bytes
      }
    }
    return committing
  }
}
