/// Somebody logged in or out, or tried to: what an `access.attempted` entry says (rows D1, E1).
public struct AccessRecord: Hashable, Sendable {
  /// What was attempted.
  public enum Event: String, Sendable, Codable, CaseIterable {
    case login, logout
    case failed = "auth_failed"
  }

  /// What was attempted.
  public var event: Event
  /// Who.
  public var user: String
  /// In which realm.
  public var realm: String?
  /// How, for example `vault_token`.
  public var method: String?
  /// From where.
  public var clientIP: IPAddress?
  /// Further particulars, such as `mfa_used`.
  public var metadata: [String: JSONValue]

  /// Makes a record.
  public init(
    _ event: Event, user: String, realm: String? = nil, method: String? = nil,
    clientIP: IPAddress? = nil, metadata: [String: JSONValue] = [:]
  ) {
    self.event = event
    self.user = user
    self.realm = realm
    self.method = method
    self.clientIP = clientIP
    self.metadata = metadata
  }

  /// The particulars of the entry.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` and the field that is wrong.
  package func body() throws(StrataError) -> JSONValue {
    try RecordText.check(user, "user")
    try RecordText.check(realm, "realm")
    try RecordText.check(method, "method")
    try RecordText.check(metadata: metadata)
    var members: [String: JSONValue] = [
      "event_type": .string(event.rawValue), "success": .bool(event != .failed),
      "metadata": .object(metadata),
    ]
    members["auth_method"] = method.map(JSONValue.string)
    members["client_ip"] = clientIP.map { .string($0.description) }
    return .object(members)
  }
}
