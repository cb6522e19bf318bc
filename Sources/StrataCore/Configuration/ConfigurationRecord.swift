/// The body of a `configuration.changed` entry: what a transaction did, to be shown and proved.
///
/// A short text stands in it as it is. The entry commits to any other value by a salted digest, and
/// the value is a content of the entry: one that is long, not text, or concealed.
package struct ConfigurationRecord: Hashable, Sendable {
  /// How the record holds a value.
  package enum Evidence: Hashable, Sendable {
    case none
    case verbatim(String)
    /// SHA-256 over the salt and the value.
    case digest([UInt8])
  }

  /// The change of one key.
  package struct Change: Hashable, Sendable {
    package var key: ConfigurationKey
    package var operation: ConfigurationVersion.Operation
    package var evidence: Evidence
    package var previousIndex: Int64
    package var restoredIndex: Int64?

    package init(
      key: ConfigurationKey, operation: ConfigurationVersion.Operation, evidence: Evidence,
      previousIndex: Int64, restoredIndex: Int64? = nil
    ) {
      self.key = key
      self.operation = operation
      self.evidence = evidence
      self.previousIndex = previousIndex
      self.restoredIndex = restoredIndex
    }
  }

  package var index: Int64
  package var changes: [Change]
  package var reason: String?

  /// How long a value may be that stands in the record, in bytes.
  package static let maximumVerbatimBytes = 1024
  /// How long the record may be together with its contents' digests, so that the entry fits its leaf
  /// with all that stands around them.
  package static let maximumByteCount = 60_000

  package init(index: Int64, changes: [Change], reason: String?) {
    self.index = index
    self.changes = changes
    self.reason = reason
  }

  /// The name of the content that holds the value of a key.
  package static func contentName(of key: ConfigurationKey) -> String {
    contentPrefix + key.path
  }

  /// The key whose value a content holds, nil for another content.
  package static func key(ofContent name: String) -> ConfigurationKey? {
    guard name.hasPrefix(contentPrefix) else { return nil }
    return try? ConfigurationKey(String(name.dropFirst(contentPrefix.count)))
  }

  private static let contentPrefix = "value:"

  /// The text of a value that may stand in the record.
  package static func verbatim(
    _ value: ConfigurationValue, of key: ConfigurationKey, concealing concealed: ConcealedKeys
  ) -> String? {
    guard value.bytes.count <= maximumVerbatimBytes, !concealed.contains(key),
      // PostgreSQL keeps the changes as JSONB, which has no NUL.
      !value.bytes.contains(0)
    else { return nil }
    return value.text
  }
}

// MARK: - JSON

extension ConfigurationRecord {
  /// The body.
  package var json: JSONValue {
    var members: [String: JSONValue] = [
      "index": .integer(index), "changes": .array(changes.map(\.json)),
    ]
    members["reason"] = reason.map(JSONValue.string)
    return .object(members)
  }

  /// Reads a body.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  package init(_ body: JSONValue, place: String) throws(StrataError) {
    let fields = try JSONFields(body, place: place)
    guard case .integer(let index)? = fields.members["index"] else { throw fields.missing("index") }
    self.index = index
    changes = []
    for change in try fields.objects("changes") { changes.append(try Change(change)) }
    reason = try fields.text("reason")
  }
}

extension ConfigurationRecord.Change {
  fileprivate var json: JSONValue {
    var members: [String: JSONValue] = [
      "key": .string(key.path), "operation": .string(operation.rawValue),
      "previous_index": .integer(previousIndex),
    ]
    members["restored_index"] = restoredIndex.map(JSONValue.integer)
    switch evidence {
    case .none: break
    case .verbatim(let text): members["value"] = .string(text)
    case .digest(let digest): members["digest"] = .string(digest.digestText)
    }
    return .object(members)
  }

  fileprivate init(_ fields: JSONFields) throws(StrataError) {
    guard let operation = try fields.choice("operation", ConfigurationVersion.Operation.self) else {
      throw fields.missing("operation")
    }
    self.operation = operation
    key = try ConfigurationKey(try fields.requiredText("key"))
    if let text = try fields.text("value") {
      evidence = .verbatim(text)
    } else if let digest = try fields.text("digest").flatMap({ [UInt8](digestText: $0) }) {
      evidence = .digest(digest)
    } else {
      evidence = .none
    }
    previousIndex = Self.integer("previous_index", of: fields) ?? 0
    restoredIndex = Self.integer("restored_index", of: fields)
  }

  private static func integer(_ name: String, of fields: JSONFields) -> Int64? {
    guard case .integer(let number)? = fields.members[name] else { return nil }
    return number
  }
}
