/// A table whose first column names its rows.
struct HTMLTable {
  /// A column.
  struct Column: Sendable {
    /// What stands above it.
    var title: String
    /// Whether its cells are numbers, which stand at the right.
    var isNumber = false
  }

  /// Names the table in the page; letters, digits and hyphens.
  var id: String
  /// What the table shows, as plain text.
  var caption: String
  /// The columns.
  var columns: [Column]
  /// Plain text, a cell for each column.
  var rows: [[String]]

  /// The table as HTML; where it is too wide for the screen it can be scrolled, by keyboard too.
  var html: String {
    let heads = columns.map { "<th scope=\"col\"\($0.mark)>\(HTMLText.escaped($0.title))</th>" }
    let body = rows.map { row in
      let cells = zip(columns, row).enumerated().map { index, cell in
        let text = HTMLText.escaped(cell.1)
        return index == 0
          ? "<th scope=\"row\"\(cell.0.mark)>\(text)</th>" : "<td\(cell.0.mark)>\(text)</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return """
      <div class="scroll" role="region" tabindex="0" aria-labelledby="\(id)">
      <table>
      <caption id="\(id)">\(HTMLText.escaped(caption))</caption>
      <thead><tr>\(heads.joined())</tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody>
      </table>
      </div>
      """
  }
}

extension HTMLTable.Column {
  fileprivate var mark: String { isNumber ? " class=\"number\"" : "" }
}
