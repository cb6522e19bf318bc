/// The canonical JSON of one entry of the journal (RFC 8785): the data of its leaf in the Merkle
/// log, over which every proof is taken (rows D4, K2).
///
/// It is put together of parts that are canonical already, as the journal's columns keep them, so
/// that a verifier derives it from the row alone.
package struct EntryRecord {
  /// How long a record may be: an entry bundle gives its length in two bytes (C2SP tlog-tiles).
  package static let maximumByteCount = 65_535

  package var position: Int64
  package var recordedAt: String
  package var kind: String
  package var customer: String?
  package var session: String?
  package var sequence: Int?
  package var actor: String?
  package var realm: String?
  package var conversation: String?
  /// Canonical JSON.
  package var code: [UInt8]?
  /// The configuration in force: the index of its last change, 0 before the first.
  package var configuration: Int64
  /// The leaf hash of the session's previous entry.
  package var previous: [UInt8]?
  /// Canonical JSON.
  package var contents: [UInt8]?
  /// Canonical JSON.
  package var body: [UInt8]

  package init(
    position: Int64, recordedAt: String, kind: String, customer: String?, session: String?,
    sequence: Int?, actor: String?, realm: String?, conversation: String?, code: [UInt8]?,
    configuration: Int64, previous: [UInt8]?, contents: [UInt8]?, body: [UInt8]
  ) {
    self.position = position
    self.recordedAt = recordedAt
    self.kind = kind
    self.customer = customer
    self.session = session
    self.sequence = sequence
    self.actor = actor
    self.realm = realm
    self.conversation = conversation
    self.code = code
    self.configuration = configuration
    self.previous = previous
    self.contents = contents
    self.body = body
  }

  /// The record.
  ///
  /// - Complexity: O(its length).
  package var bytes: [UInt8] {
    var object = CanonicalObject(reserving: body.count + (code?.count ?? 0) + 512)
    object.string("actor", actor)
    object.raw("body", body)
    object.raw("code", code)
    object.integer("configuration", configuration)
    object.raw("contents", contents)
    object.string("conversation", conversation)
    object.string("customer", customer)
    object.string("kind", kind)
    object.integer("position", position)
    object.string("previous", previous?.digestText)
    object.string("realm", realm)
    object.string("recorded_at", recordedAt)
    object.integer("sequence", sequence)
    object.string("session", session)
    return object.finished()
  }

  /// The columns of a row of the journal where the database keeps them.
  package struct Columns {
    package var position: Int64
    package var recordedAt: Timestamp
    package var kind, customer, session, actor, realm, conversation: UnsafeRawBufferPointer?
    package var sequence: Int64?
    package var code, contents, body: UnsafeRawBufferPointer?
    package var configuration: Int64
    package var previous: UnsafeRawBufferPointer?

    package init(position: Int64, recordedAt: Timestamp, configuration: Int64) {
      self.position = position
      self.recordedAt = recordedAt
      self.configuration = configuration
    }
  }

  /// ``bytes`` of a row, without making values of its columns; in the memory of a former record.
  ///
  /// - Complexity: O(its length); nothing is allocated but what the record is longer.
  package static func bytes(
    of columns: Columns, reusing memory: consuming [UInt8]
  ) -> [UInt8] {
    var object = CanonicalObject(reusing: memory)
    object.utf8("actor", columns.actor)
    object.raw("body", in: columns.body)
    object.raw("code", in: columns.code)
    object.integer("configuration", columns.configuration)
    object.raw("contents", in: columns.contents)
    object.utf8("conversation", columns.conversation)
    object.utf8("customer", columns.customer)
    object.utf8("kind", columns.kind)
    object.integer("position", columns.position)
    object.digest("previous", columns.previous)
    object.utf8("realm", columns.realm)
    object.string("recorded_at", columns.recordedAt.description)
    object.integer("sequence", columns.sequence)
    object.utf8("session", columns.session)
    return object.finished()
  }

  /// The digests of an entry's contents as canonical JSON; nil where it has none.
  package static func contents(_ digests: [String: [UInt8]]) throws(StrataError) -> [UInt8]? {
    digests.isEmpty
      ? nil : try CanonicalJSON.bytes(.object(digests.mapValues { .string($0.digestText) }))
  }
}
