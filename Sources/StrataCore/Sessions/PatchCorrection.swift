/// A correction of a version by hand (row V4): what is to be said otherwise in the patch version that
/// mends it. The version itself is never edited.
public struct PatchCorrection: Sendable, Hashable {
  /// Which of the nine kinds of mend it is.
  public var kind: Trigger
  /// Fields of the stated context, by name; null takes one away.
  public var context: [String: JSONValue] = [:]
  /// Fields of the stated context that get another name.
  public var renamed: [String: String] = [:]
  /// The phase of the workflow.
  public var phase: WorkflowPhase?
  /// How it ended.
  public var outcome: Session.Outcome?
  /// The customer's satisfaction, 1 to 5.
  public var satisfaction: Int?
  /// Who worked.
  public var user: String?
  /// In which realm.
  public var realm: String?
  /// In which conversation.
  public var conversation: String?
  /// When it began.
  public var startedAt: Timestamp?
  /// When it was completed.
  public var completedAt: Timestamp?
  /// By how many seconds all its times are moved.
  public var shiftSeconds: Double?
  /// The whole conversation.
  public var turns: [Turn]?

  /// Makes a correction that says nothing yet.
  public init(kind: Trigger) { self.kind = kind }
}

/// One thing that a patch version says otherwise.
public struct PatchChange: Hashable, Sendable, Codable {
  /// What, by the name it has in the session's files.
  public var field: String
  /// What the mended version says; nil for nothing.
  public var before: String?
  /// What the patch says; nil for nothing.
  public var after: String?
}

/// A version as its patch says it.
public struct CorrectedSession: Sendable {
  /// The session; its number and its decision are still those of the version that is mended.
  public var session: Session
  /// The conversation.
  public var turns: [Turn]
  /// What differs, by name.
  public var changes: [PatchChange]
}

extension PatchCorrection {
  /// What a correction may be about.
  private enum Part: String, CaseIterable {
    case context, rename, phase, outcome, satisfaction, user, realm, conversation, turns, shift
    case startedAt = "started-at"
    case completedAt = "completed-at"
  }

  private var parts: [Part] {
    Part.allCases.filter { part in
      switch part {
      case .context: !context.isEmpty
      case .rename: !renamed.isEmpty
      case .phase: phase != nil
      case .outcome: outcome != nil
      case .satisfaction: satisfaction != nil
      case .user: user != nil
      case .realm: realm != nil
      case .conversation: conversation != nil
      case .turns: turns != nil
      case .shift: shiftSeconds != nil
      case .startedAt: startedAt != nil
      case .completedAt: completedAt != nil
      }
    }
  }

  /// What each kind may correct; nothing for those that repeat the version as it is.
  private var allowed: [Part] {
    switch kind {
    case .jsonSchemaFixes: [.context, .rename, .turns]
    case .metadataCorrections:
      [.context, .phase, .outcome, .satisfaction, .user, .realm, .conversation]
    case .timestampCorrections: [.startedAt, .completedAt, .shift]
    case .incompleteSessionRecovery: [.turns, .outcome, .satisfaction, .completedAt]
    case .conversationReconstruction: [.turns]
    case .privacyComplianceUpdates: [.turns, .context, .user]
    case .metadataSchemaUpdates: [.context, .rename]
    default: []
    }
  }

  /// The version with the correction; pure, changes nothing.
  ///
  /// - Parameter now: no time may lie after it.
  /// - Throws: ``StrataError``: `usage` where the kind does not go with what is corrected, or nothing is;
  ///   `invalidInput` where the result contradicts itself.
  public func applied(
    to session: Session, turns: [Turn], now: Timestamp
  ) throws(StrataError) -> CorrectedSession {
    try checkParts()
    var corrected = session
    var spoken = self.turns ?? turns
    corrected.context = try correctedContext(of: session.context)
    corrected.phase = phase ?? session.phase
    corrected.outcome = outcome ?? session.outcome
    corrected.satisfaction = satisfaction ?? session.satisfaction
    corrected.user = user ?? session.user
    corrected.realm = realm ?? session.realm
    corrected.conversation = conversation ?? session.conversation
    corrected.createdAt = startedAt ?? session.createdAt
    corrected.completedAt = completedAt ?? session.completedAt
    if let shiftSeconds {
      corrected.createdAt = session.createdAt.advanced(bySeconds: shiftSeconds)
      corrected.completedAt = session.completedAt?.advanced(bySeconds: shiftSeconds)
      for index in spoken.indices {
        spoken[index].at = spoken[index].at?.advanced(bySeconds: shiftSeconds)
      }
    }
    try checkTimes(corrected, spoken, now: now)
    let result = CorrectedSession(
      session: corrected, turns: spoken,
      changes: Self.changes(from: (session, turns), to: (corrected, spoken)))
    guard !result.changes.isEmpty || allowed.isEmpty else {
      throw StrataError(
        .usage, "the correction changes nothing: \(session.name) says so already",
        remedy: "'strata show \(session.name)' shows what it says")
    }
    return result
  }

  private func checkParts() throws(StrataError) {
    guard kind.increment == .patch else {
      throw StrataError(.usage, "\(kind.rawValue) is no kind of mend")
    }
    if let wrong = parts.first(where: { !allowed.contains($0) }) {
      let names = allowed.map { "--\($0.rawValue)" }.joined(separator: ", ")
      throw StrataError(
        .usage, "a mend of the kind \(kind.shortName) does not correct --\(wrong.rawValue)",
        remedy: allowed.isEmpty ? "leave it out: it repeats the version" : "it takes \(names)")
    }
    guard !parts.isEmpty || allowed.isEmpty else {
      throw StrataError(
        .usage, "nothing is to be corrected",
        remedy: "give one of " + allowed.map { "--\($0.rawValue)" }.joined(separator: ", "))
    }
    if shiftSeconds != nil, startedAt != nil || completedAt != nil {
      throw StrataError(
        .usage, "--shift moves all times, so it goes alone",
        remedy: "leave --started-at and --completed-at out")
    }
    if let turns, turns.isEmpty {
      throw StrataError(
        .invalidInput, "the conversation has no turn", remedy: "give at least one")
    }
  }

  private func correctedContext(
    of context: DeploymentContext
  ) throws(StrataError) -> DeploymentContext {
    guard !self.context.isEmpty || !renamed.isEmpty else { return context }
    var members = context.members
    for (old, new) in renamed.sorted(by: { $0.key < $1.key }) {
      guard let value = members.removeValue(forKey: old) else {
        throw StrataError(
          .invalidInput, "the context has no field '\(old)'", place: "--rename",
          remedy: "it has \(members.keys.sorted().joined(separator: ", "))")
      }
      guard members[new] == nil else {
        throw StrataError(
          .invalidInput, "the context has a field '\(new)' already", place: "--rename",
          remedy: "take one of the two away")
      }
      members[new] = value
    }
    for (name, value) in self.context { members[name] = value == .null ? nil : value }
    let corrected = try DeploymentContext(members)
    try corrected.check()
    return corrected
  }

  private func checkTimes(
    _ session: Session, _ turns: [Turn], now: Timestamp
  ) throws(StrataError) {
    func refuse(_ what: String, _ option: String) -> StrataError {
      StrataError(
        .invalidInput, what, place: option, remedy: "give times in the order in which they were")
    }
    let option = shiftSeconds == nil ? "--started-at" : "--shift"
    if session.createdAt > now {
      throw refuse("it would begin in the future, at \(session.createdAt)", option)
    }
    if let end = session.completedAt {
      if end < session.createdAt {
        throw refuse("it would end at \(end), before it begins at \(session.createdAt)", option)
      }
      if end > now { throw refuse("it would end in the future, at \(end)", "--completed-at") }
    }
    guard kind == .timestampCorrections else { return }
    if let first = turns.lazy.compactMap(\.at).min(), first < session.createdAt {
      throw refuse("its first turn is of \(first), before it would begin", option)
    }
  }

  private static func changes(
    from before: (session: Session, turns: [Turn]), to after: (session: Session, turns: [Turn])
  ) -> [PatchChange] {
    var changes: [PatchChange] = []
    func add(_ field: String, _ old: String?, _ new: String?) {
      if old != new { changes.append(PatchChange(field: field, before: old, after: new)) }
    }
    let (old, new) = (before.session, after.session)
    let contexts = (old.context.members, new.context.members)
    for name in Set(contexts.0.keys).union(contexts.1.keys).sorted() {
      add("deployment_context.\(name)", contexts.0[name]?.text, contexts.1[name]?.text)
    }
    add("phase", old.phase?.rawValue, new.phase?.rawValue)
    add("outcome", old.outcome?.rawValue, new.outcome?.rawValue)
    add("satisfaction", old.satisfaction.map(String.init), new.satisfaction.map(String.init))
    add("user_id", old.user, new.user)
    add("realm_id", old.realm, new.realm)
    add("conversation_id", old.conversation, new.conversation)
    add("created_timestamp", old.createdAt.description, new.createdAt.description)
    add("completion_timestamp", old.completedAt?.description, new.completedAt?.description)
    if before.turns != after.turns {
      let changed = zip(before.turns, after.turns).count { $0 != $1 }
      add(
        "turns", TimeText.count(before.turns.count, "turn"),
        TimeText.count(after.turns.count, "turn") + ", \(changed) of them changed")
    }
    return changes
  }
}

extension DeploymentContext {
  /// Its fields by name, without those that are unknown.
  fileprivate var members: [String: JSONValue] {
    var members = other
    members["architecture"] = architecture.map(JSONValue.string)
    members["cloud_provider"] = cloudProvider.map(JSONValue.string)
    members["compliance"] = compliance.map { .array($0.map(JSONValue.string)) }
    members["environment"] = environment.map(JSONValue.string)
    members["project"] = project.map(JSONValue.string)
    members["scale"] = scale.map(JSONValue.string)
    members["service_type"] = serviceType.map(JSONValue.string)
    return members
  }

  /// The context that fields state; one of the wrong type is refused by name.
  fileprivate init(_ members: [String: JSONValue]) throws(StrataError) {
    let fields = try JSONFields(.object(members), place: "--context")
    let known: Set = [
      "cloud_provider", "architecture", "service_type", "environment", "project", "scale",
      "compliance",
    ]
    self.init(
      cloudProvider: try fields.text("cloud_provider"),
      architecture: try fields.text("architecture"),
      serviceType: try fields.text("service_type"),
      environment: try fields.text("environment"), project: try fields.text("project"),
      compliance: try fields.texts("compliance"), scale: try fields.text("scale"),
      other: members.filter { !known.contains($0.key) })
  }
}

extension JSONValue {
  /// A text as it is, anything else as JSON.
  fileprivate var text: String {
    if case .string(let text) = self { return text }
    return (try? CanonicalJSON.bytes(self)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
  }
}
