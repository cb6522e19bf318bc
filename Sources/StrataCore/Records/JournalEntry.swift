/// One activity, as the journal keeps it: numbered without gaps and never changed.
///
/// It is a row of the journal, the leaf `position - 1` of its Merkle log and a message of one topic,
/// stamped with the code and the configuration in force (rows A1, B5, D1, D4).
public struct JournalEntry: Sendable, Hashable {
  /// Its number in the journal, from 1, without gaps.
  public var position: Int64
  /// When the journal took it.
  public var recordedAt: Timestamp
  /// What happened.
  public var kind: Kind
  /// Whom it concerns.
  public var customer: CustomerID?
  /// Which session it concerns.
  public var session: SessionID?
  /// Its number among the session's entries, from 1.
  public var sequence: Int?
  /// Who did it (`user_id` of Seed A).
  public var actor: String?
  /// In which realm.
  public var realm: String?
  /// In which conversation.
  public var conversation: String?
  /// The code in force.
  public var code: CodeState?
  /// The configuration in force: the index of its last change, 0 before the first.
  public var configuration: Int64
  /// The leaf hash of the session's previous entry, 32 bytes.
  public var previous: [UInt8]?
  /// What can be erased without harm to any proof (row D6): the salted SHA-256 digests by name.
  public var contents: [String: [UInt8]]
  /// The particulars.
  public var body: JSONValue

  /// Makes an entry.
  public init(
    position: Int64, recordedAt: Timestamp, kind: Kind, customer: CustomerID? = nil,
    session: SessionID? = nil, sequence: Int? = nil, actor: String? = nil, realm: String? = nil,
    conversation: String? = nil, code: CodeState? = nil, configuration: Int64 = 0,
    previous: [UInt8]? = nil, contents: [String: [UInt8]] = [:], body: JSONValue
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
}

extension JournalEntry {
  /// Where and when an activity was recorded first that this journal has from another one: from another
  /// store by a join, or from the journal before a restore.
  package struct Former: Hashable, Sendable {
    /// When it was recorded there.
    package var at: Timestamp
    /// The other store; nil where it is this one.
    package var store: SessionID?
    /// Its entry there.
    package var position: Int64?

    /// What the body of an entry says of it.
    package init?(in body: JSONValue) {
      for name in ["joined", "restored"] {
        guard let origin = body.member(name), case .string(let text)? = origin.member("at"),
          let time = try? Timestamp(parsing: text)
        else { continue }
        at = time
        store = origin.member("store")?.asText.flatMap { SessionID($0) }
        position = origin.member("position")?.asInteger
        return
      }
      return nil
    }

    /// Where that was, in words.
    package var place: String {
      let entry = position.map { "entry \($0)" } ?? "an entry"
      return store.map { "\(entry) of store \($0)" } ?? "\(entry) before the restore"
    }
  }

  /// Where it was recorded first; nil where that is this entry.
  package var former: Former? { Former(in: body) }

  /// When it happened: of what was taken in from another store, when it was recorded there, and of an
  /// erasure that a restore recorded again, when it was recorded first.
  package var happenedAt: Timestamp { former?.at ?? recordedAt }
}

// MARK: - The record

extension JournalEntry {
  /// The data of its leaf: canonical JSON (RFC 8785), at most 65,535 bytes.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for a body with numbers that JSON cannot hold.
  public func record() throws(StrataError) -> [UInt8] {
    EntryRecord(
      position: position, recordedAt: recordedAt.description, kind: kind.rawValue,
      customer: customer?.name, session: session?.description, sequence: sequence, actor: actor,
      realm: realm, conversation: conversation,
      code: try Self.bytes(of: code), configuration: configuration, previous: previous,
      contents: try EntryRecord.contents(contents), body: try CanonicalJSON.bytes(body)
    ).bytes
  }

  private static func bytes(of code: CodeState?) throws(StrataError) -> [UInt8]? {
    guard let code else { return nil }
    return try CanonicalJSON.bytes(code.json)
  }

  /// Reads a record.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for anything but the canonical bytes of an
  ///   entry, so that one entry has one record.
  public init(record: [UInt8], place: String = "record") throws(StrataError) {
    try self.init(proved: record, place: place)
    guard try self.record() == record, record.count <= EntryRecord.maximumByteCount else {
      throw StrataError(
        .invalidInput, "the record is not in the canonical form of an entry", place: place)
    }
  }

  /// Reads a record of which its hash says that a journal wrote it: then it is canonical.
  package init(proved record: [UInt8], place: String) throws(StrataError) {
    let fields = try JSONFields(JSONReader.value(of: record, place: place), place: place)
    guard
      let position = try fields.integer("position"),
      let recordedAt = try fields.parsed(
        "recorded_at", { (text) throws(StrataError) in try Timestamp(parsing: text) }),
      let kind = try fields.choice("kind", Kind.self)
    else { throw StrataError(.invalidInput, "this is no entry of a journal", place: place) }
    let code = try fields.object("code")
    self.init(
      position: position, recordedAt: recordedAt, kind: kind,
      customer: try fields.parsed("customer") { text throws(StrataError) in try CustomerID(text) },
      session: try fields.parsed("session") { text throws(StrataError) in
        try SessionID(parsing: text)
      },
      sequence: try fields.integer("sequence").map(Int.init), actor: try fields.text("actor"),
      realm: try fields.text("realm"), conversation: try fields.text("conversation"),
      code: try code.map { fields throws(StrataError) in try CodeState(fields) },
      configuration: try fields.integer("configuration") ?? 0,
      previous: try fields.digest("previous"),
      contents: try Self.digests(fields.object("contents")), body: fields.members["body"] ?? .null)
  }

  private static func digests(_ fields: JSONFields?) throws(StrataError) -> [String: [UInt8]] {
    guard let fields else { return [:] }
    var digests: [String: [UInt8]] = [:]
    for name in fields.members.keys { digests[name] = try fields.digest(name) }
    return digests
  }
}

extension JSONFields {
  fileprivate func integer(_ name: String) throws(StrataError) -> Int64? {
    switch members[name] ?? .null {
    case .null: return nil
    case .integer(let value): return value
    default:
      throw StrataError(.invalidInput, "the field '\(path)\(name)' is no integer", place: place)
    }
  }

  fileprivate func digest(_ name: String) throws(StrataError) -> [UInt8]? {
    guard let text = try text(name) else { return nil }
    guard let digest = [UInt8](digestText: text) else {
      throw StrataError(.invalidInput, "the field '\(path)\(name)' is no digest", place: place)
    }
    return digest
  }
}

// MARK: - The code in force

extension CodeState {
  /// The state as JSON, without the fields that are unknown.
  package var json: JSONValue {
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

  fileprivate init(_ fields: JSONFields) throws(StrataError) {
    var dirty: Bool?
    if case .bool(let value)? = fields.members["dirty"] { dirty = value }
    self.init(
      repository: try fields.text("repository"), commit: try fields.text("commit"),
      tag: try fields.text("tag"), branch: try fields.text("branch"), isDirty: dirty,
      workingDirectory: try fields.text("working_directory"), file: try fields.text("file"),
      line: try fields.integer("line").flatMap { Int(exactly: $0) })
  }
}
