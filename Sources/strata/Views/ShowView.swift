import StrataCore

/// One session in full, for a person.
struct ShowView {
  let record: SessionRecord
  /// The versions made on top of it.
  let derived: [SemanticVersion]
  let root: String
  let style: Style
  let width: Int?

  private var session: Session { record.session }

  /// Everything but the conversation.
  func header() throws -> [String] {
    var lines = [
      style(.heading, TerminalText.line(session.customer.name)) + "  "
        + DecisionView.headline(session.decision, style: style)
    ]
    lines += facts()
    lines += section("Decision about the version") {
      DecisionView(decision: session.decision, style: style, width: width).lines()
    }
    lines += try section("Deployment context") { try context() }
    lines += section("Decisions taken") { decisions() }
    lines += section("Timeline") { timeline() }
    lines += section("Notes") { session.notes.map { "  \(TerminalText.line($0))" } }
    return lines
  }

  /// One turn of the conversation.
  func turn(_ turn: Turn) -> [String] {
    var head = style(.heading, turn.role.rawValue)
    if let author = turn.author { head += " \(TerminalText.line(author))" }
    if let at = turn.at { head += "  " + style(.quiet, TimeText.second(at)) }
    let text = DisplayWidth.wrapped(
      TerminalText.block(turn.content), to: width.map { max($0 - 4, 20) })
    return ["", "  " + head] + text.map { $0.isEmpty ? "" : "    \($0)" }
  }

  private func section(_ title: String, _ lines: () throws -> [String]) rethrows -> [String] {
    let lines = try lines()
    return lines.isEmpty ? [] : ["", style(.heading, title)] + lines
  }

  private func facts() -> [String] {
    var table = Table()
    func add(_ name: String, _ value: String?) {
      if let value { table.add((name, .quiet), (TerminalText.line(value), nil)) }
    }
    add("session", session.id.description)
    add("line", session.family.description)
    add("state", state)
    add("phase", session.phase?.rawValue)
    add("user", session.user)
    add("realm", session.realm)
    add("conversation", session.conversation)
    add("code", session.code.map(Self.code))
    add("derived", names(derived))
    add("files", SessionPlace.directory(of: session, root: root))
    return table.lines(indent: 2, width: width, style: style)
  }

  private var state: String {
    guard session.state == .sealed else { return "active" }
    let satisfaction = session.satisfaction.map { ", satisfaction \($0) of 5" } ?? ""
    return "complete\(session.outcome.map { ", \($0)" } ?? "")\(satisfaction)"
  }

  private func names(_ versions: [SemanticVersion]) -> String? {
    versions.isEmpty ? nil : versions.map(\.description).joined(separator: ", ")
  }

  static func code(_ code: CodeState) -> String {
    var words: [String] = []
    if let commit = code.commit { words.append(String(commit.prefix(12))) }
    if let tag = code.tag { words.append("tag \(tag)") }
    if let branch = code.branch { words.append("on \(branch)") }
    if code.isDirty == true { words.append("with changes") }
    if let repository = code.repository { words.append("of \(repository)") }
    if let place = code.place { words.append("at \(place)") }
    return words.isEmpty ? "unknown" : words.joined(separator: " ")
  }

  private func context() throws -> [String] {
    guard case .object(let fields) = try SessionJSON.value(session.context) else { return [] }
    var table = Table()
    for name in fields.keys.sorted() {
      let value = fields[name] ?? .null
      let shown: String
      if case .string(let text) = value { shown = text } else { shown = try JSONOutput.line(value) }
      table.add((TerminalText.line(name), .quiet), (TerminalText.line(shown), nil))
    }
    return table.lines(indent: 2, width: width, style: style)
  }

  private func decisions() -> [String] {
    var table = Table()
    for decision in session.decisions {
      var words = decision.choice
      if let rationale = decision.rationale { words += ", because \(rationale)" }
      if !decision.alternatives.isEmpty {
        words += " (instead of \(decision.alternatives.joined(separator: ", ")))"
      }
      table.add((TerminalText.line(decision.topic), .quiet), (TerminalText.line(words), nil))
    }
    return table.lines(indent: 2, width: width, style: style)
  }

  private func timeline() -> [String] {
    let timeline = record.timeline
    var table = Table()
    for (index, period) in timeline.periods.enumerated() {
      if index > 0 {
        let gap = period.start.microseconds(since: timeline.periods[index - 1].end)
        table.add(("paused", .quiet), (TimeText.duration(microseconds: gap), .quiet))
      }
      let length = period.end.microseconds(since: period.start)
      table.add(
        (index == 0 ? "worked" : "resumed", .quiet),
        (
          "\(TimeText.second(period.start)) to \(TimeText.second(period.end)), "
            + TimeText.duration(microseconds: length), nil
        ))
    }
    if let completedAt = session.completedAt {
      table.add(("completed", .quiet), (TimeText.second(completedAt), nil))
    }
    return table.lines(indent: 2, width: width, style: style)
  }
}
