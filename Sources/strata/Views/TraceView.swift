import StrataAnalysis
import StrataCore

/// A session's trace for a person: the layers, then the timeline.
struct TraceView {
  let records: LayerRecords
  let style: Style
  let width: Int?

  func lines() -> [String] {
    let session = records.session
    var lines = [
      style(.heading, TerminalText.line(session.customer.name)) + "  "
        + DecisionView.headline(session.decision, style: style),
      style(.quiet, "session \(session.id)"), "", style(.heading, "Layers"),
    ]
    lines += layers()
    if !records.configuration.isEmpty {
      lines += ["", style(.heading, "Configuration in force at the end")] + configuration()
    }
    lines += ["", style(.heading, "What happened")]
    for traced in records.entries { lines += entry(traced) }
    return lines
  }

  private func layers() -> [String] {
    var table = Table()
    for report in LayerReport.all(of: records) {
      table.add(
        (report.layer.rawValue, nil),
        (report.isComplete ? "complete" : "not complete", report.isComplete ? .good : .warning),
        (TerminalText.line(report.summary), nil))
      for gap in report.gaps {
        let since = gap.since.map { ", since \(TimeText.second($0))" } ?? ""
        table.add(
          ("", nil), ("", nil), ("missing: \(TerminalText.line(gap.what))\(since)", .warning))
      }
    }
    return table.lines(indent: 2, width: width, style: style)
  }

  private func configuration() -> [String] {
    var table = Table()
    for value in records.configuration {
      table.add(
        (TerminalText.line(value.key), nil),
        (TerminalText.line(value.value ?? "(concealed, erased, not text, or too long)"), nil),
        ("index \(value.index)", .quiet))
    }
    return table.lines(indent: 2, width: width, style: style)
  }

  private func entry(_ traced: LayerRecords.Entry) -> [String] {
    let entry = traced.entry
    let by = entry.actor.map { " by \(TerminalText.line($0))" } ?? ""
    var facts = ["entry \(entry.position)", "\(entry.kind.topic.rawValue) \(traced.offset)"]
    if entry.configuration > 0 { facts.append("configuration \(entry.configuration)") }
    if let code = entry.code { facts.append("code \(ShowView.code(code))") }
    if let place = entry.code?.place { facts.append(place) }
    if let table = entry.kind.auditTable, let row = traced.auditRow {
      facts.append("\(table.rawValue) \(row)")
    }
    if let former = entry.former {
      facts.append("recorded here \(TimeText.second(entry.recordedAt)), from \(former.place)")
    }
    if !traced.erased.isEmpty { facts.append("erased: \(traced.erased.joined(separator: ", "))") }
    let indented = DisplayWidth.wrapped(
      TerminalText.line(facts.joined(separator: " · ")), to: width.map { max($0 - 22, 20) })
    return [
      "  \(style(.quiet, TimeText.second(entry.happenedAt)))  "
        + "\(TerminalText.line(entry.summary))\(by)"
    ] + indented.map { "    " + style(.quiet, $0) }
  }
}
