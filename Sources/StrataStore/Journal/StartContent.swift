import StrataCore

/// What a session starts with that must not stand in its entry, for it may quote what was said: the
/// whole decision, the stated context, the key decisions (row D6).
enum StartContent {
  /// The content of a `session.started` entry: canonical JSON.
  static func content(of session: Session, salt: [UInt8]) throws(StrataError) -> Content {
    var object = CanonicalObject(reserving: 2048)
    object.raw("decision", CanonicalSession.bytes(of: session.decision))
    object.raw("deployment_context", try CanonicalSession.bytes(of: session.context))
    object.array("key_decisions", session.decisions.map(CanonicalSession.bytes))
    return Content(name: Content.start, salt: salt, bytes: object.finished())
  }

  /// The same content with another decision.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where the content is none.
  static func replacing(
    decision: VersionDecision, in content: [UInt8]
  ) throws(StrataError) -> [UInt8] {
    var members = try JSONFields(JSONReader.value(of: content, place: "content"), place: "content")
      .members
    members["decision"] = try JSONReader.value(
      of: CanonicalSession.bytes(of: decision), place: "content")
    return try CanonicalJSON.bytes(.object(members))
  }

  /// What the entry says of the decision: what it came to and on which grounds. Quotes are left out,
  /// the sentences that may hold them, and the names of projects, which are taken from what was
  /// said.
  static func summary(of decision: VersionDecision) -> [UInt8] {
    var object = CanonicalObject(reserving: 1024)
    object.array(
      "evidence",
      decision.evidence.map { evidence in
        CanonicalSession.bytes(
          of: evidence, finding: evidence.trigger == .projectSwitch ? nil : evidence.finding,
          quote: nil)
      })
    object.string("fallback", decision.fallback)
    object.string("increment", decision.increment.rawValue)
    object.string("merged", decision.merged?.description)
    object.raw("override", decision.override.map(CanonicalSession.bytes))
    object.string("parent", decision.parent?.description)
    object.array("rejected", decision.rejected.map(bytes))
    object.strings("triggers", decision.triggers.map(\.rawValue))
    object.string("version", decision.version.description)
    return object.finished()
  }

  private static func bytes(of rejection: VersionDecision.Rejection) -> [UInt8] {
    var object = CanonicalObject()
    object.string("considered", rejection.considered)
    object.string("source", rejection.source)
    return object.finished()
  }
}
