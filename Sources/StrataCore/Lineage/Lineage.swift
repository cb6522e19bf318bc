/// How a customer's versions descend from one another; walked both ways (row L1).
public struct Lineage: Sendable {
  /// One version and those it goes on from.
  public struct Node: Hashable, Sendable {
    /// The version.
    public var version: SemanticVersion
    /// The version it goes on from, if any.
    public var parent: SemanticVersion?
    /// The version of another line that it took in, where a person merged two lines (row C6).
    public var merged: SemanticVersion?
    /// Its line.
    public var family: FamilyID

    /// Makes a node.
    public init(
      version: SemanticVersion, parent: SemanticVersion?, merged: SemanticVersion? = nil,
      family: FamilyID
    ) {
      self.version = version
      self.parent = parent
      self.merged = merged
      self.family = family
    }

    /// Both versions it was made on top of, that of its own line first.
    public var parents: [SemanticVersion] { [parent, merged].compactMap { $0 } }
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
    children = sorted.reduce(into: [:]) { children, node in
      for parent in node.parents { children[parent, default: []].append(node.version) }
    }
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

  /// Its parents, their parents and so on, generation by generation; of a merge its own line's parent
  /// first. A cycle, which only damage can make, ends the walk.
  public func ancestors(of version: SemanticVersion) -> [SemanticVersion] {
    var chain: [SemanticVersion] = []
    var seen: Set<SemanticVersion> = [version]
    var generation = nodes[version]?.parents ?? []
    while !generation.isEmpty {
      let new = generation.filter { seen.insert($0).inserted }
      chain += new
      generation = new.flatMap { nodes[$0]?.parents ?? [] }
    }
    return chain
  }

  /// The lines that were merged into the line of a version up to it, with the newest version taken in.
  public func merges(upTo version: SemanticVersion) -> [SemanticVersion] {
    nodes.values.filter { $0.version.major == version.major && $0.version <= version }
      .compactMap(\.merged).sorted()
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
