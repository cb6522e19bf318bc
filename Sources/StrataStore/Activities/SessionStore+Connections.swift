public import StrataCore

extension SessionStore {
  /// Notes that a command is about to run over a connection through ssh: one that is idle, else a new
  /// one (row T2). The record of the command says what became of it.
  ///
  /// - Throws: ``StrataError``: `invalidInput` where host or port is wrong, `storage`.
  public func openConnection(to host: String, port: Int) async throws -> SSHConnection {
    let now = options.clock()
    var generator = options.randomness()
    let new = SSHConnection(
      id: SSHConnection.ID(at: now, using: &generator), host: host, port: port, state: .active,
      createdAt: now)
    try new.check()
    return try await retrying {
      try await self.commits.commit { transaction in
        var connection = try SSHConnection.idle(to: new, in: transaction.connection) ?? new
        connection.state = .active
        try connection.update(in: transaction)
        return connection
      }
    }
  }

  /// The connections through ssh, the one used last first.
  public func connections(limit: Int = 1000) throws -> [SSHConnection] {
    try driver.read { connection in
      try connection.query(
        """
        SELECT id, host, port, state, created_at FROM ssh_connections
        ORDER BY last_used_at DESC, id LIMIT ?
        """, .int(max(0, limit))
      ).map(SSHConnection.init)
    }
  }
}

extension SSHConnection {
  fileprivate init(_ row: SQLRow) throws {
    self.init(
      id: try ID(parsing: row.text(0)), host: try row.text(1), port: try row.int(2),
      state: State(rawValue: try row.text(3)) ?? .closed, createdAt: try row.time(4))
  }

  fileprivate static func idle(
    to other: SSHConnection, in connection: any SQLConnection
  ) throws -> SSHConnection? {
    try connection.query(
      """
      SELECT id, host, port, state, created_at FROM ssh_connections
      WHERE host = ? AND port = ? AND state = 'idle' ORDER BY id LIMIT 1
      """, .text(other.host), .int(other.port)
    ).first.map(SSHConnection.init)
  }

  /// Writes the row; it was used last when the transaction takes place.
  func update(in transaction: JournalTransaction) throws {
    try transaction.connection.run(
      """
      INSERT INTO ssh_connections (id, host, port, state, created_at, last_used_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET state = excluded.state, last_used_at = excluded.last_used_at
      """,
      .text(id.description), .text(host), .int(port), .text(state.rawValue), .time(createdAt),
      .time(transaction.time))
  }
}
