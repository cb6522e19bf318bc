import StrataCore

/// What becomes of one customer's sessions when those of another store are taken in: a value (row C5).
struct CustomerJoin: Sendable {
  /// Where each session of both stores will stand.
  let placements: [SessionID: Placement]
  /// Those that this store does not have, in the order in which the other one took them.
  let new: [KnownSession]
  /// Those that both have.
  let common: [SessionID]
  /// Those of this store that get another number, another parent or another note, or that show one of
  /// them in their files.
  let changed: [KnownSession]

  /// - Parameter taken: numbers that stand for no session of a store.
  /// - Throws: ``StrataError`` with code `conflict`.
  init(
    ours: [KnownSession], theirs: [KnownSession], taken: Set<SemanticVersion>
  ) throws(StrataError) {
    let known = Set(ours.map(\.id))
    new = theirs.filter { !known.contains($0.id) }
    common = theirs.map(\.id).filter(known.contains)
    let sessions = ours + new
    let resolution = try VersionResolution(of: sessions.map(\.claim), avoiding: taken)
    let families = Self.families(sessions, resolution)
    var placements: [SessionID: Placement] = [:]
    for session in sessions {
      var placement = session.placement
      placement.version = resolution.versions[session.id] ?? placement.version
      placement.parent = session.parent.flatMap { resolution.versions[$0] } ?? placement.parent
      placement.merged = session.merged.flatMap { resolution.versions[$0] } ?? placement.merged
      placement.family = families[placement.version.major] ?? placement.family
      placement.notes += resolution.notes[session.id] ?? []
      placements[session.id] = placement
    }
    self.placements = placements
    let parents = Dictionary(ours.map { ($0.id, $0.parent) }) { first, _ in first }
    let former = Dictionary(ours.map { ($0.id, $0.placement) }) { first, _ in first }
    changed = ours.filter { session in
      guard let placement = placements[session.id] else { return false }
      var (before, after) = (session.placement, placement)
      before.notes = session.notes.sorted()
      after.notes.sort()
      return before != after
        || Self.history(of: session.id, parents, former)
          != Self.history(of: session.id, parents, placements)
    }
  }

  /// The numbers that the statement of work of a session names.
  private static func history(
    of session: SessionID, _ parents: [SessionID: SessionID?],
    _ placements: [SessionID: Placement]
  ) -> [SemanticVersion?] {
    var numbers: [SemanticVersion?] = []
    var next: SessionID? = session
    while let id = next, numbers.count < 2 * SessionRendering.historyLength {
      numbers += [placements[id]?.version, placements[id]?.parent]
      next = parents[id] ?? nil
    }
    return numbers
  }

  /// A line has one family: that of the session that has its lowest number, where they have several.
  private static func families(
    _ sessions: [KnownSession], _ resolution: VersionResolution
  ) -> [Int: FamilyID] {
    var lines: [Int: [(version: SemanticVersion, session: KnownSession)]] = [:]
    for session in sessions {
      let version = resolution.versions[session.id] ?? session.version
      lines[version.major, default: []].append((version, session))
    }
    return lines.compactMapValues { line in
      let families = Set(line.map(\.session.placement.family))
      guard families.count > 1, let first = line.min(by: { $0.version < $1.version }) else {
        return families.first
      }
      return FamilyID(foundedBy: first.session.id, of: first.session.customer)
    }
  }
}
