import StrataCore

/// Why the version was made, what led to it, how it did, where the document comes from.
extension StatementOfWork {
  mutating func reason() {
    let decision = session.decision
    if !decision.why.isEmpty { writer.block(words(decision.why)) }
    if let choice = decision.override { writer.block(words(ReportWords.override(choice))) }
    if let fallback = decision.fallback { writer.block(words(ReportWords.fallback(fallback))) }
    if !decision.evidence.isEmpty {
      writer.block("It rests on:")
      for evidence in decision.evidence {
        let quote = evidence.quote.map { ": “\(words($0))”" } ?? ""
        writer.line(
          "- \(words(ReportWords.finding(evidence.finding)))\(quote) "
            + "(\(words(ReportWords.source(evidence.source))))")
      }
      writer.line()
    }
    guard !decision.rejected.isEmpty else { return }
    writer.block("Considered and not followed:")
    for rejection in decision.rejected {
      writer.line(
        "- \(words(ReportWords.considered(rejection.considered))): \(words(rejection.reason))")
    }
    writer.line()
  }

  mutating func relations() {
    let isMend = session.decision.increment == .patch
    var rows = [
      [
        isMend ? "Mends" : "Goes on from",
        session.previousVersion.map { "\($0)" } ?? ReportWords.noParent(of: session),
      ]
    ]
    if beginsLine, let parent = session.previousVersion {
      rows.append(["Begins", "a new line beside \(parent)"])
    }
    if let merged = session.decision.merged { rows.append(["Takes in", "\(merged)"]) }
    writer.table(["Relation", "Version"], rows)
  }

  mutating func history() {
    writer.block("Newest first; what changed is in bold.")
    let trigger = session.decision.triggers.first ?? .initial
    let own = [
      "**\(session.version)**", TimeText.minute(session.createdAt), ReportWords.trigger(trigger),
      words(session.decision.why), changes.map { "**\(words($0))**" }.joined(separator: "; "),
    ]
    let earlier = ancestors.map { change in
      let facet = Facet.allCases.first { $0.trigger == change.trigger }
      return [
        "\(change.new)", TimeText.minute(change.at), ReportWords.trigger(change.trigger),
        words(change.rationale), facet.map { "**\($0.name)**" } ?? "",
      ]
    }
    writer.table(
      ["Version", "Begun", "Trigger", "Why it was made", "What changed"], [own] + earlier)
    guard let oldest = ancestors.last else { return }
    if let before = oldest.previous { writer.block("Before these stands \(before).") }
    writer.block("What an earlier version brought stands in its own statement of work.")
  }

  /// What the version brought, as far as it was made for it or decided in it.
  private var changes: [String] {
    guard session.previousVersion != nil else { return session.decided }
    let changed = fields.filter { $0.before != nil || $0.isUnderstood }.map { field in
      "\(field.name): \(field.before.map { "\($0) → " } ?? "")\(field.value)"
    }
    return changed + session.decided
  }

  mutating func metrics() {
    var rows = [
      ["Turns", "\(session.turnCount)"], ["Decisions", "\(session.decisions.count)"],
      ["First to last activity", ReportWords.duration(session)],
      ["Outcome", ReportWords.outcome(session)],
      ["Satisfaction", ReportWords.satisfaction(session)],
    ]
    if let phase = session.phase { rows.append(["Phase", phase.rawValue]) }
    writer.table(["Metric", "\(session.version)"], rows)
    guard !session.notes.isEmpty else { return }
    writer.block("Notes on \(session.version):")
    for note in session.notes { writer.line("- \(words(note))") }
    writer.line()
  }

  mutating func provenance() {
    writer.block(
      "This document is made from the record of this one session; the same record gives the same bytes."
    )
    let rows = [["Session", "`\(session.id)`"], ["Line of work", "`\(session.family)`"]]
    writer.table(
      ["What", "Identity or digest"],
      rows + files.map { ["`\($0.file.rawValue)`", "`\($0.digest)`"] })
    writer.block(
      "The whole conversation is in `\(SessionFile.conversation.rawValue)` beside this document. When "
        + "the version is completed, the digests of all four files go into the journal.")
    let command = "strata report sow \(ShellWord.quoted(session.customer.name)) \(session.version)"
    writer.line("The full report, with what came later: \(MarkdownWriter.code(command))")
  }
}
