import Foundation
import StrataCore
import StrataStore

/// The JSON that the verbs print about sessions (docs/json.md).
enum SessionJSON {
  /// What every verb that prints a session says of it; each name is always there.
  static func summary(_ session: Session) -> [String: JSONValue] {
    var members = decision(session.decision)
    members["session"] = .string(session.id.description)
    members["customer"] = .string(session.customer.name)
    members["session_family_id"] = .string(session.family.description)
    members["state"] = .string(session.state.rawValue)
    members["outcome"] = text(session.outcome?.rawValue)
    members["satisfaction"] = session.satisfaction.map { .integer(Int64($0)) } ?? .null
    members["phase"] = text(session.phase?.rawValue)
    members["user_id"] = text(session.user)
    members["realm_id"] = text(session.realm)
    members["conversation_id"] = text(session.conversation)
    members["created_timestamp"] = text(session.createdAt.description)
    members["last_activity_timestamp"] = text(session.lastActivityAt.description)
    members["completion_timestamp"] = text(session.completedAt?.description)
    members["turn_count"] = .integer(Int64(session.turnCount))
    return members
  }

  /// A decision in short: its number, where it goes on from, what triggered it and why.
  static func decision(_ decision: VersionDecision) -> [String: JSONValue] {
    [
      "version": .string(decision.version.description),
      "increment": .string(decision.increment.rawValue),
      "parent": text(decision.parent?.description),
      "merged": text(decision.merged?.description),
      "triggers": .array(decision.triggers.map { .string($0.rawValue) }),
      "why": .string(decision.why),
    ]
  }

  /// What a decision rests on and what it decided against.
  static func grounds(_ decision: VersionDecision) throws(StrataError) -> [String: JSONValue] {
    [
      "evidence": .array(try decision.evidence.map(value)),
      "rejected": .array(try decision.rejected.map(value)),
      "override": try decision.override.map(value) ?? .null,
      "fallback": text(decision.fallback),
    ]
  }

  /// Everything about a session but its turns.
  static func whole(_ session: Session, root: String) throws(StrataError) -> [String: JSONValue] {
    var members = summary(session)
    members.merge(try grounds(session.decision)) { first, _ in first }
    members["directory"] = .string(SessionPlace.directory(of: session, root: root))
    members["deployment_context"] = try value(session.context)
    members["code"] = try session.code.map(value) ?? .null
    members["key_decisions"] = .array(try session.decisions.map(value))
    members["resolution_notes"] = .array(session.notes.map { .string($0) })
    return members
  }

  /// Any value in its own JSON form.
  static func value(_ value: some Encodable) throws(StrataError) -> JSONValue {
    let bytes = Array(try JSONOutput.line(value).utf8)
    return try JSONReader.value(of: bytes, place: "the store")
  }

  /// A text, or null.
  static func text(_ text: String?) -> JSONValue {
    text.map { .string($0) } ?? .null
  }
}

/// Where a session's directory is.
enum SessionPlace {
  /// `ROOT/sessions/CUSTOMER/VERSION` (row S1).
  static func directory(of session: Session, root: String) -> String {
    "\(root)/sessions/\(session.customer)/\(session.version)"
  }
}
