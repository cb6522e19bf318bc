import StrataCore
import TransparencyLog

/// A session with everything that is taken in of it: from the journal of another store, or from a
/// session directory.
struct IncomingSession: Sendable {
  /// A turn; without words where they were erased.
  struct IncomingTurn: Sendable {
    var role: Turn.Role
    var at: Timestamp?
    var words: Turn?
    var salt: [UInt8]?
    var digest: [UInt8]
    /// The entry of the other store that erased it.
    var erasedBy: Int64?
  }

  /// An entry that is taken over as it is: a command, a deployment, a context, an erasure, a collision.
  struct Activity: Sendable {
    var entry: JournalEntry
    var body: JSONValue
    var contents: [Content]
    /// What tells it apart from all others, in whatever store.
    var identity: [UInt8]
  }

  /// The session as it is now, under the numbers of its store.
  var session: Session
  var turns: [IncomingTurn]
  var activities: [Activity]
  var origins: [Origin]
  /// Where it comes from.
  var provenance: Provenance
  /// Where its first entry was recorded first; nil for a session from a directory.
  var beginning: JSONValue?
  /// What of it is not provably whole.
  var doubts: [String] = []

  /// Where a session comes from.
  enum Provenance: Sendable {
    /// Another store: its first entry there, how many entries it has, the leaf hash of the last, and all
    /// numbers it has had.
    case journal(
      store: SessionID, position: Int64, entryCount: Int, leaf: [UInt8],
      numbers: Set<SemanticVersion>)
    /// A session directory, and what kind of mend its patch is where it has doubts (row V4).
    case directory(String, repair: Trigger)
  }

  /// The kinds of entries that are taken over one by one; the others are told by the session itself.
  static let activityKinds: Set<JournalEntry.Kind> = [
    .commandExecuted, .deploymentRecorded, .contextSet, .versionCollision, .contentErased,
    .sessionCompleted,
  ]

  /// The erasures of its own words, oldest first.
  var erasures: [Activity] { activities.filter { $0.entry.kind == .contentErased } }

  /// What it is compared by.
  var copy: SessionComparison.Copy {
    SessionComparison.Copy(
      session: session, turns: turns.map(\.words), isErased: !erasures.isEmpty)
  }
}

extension IncomingSession {
  /// Reads a session from the journal of a store.
  init(_ id: SessionID, of store: SessionID, in connection: any SQLConnection) throws {
    let stored = try StoredSession.named(.id(id), in: connection)
    session = stored.session
    turns = try connection.query(
      """
      SELECT role, content, at, author, salt, digest, erased FROM turns WHERE session = ?
      ORDER BY sequence
      """, .integer(stored.position)
    ).map { try IncomingTurn($0) }
    let entries = try JournalReading.entries(of: id, in: connection)
    beginning = entries.first.map { Activity.origin(of: $0, in: store) }
    activities = try entries.compactMap { entry in
      guard Self.activityKinds.contains(entry.kind) else { return nil }
      if entry.kind == .contentErased,
        entry.body.member("session") != .string(id.description)
      {
        return nil
      }
      return try Activity(entry, of: store, in: connection)
    }
    origins = try connection.query(
      "SELECT source, key, digest, turn_count FROM origins WHERE session = ? ORDER BY source, key",
      .integer(stored.position)
    ).map {
      Origin(
        source: try $0.text(0), key: try $0.text(1), digest: try $0.text(2),
        turnCount: try $0.int(3))
    }
    provenance = .journal(
      store: store, position: stored.position, entryCount: stored.entryCount, leaf: stored.chain,
      numbers: try JournalReading.heldNumbers(of: stored.session, in: connection))
  }

  /// Where it was completed; nil where nobody knows, or it was not.
  var ending: JSONValue? {
    activities.last { $0.entry.kind == .sessionCompleted }?.body.member("joined")
  }

  /// What the erasures noted, which is noted again when they are taken over.
  var erasureNotes: [String] {
    erasures.compactMap { erasure in
      ErasureNotice(
        by: erasure.entry.actor, body: erasure.body, at: erasure.entry.recordedAt
      )?.note(of: erasure.body)
    }
  }
}

extension IncomingSession.IncomingTurn {
  fileprivate init(_ row: SQLRow) throws {
    guard let role = Turn.Role(rawValue: try row.text(0)) else {
      throw StrataError(
        .corrupt, "the journal holds a turn of the unknown role \(try row.text(0))",
        remedy: "run 'strata fsck'")
    }
    self.role = role
    at = row.isNull(2) ? nil : try row.time(2)
    digest = try row.bytes(5)
    guard !row.isNull(1) else {
      erasedBy = row.isNull(6) ? nil : try row.integer(6)
      return
    }
    words = Turn(
      role, try row.utf8(1), at: at, author: row.isNull(3) ? nil : try row.utf8(3))
    salt = try row.bytes(4)
  }

  init(_ record: TurnRecord) {
    role = record.turn.role
    at = record.turn.at
    words = record.turn
    salt = record.salt
    digest = record.digest
  }
}

extension IncomingSession.Activity {
  /// Reads an entry with what it commits to; what was erased of it stays away.
  init(_ entry: JournalEntry, of store: SessionID, in connection: any SQLConnection) throws {
    self.entry = entry
    var body = entry.body
    if entry.contents[Content.body] != nil,
      let moved = try JournalReading.content(Content.body, of: entry.position, in: connection)
    {
      body = try JSONReader.value(of: moved, place: "entry \(entry.position)")
    }
    contents = try connection.query(
      """
      SELECT name, salt, content FROM contents WHERE entry = ? AND content IS NOT NULL AND name <> ?
      ORDER BY name
      """, .integer(entry.position), .text(Content.body)
    ).map { Content(name: try $0.text(0), salt: try $0.bytes(1), bytes: try $0.bytes(2)) }
    var members: [String: JSONValue] = [:]
    if case .object(let object) = body { members = object }
    members["joined"] = Self.origin(of: entry, in: store)
    self.body = .object(members)
    identity = try RecordHash(
      of: CanonicalJSON.bytes([
        "actor": entry.actor.map(JSONValue.string) ?? .null, "body": .object(members),
        "kind": .string(entry.kind.rawValue), "realm": entry.realm.map(JSONValue.string) ?? .null,
      ])
    ).node.bytes
  }

  /// Where and when an entry of a store was recorded first.
  static func origin(of entry: JournalEntry, in store: SessionID) -> JSONValue {
    entry.body.member("joined") ?? [
      "at": .string(entry.happenedAt.description), "position": .integer(entry.position),
      "store": .string(store.description),
    ]
  }

  /// What is appended: who, where and under which code stay what they were.
  func draft() throws(StrataError) -> JournalTransaction.Draft {
    JournalTransaction.Draft(
      kind: entry.kind, customer: entry.customer, actor: entry.actor, realm: entry.realm,
      conversation: entry.conversation, code: entry.code, body: try CanonicalJSON.bytes(body),
      contents: contents)
  }
}
