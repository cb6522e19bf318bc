import StrataCore

/// The bytes of `sow_document.md`: what was agreed in one version, for people.
enum StatementOfWork {
  /// `history`: the change that made this version, then those of its ancestors, nearest first.
  static func text(_ session: Session, history: [VersionChange]) -> [UInt8] {
    var writer = MarkdownWriter()
    let customer = markdown(session.customer.name)
    writer.block("# Statement of work: \(customer), \(session.version)")
    summary(session, &writer)
    writer.block("## Why this version")
    reasons(session.decision, &writer)
    writer.block("## Deployment")
    deployment(session.context, &writer)
    writer.block("## Decisions")
    decisions(session.decisions, &writer)
    if history.count > 1 {
      writer.block("## How it came to this version")
      changes(history, &writer)
    }
    writer.block("## Where it stands")
    standing(session, &writer)
    return writer.bytes
  }

  private static func summary(_ session: Session, _ writer: inout MarkdownWriter) {
    var rows = [
      ["Customer", markdown(session.customer.name)],
      ["Version", "\(session.version) (\(session.decision.increment.rawValue))"],
    ]
    if let parent = session.previousVersion { rows.append(["Goes on from", "\(parent)"]) }
    if let merged = session.decision.merged { rows.append(["Merges", "\(merged)"]) }
    if let project = session.context.project { rows.append(["Project", markdown(project)]) }
    rows.append(["Begun", minute(session.createdAt)])
    if let user = session.user { rows.append(["By", markdown(user)]) }
    rows.append(["Session", "`\(session.id)`"])
    rows.append(["Line", "`\(session.family)`"])
    if let code = session.code, let line = codeLine(code) { rows.append(["Code", line]) }
    writer.table(["", ""], rows)
  }

  private static func codeLine(_ code: CodeState) -> String? {
    let place = [code.repository, code.branch, code.tag].compactMap { $0 }.map(markdown)
    let commit = code.commit.map { markdown(String($0.prefix(12))) }
    let parts =
      place + (commit.map { ["commit \($0)"] } ?? []) + [code.place].compactMap { $0 }.map(markdown)
    guard !parts.isEmpty else { return nil }
    return parts.joined(separator: ", ")
      + (code.isDirty == true ? ", with changes not committed" : "")
  }

  private static func reasons(_ decision: VersionDecision, _ writer: inout MarkdownWriter) {
    if !decision.why.isEmpty { writer.block(markdown(decision.why)) }
    if let choice = decision.override {
      let by = choice.by.map { " by \(markdown($0))" } ?? ""
      writer.block(
        "This number was chosen\(by): \(sentence(choice.reason)) "
          + "By itself Strata would have given \(choice.policyVersion).")
    }
    if let fallback = decision.fallback {
      writer.block("The number is a safe fallback: \(sentence(fallback))")
    }
    for evidence in decision.evidence {
      let quote = evidence.quote.map { ": “\(markdown($0))”" } ?? ""
      writer.raw("- \(markdown(evidence.finding))\(quote) (\(markdown(evidence.source)))\n")
    }
    if !decision.evidence.isEmpty { writer.raw("\n") }
    guard !decision.rejected.isEmpty else { return }
    writer.block("Considered and not followed:")
    for rejection in decision.rejected {
      writer.raw("- \(markdown(named(rejection.considered))): \(markdown(rejection.reason))\n")
    }
    writer.raw("\n")
  }

  private static func deployment(_ context: DeploymentContext, _ writer: inout MarkdownWriter) {
    var rows: [[String]] = []
    func add(_ name: String, _ value: String?) {
      if let value { rows.append([name, markdown(value)]) }
    }
    add("Cloud provider", context.cloudProvider)
    add("Architecture", context.architecture)
    add("Service type", context.serviceType)
    add("Environment", context.environment)
    add("Project", context.project)
    add("Compliance", context.compliance.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") })
    add("Scale", context.scale)
    let others = context.other.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (name, value) in others { rows.append([markdown(words(name)), markdown(plain(value))]) }
    if rows.isEmpty {
      writer.block("Nothing was stated about the deployment.")
    } else {
      writer.table(["What", "As stated"], rows)
    }
  }

  private static func decisions(_ decisions: [KeyDecision], _ writer: inout MarkdownWriter) {
    guard !decisions.isEmpty else { return writer.block("None was recorded.") }
    for (index, decision) in decisions.enumerated() {
      var text = "\(index + 1). **\(markdown(decision.topic))**: \(sentence(decision.choice))"
      if let rationale = decision.rationale { text += " Why: \(sentence(rationale))" }
      if !decision.alternatives.isEmpty {
        text += " Also weighed: \(sentence(decision.alternatives.joined(separator: ", ")))"
      }
      let by = decision.decidedBy.map { "\(markdown($0)), " } ?? ""
      writer.raw("\(text) (\(by)\(minute(decision.at)))\n")
    }
    writer.raw("\n")
  }

  private static func changes(_ history: [VersionChange], _ writer: inout MarkdownWriter) {
    let rows = history.reversed().map { change in
      [
        "\(change.new)", minute(change.at), named(change.trigger.rawValue),
        markdown(change.rationale),
      ]
    }
    writer.table(["Version", "Begun", "Trigger", "Why"], rows)
    if let earlier = history.last?.previous {
      writer.block("Before these stands \(earlier).")
    }
  }

  private static func standing(_ session: Session, _ writer: inout MarkdownWriter) {
    let turns = session.turnCount == 1 ? "1 turn" : "\(session.turnCount) turns"
    switch session.state {
    case .active:
      writer.block(
        "Work goes on: \(turns) so far, the last activity at \(minute(session.lastActivityAt)).")
    case .sealed:
      let end = minute(session.completedAt ?? session.lastActivityAt)
      writer.block("Completed at \(end) after \(turns).")
    }
    if let outcome = session.outcome { writer.raw("- Outcome: \(outcome.rawValue)\n") }
    if let score = session.satisfaction { writer.raw("- Satisfaction: \(score) of 5\n") }
    if let phase = session.phase { writer.raw("- Phase: \(phase.rawValue)\n") }
    for note in session.notes { writer.raw("- Note: \(markdown(note))\n") }
    if session.outcome != nil || session.satisfaction != nil || session.phase != nil
      || !session.notes.isEmpty
    {
      writer.raw("\n")
    }
    writer.raw("The whole conversation is in `conversation.json` beside this document.\n")
  }

  /// `2026-01-05 09:00 UTC`.
  private static func minute(_ time: Timestamp) -> String {
    let text = time.description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }

  /// `cloud_provider` in words.
  private static func words(_ name: String) -> String {
    name.utf8.split(separator: UInt8(ascii: "_")).map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: " ")
  }

  private static let triggerNames = Dictionary(
    uniqueKeysWithValues: Trigger.allCases.map { trigger in
      let last = trigger.rawValue.split(separator: ".").last.map(String.init) ?? trigger.rawValue
      return (trigger.rawValue, words(last))
    })

  /// The last part of a trigger's name in words; anything else as it is.
  private static func named(_ considered: String) -> String {
    triggerNames[considered] ?? considered
  }

  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): return text
    case .array(let values): return values.map(plain).joined(separator: ", ")
    case .null, .bool, .integer, .number, .object:
      // Only an integer beyond 2^53 has no canonical form.
      let bytes = (try? CanonicalJSON.bytes(value)) ?? Array("\(value)".utf8)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Harmless text that ends like a sentence.
  private static func sentence(_ text: String) -> String {
    let harmless = markdown(text)
    return [".", "!", "?"].contains(harmless.last) ? harmless : harmless + "."
  }
}
