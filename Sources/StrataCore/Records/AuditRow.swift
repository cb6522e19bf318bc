/// A table of the audit log (row D1).
public enum AuditTable: String, Sendable, CaseIterable {
  case sessions = "session_audit"
  case commands = "command_audit"
  case access = "access_audit"
  case configuration = "config_audit"
  case deployments = "deployment_audit"
}

/// The row that an entry has in its table of the audit log: the columns of Seed A.
///
/// It is derived from the entry and never the other way round, so that a verifier can say whether a
/// row is what it must be (row D7). The table adds `id` and `entry`.
public struct AuditRow: Hashable, Sendable {
  /// The value of a column.
  public enum Value: Hashable, Sendable {
    case null
    case text(String)
    case integer(Int64)
    case bool(Bool)
    case time(Timestamp)
    /// Canonical JSON.
    case json(String)
  }

  /// The table.
  public var table: AuditTable
  /// The values of ``AuditTable/columns``, in that order.
  public var values: [Value]
}

extension AuditTable {
  /// The columns beside `id` and `entry`.
  public var columns: [String] {
    switch self {
    case .sessions:
      ["timestamp", "session_id", "user_id", "realm_id", "event_type", "metadata", "created_at"]
    case .commands:
      [
        "timestamp", "session_id", "user_id", "realm_id", "conversation_id", "command",
        "execution", "result", "created_at",
      ]
    case .access:
      [
        "timestamp", "user_id", "realm_id", "event_type", "auth_method", "success", "client_ip",
        "metadata", "created_at",
      ]
    case .configuration:
      [
        "timestamp", "session_id", "user_id", "realm_id", "config_index", "changes", "reason",
        "created_at",
      ]
    case .deployments:
      [
        "timestamp", "session_id", "user_id", "realm_id", "environment", "artifact", "version",
        "status", "metadata", "created_at",
      ]
    }
  }
}

extension AuditRow {
  /// What stands for a user or a realm that nobody named, where the seed's column must not be null.
  public static let unknown = "unknown"

  /// The row of an entry, or nil where its kind has no table.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for a body with numbers that JSON cannot hold.
  public init?(_ entry: JournalEntry) throws(StrataError) {
    guard let table = entry.kind.auditTable else { return nil }
    let time = Value.time(entry.happenedAt)
    let session = Value(entry.session?.description)
    let who = [Value.text(entry.actor ?? Self.unknown), .text(entry.realm ?? Self.unknown)]
    var body: [String: JSONValue] = [:]
    if case .object(let members) = entry.body { body = members }
    let metadata = try Value(json: body["metadata"])
    let values: [Value]
    switch table {
    case .sessions:
      values =
        [time, session] + who + [
          .text(Self.event(entry.kind, outcome: body["outcome"])),
          try Value(json: Self.metadata(of: entry)),
        ]
    case .commands:
      values =
        [time, session] + who + [
          Value(entry.conversation), try Value(json: body["command"] ?? .object([:])),
          try Value(json: body["execution"] ?? .object([:])),
          try Value(json: body["metadata"] ?? .object([:])),
        ]
    case .access:
      values =
        [time] + who + [
          .text(Self.text(body["event_type"]) ?? Self.unknown),
          Value(Self.text(body["auth_method"])),
          .bool(body["success"] == .bool(true)), Value(Self.text(body["client_ip"])), metadata,
        ]
    case .configuration:
      values =
        [time, session] + who + [
          .integer(Self.integer(body["index"]) ?? 0),
          try Value(json: body["changes"] ?? .array([])),
          Value(Self.text(body["reason"])),
        ]
    case .deployments:
      values =
        [time, session] + who + [
          .text(Self.text(body["environment"]) ?? Self.unknown), Value(Self.text(body["artifact"])),
          Value(Self.text(body["version"])), .text(Self.text(body["status"]) ?? Self.unknown),
          metadata,
        ]
    }
    self.init(table: table, values: values + [.time(entry.recordedAt)])
  }

  /// `created`, `ended` or `failed`, as Seed A names them.
  private static func event(_ kind: JournalEntry.Kind, outcome: JSONValue?) -> String {
    guard kind == .sessionCompleted else { return "created" }
    return outcome == .string(Session.Outcome.failure.rawValue) ? "failed" : "ended"
  }

  private static func metadata(of entry: JournalEntry) -> JSONValue {
    var members: [String: JSONValue] = [:]
    members["customer"] = entry.customer.map { .string($0.name) }
    members["conversation_id"] = entry.conversation.map(JSONValue.string)
    return .object(members)
  }

  private static func text(_ value: JSONValue?) -> String? {
    guard case .string(let text)? = value else { return nil }
    return text
  }

  private static func integer(_ value: JSONValue?) -> Int64? {
    guard case .integer(let number)? = value else { return nil }
    return number
  }
}

extension AuditRow.Value {
  fileprivate init(_ text: String?) { self = text.map(Self.text) ?? .null }

  fileprivate init(json value: JSONValue?) throws(StrataError) {
    guard let value else {
      self = .null
      return
    }
    self = .json(String(decoding: try CanonicalJSON.bytes(value.withoutNUL), as: UTF8.self))
  }
}

extension JSONValue {
  /// The value with U+FFFD for each NUL in its texts, which PostgreSQL's JSONB does not take. The
  /// entry's record keeps the NUL.
  fileprivate var withoutNUL: JSONValue {
    func shown(_ text: String) -> String {
      text.utf8.contains(0) ? String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 }) : text
    }
    return switch self {
    case .string(let text): .string(shown(text))
    case .array(let values): .array(values.map(\.withoutNUL))
    case .object(let members):
      .object(
        Dictionary(members.map { (shown($0.key), $0.value.withoutNUL) }, uniquingKeysWith: { $1 }))
    case .null, .bool, .integer, .number: self
    }
  }
}
