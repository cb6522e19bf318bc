/// Columns of text, each to the left or to the right.
struct Table {
  private var rows: [[String]]
  private let leftColumns: Set<Int>

  init(_ header: [String], leftColumns: Set<Int> = [0]) {
    rows = [header]
    self.leftColumns = leftColumns
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    var lines = rows.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return leftColumns.contains(column) ? cell + space : space + cell
      }.joined(separator: "  ")
    }
    lines.insert(String(repeating: "─", count: widths.reduce(2 * (columns - 1), +)), at: 1)
    return lines.map { line in
      String(
        line.prefix(upTo: line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.endIndex))
    }.joined(separator: "\n")
  }
}
