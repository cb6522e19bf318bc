/// A connection to another machine through ssh: a row of Seed A's table `ssh_connections` (row T2).
public struct SSHConnection: Hashable, Sendable {
  /// The identity of a connection: a UUID, made and written as a session's is.
  public struct ID: Hashable, Sendable, CustomStringConvertible {
    private let uuid: SessionID

    /// A new id from a time and a source of randomness.
    public init(at time: Timestamp, using generator: inout some RandomNumberGenerator) {
      uuid = SessionID(at: time, using: &generator)
    }

    /// Parses the 36-character form.
    ///
    /// - Throws: ``StrataError`` with code `invalidInput`.
    public init(parsing text: String) throws(StrataError) { uuid = try SessionID(parsing: text) }

    /// The 36-character form.
    public var description: String { uuid.description }
  }

  /// What it does.
  public enum State: String, Sendable, Codable, CaseIterable {
    /// It is open and may be used again.
    case idle
    /// A command runs over it.
    case active
    /// It was closed.
    case closed
  }

  /// Its identity.
  public var id: ID
  /// The machine at its other end.
  public var host: String
  /// The port there.
  public var port: Int
  /// What it does.
  public var state: State
  /// When it was opened.
  public var createdAt: Timestamp

  /// Makes a connection.
  public init(id: ID, host: String, port: Int, state: State, createdAt: Timestamp) {
    self.id = id
    self.host = host
    self.port = port
    self.state = state
    self.createdAt = createdAt
  }

  /// Checks host and port.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  package func check() throws(StrataError) {
    try RecordText.check(host, "connection's host")
    guard (1...65_535).contains(port) else {
      throw StrataError(
        .invalidInput, "\(port) is not a port", remedy: "give a number from 1 to 65535")
    }
  }

  /// What an entry says of it: with the entry's time, the whole row.
  package var json: JSONValue {
    .object([
      "id": .string(id.description), "host": .string(host), "port": .integer(Int64(port)),
      "state": .string(state.rawValue), "created_at": .string(createdAt.description),
    ])
  }
}
