import StrataCore
import TransparencyLog

/// What one writing transaction may do to the journal. Entries are appended here and nowhere else.
final class JournalTransaction {
  /// The connection, for everything that is not an entry.
  let connection: any SQLConnection
  /// When the transaction takes place.
  let time: Timestamp

  private let stamp: CodeStamp
  private var ends = Ends()

  /// Where the journal and its views end; read when first needed, then counted on.
  private struct Ends {
    var position: Int64?
    var configuration: Int64?
    var topics: [Topic: Int64] = [:]
    var audits: [AuditTable: Int64] = [:]
  }

  init(_ connection: any SQLConnection, at time: Timestamp, stamp: CodeStamp) {
    self.connection = connection
    self.time = time
    self.stamp = stamp
  }

  /// An entry that is about to be appended.
  struct Draft {
    var kind: JournalEntry.Kind
    var customer: CustomerID?
    var session: SessionID?
    /// The entry's number in its session; set exactly where `session` is.
    var sequence: Int?
    /// The leaf hash of the session's previous entry; nil for its first.
    var previous: [UInt8]?
    var actor: String?
    var realm: String?
    var conversation: String?
    /// The code in force, where the caller knows better than the store.
    var code: CodeState?
    /// Canonical JSON.
    var body: [UInt8]
    /// What ``body`` says, where the caller has it: reading it again costs as much as writing it did.
    var value: JSONValue?
    var contents: [Content] = []
  }

  /// An entry that was appended.
  struct Appended {
    var position: Int64
    /// The hash of its leaf, by which the session's next entry names it.
    var leaf: [UInt8]
    fileprivate var draft: Draft
    fileprivate var header: JournalEntry

    /// The entry, as whoever reads the journal finds it.
    func entry() throws(StrataError) -> JournalEntry {
      var entry = header
      if let value = draft.value {
        entry.body = value
      } else {
        entry.body = try JSONReader.value(of: draft.body, place: "entry")
      }
      entry.contents = Dictionary(draft.contents.map { ($0.name, $0.digest) }) { $1 }
      return entry
    }
  }

  /// Appends an entry: the row, its leaf, its place in its topic, its row in the audit log.
  ///
  /// - Complexity: O(length of the entry and its contents).
  @discardableResult
  func append(_ draft: Draft) throws -> Appended {
    let position = try lastPosition() + 1
    let offset = try nextOffset(in: draft.kind.topic)
    var draft = draft
    var record = try record(of: draft, at: position)
    var bytes = record.bytes
    if bytes.count > EntryRecord.maximumByteCount {
      guard draft.kind.mayMoveItsBody else { throw Self.tooLong(draft.kind, bytes.count) }
      // An entry bundle has no room for it, so the entry commits to its body as to a content.
      draft.contents.append(Content(name: Content.body, salt: [], bytes: draft.body))
      draft.body = Self.movedBody
      draft.value = nil
      record = try self.record(of: draft, at: position)
      bytes = record.bytes
    }
    let leaf = RecordHash(of: bytes).node.bytes
    try EntryRow.insert(
      record, at: time, topic: draft.kind.topic, offset: offset, leaf: leaf, in: connection)
    for content in draft.contents {
      try connection.run(
        "INSERT INTO contents (entry, name, salt, digest, content) VALUES (?, ?, ?, ?, ?)",
        .integer(position), .text(content.name), .bytes(content.salt), .bytes(content.digest),
        .bytes(content.bytes))
    }
    let appended = Appended(
      position: position, leaf: leaf, draft: draft,
      header: JournalEntry(
        position: position, recordedAt: time, kind: draft.kind, customer: draft.customer,
        session: draft.session, sequence: draft.sequence, actor: draft.actor, realm: draft.realm,
        conversation: draft.conversation, code: stamp.code(for: draft.code),
        configuration: record.configuration, previous: draft.previous, body: .null))
    try appendAudit(of: appended)
    ends.position = position
    ends.topics[draft.kind.topic] = offset
    return appended
  }

  private static let movedBody = Array(#"{"moved":"body"}"#.utf8)

  private static func tooLong(_ kind: JournalEntry.Kind, _ count: Int) -> StrataError {
    StrataError(
      .invalidInput,
      "the entry (\(kind.rawValue)) would have \(count) bytes, and "
        + "\(EntryRecord.maximumByteCount) are the most", remedy: "shorten names and reasons")
  }

  private func record(of draft: Draft, at position: Int64) throws -> EntryRecord {
    EntryRecord(
      position: position, recordedAt: time.description, kind: draft.kind.rawValue,
      customer: draft.customer?.name, session: draft.session?.description,
      sequence: draft.sequence, actor: draft.actor, realm: draft.realm,
      conversation: draft.conversation, code: try stamp.bytes(for: draft.code),
      configuration: try configuration(), previous: draft.previous,
      contents: try EntryRecord.contents(
        Dictionary(draft.contents.map { ($0.name, $0.digest) }) { $1 }),
      body: draft.body)
  }

  private func appendAudit(of appended: Appended) throws {
    guard let table = appended.header.kind.auditTable else { return }
    // What the row of a start says stands in the header, but for one that was taken in.
    let entry =
      appended.header.kind == .sessionStarted && appended.draft.value == nil
      ? appended.header : try appended.entry()
    guard let row = try AuditRow(entry) else { return }
    let id = try nextID(in: table)
    try connection.run(
      table.insertion, [.integer(id), .integer(appended.position)] + row.values.map(SQLValue.init))
    ends.audits[table] = id
  }

  /// Tries a part of the transaction: where it fails, that part alone is undone and its error is
  /// returned. A failure of the disk or the database is thrown, for it concerns the whole.
  func attempt(_ body: () throws -> Void) throws -> (any Error)? {
    let before = ends
    try connection.run("SAVEPOINT part")
    do {
      try body()
      try connection.run("RELEASE SAVEPOINT part")
      return nil
    } catch {
      if (error as? StrataError)?.code == .storage { throw error }
      try connection.run("ROLLBACK TO SAVEPOINT part")
      try connection.run("RELEASE SAVEPOINT part")
      ends = before
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

// MARK: - Where things end

extension JournalTransaction {
  /// The position of the newest entry, 0 where there is none.
  func lastPosition() throws -> Int64 {
    if let position = ends.position { return position }
    let position = try highest("SELECT coalesce(max(position), 0) FROM entries")
    ends.position = position
    return position
  }

  /// The configuration in force: the index of its last change.
  func configuration() throws -> Int64 {
    if let index = ends.configuration { return index }
    let index = try highest("SELECT coalesce(max(config_index), 0) FROM configuration")
    ends.configuration = index
    return index
  }

  /// The configuration changes: the entries from here on are made under the new one.
  func configurationChanged(to index: Int64) { ends.configuration = index }

  private func nextOffset(in topic: Topic) throws -> Int64 {
    if let offset = ends.topics[topic] { return offset + 1 }
    return try highest(
      "SELECT coalesce(max(topic_offset), -1) FROM entries WHERE topic = ?", .text(topic.rawValue))
      + 1
  }

  private func nextID(in table: AuditTable) throws -> Int64 {
    if let id = ends.audits[table] { return id + 1 }
    return try highest("SELECT coalesce(max(id), 0) FROM \(table.rawValue)") + 1
  }

  private func highest(_ sql: String, _ arguments: SQLValue...) throws -> Int64 {
    try connection.query(sql, arguments).first?.integer(0) ?? 0
  }
}

extension AuditTable {
  /// The statement that adds a row: `id`, `entry` and ``columns``.
  var insertion: String { Self.insertions[self] ?? writtenInsertion }

  /// Written once, for every entry of the audit log needs one.
  private static let insertions = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, $0.writtenInsertion) })

  private var writtenInsertion: String {
    let names = ["id", "entry"] + columns
    let places = names.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO \(rawValue) (\(names.joined(separator: ", "))) VALUES (\(places))"
  }
}

extension SQLValue {
  /// Canonical JSON, or null.
  static func json(orNull bytes: [UInt8]?) -> SQLValue {
    bytes.map { .text(String(decoding: $0, as: UTF8.self)) } ?? .null
  }

  /// A value of a row of the audit log.
  init(_ value: AuditRow.Value) {
    switch value {
    case .null: self = .null
    case .text(let text), .json(let text): self = .text(text)
    case .integer(let number): self = .integer(number)
    case .bool(let value): self = .integer(value ? 1 : 0)
    case .time(let time): self = .time(time)
    }
  }
}

/// The code in force as entries are stamped with it (row A1), encoded once.
struct CodeStamp: Sendable {
  private let code: CodeState?
  private let bytes: [UInt8]?

  /// The stamp of a store whose code in force this is.
  init(_ code: CodeState?) {
    self.code = code
    bytes = code.flatMap { try? CanonicalJSON.bytes($0.json) }
  }

  /// What an entry is stamped with.
  func code(for code: CodeState?) -> CodeState? { code ?? self.code }

  /// The canonical JSON of what an entry is stamped with.
  func bytes(for code: CodeState?) throws -> [UInt8]? {
    guard let code, code != self.code else { return bytes }
    return try CanonicalJSON.bytes(code.json)
  }
}
