/// Writes Markdown as bytes; whatever comes from outside stands in it as plain text.
struct MarkdownWriter {
  private(set) var bytes: [UInt8] = []

  /// Markup of our own, as it is.
  mutating func raw(_ markup: String) {
    bytes += markup.utf8
  }

  /// One line of markup, or an empty one.
  mutating func line(_ markup: String = "") {
    raw(markup)
    raw("\n")
  }

  /// Text as code; it holds no line break.
  static func code(_ text: String) -> String {
    // A fence is longer than any run of backticks inside.
    var fence = "`"
    while text.contains(fence) { fence += "`" }
    return fence.count == 1 ? "`\(text)`" : "\(fence) \(text) \(fence)"
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
