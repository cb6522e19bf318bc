import StrataCore

/// A start as temporary storage keeps it until the storage is back (row S4).
struct KeptStart: Sendable, Codable {
  var request: StartRequest
  var id: SessionID
  /// When it was asked for.
  var time: Timestamp
  /// The version that was shown to the caller.
  var provisional: SemanticVersion?
  /// What the storage said.
  var reason: String

  /// The resolution note of the session once it is moved in.
  func note(assigned version: SemanticVersion) -> String {
    let shown =
      switch provisional {
      case version?: "as \(version)"
      case let other?: "as \(other), which became \(version)"
      case nil: "without a version"
      }
    return "kept in temporary storage at \(time) \(shown), because \(reason)"
  }
}

extension KeptStart {
  /// What the caller sees until the session is moved in: a session with a provisional version.
  func session(decision: VersionDecision?, in place: String) throws -> Session {
    let version = decision?.version ?? .first
    let provisional =
      decision
      ?? VersionDecision(
        increment: .initial, version: version, parent: nil, triggers: [.initial],
        why: "The store could not be read, so the version is decided when the session is moved in.")
    var session = Session(
      id: id, customer: request.customer, version: version,
      family: FamilyID(foundedBy: id, of: request.customer), decision: provisional,
      phase: request.phase, context: request.context, code: request.code, user: request.user,
      realm: request.realm, conversation: request.conversation,
      createdAt: request.startedAt ?? time, lastActivityAt: request.startedAt ?? time,
      turnCount: request.turns.count, decisions: request.decisions,
      notes: [
        "kept in temporary storage (\(place)), because \(reason); its version is provisional until "
          + "it is moved in when the store is opened next"
      ])
    if let completion = request.completion {
      session.seal(completion, at: completion.at ?? time)
    }
    return session
  }
}
