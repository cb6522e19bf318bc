import StrataCore

/// A customer's versions as a graph: each line of work a column, patches as offshoots of their line,
/// a new line tied to the one it departed from, a merge to both. Newest first; pure.
struct LineGraph {
  /// One version.
  struct Node: Hashable {
    var version: SemanticVersion
    var parent: SemanticVersion?
    /// The version of another line that it took in.
    var merged: SemanticVersion?

    /// Whether it mends a version instead of going on.
    var isPatch: Bool { version.patch > 0 }
    /// Whether it opens its line.
    var isFirst: Bool { version.minor == 0 && version.patch == 0 }
  }

  /// One character of a drawing and the line that it belongs to.
  struct Cell: Hashable {
    var glyph: Character
    var line: Int?
  }

  /// What stands before a version's text.
  struct Row: Hashable {
    /// Before its first line of text.
    var head: [Cell]
    /// Before every further line.
    var rest: [Cell]
  }

  private let nodes: [Node]
  private let glyphs: Glyphs
  private let cellWidth: Int
  /// Where each line's trunk ends: the row of its oldest version that is not a patch.
  private let lastRow: [Int: Int]
  private var columns: [Int?] = []

  /// The drawing of versions that are given newest first.
  ///
  /// - Parameter isUnicode: whether box-drawing characters can be shown, or only ASCII.
  /// - Complexity: O(number of versions × number of lines open at a time).
  static func rows(_ nodes: [Node], isUnicode: Bool = true) -> [Row] {
    var graph = LineGraph(nodes, isUnicode: isUnicode)
    var rows = nodes.indices.map { graph.row($0) }
    let width = rows.map { max($0.head.count, $0.rest.count) }.max() ?? 0
    for index in rows.indices {
      rows[index].head.pad(to: width)
      rows[index].rest.pad(to: width)
    }
    return rows
  }

  private init(_ nodes: [Node], isUnicode: Bool) {
    self.nodes = nodes
    glyphs = isUnicode ? .unicode : .ascii
    cellWidth = nodes.contains(where: \.isPatch) ? 4 : 2
    var last: [Int: Int] = [:]
    for (index, node) in nodes.enumerated() where !node.isPatch { last[node.version.major] = index }
    // A line whose first version is not among the rows goes on below them.
    lastRow = last.filter { nodes[$0.value].isFirst }
  }

  private mutating func row(_ index: Int) -> Row {
    let node = nodes[index]
    let line = node.version.major
    let wasOpen = columns.contains(line)
    let column = open(line)

    var head: [Cell]
    if node.isPatch {
      head = trunks(columns)
      head[column * cellWidth].glyph = wasOpen ? glyphs.branchRight : glyphs.cornerRight
      head.set(column * cellWidth + 1, glyphs.horizontal, line)
      head.set(column * cellWidth + 2, glyphs.patch, line)
    } else {
      head = trunks(columns)
      head[column * cellWidth].glyph = node.isFirst ? glyphs.first : glyphs.node
      for other in [node.parent, node.merged].compactMap(\.?.major) where other != line {
        connect(column, to: other, in: &head, of: line)
      }
      if lastRow[line] == index { columns[column] = nil }
    }
    while columns.last == .some(nil) { columns.removeLast() }
    return Row(head: head, rest: trunks(columns))
  }

  /// The column of a line, the leftmost free one where it has none yet.
  private mutating func open(_ line: Int) -> Int {
    if let column = columns.firstIndex(of: line) { return column }
    if let free = columns.firstIndex(of: nil) {
      columns[free] = line
      return free
    }
    columns.append(line)
    return columns.count - 1
  }

  /// Ties a line's first version to the trunk of the line that it departed from.
  private mutating func connect(
    _ column: Int, to parentLine: Int, in head: inout [Cell], of line: Int
  ) {
    let wasOpen = columns.contains(parentLine)
    let parentColumn = open(parentLine)
    head.pad(to: columns.count * cellWidth)
    let isRight = parentColumn > column
    let (low, high) = (min(column, parentColumn) * cellWidth, max(column, parentColumn) * cellWidth)
    for position in (low + 1)..<high {
      let isTrunk = head[position].glyph == glyphs.trunk
      head.set(position, isTrunk ? glyphs.crossing : glyphs.horizontal, line)
    }
    let joint: Character =
      switch (isRight, wasOpen) {
      case (true, true): glyphs.branchLeft
      case (true, false): glyphs.cornerLeft
      case (false, true): glyphs.branchRight
      case (false, false): glyphs.cornerRight
      }
    head.set(parentColumn * cellWidth, joint, parentLine)
  }

  private func trunks(_ columns: [Int?]) -> [Cell] {
    columns.flatMap { line in
      [Cell(glyph: line == nil ? " " : glyphs.trunk, line: line)]
        + Array(repeating: Cell(glyph: " ", line: nil), count: cellWidth - 1)
    }
  }
}

extension LineGraph {
  /// The characters that a graph is drawn with.
  struct Glyphs {
    let first, node, patch, trunk, horizontal, crossing: Character
    let branchRight, branchLeft, cornerRight, cornerLeft: Character

    static let unicode = Glyphs(
      first: "◆", node: "●", patch: "○", trunk: "│", horizontal: "─", crossing: "┼",
      branchRight: "├", branchLeft: "┤", cornerRight: "╭", cornerLeft: "╮")
    static let ascii = Glyphs(
      first: "#", node: "*", patch: "o", trunk: "|", horizontal: "-", crossing: "+",
      branchRight: "|", branchLeft: "|", cornerRight: ".", cornerLeft: ".")
  }
}

extension [LineGraph.Cell] {
  mutating func pad(to width: Int) {
    if count < width {
      self += Array(repeating: .init(glyph: " ", line: nil), count: width - count)
    }
  }

  fileprivate mutating func set(_ position: Int, _ glyph: Character, _ line: Int) {
    pad(to: position + 1)
    self[position] = .init(glyph: glyph, line: line)
  }

  /// The drawing, each line in its colour, without spaces at the end unless they are wanted.
  func drawn(_ style: Style) -> String {
    map { cell in
      cell.line.map { style(.line($0), String(cell.glyph)) } ?? String(cell.glyph)
    }.joined()
  }
}
