public import StrataCore

extension SessionStore {
  /// What a correction would change; writes nothing.
  ///
  /// - Throws: ``StrataError``: `notFound`, `usage`, `invalidInput`.
  public func explain(
    _ correction: PatchCorrection, of name: SessionName
  ) throws -> CorrectedSession {
    let session = try session(name)
    return try correction.applied(
      to: session, turns: try turns(of: session.id), now: options.clock())
  }

  /// Corrects a version by hand: makes a sealed patch version that says it as it should be (row V4). The
  /// version itself stays as it is.
  ///
  /// The entry `repair.performed` names the fields; their values are in the two versions.
  /// - Parameters:
  ///   - reason: why, in the words of who corrects.
  ///   - user: who corrects.
  /// - Returns: the patch version, and what it says otherwise.
  /// - Throws: ``StrataError``: `notFound`, `usage`, `invalidInput`, `storage`.
  public func patch(
    _ name: SessionName, _ correction: PatchCorrection, reason: String? = nil,
    by user: String? = nil
  ) async throws -> (session: Session, changes: [PatchChange]) {
    try RecordText.check(user, "user")
    if let reason {
      try RecordText.check(length: reason, "reason", Authorship.maximumReasonBytes)
    }
    let corrected = try explain(correction, of: name)
    let target = corrected.session
    let isTimed = correction.kind == .timestampCorrections
    let made = try await start(
      StartRequest(
        customer: target.customer, user: target.user, realm: target.realm,
        conversation: target.conversation, context: target.context, turns: corrected.turns,
        phase: target.phase,
        operation: DecisionRequest.Operation(kind: correction.kind, target: target.version),
        startedAt: isTimed ? target.createdAt : nil, decisions: target.decisions,
        completion: Completion(
          outcome: target.outcome, satisfaction: target.satisfaction,
          at: isTimed || correction.completedAt != nil ? target.completedAt : nil)))
    if correction.kind == .missingFileRegeneration {
      _ = try materialiser.makeWhole(try session(name))
    }
    var members: [String: JSONValue] = [
      "action": "patch", "place": .string(target.name.description),
      "mend": .string(correction.kind.rawValue), "session": .string(target.id.description),
      "version": .string(target.version.description), "patch": .string(made.version.description),
      "fields": .array(corrected.changes.map { .string($0.field) }),
    ]
    members["reason"] = reason.map(JSONValue.string)
    let body = try CanonicalJSON.bytes(.object(members))
    try await commits.commit { transaction in
      _ = try transaction.append(
        JournalTransaction.Draft(
          kind: .repairPerformed, customer: made.customer, actor: user, body: body))
    }
    return (made, corrected.changes)
  }
}
