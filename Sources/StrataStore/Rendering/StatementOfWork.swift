import StrataCore

/// The bytes of `sow_document.md`: the report on one version, for people, with everything that is settled
/// for this session alone (decision 13).
struct StatementOfWork {
  let session: Session
  /// The changes that made the ancestors' versions, nearest first.
  let ancestors: [VersionChange]
  let excerpt: ConversationExcerpt
  /// The files beside it whose bytes depend on the session alone, with their digests.
  let files: [(file: SessionFile, digest: String)]
  let fields: [StatedField]
  var writer = MarkdownWriter()

  /// `history`: the change that made this version, then those of its ancestors, nearest first.
  static func text(
    _ session: Session, history: [VersionChange], excerpt: ConversationExcerpt,
    files: [(file: SessionFile, digest: String)]
  ) -> [UInt8] {
    var document = StatementOfWork(
      session: session, ancestors: history.filter { $0.new != session.version }, excerpt: excerpt,
      files: files, fields: StatedField.fields(of: session))
    document.write()
    return document.writer.bytes
  }

  private mutating func write() {
    writer.block("# Statement of work: \(words(session.customer.name)), \(session.version)")
    writer.block(words(session.statementLead))
    writer.table(
      ["What", "Value"],
      session.statementFacts(project: session.context.project).map { [$0.name, words($0.value)] })
    section(StatementSection.scope) { $0.scope() }
    section(StatementSection.context) { $0.context() }
    section(StatementSection.decisions) { $0.decisions() }
    section(StatementSection.deliverables) { $0.deliverables() }
    section(StatementSection.openPoints) { $0.openPoints() }
    section(StatementSection.reason("\(session.version)")) { $0.reason() }
    section(StatementSection.relations) { $0.relations() }
    section(StatementSection.history) { $0.history() }
    section(StatementSection.metrics) { $0.metrics() }
    section(StatementSection.provenance) { $0.provenance() }
  }

  private mutating func section(_ title: String, _ body: (inout StatementOfWork) -> Void) {
    writer.block("## \(title)")
    body(&self)
  }

  /// Text from outside, made harmless.
  func words(_ text: String) -> String { markdownWithoutLinks(text) }

  // MARK: - What was asked, decided and delivered

  private mutating func scope() {
    guard let request = excerpt.request() else {
      return writer.block("No words of the customer are on record.")
    }
    writer.block("What the customer came with:")
    writer.block("> \(words(request))")
  }

  private mutating func context() {
    if fields.isEmpty {
      writer.block("Nothing was stated about the deployment.")
    } else {
      let base = session.previousVersion.map { "Against \($0)" } ?? "Before"
      writer.table(
        ["What", "As stated", base],
        fields.map { field in
          let understood = field.isUnderstood ? " (understood from what was said)" : ""
          return [words(field.name), words(field.value) + understood, change(of: field)]
        })
    }
    if !beginsLine {
      writer.block("What is not stated here stays as the version before has it.")
    }
  }

  private func change(of field: StatedField) -> String {
    if let before = field.before { return "**changed**, was \(words(before))" }
    return field.isUnderstood && session.previousVersion != nil ? "**changed**" : ""
  }

  private mutating func decisions() {
    let standing = session.decisions.filter { !ErasureNotice.begins($0.topic) }
    for decision in standing {
      writer.line("- **\(words(decision.topic))**: \(words(decision.choice))")
      if let why = decision.rationale, !why.isEmpty { writer.line("  - Why: \(words(why))") }
      if !decision.alternatives.isEmpty {
        writer.line("  - Also weighed: \(words(decision.alternatives.joined(separator: ", ")))")
      }
      let by = decision.decidedBy.map { ", by \(words($0))" } ?? ""
      writer.line("  - Decided \(TimeText.minute(decision.at))\(by)")
    }
    if standing.isEmpty { writer.line("No decision is on record.") }
    writer.line()
    if standing.count < session.decisions.count {
      writer.block("Decisions taken in \(session.version) were erased.")
    }
  }

  private mutating func deliverables() {
    writer.block(
      "Deployments are recorded as they happen, some after a version is completed: the full report lists "
        + "them.")
  }

  private mutating func openPoints() {
    var points = session.openPoints(unanswered: excerpt.unanswered)
    // Later versions of a line inherit what its first one stated.
    if beginsLine, let point = Session.missingPoint(Set(fields.map(\.name)), "") {
      points.append(point)
    }
    for point in points { writer.line("- \(words(point))") }
    if points.isEmpty { writer.line("None.") }
    writer.line()
  }

  /// Whether nothing that an earlier version stated holds in it.
  var beginsLine: Bool { [.initial, .major].contains(session.decision.increment) }
}
