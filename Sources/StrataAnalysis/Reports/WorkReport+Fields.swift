package import StrataCore

extension WorkReport {
  /// The names that a template may use (docs/reports.md lists them).
  package static let fields = TemplateFields<WorkReport>([
    .text("kind") { $0.kind.rawValue },
    .flag("is_version") { $0.kind == .version },
    .flag("is_cumulative") { $0.kind == .cumulative },
    .flag("is_changes") { $0.kind == .changes },
    .text("customer") { $0.customer },
    .text("version") { $0.version },
    .text("base") { $0.base },
    .text("title") { $0.title },
    .text("lead") { $0.lead },
    .list("facts", of: fact) { $0.facts },
    .flag("has_requests") { !$0.requests.isEmpty },
    .list("requests", of: request) { $0.requests },
    .flag("has_context") { !$0.context.isEmpty },
    .list("context", of: contextField) { $0.context },
    .list("decisions", of: decision) { $0.decisions },
    .text("decisions_note") { $0.decisionsNote },
    .flag("has_deliverables") { !$0.deliverables.isEmpty },
    .list("deliverables", of: deliverable) { $0.deliverables },
    .text("deliverables_note") { $0.deliverablesNote },
    .flag("has_open_points") { !$0.openPoints.isEmpty },
    .texts("open_points") { $0.openPoints },
    .record("reason", of: reason) { $0.reason },
    .list("relations", of: fact) { $0.relations },
    .flag("has_other_lines") { !$0.otherLines.isEmpty },
    .list("other_lines", of: otherLine) { $0.otherLines },
    .list("history", of: step) { $0.history },
    .flag("has_older_history") { !$0.olderHistory.isEmpty },
    .list("older_history", of: stretch) { $0.olderHistory },
    .list("metrics", of: metricsOfVersion) { $0.metrics },
    .flag("has_comparison") { !$0.comparison.isEmpty },
    .list("comparison", of: difference) { $0.comparison },
    .flag("has_totals") { !$0.totals.isEmpty },
    .list("totals", of: fact) { $0.totals },
    .flag("has_notes") { !$0.notes.isEmpty },
    .texts("notes") { $0.notes },
    .text("store") { $0.store },
    .list("inputs", of: input) { $0.inputs },
    .text("inputs_note") { $0.inputsNote },
    .text("input_count") { "\($0.inputCount)" },
    .text("inputs_digest") { $0.inputsDigest },
    .list("files", of: file) { $0.files },
  ])

  private static let fact = TemplateFields<ReportFact>([
    .text("name") { $0.name }, .text("value") { $0.value },
  ])
  private static let request = TemplateFields<Request>([
    .text("version") { $0.version }, .text("when") { $0.when }, .text("words") { $0.words },
  ])
  private static let contextField = TemplateFields<ContextField>([
    .text("name") { $0.name }, .text("value") { $0.value }, .text("stated") { $0.stated },
    .text("version") { $0.version }, .text("before") { $0.before },
    .flag("is_changed") { $0.isChanged }, .flag("is_understood") { $0.isUnderstood },
  ])
  private static let earlier = TemplateFields<Decision.Earlier>([
    .text("choice") { $0.choice }, .text("version") { $0.version },
  ])
  private static let decision = TemplateFields<Decision>([
    .text("topic") { $0.topic }, .text("choice") { $0.choice }, .text("why") { $0.why },
    .text("alternatives") { $0.alternatives }, .text("by") { $0.by }, .text("when") { $0.when },
    .text("version") { $0.version }, .flag("is_changed") { $0.isChanged },
    .flag("is_new") { $0.isNew },
    .flag("is_of_other_line") { $0.isOfOtherLine }, .list("earlier", of: earlier) { $0.earlier },
  ])
  private static let deliverable = TemplateFields<Deliverable>([
    .text("what") { $0.what }, .text("environment") { $0.environment },
    .text("status") { $0.status }, .text("when") { $0.when }, .text("version") { $0.version },
  ])
  private static let evidence = TemplateFields<Reason.Evidence>([
    .text("finding") { $0.finding }, .text("quote") { $0.quote }, .text("source") { $0.source },
  ])
  private static let reason = TemplateFields<Reason>([
    .text("why") { $0.why }, .flag("has_evidence") { !$0.evidence.isEmpty },
    .list("evidence", of: evidence) { $0.evidence },
    .flag("has_rejected") { !$0.rejected.isEmpty }, .list("rejected", of: fact) { $0.rejected },
    .text("override") { $0.override }, .text("fallback") { $0.fallback },
  ])
  private static let otherLine = TemplateFields<OtherLine>([
    .text("first") { $0.first }, .text("newest") { $0.newest }, .text("count") { $0.count },
    .text("why") { $0.why }, .text("state") { $0.state },
  ])
  private static let step = TemplateFields<Step>([
    .text("version") { $0.version }, .text("begun") { $0.begun }, .text("trigger") { $0.trigger },
    .text("why") { $0.why }, .flag("has_changes") { !$0.changes.isEmpty },
    .texts("changes") { $0.changes }, .text("outcome") { $0.outcome },
    .flag("is_subject") { $0.isSubject },
  ])
  private static let stretch = TemplateFields<Stretch>([
    .text("first") { $0.first }, .text("last") { $0.last }, .text("period") { $0.period },
    .text("count") { $0.count }, .text("outcomes") { $0.outcomes },
    .text("changes") { $0.changes },
  ])
  private static let metricsOfVersion = TemplateFields<Metrics>([
    .text("version") { $0.version }, .text("turns") { $0.turns },
    .text("duration") { $0.duration }, .text("decisions") { $0.decisions },
    .text("outcome") { $0.outcome }, .text("satisfaction") { $0.satisfaction },
    .flag("is_subject") { $0.isSubject },
  ])
  private static let difference = TemplateFields<Difference>([
    .text("name") { $0.name }, .text("before") { $0.before }, .text("after") { $0.after },
    .text("difference") { $0.difference },
  ])
  private static let input = TemplateFields<Input>([
    .text("version") { $0.version }, .text("session") { $0.session },
    .text("entries") { $0.entries }, .text("leaf") { $0.leaf },
  ])
  private static let file = TemplateFields<File>([
    .text("version") { $0.version }, .text("name") { $0.name }, .text("digest") { $0.digest },
  ])

  /// Everything that a template may show, as JSON.
  package var json: JSONValue { Self.json(of: Self.fields.value(of: self)) }

  private static func json(of value: TemplateValue) -> JSONValue {
    switch value {
    case .absent: .null
    case .text(let text): .string(text)
    case .flag(let flag): .bool(flag)
    case .list(let values): .array(values.map(json))
    case .record(let members): .object(members.mapValues(json))
    }
  }
}
