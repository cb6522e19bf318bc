import StrataCore
import TransparencyLog

/// A row of `entries` as it stands: what a verifier derives the record from, however it was edited.
struct EntryRow {
  /// The columns that a row is read from.
  static let columns = """
    position, recorded_at, kind, customer, session, sequence, actor, realm, conversation, code,
    configuration, previous, contents, body, topic, topic_offset, leaf
    """

  var record: EntryRecord
  var recordedAt: Timestamp
  var topic: String
  var topicOffset: Int64
  /// The leaf hash as it is stored, which proves nothing.
  var storedLeaf: [UInt8]

  init(_ row: SQLRow) throws {
    recordedAt = try row.time(1)
    record = EntryRecord(
      position: try row.integer(0), recordedAt: recordedAt.description, kind: try row.text(2),
      customer: try row.optionalText(3), session: try row.optionalText(4),
      sequence: try row.optionalInt(5), actor: try row.optionalText(6),
      realm: try row.optionalText(7), conversation: try row.optionalText(8),
      code: try row.optionalText(9).map { Array($0.utf8) }, configuration: try row.integer(10),
      previous: row.isNull(11) ? nil : try row.bytes(11),
      contents: try row.optionalText(12).map { Array($0.utf8) },
      body: Array(try row.text(13).utf8))
    topic = try row.text(14)
    topicOffset = try row.integer(15)
    storedLeaf = try row.bytes(16)
  }

  /// Adds a row.
  static func insert(
    _ record: EntryRecord, at time: Timestamp, topic: Topic, offset: Int64, leaf: [UInt8],
    in connection: any SQLConnection
  ) throws {
    try connection.run(
      """
      INSERT INTO entries (position, recorded_at, kind, customer, session, sequence, actor, realm,
        conversation, code, configuration, previous, contents, body, topic, topic_offset, leaf)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(record.position), .time(time), .text(record.kind), .text(orNull: record.customer),
      .text(orNull: record.session), .integer(orNull: record.sequence.map(Int64.init)),
      .text(orNull: record.actor), .text(orNull: record.realm),
      .text(orNull: record.conversation), .json(orNull: record.code),
      .integer(record.configuration), record.previous.map(SQLValue.bytes) ?? .null,
      .json(orNull: record.contents), .json(orNull: record.body),
      .text(topic.rawValue), .integer(offset), .bytes(leaf))
  }

  /// The leaf hash, derived from the row.
  var leaf: RecordHash { RecordHash(of: record.bytes) }

  /// The entry.
  ///
  /// - Parameter isProved: whether its leaf was held against the log already.
  /// - Throws: ``StrataError`` with code `corrupt`.
  func entry(isProved: Bool = false) throws(StrataError) -> JournalEntry {
    let place = "entry \(record.position)"
    do throws(StrataError) {
      return isProved
        ? try JournalEntry(proved: record.bytes, place: place)
        : try JournalEntry(record: record.bytes, place: place)
    } catch {
      throw StrataError(
        .corrupt, "the journal holds an entry that cannot be read",
        place: "entry \(record.position)", remedy: "run 'strata audit verify'", cause: error)
    }
  }
}
