/// Writes Markdown as bytes; whatever comes from outside stands in it as plain text.
struct MarkdownWriter {
  private(set) var bytes: [UInt8] = []

  /// Markup of our own, as it is.
  mutating func raw(_ markup: String) {
    bytes += markup.utf8
  }

  /// One block of markup and the empty line after it.
  mutating func block(_ markup: String) {
    raw(markup)
    raw("\n\n")
  }

  /// A table with a heading row; cells are markup already.
  mutating func table(_ heading: [String], _ rows: [[String]]) {
    row(heading)
    row(heading.map { _ in "---" })
    for cells in rows { row(cells) }
    raw("\n")
  }

  private mutating func row(_ cells: [String]) {
    raw("|")
    for cell in cells { raw(cell.isEmpty ? " |" : " \(cell) |") }
    raw("\n")
  }
}
