public import StrataCore

/// A session's trace as one HTML file that needs nothing else: it reads well on a screen, in print and
/// aloud, in light and in dark.
public enum TraceHTML {
  /// The page. The same records give the same bytes.
  public static func page(of records: LayerRecords) -> String {
    let session = records.session
    let title = "\(session.customer.name) \(session.version)"
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Trace of \(escaped(title))</title>
      <style>\(style)</style>
      </head>
      <body>
      <header>
      <h1>Trace of \(escaped(title))</h1>
      <p>Session <code>\(session.id)</code>, \(session.state.rawValue), started
      <time datetime="\(session.createdAt)">\(session.createdAt)</time>\
      \(session.user.map { " by \(escaped($0))" } ?? "").</p>
      <p>\(escaped(session.decision.why))</p>
      </header>
      <main>
      <section aria-labelledby="layers">
      <h2 id="layers">Five layers</h2>
      <dl class="layers">
      \(LayerReport.all(of: records).map(layer).joined(separator: "\n"))
      </dl>
      </section>
      \(configuration(of: records))<section aria-labelledby="timeline">
      <h2 id="timeline">What happened</h2>
      <ol class="timeline">
      \(records.entries.map(entry).joined(separator: "\n"))
      </ol>
      </section>
      </main>
      <footer><p>\(records.entries.count) entries of store <code>\(records.store)</code>. \
      <code>strata trace --proof</code> writes the document that proves them.</p></footer>
      </body>
      </html>

      """
  }

  private static func layer(_ report: LayerReport) -> String {
    let gaps = report.gaps.map { gap in
      "<li>\(escaped(gap.what))\(gap.since.map { ", since \($0)" } ?? "")</li>"
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

  private static func configuration(of records: LayerRecords) -> String {
    guard !records.configuration.isEmpty else { return "" }
    let rows = records.configuration.map { value in
      """
      <tr><th scope="row"><code>\(escaped(value.key))</code></th>\
      <td><code>\(escaped(value.value ?? "(concealed, erased, not text, or too long)"))</code></td>\
      <td>\(value.index)</td></tr>
      """
    }
    return """
      <section aria-labelledby="configuration">
      <h2 id="configuration">Configuration in force at the end</h2>
      <table>
      <thead><tr><th scope="col">Key</th><th scope="col">Value</th><th scope="col">Index</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      </section>

      """
  }

  private static func entry(_ traced: LayerRecords.Entry) -> String {
    let entry = traced.entry
    var facts = ["entry \(entry.position)", "\(entry.kind.topic.rawValue) \(traced.offset)"]
    if entry.configuration > 0 { facts.append("configuration \(entry.configuration)") }
    if let commit = entry.code?.commit {
      facts.append(
        "code \(commit.prefix(12))" + (entry.code?.tag.map { " (\($0))" } ?? "")
          + (entry.code?.isDirty == true ? " with changes" : ""))
    }
    if let place = entry.code?.place { facts.append(place) }
    if let table = entry.kind.auditTable, let row = traced.auditRow {
      facts.append("\(table.rawValue) \(row)")
    }
    if !traced.erased.isEmpty { facts.append("erased: \(traced.erased.joined(separator: ", "))") }
    return """
      <li>
      <time datetime="\(entry.recordedAt)">\(entry.recordedAt)</time>
      <p><strong>\(escaped(entry.summary))</strong>\(entry.actor.map { " by \(escaped($0))" } ?? "")</p>
      <p class="facts">\(escaped(facts.joined(separator: " · ")))</p>
      <p class="facts hash">\(traced.leaf.digestText)</p>
      </li>
      """
  }

  /// Text that means nothing to HTML, and cannot steer the direction of what stands around it.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": result += "\u{FFFD}"
      case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static let style = """
    :root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--page:#fff;\
    --good:#116329;--bad:#a40e26}\
    @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#30363d;\
    --page:#0d1117;--good:#56d364;--bad:#ff8182}}\
    body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);\
    max-width:60rem;margin:2rem auto;padding:0 1rem}\
    h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}\
    code,.hash{font-family:ui-monospace,monospace;font-size:.875em;overflow-wrap:anywhere}\
    .layers div{border-left:4px solid var(--good);padding:.25rem 0 .25rem 1rem;margin:.75rem 0}\
    .layers .incomplete{border-color:var(--bad)}dt{font-weight:600}dd{margin:0}\
    .complete strong{color:var(--good)}.incomplete strong{color:var(--bad)}\
    table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;\
    border-bottom:1px solid var(--line);padding:.35rem .75rem .35rem 0}\
    .timeline{padding-left:0;list-style:none;border-left:2px solid var(--line)}\
    .timeline li{padding:.25rem 0 .75rem 1rem;break-inside:avoid}.timeline p{margin:0}\
    time,.facts{color:var(--soft);font-size:.875rem}footer{margin-top:3rem;color:var(--soft)}\
    @media print{body{margin:0;max-width:none}}
    """
}
