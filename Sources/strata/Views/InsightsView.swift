import StrataAnalysis

/// Insights for a person at a terminal: the words and tables of the report.
struct InsightsView {
  let report: InsightsReport
  let style: Style
  let width: Int?

  /// The widest name of a row that leaves room for its numbers.
  private static let longestName = 36

  func lines() -> [String] {
    var lines = [style(.heading, TerminalText.line(report.title))]
    for sentence in report.overview { lines += DisplayWidth.wrapped(sentence, to: width) }
    for section in report.sections { lines += [""] + self.lines(of: section) }
    return lines
  }

  private func lines(of section: InsightsReport.Section) -> [String] {
    var lines = [style(.heading, section.title)]
    if !section.words.isEmpty {
      lines += DisplayWidth.wrapped(section.words, to: width.map { max($0 - 2, 20) }).map {
        "  " + style(.quiet, $0)
      }
    }
    guard !section.rows.isEmpty else { return lines }
    // A column that says nothing in any row is left out, so that lines stay short.
    let shown = section.columns.indices.filter { column in
      section.rows.contains { !$0[column].isEmpty }
    }
    // Only the last column can be wrapped, so long names stand there.
    let hasLongNames = section.rows.contains { DisplayWidth.of($0[0]) > Self.longestName }
    let ordered = hasLongNames ? shown.filter { $0 != 0 } + [0] : shown
    var table = Table()
    table.add(ordered.map { section.columns[$0] }, .quiet)
    for row in section.rows { table.add(ordered.map { TerminalText.line(row[$0]) }) }
    return lines + table.lines(indent: 2, width: width, style: style)
  }
}
