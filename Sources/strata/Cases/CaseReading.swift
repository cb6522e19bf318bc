import StrataCore

extension LabelledCase {
  /// Reads one line of a file of cases.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` that names the field.
  init(_ fields: JSONFields) throws(StrataError) {
    let id = try fields.requiredText("id")
    var history: [PastSession] = []
    for session in try fields.objects("history") { history.append(try Self.session(session)) }
    guard let candidate = try fields.object("candidate") else { throw fields.missing("candidate") }
    self.init(
      id: id, customerID: try fields.text("customer_id"), history: history,
      candidate: try Self.request(candidate),
      expected: try fields.object("expected").map { (expected) throws(StrataError) in
        try Self.expectation(expected)
      })
  }

  private static func session(_ fields: JSONFields) throws(StrataError) -> PastSession {
    let input = TurnInput(role: .user)
    var turns: [Turn] = []
    for turn in try fields.objects("conversation") { turns.append(try input.turn(turn)) }
    let created = try fields.parsed("created_at", parseTime)
    let active = try fields.parsed("last_activity_at", parseTime)
    guard let time = active ?? created else { throw fields.missing("last_activity_at") }
    return PastSession(
      version: try version(fields, "version"), createdAt: created ?? time, lastActivityAt: time,
      outcome: try fields.text("outcome"), phase: try fields.choice("phase"),
      context: try context(of: fields), conversation: turns)
  }

  private static func request(_ fields: JSONFields) throws(StrataError) -> DecisionRequest {
    guard let startedAt = try fields.parsed("started_at", parseTime) else {
      throw fields.missing("started_at")
    }
    var request = DecisionRequest(
      startedAt: startedAt, context: try context(of: fields),
      opening: try fields.texts("opening") ?? [])
    if let operation = try fields.object("operation") {
      let kind = try operation.parsed("kind") { name throws(StrataError) in
        try PatchKind.trigger(named: name)
      }
      guard let kind else { throw operation.missing("kind") }
      request.operation = .init(kind: kind, target: try version(operation, "target"))
    }
    return request
  }

  private static func expectation(_ fields: JSONFields) throws(StrataError) -> Expectation {
    guard let increment = try fields.choice("increment", Increment.self) else {
      throw fields.missing("increment")
    }
    var triggers: [Trigger] = []
    for name in try fields.texts("triggers") ?? [] {
      guard let trigger = Trigger(rawValue: name) else {
        throw StrataError(
          .invalidInput, "the field '\(fields.path)triggers' names \(name.debugDescription)",
          place: fields.place, remedy: "use the triggers of the labelling guide")
      }
      triggers.append(trigger)
    }
    return Expectation(
      increment: increment, version: try version(fields, "version"),
      parent: try fields.parsed("parent", parseVersion), triggers: triggers,
      why: try fields.text("why"))
  }

  private static func context(of fields: JSONFields) throws(StrataError) -> DeploymentContext {
    guard let context = try fields.object("deployment_context") else { return .init() }
    return try ContextInput.context(context)
  }

  private static func version(
    _ fields: JSONFields, _ name: String
  ) throws(StrataError) -> SemanticVersion {
    guard let version = try fields.parsed(name, parseVersion) else { throw fields.missing(name) }
    return version
  }

  private static func parseTime(_ text: String) throws(StrataError) -> Timestamp {
    try Timestamp(parsing: text)
  }

  private static func parseVersion(_ text: String) throws(StrataError) -> SemanticVersion {
    try SemanticVersion(parsing: text)
  }
}
