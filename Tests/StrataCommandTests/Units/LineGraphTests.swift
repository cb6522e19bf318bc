import StrataCore
import Testing

@testable import strata

@Suite("The graph of a customer's lines")
struct LineGraphTests {
  /// Versions newest first, each with its parent behind an arrow, of a merge with both.
  private func drawing(_ text: String, isUnicode: Bool = true) throws -> String {
    let nodes = try text.split(separator: "\n").map { line in
      let parts = line.split(separator: "<").map { $0.filter { $0 != " " } }
      return LineGraph.Node(
        version: try SemanticVersion(parsing: parts[0]),
        parent: try parts.count > 1 ? SemanticVersion(parsing: parts[1]) : nil,
        merged: try parts.count > 2 ? SemanticVersion(parsing: parts[2]) : nil)
    }
    let rows = LineGraph.rows(nodes, isUnicode: isUnicode)
    return zip(nodes, rows).map { node, row in
      row.head.drawn(Style(isColoured: false)) + node.version.description
    }.joined(separator: "\n")
  }

  @Test func `one line is one column`() throws {
    let drawn = try drawing(
      """
      v1.2.0 < v1.1.0
      v1.1.0 < v1.0.0
      v1.0.0
      """)
    #expect(
      drawn == """
        ● v1.2.0
        ● v1.1.0
        ◆ v1.0.0
        """)
  }

  @Test func `a merge is tied to both lines`() throws {
    let history = """
      v1.2.0 < v1.1.0
      v1.1.0 < v1.0.0 < v2.0.0
      v2.0.0 < v1.0.0
      v1.0.0
      """
    #expect(
      try drawing(history) == """
        ●   v1.2.0
        ●─╮ v1.1.0
        ├─◆ v2.0.0
        ◆   v1.0.0
        """)
  }

  @Test func `lines stand side by side and mends hang on theirs`() throws {
    let history = """
      v1.0.1 < v1.0.0
      v2.1.0 < v2.0.0
      v1.2.0 < v1.1.0
      v2.0.0 < v1.1.0
      v1.1.0 < v1.0.0
      v1.0.0
      """
    #expect(
      try drawing(history) == """
        ╭─○     v1.0.1
        │   ●   v2.1.0
        ●   │   v1.2.0
        ├───◆   v2.0.0
        ●       v1.1.0
        ◆       v1.0.0
        """)
    #expect(
      try drawing(history, isUnicode: false) == """
        .-o     v1.0.1
        |   *   v2.1.0
        *   |   v1.2.0
        |---#   v2.0.0
        *       v1.1.0
        #       v1.0.0
        """)
  }

  @Test func `a line that ended gives its column back`() throws {
    let drawn = try drawing(
      """
      v3.0.0 < v2.0.0
      v2.0.0 < v1.0.0
      v1.0.0
      """)
    #expect(
      drawn == """
        ◆─╮ v3.0.0
        ╭─◆ v2.0.0
        ◆   v1.0.0
        """)
  }

  @Test func `a tie crosses the lines between`() throws {
    let drawn = try drawing(
      """
      v1.1.0 < v1.0.0
      v2.1.0 < v2.0.0
      v3.0.0 < v1.0.0
      v2.0.0
      v1.0.0
      """)
    #expect(
      drawn == """
        ●     v1.1.0
        │ ●   v2.1.0
        ├─┼─◆ v3.0.0
        │ ◆   v2.0.0
        ◆     v1.0.0
        """)
  }

  @Test func `a line that goes on below the page has a trunk to its end`() throws {
    let rows = LineGraph.rows([
      .init(version: try SemanticVersion(parsing: "v1.9.0"), parent: nil)
    ])
    #expect(rows.first?.rest.drawn(Style(isColoured: false)) == "│ ")
  }
}
