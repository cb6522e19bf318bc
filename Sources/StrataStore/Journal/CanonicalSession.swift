import StrataCore

/// The canonical JSON of what a `session.started` entry says: the session as it began.
///
/// The names are those of ``Session``'s own JSON form, so that its decoder reads them back. What may
/// quote what was said stands in ``StartContent``, and the decision is only summed up:
/// ``whole(_:content:)`` puts it back. The code state is left out, for the entry carries it in a
/// column of its own.
enum CanonicalSession {
  /// - Parameter joined: where a session that was taken in was recorded first, canonical JSON.
  static func bytes(
    of session: Session, turns: TurnCommitment?, joined: [UInt8]? = nil
  ) -> [UInt8] {
    var object = CanonicalObject(reserving: 2048)
    object.raw("assignment", StartContent.summary(of: session.decision))
    object.string("completion_timestamp", session.completedAt?.description)
    object.string("conversation_id", session.conversation)
    object.string("created_timestamp", session.createdAt.description)
    object.string("customer_id", session.customer.name)
    object.raw("joined", joined)
    object.string("last_activity_timestamp", session.lastActivityAt.description)
    object.string("outcome", session.outcome?.rawValue)
    object.string("phase", session.phase?.rawValue)
    if let previous = session.previousVersion {
      object.string("previous_session_version", previous.description)
    } else {
      object.null("previous_session_version")
    }
    object.string("realm_id", session.realm)
    object.strings("resolution_notes", session.notes)
    object.integer("satisfaction", session.satisfaction)
    object.string("session_family_id", session.family.description)
    object.string("session_id", session.id.description)
    object.string("state", session.state.rawValue)
    object.integer("turn_count", session.turnCount)
    object.raw("turns", turns?.bytes)
    object.string("user_id", session.user)
    object.string("version", session.version.description)
    return object.finished()
  }

  /// The JSON form of the session: what its entry says, and what was kept apart from it.
  ///
  /// Where that was erased, the decision is what the entry sums up.
  static func whole(_ body: String, content: [UInt8]?) throws -> String {
    guard let content else { return try withoutContent(body) }
    return String(decoding: content.dropLast(), as: UTF8.self) + "," + body.dropFirst()
  }

  private static func withoutContent(_ body: String) throws -> String {
    guard case .object(var members) = try JSONReader.value(of: Array(body.utf8), place: "entry"),
      case .object(var decision)? = members["assignment"]
    else { return body }
    decision["why"] = "erased"
    decision["evidence"] = []
    decision["rejected"] = []
    members["decision"] = .object(decision)
    return String(decoding: try CanonicalJSON.bytes(.object(members)), as: UTF8.self)
  }

  static func bytes(of decision: VersionDecision) -> [UInt8] {
    var object = CanonicalObject(reserving: 1024)
    object.array(
      "evidence",
      decision.evidence.map { bytes(of: $0, finding: $0.finding, quote: $0.quote) })
    object.string("fallback", decision.fallback)
    object.string("increment", decision.increment.rawValue)
    object.string("merged", decision.merged?.description)
    object.raw("override", decision.override.map(bytes))
    object.string("parent", decision.parent?.description)
    object.array("rejected", decision.rejected.map(bytes))
    object.strings("triggers", decision.triggers.map(\.rawValue))
    object.string("version", decision.version.description)
    object.string("why", decision.why)
    return object.finished()
  }

  /// Evidence with as much of its words as may stand there.
  static func bytes(
    of evidence: VersionDecision.Evidence, finding: String?, quote: String?
  ) -> [UInt8] {
    var object = CanonicalObject()
    object.string("finding", finding)
    object.string("quote", quote)
    object.string("source", evidence.source)
    object.string("trigger", evidence.trigger?.rawValue)
    return object.finished()
  }

  private static func bytes(of rejection: VersionDecision.Rejection) -> [UInt8] {
    var object = CanonicalObject()
    object.string("considered", rejection.considered)
    object.string("quote", rejection.quote)
    object.string("reason", rejection.reason)
    object.string("source", rejection.source)
    return object.finished()
  }

  static func bytes(of override: VersionDecision.Override) -> [UInt8] {
    var object = CanonicalObject()
    object.string("by", override.by)
    object.strings("policy_triggers", override.policyTriggers.map(\.rawValue))
    object.string("policy_version", override.policyVersion.description)
    object.string("reason", override.reason)
    return object.finished()
  }

  static func bytes(of decision: KeyDecision) -> [UInt8] {
    var object = CanonicalObject()
    object.strings("alternatives", decision.alternatives)
    object.string("at", decision.at.description)
    object.string("choice", decision.choice)
    object.string("decided_by", decision.decidedBy)
    object.string("rationale", decision.rationale)
    object.string("topic", decision.topic)
    return object.finished()
  }

  static func bytes(of context: DeploymentContext) throws(StrataError) -> [UInt8] {
    var members = context.other
    members["architecture"] = context.architecture.map(JSONValue.string)
    members["cloud_provider"] = context.cloudProvider.map(JSONValue.string)
    members["compliance"] = context.compliance.map { .array($0.map(JSONValue.string)) }
    members["environment"] = context.environment.map(JSONValue.string)
    members["project"] = context.project.map(JSONValue.string)
    members["scale"] = context.scale.map(JSONValue.string)
    members["service_type"] = context.serviceType.map(JSONValue.string)
    return try CanonicalJSON.bytes(.object(members))
  }
}
