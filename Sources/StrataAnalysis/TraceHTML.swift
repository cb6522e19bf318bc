public import StrataCore

/// A session's trace as one HTML file that needs nothing else: it reads well on a screen, in print and
/// aloud, in light and in dark.
public enum TraceHTML {
  /// The page. The same records give the same bytes.
  public static func page(of records: LayerRecords) -> String {
    let session = records.session
    let reports = LayerReport.all(of: records)
    return HTMLPage(
      title: "Trace of \(session.customer.name) \(session.version)", style: TraceStyle.sheet,
      header: """
        <p>Session <code>\(session.id)</code>, \(state(of: session)), started \(time(session.createdAt))\
        \(session.user.map { " by \(escaped($0))" } ?? "").</p>
        <p>\(escaped(session.decision.why))</p>
        \(verdict(of: reports))
        """,
      main: """
        <section aria-labelledby="layers">
        <h2 id="layers">Five layers</h2>
        <dl class="layers">
        \(reports.map(layer).joined(separator: "\n"))
        </dl>
        </section>
        \(decisions(of: session))\(configuration(of: records))<section aria-labelledby="timeline">
        <h2 id="timeline">What happened</h2>
        <ol class="timeline">
        \(timeline(of: records.entries))
        </ol>
        </section>
        """,
      footer: """
        <p>\(records.entries.count) entries of store <code>\(records.store)</code>. \
        <code>strata trace --proof</code> writes the document that proves them.</p>
        """
    ).text
  }

  private static func state(of session: Session) -> String {
    guard session.state == .sealed else { return "active" }
    return "completed" + (session.outcome.map { " with outcome \($0.rawValue)" } ?? "")
  }

  /// The answer before the details.
  private static func verdict(of reports: [LayerReport]) -> String {
    let open = reports.filter { !$0.isComplete }.map(\.layer.rawValue)
    guard !open.isEmpty else {
      return #"<p class="complete"><strong>The record is complete in all five layers.</strong></p>"#
    }
    return """
      <p class="incomplete"><strong>The record is not complete: \
      \(open.joined(separator: ", ")).</strong></p>
      """
  }

  /// A time to the second for the eye, to the microsecond for a program.
  private static func time(_ time: Timestamp) -> String {
    let text = time.description
    return """
      <time datetime="\(text)">\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC</time>
      """
  }

  private static func layer(_ report: LayerReport) -> String {
    let gaps = report.gaps.map { gap in
      "<li>\(escaped(gap.what))\(gap.since.map { ", since \(time($0))" } ?? "")</li>"
    }
    return """
      <div class="\(report.isComplete ? "complete" : "incomplete")">
      <dt>\(report.layer.rawValue.prefix(1).uppercased() + report.layer.rawValue.dropFirst())</dt>
      <dd><strong>\(report.isComplete ? "Complete" : "Not complete")</strong>
      <span>\(escaped(report.summary))</span>\
      \(gaps.isEmpty ? "" : "<ul>\(gaps.joined())</ul>")</dd>
      </div>
      """
  }

  private static func decisions(of session: Session) -> String {
    guard !session.decisions.isEmpty else { return "" }
    let rows = session.decisions.map { decision in
      """
      <tr><th scope="row">\(escaped(decision.topic))</th><td>\(escaped(decision.choice))</td>\
      <td>\(escaped(decision.rationale ?? ""))</td><td>\(escaped(decision.decidedBy ?? ""))</td>\
      <td>\(time(decision.at))</td></tr>
      """
    }
    return table(
      "decided", "What was decided", ["Topic", "Choice", "Because", "By", "At"], rows)
  }

  private static func configuration(of records: LayerRecords) -> String {
    guard !records.configuration.isEmpty else { return "" }
    let rows = records.configuration.map { value in
      let shown =
        value.value.map { "<code>\(escaped($0))</code>" }
        ?? "<em>not shown: concealed, erased, no text, or too long</em>"
      return """
        <tr><th scope="row"><code>\(escaped(value.key))</code></th><td>\(shown)</td>\
        <td>\(value.index)</td></tr>
        """
    }
    return table(
      "configuration", "Configuration in force at the end", ["Key", "Value", "Index"], rows)
  }

  private static func table(
    _ id: String, _ title: String, _ columns: [String], _ rows: [String]
  ) -> String {
    """
    <section aria-labelledby="\(id)">
    <h2 id="\(id)">\(title)</h2>
    <table aria-labelledby="\(id)">
    <thead><tr>\(columns.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>
    <tbody>
    \(rows.joined(separator: "\n"))
    </tbody>
    </table>
    </section>

    """
  }

  private static func timeline(of entries: [LayerRecords.Entry]) -> String {
    var former: JournalEntry?
    return entries.map { traced in
      defer { former = traced.entry }
      return entry(traced, after: former)
    }.joined(separator: "\n")
  }

  /// An entry; the code and the configuration stand out where they are others than before.
  private static func entry(_ traced: LayerRecords.Entry, after former: JournalEntry?) -> String {
    let entry = traced.entry
    func marked(_ text: String, where isNew: Bool) -> String {
      isNew ? "<strong>\(escaped(text))</strong>" : escaped(text)
    }
    var facts = ["entry \(entry.position)", "\(entry.kind.topic.rawValue) \(traced.offset)"]
    if let table = entry.kind.auditTable, let row = traced.auditRow {
      facts.append("\(table.rawValue) \(row)")
    }
    if entry.configuration > 0 {
      facts.append(
        marked(
          "configuration \(entry.configuration)",
          where: former.map { $0.configuration != entry.configuration } ?? false))
    }
    if let commit = entry.code?.commit {
      facts.append(
        marked(
          "code \(commit.prefix(12))" + (entry.code?.tag.map { " (\($0))" } ?? "")
            + (entry.code?.isDirty == true ? " with changes" : ""),
          where: former.map { $0.code?.commit != commit } ?? false))
    }
    if let place = entry.code?.place { facts.append("at \(escaped(place))") }
    if let former = entry.former {
      facts.append("recorded here \(entry.recordedAt), from \(escaped(former.place))")
    }
    if !traced.erased.isEmpty {
      facts.append("erased: \(escaped(traced.erased.joined(separator: ", ")))")
    }
    return """
      <li>
      \(time(entry.happenedAt))
      <p><strong>\(escaped(entry.summary))</strong>\(entry.actor.map { " by \(escaped($0))" } ?? "")</p>
      <p class="facts">\(facts.joined(separator: " · "))</p>
      <p class="facts hash">leaf \(entry.position - 1) \(traced.leaf.digestText)</p>
      </li>
      """
  }

  private static func escaped(_ text: String) -> String { HTMLText.escaped(text) }
}
