/// How a customer's versions descend from one another; walked both ways (row L1).
public struct Lineage: Sendable {
  /// One version and the one it goes on from.
  public struct Node: Hashable, Sendable {
    /// The version.
    public var version: SemanticVersion
    /// The version it goes on from, if any.
    public var parent: SemanticVersion?
    /// Its line.
    public var family: FamilyID

    /// Makes a node.
    public init(version: SemanticVersion, parent: SemanticVersion?, family: FamilyID) {
      self.version = version
      self.parent = parent
      self.family = family
    }
  }

  private let nodes: [SemanticVersion: Node]
  private let children: [SemanticVersion: [SemanticVersion]]
  private let families: [FamilyID: [SemanticVersion]]

  /// Builds the graph; of two nodes with one version the first stays.
  ///
  /// - Complexity: O(n log n).
  public init(_ nodes: some Sequence<Node>) {
    let sorted = nodes.sorted { $0.version < $1.version }
    self.nodes = Dictionary(sorted.map { ($0.version, $0) }) { first, _ in first }
    children = Dictionary(grouping: sorted.filter { $0.parent != nil }) { $0.parent ?? .first }
      .mapValues { $0.map(\.version) }
    families = Dictionary(grouping: sorted, by: \.family).mapValues { $0.map(\.version) }
  }

  /// All versions, lowest first.
  public var versions: [SemanticVersion] { nodes.keys.sorted() }

  /// The node of a version.
  public subscript(version: SemanticVersion) -> Node? { nodes[version] }

  /// The versions made directly on top of one, lowest first.
  public func derived(from version: SemanticVersion) -> [SemanticVersion] {
    children[version] ?? []
  }

  /// The other versions of its line, lowest first.
  public func related(to version: SemanticVersion) -> [SemanticVersion] {
    guard let node = nodes[version] else { return [] }
    return (families[node.family] ?? []).filter { $0 != version }
  }

  /// The chain of parents, nearest first. A cycle, which only damage can make, ends the walk.
  public func ancestors(of version: SemanticVersion) -> [SemanticVersion] {
    var chain: [SemanticVersion] = []
    var seen: Set<SemanticVersion> = [version]
    var next = nodes[version]?.parent
    while let parent = next, seen.insert(parent).inserted {
      chain.append(parent)
      next = nodes[parent]?.parent
    }
    return chain
  }

  /// Everything made on top of a version, directly or not, lowest first.
  public func descendants(of version: SemanticVersion) -> [SemanticVersion] {
    var seen: Set<SemanticVersion> = []
    var open = derived(from: version)
    while let next = open.popLast() {
      if next != version, seen.insert(next).inserted { open += derived(from: next) }
    }
    return seen.sorted()
  }

  /// Whether one version was made on top of another, directly or not.
  public func isDescendant(_ version: SemanticVersion, of ancestor: SemanticVersion) -> Bool {
    ancestors(of: version).contains(ancestor)
  }
}
