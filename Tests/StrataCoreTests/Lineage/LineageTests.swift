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

/// Versions with two parents (row C6).
@Suite struct MergedLineageTests {
  @Test func bothParentsAreWalked() throws {
    func version(_ text: String) throws -> SemanticVersion { try SemanticVersion(parsing: text) }
    let family = try #require(FamilyID("deployment-0123456789ab-family"))
    let lineage = Lineage(
      try [
        ("v1.0.0", nil, nil), ("v2.0.0", "v1.0.0", nil), ("v2.1.0", "v2.0.0", nil),
        ("v1.1.0", "v1.0.0", "v2.1.0"), ("v1.2.0", "v1.1.0", nil),
      ].map { (one: (String, String?, String?)) in
        Lineage.Node(
          version: try version(one.0), parent: try one.1.map(version),
          merged: try one.2.map(version), family: family)
      })
    #expect(
      try lineage.ancestors(of: version("v1.2.0"))
        == ["v1.1.0", "v1.0.0", "v2.1.0", "v2.0.0"].map(version))
    #expect(try lineage.derived(from: version("v2.1.0")) == [version("v1.1.0")])
    #expect(
      try lineage.descendants(of: version("v2.0.0")) == ["v1.1.0", "v1.2.0", "v2.1.0"].map(version))
    #expect(try lineage.isDescendant(version("v1.2.0"), of: version("v2.0.0")))
    #expect(try lineage.merges(upTo: version("v1.0.0")).isEmpty)
    #expect(try lineage.merges(upTo: version("v1.2.0")) == [version("v2.1.0")])
  }
}
