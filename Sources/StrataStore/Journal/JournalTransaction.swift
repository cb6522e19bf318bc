import StrataCore
import Synchronization

/// What one writing transaction may do to the journal. Entries are appended here and nowhere else.
final class JournalTransaction {
  /// The connection, for everything that is not an entry.
  let connection: any SQLConnection
  /// When the transaction takes place.
  let time: Timestamp

  private let codes: CodeStateCache
  private var last: Int64?

  init(_ connection: any SQLConnection, at time: Timestamp, codes: CodeStateCache) {
    self.connection = connection
    self.time = time
    self.codes = codes
  }

  /// An entry that is about to be appended.
  struct Draft {
    var kind: JournalEntry.Kind
    var customer: CustomerID?
    var session: SessionID?
    /// The entry's number in its session; set exactly where `session` is.
    var sequence: Int?
    var actor: String?
    var code: CodeState?
    /// Canonical JSON.
    var body: [UInt8]
  }

  /// Appends an entry and returns its position.
  @discardableResult
  func append(_ draft: Draft) throws -> Int64 {
    let position = try lastPosition() + 1
    let code = try draft.code.map { try codes.id(of: $0, in: connection) }
    try connection.run(
      """
      INSERT INTO entries (position, recorded_at, kind, customer, session, sequence, actor, code, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(position), .time(time), .text(draft.kind.rawValue),
      .text(orNull: draft.customer?.name), .text(orNull: draft.session?.description),
      .integer(orNull: draft.sequence.map(Int64.init)), .text(orNull: draft.actor),
      .integer(orNull: code), .text(String(decoding: draft.body, as: UTF8.self)))
    last = position
    return position
  }

  /// The position of the newest entry, 0 where there is none.
  func lastPosition() throws -> Int64 {
    if let last { return last }
    let rows = try connection.query("SELECT coalesce(max(position), 0) FROM entries")
    let position = try rows.first?.integer(0) ?? 0
    last = position
    return position
  }

  /// Tries a part of the transaction: where it fails, that part alone is undone and its error is
  /// returned. A failure of the disk or the database is thrown, for it concerns the whole.
  func attempt(_ body: () throws -> Void) throws -> (any Error)? {
    let before = last
    try connection.run("SAVEPOINT part")
    do {
      try body()
      try connection.run("RELEASE part")
      return nil
    } catch {
      if (error as? StrataError)?.code == .storage { throw error }
      try connection.run("ROLLBACK TO part")
      try connection.run("RELEASE part")
      last = before
      codes.clear()
      return error
    }
  }

  /// Sets a value of the table `meta`.
  func setMeta(_ name: Meta, to value: String) throws {
    try connection.run(
      """
      INSERT INTO meta (name, value) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """, .text(name.rawValue), .text(value))
  }
}

/// The names in the table `meta`.
enum Meta: String {
  /// The format of the database; equal to the one in `strata.json`.
  case format
  /// The identity of the store.
  case store
  /// The boot of the machine in which directories were last known to be written.
  case boot
  /// The entries up to here show in the directories, unless the power was cut.
  case materialisedThrough = "materialised_through"
  /// The entries up to here show in the directories even after a power cut.
  case durableThrough = "durable_through"

  /// The value, or nil where it was never set.
  func value(in connection: any SQLConnection) throws -> String? {
    try connection.query("SELECT value FROM meta WHERE name = ?", .text(rawValue)).first?.text(0)
  }

  /// The value as a position, 0 where it was never set.
  func position(in connection: any SQLConnection) throws -> Int64 {
    try value(in: connection).flatMap { Int64($0) } ?? 0
  }
}

/// The numbers of the code states that this process has written or met.
final class CodeStateCache: Sendable {
  private let ids = Mutex<[CodeState: Int64]>([:])
  private static let limit = 1024

  /// Forgets everything; called when a transaction that may have added one was undone.
  func clear() { ids.withLock { $0 = [:] } }

  /// The number of a state, which is added where it is new.
  func id(of code: CodeState, in connection: any SQLConnection) throws -> Int64 {
    if let id = ids.withLock({ $0[code] }) { return id }
    let document = String(decoding: try CanonicalJSON.bytes(code.json), as: UTF8.self)
    let found = try connection.query(
      "SELECT id FROM code_states WHERE document = ?", .text(document))
    let id: Int64
    if let row = found.first {
      id = try row.integer(0)
    } else {
      let next = try connection.query("SELECT coalesce(max(id), 0) + 1 FROM code_states")
      id = try next.first?.integer(0) ?? 1
      try connection.run(
        "INSERT INTO code_states (id, document) VALUES (?, ?)", .integer(id), .text(document))
    }
    ids.withLock { ids in
      if ids.count >= Self.limit { ids = [:] }
      ids[code] = id
    }
    return id
  }
}

extension CodeState {
  /// The state as JSON, without the fields that are unknown.
  var json: JSONValue {
    var members: [String: JSONValue] = [:]
    members["repository"] = repository.map(JSONValue.string)
    members["commit"] = commit.map(JSONValue.string)
    members["tag"] = tag.map(JSONValue.string)
    members["branch"] = branch.map(JSONValue.string)
    members["dirty"] = isDirty.map(JSONValue.bool)
    members["working_directory"] = workingDirectory.map(JSONValue.string)
    members["file"] = file.map(JSONValue.string)
    members["line"] = line.map { .integer(Int64($0)) }
    return .object(members)
  }
}
