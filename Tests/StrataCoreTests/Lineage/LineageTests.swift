import StrataCore
import Testing

@Suite("Lineage (L1)")
struct LineageTests {
  private func node(_ version: String, _ parent: String?) throws -> Lineage.Node {
    let parsed = try SemanticVersion(parsing: version)
    let family = try #require(
      FamilyID("deployment-\(String(repeating: "\(parsed.major)", count: 12))-family"))
    return Lineage.Node(
      version: parsed, parent: try parent.map { try SemanticVersion(parsing: $0) },
      family: family)
  }

  private func texts(_ versions: [SemanticVersion]) -> [String] { versions.map(\.description) }

  @Test func `the graph is walked both ways`() throws {
    let lineage = Lineage(
      [
        try node("v1.0.0", nil), try node("v1.1.0", "v1.0.0"), try node("v2.0.0", "v1.1.0"),
        try node("v1.1.1", "v1.1.0"), try node("v1.2.0", "v1.1.1"), try node("v2.1.0", "v2.0.0"),
      ].shuffled())
    let first = SemanticVersion.first
    let v12 = try SemanticVersion(parsing: "v1.2.0")
    #expect(texts(lineage.ancestors(of: v12)) == ["v1.1.1", "v1.1.0", "v1.0.0"])
    #expect(
      texts(lineage.descendants(of: first)) == ["v1.1.0", "v1.1.1", "v1.2.0", "v2.0.0", "v2.1.0"])
    #expect(
      texts(lineage.derived(from: try SemanticVersion(parsing: "v1.1.0"))) == ["v1.1.1", "v2.0.0"])
    #expect(texts(lineage.related(to: v12)) == ["v1.0.0", "v1.1.0", "v1.1.1"])
    #expect(lineage.isDescendant(v12, of: first) && !lineage.isDescendant(first, of: v12))
  }

  @Test func `a cycle, which only damage makes, ends the walk`() throws {
    let lineage = Lineage([try node("v1.0.0", "v1.1.0"), try node("v1.1.0", "v1.0.0")])
    #expect(texts(lineage.ancestors(of: .first)) == ["v1.1.0"])
    #expect(texts(lineage.descendants(of: .first)) == ["v1.1.0"])
  }
}
