/// The relations of a customer's sessions when only the sessions themselves tell of them: held against
/// numbers and times before they are used (rows R1, R2).
public struct RelationRepair: Sendable {
  /// The sessions with relations that can be, parents before children.
  public private(set) var sessions: [Session]
  /// What was wrong with the relations of a session, one sentence each.
  public private(set) var doubts: [SessionID: [String]] = [:]
  /// Numbers that must have been given and that no session has.
  public private(set) var missing: Set<SemanticVersion> = []

  private var places: [SemanticVersion: Int] = [:]
  private var lastLine = 0

  /// Checks and mends.
  ///
  /// - Parameters:
  ///   - found: the sessions, each number at most once.
  ///   - known: numbers that other sessions of the customer have.
  ///   - lost: numbers that something claims whose session cannot be read; one far above the others is
  ///     taken for damage.
  /// - Complexity: O(n log n), and O(n) for each session whose parent cannot be its parent.
  public init(
    _ found: [Session], known: Set<SemanticVersion> = [], lost: Set<SemanticVersion> = []
  ) {
    sessions = found.sorted {
      ($0.createdAt, $0.version, $0.id) < ($1.createdAt, $1.version, $1.id)
    }
    places = Dictionary(sessions.enumerated().map { ($1.version, $0) }) { first, _ in first }
    lastLine = known.union(places.keys).map(\.major).max() ?? 0
    mendTimes()
    mendFamilies()
    for index in sessions.indices { mendParents(of: index) }
    let numbers = known.union(sessions.map(\.version))
    missing = lost.subtracting(numbers).filter { Self.isPlausible($0, among: numbers) }
    missing.formUnion(Self.gaps(in: numbers.union(missing)))
    let referred = Set(
      sessions.flatMap { [$0.decision.parent, $0.decision.merged] }.compactMap(\.self))
    missing.formUnion(referred.subtracting(numbers))
    missing.formUnion(Self.gaps(in: numbers.union(missing)))
    sort()
  }

  private mutating func mendTimes() {
    for index in sessions.indices where sessions[index].lastActivityAt < sessions[index].createdAt {
      doubt(
        index,
        "its last activity (\(sessions[index].lastActivityAt)) lay before its creation "
          + "(\(sessions[index].createdAt))")
      sessions[index].lastActivityAt = sessions[index].createdAt
    }
  }

  /// A line has one family: that of its lowest number.
  private mutating func mendFamilies() {
    for (_, line) in Dictionary(grouping: sessions.indices, by: { sessions[$0].version.major }) {
      guard let first = line.min(by: { sessions[$0].version < sessions[$1].version }) else {
        continue
      }
      let family = sessions[first].family
      for index in line where sessions[index].family != family {
        doubt(index, "it named the family \(sessions[index].family), and its line is \(family)")
        sessions[index].family = family
      }
    }
  }

  private mutating func mendParents(of index: Int) {
    let session = sessions[index]
    if let parent = session.decision.parent, let reason = contradiction(of: parent, to: session) {
      let replacement = nearest(before: session)
      sessions[index].decision.parent = replacement
      doubt(
        index,
        "it named \(parent) as its parent, \(reason); "
          + (replacement.map { "\($0) is the newest of its line before it" }
            ?? "nothing of its line came before it"))
    }
    if let merged = session.decision.merged {
      let reason =
        merged.major == session.version.major
        ? "which is of its own line" : contradiction(of: merged, to: session)
      guard let reason else { return }
      sessions[index].decision.merged = nil
      doubt(index, "it named \(merged) as merged into it, \(reason)")
    }
  }

  /// Why a version cannot be one that a session goes on from; nil where it can. One that is lost can.
  private func contradiction(of parent: SemanticVersion, to session: Session) -> String? {
    if parent == session.version { return "which is itself" }
    if parent.major > lastLine { return "which is of a line that there is not" }
    guard let found = places[parent].map({ sessions[$0] }) else { return nil }
    if found.createdAt > session.createdAt { return "which was created after it" }
    guard found.createdAt == session.createdAt else { return nil }
    // Of two created at once neither time tells; then a cycle does.
    return found.decision.parent == session.version && found.version > session.version
      ? "which goes on from it" : nil
  }

  private func nearest(before session: Session) -> SemanticVersion? {
    sessions.filter {
      $0.version.major == session.version.major && $0.version < session.version
        && $0.createdAt <= session.createdAt
    }.map(\.version).max()
  }

  /// How far above the number of what there is a number may be before it is taken for damage.
  private static func limit(_ count: Int) -> Int { 10 * count + 1_000 }

  private static func isPlausible(
    _ version: SemanticVersion, among numbers: Set<SemanticVersion>
  ) -> Bool {
    let inLine = limit(numbers.count { $0.major == version.major })
    return version.major <= limit(numbers.count) && version.minor <= inLine
      && version.patch <= inLine
  }

  /// The numbers below those that there are, down to the first of each line and of the customer.
  static func gaps(in numbers: Set<SemanticVersion>) -> Set<SemanticVersion> {
    var gaps: Set<SemanticVersion> = []
    func add(_ major: Int, _ minor: Int, _ patch: Int) {
      guard let version = SemanticVersion(major, minor, patch), !numbers.contains(version) else {
        return
      }
      gaps.insert(version)
    }
    let lines = Dictionary(grouping: numbers, by: \.major)
    let lastLine = lines.keys.filter { $0 <= limit(numbers.count) }.max() ?? 0
    for major in stride(from: 1, through: lastLine, by: 1) {
      add(major, 0, 0)
      let line = lines[major] ?? []
      let minors = Dictionary(grouping: line, by: \.minor)
      let lastMinor = minors.keys.filter { $0 <= limit(line.count) }.max() ?? 0
      for minor in 0...max(0, lastMinor) {
        let patches = (minors[minor] ?? []).map(\.patch).filter { $0 <= limit(line.count) }
        for patch in 0...max(0, patches.max() ?? 0) { add(major, minor, patch) }
      }
    }
    return gaps
  }

  private mutating func doubt(_ index: Int, _ text: String) {
    doubts[sessions[index].id, default: []].append(text)
  }

  /// Parents first, else by creation.
  private mutating func sort() {
    let ids = Dictionary(sessions.map { ($0.version, $0) }) { first, _ in first }
    var sorted: [Session] = []
    var placed: Set<SemanticVersion> = []
    for session in sessions {
      var path: [Session] = []
      var next: Session? = session
      while let open = next, placed.insert(open.version).inserted {
        path.append(open)
        next = open.decision.parent.flatMap { ids[$0] }
      }
      sorted += path.reversed()
    }
    sessions = sorted
  }
}
