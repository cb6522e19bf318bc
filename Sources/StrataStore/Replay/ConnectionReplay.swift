import StrataCore

/// What the entry of a command says of the connection that it ran over: a row of `ssh_connections` (row T2).
///
/// A connection is what the last command over it says; one over which a command still runs is in no entry
/// yet. One of a store that was joined is known here, and closed: nobody can run anything over it.
struct ConnectionReplay {
  private let values: [SQLValue]
  private let usedAt: Timestamp
  private let isForeign: Bool

  private static let columns = "id, host, port, state, created_at, last_used_at"

  /// Nil for a command that ran here on the spot.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for an entry that no Strata wrote.
  init?(_ body: JSONValue, at time: Timestamp, place: String) throws(StrataError) {
    guard let connection = body.member("execution")?.member("connection") else { return nil }
    let fields = try JSONFields(connection, place: place)
    guard case .integer(let port)? = fields.members["port"] else { throw fields.missing("port") }
    isForeign = JournalEntry.Former(in: body)?.store != nil
    usedAt = JournalEntry.Former(in: body)?.at ?? time
    values = [
      .text(try fields.requiredText("id")), .text(try fields.requiredText("host")),
      .integer(port),
      .text(isForeign ? SSHConnection.State.closed.rawValue : try fields.requiredText("state")),
      .time(try Timestamp(parsing: fields.requiredText("created_at"))),
    ]
  }

  /// Writes the row.
  func take(into connection: any SQLConnection) throws {
    if isForeign {
      let known = try connection.query(
        "SELECT last_used_at FROM ssh_connections WHERE id = ?", values[0])
      if let row = known.first {
        guard try row.time(0) < usedAt else { return }
        try connection.run(
          "UPDATE ssh_connections SET last_used_at = ? WHERE id = ?", .time(usedAt), values[0])
        return
      }
    } else {
      try connection.run("DELETE FROM ssh_connections WHERE id = ?", values[0])
    }
    try connection.run(
      "INSERT INTO ssh_connections (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?)",
      values + [.time(usedAt)])
  }
}
