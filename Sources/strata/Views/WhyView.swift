import StrataCore

/// Answers to "why is this so?" for a person.
struct WhyView {
  let style: Style
  let width: Int?

  private static let shownSessions = 20

  // MARK: - Configuration

  func configuration(_ cause: ConfigurationCause, concealed: ConcealedKeys?) -> [String] {
    let view = ConfigurationView(concealed: concealed, style: style)
    var lines = view.detail(cause.version)
    lines += ["", style(.heading, "Caused by")] + entry(cause.cause)
    if let restored = cause.restored {
      lines += ["", style(.heading, "Rolled back to")] + view.transactions([restored], indent: 2)
    }
    if !cause.named.isEmpty {
      lines += ["", style(.heading, "The reason names")] + cause.named.flatMap(session)
    }
    if !cause.together.isEmpty {
      lines += ["", style(.heading, "Changed with it")] + view.values(cause.together, indent: 2)
    }
    if !cause.replaced.isEmpty {
      lines +=
        ["", style(.heading, "Replaced, newest first")]
        + view.transactions(cause.replaced, indent: 2)
    }
    if let next = cause.replacedBy {
      lines += ["", style(.heading, "Replaced by")] + view.transactions([next], indent: 2)
    }
    return lines + ["", style(.heading, "Made under it")] + made(under: cause)
  }

  private func made(under cause: ConfigurationCause) -> [String] {
    let count = TimeText.count(Int(clamping: cause.entryCount), "entry", "entries")
    var table = Table()
    for ran in cause.sessions.prefix(Self.shownSessions) {
      let range =
        ran.firstEntry == ran.lastEntry
        ? "entry \(ran.firstEntry)" : "entries \(ran.firstEntry) to \(ran.lastEntry)"
      table.add(
        (TerminalText.line(ran.name.description), .version),
        (TimeText.count(ran.entryCount, "entry", "entries"), nil), (range, .quiet))
    }
    var lines = ["  \(count)"] + table.lines(indent: 2, width: width, style: style)
    let left = cause.sessions.count - Self.shownSessions
    if left > 0 { lines.append("  and \(TimeText.count(left, "session")) more; --json has all") }
    if let next = cause.next { lines.append("  later ones: add --after \(next)") }
    return lines
  }

  // MARK: - A line

  func line(_ cause: LineCause) -> [String] {
    let blame = cause.blame
    var table = Table()
    table.add(
      ("commit", .quiet),
      (blame.commit ?? "none: the line is not committed", blame.commit == nil ? .warning : .version)
    )
    if let time = blame.committedAt { table.add(("since", .quiet), (TimeText.second(time), nil)) }
    table.add(("by", .quiet), (TerminalText.line(blame.author), nil))
    if !blame.summary.isEmpty {
      table.add(("message", .quiet), (TerminalText.line(blame.summary), nil))
    }
    if blame.commit != nil, blame.originalPath != blame.path || blame.originalLine != blame.line {
      table.add(
        ("as", .quiet), (TerminalText.line("\(blame.originalPath):\(blame.originalLine)"), nil))
    }
    var lines = [
      style(.heading, TerminalText.line("\(blame.path):\(blame.line)")) + "  "
        + style(.quote, TerminalText.line(blame.text))
    ]
    lines += table.lines(indent: 2, width: width, style: style)
    lines += section(
      blame.commit == nil
        ? "Recorded on the code that it changes, newest first"
        : "Recorded on the code before the commit, newest first", cause.before)
    if blame.commit != nil {
      lines += section("Recorded on code with the line, oldest first", cause.since)
    }
    if !cause.pointing.entries.isEmpty {
      lines += section("Pointing at the file, newest first", cause.pointing)
    }
    return lines
  }

  private func section(_ title: String, _ cited: CitedEntries) -> [String] {
    var lines = ["", style(.heading, title)]
    if cited.entries.isEmpty { lines.append("  nothing") }
    lines += cited.entries.flatMap(entry)
    if cited.hasMore { lines.append("  and more") }
    return lines
  }

  // MARK: - A decision

  func decision(_ cause: DecisionCause) -> [String] {
    let session = cause.session
    var lines = [
      style(.heading, TerminalText.line(session.customer.name)) + "  "
        + DecisionView.headline(session.decision, style: style)
    ]
    switch cause.subject {
    case .version:
      lines += DecisionView(decision: session.decision, style: style, width: width).lines()
      let quoted = cause.grounds.compactMap(\.said)
      if !quoted.isEmpty { lines += ["", style(.heading, "Where it was said")] }
      lines += unique(quoted).flatMap(said)
      if !session.decisions.isEmpty {
        lines += ["", style(.heading, "Decided in it")] + keyDecisions(of: session, indent: 2)
      }
    case .key(let number, let decision):
      var table = Table()
      table.add(("decision", .quiet), ("\(number)", nil))
      add(decision, to: &table)
      lines += table.lines(indent: 2, width: width, style: style)
    }
    lines += ["", style(.heading, "Recorded by")] + entry(cause.cause)
    if !cause.said.isEmpty {
      lines += ["", style(.heading, "Said last before it")] + cause.said.flatMap(said)
    }
    if !cause.before.entries.isEmpty { lines += section("Done before it", cause.before) }
    if !cause.ancestors.isEmpty {
      lines += ["", style(.heading, "It goes on from")]
      for ancestor in cause.ancestors {
        lines += self.session(ancestor) + keyDecisions(of: ancestor, indent: 6)
      }
    }
    return lines
  }

  private func unique(_ said: [DecisionCause.Said]) -> [DecisionCause.Said] {
    var seen: Set<DecisionCause.Said> = []
    return said.filter { seen.insert($0).inserted }
  }

  private func add(_ decision: KeyDecision, to table: inout Table) {
    for (name, text) in [
      ("topic", decision.topic), ("choice", decision.choice), ("because", decision.rationale),
      (
        "instead of",
        decision.alternatives.isEmpty ? nil : decision.alternatives.joined(separator: ", ")
      ), ("by", decision.decidedBy), ("at", TimeText.second(decision.at)),
    ] {
      if let text { table.add((name, .quiet), (TerminalText.line(text), nil)) }
    }
  }

  private func keyDecisions(of session: Session, indent: Int) -> [String] {
    var table = Table()
    for (index, decision) in session.decisions.enumerated() {
      let because = decision.rationale.map { ", because \($0)" } ?? ""
      table.add(
        ("\(index + 1)", .quiet), (TerminalText.line(decision.topic), .quiet),
        (TerminalText.line(decision.choice + because), nil))
    }
    return table.lines(indent: indent, width: width, style: style)
  }

  private func session(_ session: Session) -> [String] {
    [
      "  " + style(.version, TerminalText.line(session.name.description)) + "  "
        + style(.quiet, "session \(session.id)")
    ]
      + DisplayWidth.wrapped(
        TerminalText.line(session.decision.why), to: width.map { max($0 - 4, 20) }
      ).map { "    " + $0 }
  }

  private func said(_ said: DecisionCause.Said) -> [String] {
    let entry = said.entry.map { ", entry \($0)" } ?? ""
    let head = TerminalText.line(
      "\(said.session) turn \(said.number)\(entry), \(said.turn.author ?? said.turn.role.rawValue)")
    return ["  " + style(.quiet, head)]
      + DisplayWidth.wrapped(
        TerminalText.block(said.turn.content), to: width.map { max($0 - 4, 20) }
      ).map { "    " + style(.quote, $0) }
  }

  // MARK: - An entry

  private func entry(_ cited: CitedEntry) -> [String] {
    let entry = cited.entry
    let by = entry.actor.map { " by \(TerminalText.line($0))" } ?? ""
    var facts = ["entry \(entry.position)"]
    if let session = cited.session { facts.append(session.description) }
    if let former = entry.former { facts.append("from \(former.place)") }
    if entry.configuration > 0 { facts.append("configuration \(entry.configuration)") }
    if let code = entry.code { facts.append("code \(ShowView.code(code))") }
    return [
      "  \(style(.quiet, TimeText.second(entry.happenedAt)))  "
        + "\(TerminalText.line(entry.summary))\(by)\(decided(cited.decision))"
    ]
      + DisplayWidth.wrapped(
        TerminalText.line(facts.joined(separator: " · ")), to: width.map { max($0 - 4, 20) }
      ).map { "    " + style(.quiet, $0) }
  }

  private func decided(_ decision: KeyDecision?) -> String {
    guard let decision else { return "" }
    let because = decision.rationale.map { ", because \($0)" } ?? ""
    let by = decision.decidedBy.map { " (decided by \($0))" } ?? ""
    return TerminalText.line(": \(decision.topic): \(decision.choice)\(because)\(by)")
  }
}
