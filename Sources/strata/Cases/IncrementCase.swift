import StrataCore

/// A labelled case: a customer's history, the opening of a new session, and perhaps the right answer.
struct IncrementCase {
  /// One session of the history.
  struct Session {
    var version: SemanticVersion
    var lastActivityAt: Timestamp
    var phase: WorkflowPhase?
    var context: DeploymentContext
    var turns: [Turn]
  }

  /// What a careful reader says.
  struct Expectation {
    var increment: String
    var version: String
    var parent: String?
    var triggers: [String]
    var why: String?
  }

  var id: String
  var history: [Session]
  var request: DecisionRequest
  var expected: Expectation?

  /// Reads one line of a file of cases.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` that names the field.
  init(_ fields: JSONFields) throws(StrataError) {
    id = try fields.requiredText("id")
    var sessions: [Session] = []
    for session in try fields.objects("history") { sessions.append(try Self.session(session)) }
    history = sessions
    guard let candidate = try fields.object("candidate") else { throw fields.missing("candidate") }
    request = try Self.request(candidate)
    if let expected = try fields.object("expected") {
      self.expected = Expectation(
        increment: try expected.requiredText("increment"),
        version: try expected.requiredText("version"), parent: try expected.text("parent"),
        triggers: try expected.texts("triggers") ?? [], why: try expected.text("why"))
    }
  }

  private static func session(_ fields: JSONFields) throws(StrataError) -> Session {
    let input = TurnInput(role: .user)
    var turns: [Turn] = []
    for turn in try fields.objects("conversation") { turns.append(try input.turn(turn)) }
    guard let version = try fields.parsed("version", parseVersion) else {
      throw fields.missing("version")
    }
    let created = try fields.parsed("created_at", parseTime)
    guard let time = try fields.parsed("last_activity_at", parseTime) ?? created else {
      throw fields.missing("last_activity_at")
    }
    return Session(
      version: version, lastActivityAt: time,
      phase: try fields.choice("phase", WorkflowPhase.self), context: try context(of: fields),
      turns: turns)
  }

  private static func request(_ fields: JSONFields) throws(StrataError) -> DecisionRequest {
    guard let startedAt = try fields.parsed("started_at", parseTime) else {
      throw fields.missing("started_at")
    }
    var request = DecisionRequest(
      startedAt: startedAt, context: try context(of: fields),
      opening: try fields.texts("opening") ?? [])
    if let operation = try fields.object("operation") {
      guard let target = try operation.parsed("target", parseVersion) else {
        throw operation.missing("target")
      }
      guard
        let kind = try operation.parsed(
          "kind", { name throws(StrataError) in try PatchKind.trigger(named: name) })
      else { throw operation.missing("kind") }
      request.operation = .init(kind: kind, target: target)
    }
    return request
  }

  private static func context(of fields: JSONFields) throws(StrataError) -> DeploymentContext {
    guard let context = try fields.object("deployment_context") else { return .init() }
    return try ContextInput.context(context)
  }

  private static func parseTime(_ text: String) throws(StrataError) -> Timestamp {
    try Timestamp(parsing: text)
  }

  private static func parseVersion(_ text: String) throws(StrataError) -> SemanticVersion {
    try SemanticVersion(parsing: text)
  }
}

extension IncrementCase {
  /// What the policy decides.
  ///
  /// - Throws: ``StrataError`` where the case contradicts itself (a mend of no version).
  func decision(by policy: VersionPolicy) throws(StrataError) -> VersionDecision {
    try policy.decide(request, given: customerHistory(learnedBy: policy))
  }

  /// The history, as a store would have learned it session by session.
  private func customerHistory(learnedBy policy: VersionPolicy) -> CustomerHistory {
    var lines: [Int: CustomerHistory.Line] = [:]
    for session in history {
      let major = session.version.major
      var line =
        lines[major]
        ?? .init(
          major: major, newest: session.version, lastActivityAt: session.lastActivityAt,
          phase: nil, profile: LineProfile())
      policy.absorb(
        .init(version: session.version, context: session.context, turns: session.turns),
        into: &line.profile)
      line.newest = max(line.newest, session.version)
      // A mend is no activity of its line, and says nothing of its phase.
      if session.version.patch == 0 {
        line.lastActivityAt = max(line.lastActivityAt, session.lastActivityAt)
        line.phase = session.phase
      }
      lines[major] = line
    }
    var known = CustomerHistory(
      lines: lines.values.sorted { $0.major < $1.major }, highestMajor: lines.keys.max() ?? 0)
    if let target = request.operation?.target, history.contains(where: { $0.version == target }) {
      known.highestPatchOfTarget =
        history.map(\.version)
        .filter { ($0.major, $0.minor) == (target.major, target.minor) }.max()
    }
    return known
  }
}
