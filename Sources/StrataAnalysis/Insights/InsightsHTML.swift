/// Insights as one HTML file with charts (``HTMLPage``): in print as on a screen, and every chart has
/// its table.
public enum InsightsHTML {
  /// The page. The same insights give the same bytes.
  public static func page(of insights: Insights) -> String {
    let report = InsightsReport(insights)
    let links = report.sections.map {
      "<li><a href=\"#\($0.id)\">\(HTMLText.escaped($0.title))</a></li>"
    }
    return HTMLPage(
      title: report.title, style: style + RowChart.style,
      header: report.overview.map { "<p>\(HTMLText.escaped($0))</p>" }.joined(separator: "\n"),
      contents: links.isEmpty ? "" : "<ul>\(links.joined())</ul>",
      main: report.sections.map(section).joined(separator: "\n"),
      footer: """
        <p><code>strata insights</code> made this page; \
        <code>--json</code> and <code>--csv</code> give the same numbers to programs.</p>
        """
    ).text
  }

  private static func section(_ section: InsightsReport.Section) -> String {
    var parts = ["<h2 id=\"\(section.id)\">\(HTMLText.escaped(section.title))</h2>"]
    if !section.words.isEmpty { parts.append("<p>\(HTMLText.escaped(section.words))</p>") }
    if let chart = section.chart { parts.append(chart.html(id: "\(section.id)-chart")) }
    if !section.rows.isEmpty {
      parts.append(
        HTMLTable(
          id: "\(section.id)-table", caption: "\(section.title), in numbers",
          columns: section.columns.enumerated().map { index, title in
            .init(title: title, isNumber: index > 0 && !worded.contains(title))
          }, rows: section.rows
        ).html)
    }
    return """
      <section aria-labelledby="\(section.id)">
      \(parts.joined(separator: "\n"))
      </section>
      """
  }

  /// The columns, behind the first one, whose cells are no numbers.
  private static let worded: Set<String> = ["to", "outcome", "caution"]

  private static let style = """
    nav ul{columns:2;padding-left:1.2rem}@media(max-width:30rem){nav ul{columns:1}}\
    td,th{font-size:.9375rem}tbody th{font-weight:500}tbody td{white-space:nowrap}\
    .number+:not(.number){padding-left:1rem}body{max-width:70rem}\
    @media print{body{max-width:none}td,th{font-size:.7rem}tbody td,td.number{white-space:normal}}
    """
}
