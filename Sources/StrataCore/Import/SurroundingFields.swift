internal import Foundation

/// What stands around the messages in a record: whose it is, about what, when, how it ended.
///
/// The names are those of `session_metadata.json`, with the ones that others use for the same.
enum SurroundingFields {
  static func read(
    _ record: JSONValue, into result: inout ImportedConversation
  ) throws(RecordFault) {
    result.id =
      record.words("session_id") ?? record.words("conversation_id") ?? record.words("id")
    result.title = record.words("title") ?? record.words("name")
    result.customer = record.words("customer_id") ?? record.words("customer")
    result.user = record.words("user_id")
    result.realm = record.words("realm_id")
    result.statedStart = time(
      record, ["created_timestamp", "started_at", "created_at", "create_time", "created"])
    result.completedAt = time(record, ["completion_timestamp", "completed_at"])
    result.context = try decoded(record, "deployment_context", DeploymentContext.self) ?? .init()
    result.code = try decoded(record, "code", CodeState.self)
    result.decisions = try decoded(record, "key_decisions", [KeyDecision].self) ?? []
    result.phase = try named(record, "phase")
    result.isOpen = record.words("state") == Session.State.active.rawValue
    result.outcome = try named(record, "outcome")
    if let value = record.member("satisfaction"), value != .null {
      guard case .integer(let number) = value, (1...5).contains(number) else {
        throw RecordFault("satisfaction is not a number from 1 to 5")
      }
      result.satisfaction = Int(number)
    }
    result.operation = try decoded(record, "operation", DecisionRequest.Operation.self)
    try readDecision(record, into: &result)
    if let operation = result.operation, operation.kind.increment != .patch {
      throw RecordFault(
        "\(operation.kind.rawValue) is not an operation that mends a version",
        remedy: "an operation's kind is one of the patch triggers")
    }
  }

  /// A session that was versioned before keeps what was not the policy's to decide: a mend stays a
  /// mend of its target, and a person's choice stays theirs.
  private static func readDecision(
    _ record: JSONValue, into result: inout ImportedConversation
  ) throws(RecordFault) {
    guard let decision = try decoded(record, "decision", VersionDecision.self) else { return }
    if decision.increment == .patch, result.operation == nil, let target = decision.parent,
      let kind = decision.triggers.first(where: { $0.increment == .patch })
    {
      result.operation = .init(kind: kind, target: target)
    }
    if let override = decision.override {
      result.choice = .init(
        increment: decision.increment,
        line: decision.increment == .minor ? decision.version.major : nil,
        reason: override.reason, by: override.by)
    }
  }

  private static func time(_ record: JSONValue, _ names: [String]) -> Timestamp? {
    names.lazy.compactMap { ImportedTime.read(record.member($0)) }.first
  }

  private static func named<Value: RawRepresentable & CaseIterable>(
    _ record: JSONValue, _ name: String
  ) throws(RecordFault) -> Value? where Value.RawValue == String {
    guard let value = record.member(name), value != .null else { return nil }
    if let text = value.asText, let known = Value(rawValue: text) { return known }
    let allowed = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw RecordFault("\(name) is \(value.shown.prefix(60))", remedy: "use one of \(allowed)")
  }

  private static func decoded<Value: Decodable>(
    _ record: JSONValue, _ name: String, _ type: Value.Type
  ) throws(RecordFault) -> Value? {
    guard let value = record.member(name), value != .null else { return nil }
    do {
      return try JSONDecoder().decode(type, from: JSONEncoder().encode(value))
    } catch let error as StrataError {
      throw RecordFault("\(name): \(error.message)", remedy: error.remedy)
    } catch let error as DecodingError {
      throw RecordFault("\(name)\(description(of: error))")
    } catch {
      throw RecordFault("\(name) cannot be read")
    }
  }

  private static func description(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      path(context.codingPath) + " has no \(key.stringValue)"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      path(context.codingPath) + " is not of the right kind"
    @unknown default:
      " cannot be read"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
  }
}
