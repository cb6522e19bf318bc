/// Rows whose columns stand under each other.
struct Table {
  /// Space between columns.
  private static let gap = "  "
  private var rows: [[(text: String, role: Style.Role?)]] = []

  /// Adds a row; the last column may be as long as it wants.
  mutating func add(_ cells: (String, Style.Role?)...) {
    rows.append(cells.map { ($0.0, $0.1) })
  }

  /// Adds a row of plain cells.
  mutating func add(_ cells: [String], _ role: Style.Role? = nil) {
    rows.append(cells.map { ($0, role) })
  }

  /// The lines, each indented; the last column is wrapped under itself where the width ends.
  func lines(indent: Int = 0, width: Int?, style: Style) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.compactMap { $0.count > column ? DisplayWidth.of($0[column].text) : nil }.max() ?? 0
    }
    return rows.flatMap { row in
      rendered(row, widths: widths, indent: indent, width: width, style: style)
    }
  }

  private func rendered(
    _ row: [(text: String, role: Style.Role?)], widths: [Int], indent: Int, width: Int?,
    style: Style
  ) -> [String] {
    guard let last = row.last else { return [""] }
    var head = String(repeating: " ", count: indent)
    var used = indent
    for (column, cell) in row.dropLast().enumerated() {
      let padding = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell.text))
      head += (cell.role.map { style($0, cell.text) } ?? cell.text) + padding + Self.gap
      used += widths[column] + Self.gap.count
    }
    let lines = DisplayWidth.wrapped(last.text, to: width.map { max($0 - used, 16) })
    return lines.enumerated().map { index, line in
      let text = last.role.map { style($0, line) } ?? line
      let whole = (index == 0 ? head : String(repeating: " ", count: used)) + text
      return String(whole.reversed().drop { $0 == " " }.reversed())
    }
  }
}
