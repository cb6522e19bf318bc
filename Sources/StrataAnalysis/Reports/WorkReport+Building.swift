package import StrataCore

extension WorkReport {
  /// How much of each list a document shows; what is left out is counted.
  enum Limit {
    /// Versions that are shown one by one.
    static let versions = 20
    /// Rows that older versions are gathered in.
    static let stretches = 20
    static let decisions = 100
    static let deliverables = 100
    /// Characters of what the customer came with: for one version, for each of several.
    static let words = ConversationExcerpt.requestLength
    static let fewWords = 300
  }

  /// The report about the records' subject.
  ///
  /// - Parameter base: the version that changes are told from; without it the one that the subject
  ///   goes on from. Other kinds always compare with that one.
  /// - Throws: ``StrataError``: `notFound` where the base is not among the records, `usage` where there
  ///   is nothing to compare with, or the base came after the subject.
  /// - Complexity: O(n log n) in the number of versions.
  package init(
    _ kind: Kind, of records: WorkRecords, since base: SemanticVersion? = nil
  ) throws(StrataError) {
    let scene = try WorkScene(kind, of: records, since: base)
    let session = scene.subject
    self.kind = kind
    customer = session.customer.name
    version = "\(session.version)"
    self.base = scene.base.map { "\($0.version)" }
    title = scene.title
    lead = scene.lead
    facts = scene.facts
    requests = scene.requests
    context = scene.context
    (decisions, decisionsNote) = scene.decisions
    (deliverables, deliverablesNote) = scene.deliverables
    openPoints = scene.openPoints
    reason = scene.reason
    relations = scene.relations
    otherLines = scene.otherLines
    (history, olderHistory) = scene.history
    metrics = scene.metrics
    comparison = scene.comparison
    totals = scene.totals
    notes = session.notes
    store = "\(records.store)"
    (inputs, inputsNote) = scene.inputs
    inputCount = records.versions.count
    inputsDigest = records.digest
    files = scene.files
  }
}

/// What the sections of a report are made from.
struct WorkScene {
  let kind: WorkReport.Kind
  let records: WorkRecords
  /// The session that the document is about.
  let subject: Session
  /// The session that is compared with.
  let base: Session?
  /// What leads to the subject, and to the base.
  let past: WorkHistory
  let basePast: WorkHistory?
  /// The versions that the document tells of one by one or together, oldest first.
  let told: [Session]
  let sessions: [SemanticVersion: Session]

  init(
    _ kind: WorkReport.Kind, of records: WorkRecords, since base: SemanticVersion?
  ) throws(StrataError) {
    let sessions = Dictionary(
      records.versions.map { ($0.session.version, $0.session) }
    ) { first, _ in first }
    func session(_ version: SemanticVersion) throws(StrataError) -> Session {
      guard let session = sessions[version] else {
        throw StrataError(
          .notFound, "there is no version \(version) among the records",
          remedy: "list what there is with 'strata log'")
      }
      return session
    }
    self.kind = kind
    self.records = records
    self.sessions = sessions
    subject = try session(records.subject)
    let compared = (kind == .changes ? base : nil) ?? subject.previousVersion
    if kind == .changes {
      try Self.check(base: compared, subject: records.subject, records.lineage)
    }
    // A parent may be missing in a damaged store; that must not hold up the report on what is there.
    self.base = kind == .changes ? try compared.map(session) : compared.flatMap { sessions[$0] }
    past = WorkHistory(to: records.subject, in: records)
    basePast = self.base.map { WorkHistory(to: $0.version, in: records) }
    let known = Set((basePast?.chain ?? []).map(\.version))
    told = kind == .changes ? past.chain.filter { !known.contains($0.version) } : past.chain
  }

  private static func check(
    base: SemanticVersion?, subject: SemanticVersion, _ lineage: Lineage
  ) throws(StrataError) {
    guard let base else {
      throw StrataError(
        .usage, "\(subject) goes on from no other version, so nothing changed",
        remedy: "name a version with --since, or ask for --kind version")
    }
    if base == subject {
      throw StrataError(
        .usage, "\(base) is the version itself", remedy: "name an earlier version with --since")
    }
    if lineage.isDescendant(base, of: subject) {
      throw StrataError(
        .usage, "\(base) goes on from \(subject), so it came later",
        remedy: "ask the other way round: the later version first, --since the earlier one")
    }
  }

  var title: String {
    switch kind {
    case .version: "Statement of work: \(subject.customer.name), \(subject.version)"
    case .cumulative: "Statement of work: \(subject.customer.name), all up to \(subject.version)"
    case .changes:
      "Changes to the statement of work: \(subject.customer.name), "
        + "\(base.map { "\($0.version)" } ?? "") to \(subject.version)"
    }
  }

  var lead: String {
    switch kind {
    case .version: subject.statementLead
    case .cumulative:
      "What stands after \(TimeText.count(told.count, "version")), from "
        + "\(told.first?.version ?? subject.version) on: the newest word on each matter, and where it "
        + "was said."
    case .changes: changesLead
    }
  }

  private var changesLead: String {
    guard let base else { return "" }
    let ours = Set(past.chain.map(\.version))
    let common = basePast?.chain.last { ours.contains($0.version) }
    let versions = TimeText.count(told.count, "version")
    if common?.version == base.version {
      return "What is different in \(subject.version) from \(base.version), over \(versions)."
    }
    let parting = common.map { "part at \($0.version)" } ?? "have no version in common"
    return "What is different in \(subject.version) from \(base.version). One does not lead to the "
      + "other: their ways \(parting); \(versions) lead from there to \(subject.version)."
  }

  var facts: [ReportFact] {
    var facts = subject.statementFacts(project: past.context["Project"]?.value)
    if kind == .changes, let base {
      facts.insert(ReportFact("Compared with", "\(base.version)"), at: 2)
    }
    return facts
  }
}
