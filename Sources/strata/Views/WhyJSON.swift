import StrataCore

/// The JSON that `why` prints (docs/json.md).
enum WhyJSON {
  static func configuration(
    _ cause: ConfigurationCause, concealed: ConcealedKeys?
  ) throws(StrataError) -> [String: JSONValue] {
    let json = ConfigurationJSON(concealed: concealed)
    func values(_ versions: [ConfigurationVersion]) -> JSONValue {
      .array(versions.map { .object(json.version($0)) })
    }
    return [
      "value": .object(json.version(cause.version)), "cause": try entry(cause.cause),
      "together": values(cause.together), "replaced": values(cause.replaced),
      "restored": cause.restored.map { .object(json.version($0)) } ?? .null,
      "replaced_by": cause.replacedBy.map { .object(json.version($0)) } ?? .null,
      "named_sessions": .array(cause.named.map { .object(session($0)) }),
      "entry_count": .integer(cause.entryCount),
      "sessions": .array(
        cause.sessions.map { ran in
          [
            "session": .string(ran.session.description), "name": .string(ran.name.description),
            "entry_count": .integer(Int64(ran.entryCount)),
            "first_entry": .integer(ran.firstEntry), "last_entry": .integer(ran.lastEntry),
          ]
        }), "next": cause.next.map(JSONValue.integer) ?? .null,
    ]
  }

  static func line(_ cause: LineCause) throws(StrataError) -> [String: JSONValue] {
    let blame = cause.blame
    return [
      "line": [
        "path": .string(blame.path), "number": .integer(Int64(blame.line)),
        "text": .string(blame.text), "commit": SessionJSON.text(blame.commit),
        "parents": .array(blame.parents.map(JSONValue.string)),
        "original_path": .string(blame.originalPath),
        "original_number": .integer(Int64(blame.originalLine)), "author": .string(blame.author),
        "committed_at": SessionJSON.text(blame.committedAt?.description),
        "summary": .string(blame.summary),
      ],
      "before": try entries(cause.before), "since": try entries(cause.since),
      "pointing": try entries(cause.pointing),
      "commits": .array(cause.commits.map(JSONValue.string)),
    ]
  }

  static func decision(_ cause: DecisionCause) throws(StrataError) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "session": .object(session(cause.session)), "cause": try entry(cause.cause),
      "number": .null, "key_decision": .null, "before": try entries(cause.before),
      "said": .array(cause.said.map(said)), "grounds": .array(try cause.grounds.map(ground)),
      "ancestors": .array(try cause.ancestors.map(ancestor)),
    ]
    if case .key(let number, let decision) = cause.subject {
      members["number"] = .integer(Int64(number))
      members["key_decision"] = try SessionJSON.value(decision)
    }
    return members
  }

  // MARK: - Parts

  private static func entry(_ cited: CitedEntry) throws(StrataError) -> JSONValue {
    let entry = cited.entry
    return [
      "key_decision": try cited.decision.map(SessionJSON.value) ?? .null,
      "position": .integer(entry.position), "at": .string(entry.happenedAt.description),
      "kind": .string(entry.kind.rawValue), "summary": .string(entry.summary),
      "by": SessionJSON.text(entry.actor), "session": SessionJSON.text(entry.session?.description),
      "name": SessionJSON.text(cited.session?.description),
      "configuration": .integer(entry.configuration), "code": entry.code?.json ?? .null,
    ]
  }

  private static func entries(_ cited: CitedEntries) throws(StrataError) -> JSONValue {
    ["entries": .array(try cited.entries.map(entry)), "more": .bool(cited.hasMore)]
  }

  private static func session(_ session: Session) -> [String: JSONValue] {
    var members = SessionJSON.decision(session.decision)
    members["session"] = .string(session.id.description)
    members["name"] = .string(session.name.description)
    return members
  }

  private static func ancestor(_ session: Session) throws(StrataError) -> JSONValue {
    var members = self.session(session)
    members["key_decisions"] = .array(try session.decisions.map(SessionJSON.value))
    return .object(members)
  }

  private static func ground(_ ground: DecisionCause.Ground) throws(StrataError) -> JSONValue {
    [
      "evidence": try SessionJSON.value(ground.evidence),
      "said": ground.said.map(said) ?? .null,
    ]
  }

  private static func said(_ said: DecisionCause.Said) -> JSONValue {
    [
      "name": .string(said.session.description), "turn": .integer(Int64(said.number)),
      "role": .string(said.turn.role.rawValue), "content": .string(said.turn.content),
      "at": SessionJSON.text(said.turn.at?.description),
      "author": SessionJSON.text(said.turn.author),
      "entry": said.entry.map(JSONValue.integer) ?? .null,
    ]
  }
}
