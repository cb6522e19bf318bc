/// Which version each session of a customer has when stores are joined (row C5): of those that claim
/// one version the earliest created keeps it (of two created at once, the smaller id), and each later
/// one gets the next free one of its line. Patches follow the session that they mend.
///
/// A function of the set of claims alone, so that stores may be joined in any order, and again.
public struct VersionResolution: Sendable {
  /// The version of each session.
  public private(set) var versions: [SessionID: SemanticVersion] = [:]
  /// What each session that is concerned is told of it, in order.
  public private(set) var notes: [SessionID: [String]] = [:]

  /// Resolves claims.
  ///
  /// - Parameter taken: numbers that stand for no session; nobody who has to move gets one.
  /// - Throws: ``StrataError`` with code `conflict` where a line has no number left.
  /// - Complexity: O(n log n) in the number of claims.
  public init(
    of claims: some Sequence<VersionClaim>, avoiding taken: Set<SemanticVersion> = []
  ) throws(StrataError) {
    let ordered = claims.sorted { ($0.createdAt, $0.session) < ($1.createdAt, $1.session) }
    try assign(ordered.filter { $0.version.patch == 0 }, avoiding: taken, next: \.nextMinor) {
      $0.version
    }
    let sessions = versions
    try assign(ordered.filter { $0.version.patch > 0 }, avoiding: taken, next: \.nextPatch) {
      claim in
      let base = claim.base.flatMap { sessions[$0] } ?? claim.version
      return SemanticVersion(base.major, base.minor, claim.version.patch) ?? claim.version
    }
  }

  /// Gives out numbers: first to those who keep theirs, then to the others, the earliest first.
  private mutating func assign(
    _ claims: [VersionClaim], avoiding taken: Set<SemanticVersion>,
    next: (SemanticVersion) -> SemanticVersion?, wanted: (VersionClaim) -> SemanticVersion
  ) throws(StrataError) {
    var keepers: [SemanticVersion: VersionClaim] = [:]
    var movers: [(claim: VersionClaim, wanted: SemanticVersion)] = []
    for claim in claims {
      let version = wanted(claim)
      if keepers[version] == nil {
        keepers[version] = claim
        versions[claim.session] = version
      } else {
        movers.append((claim, version))
      }
    }
    // Where the search for a free number went on from a number the last time; without it, many
    // claims to one number would take the square of their number.
    var frontier: [SemanticVersion: SemanticVersion] = [:]
    var given = taken.union(keepers.keys)
    for (claim, version) in movers {
      var candidate = frontier[version] ?? version
      while given.contains(candidate) {
        guard let following = next(candidate) else { throw Self.exhausted(version) }
        candidate = following
      }
      given.insert(candidate)
      frontier[version] = candidate
      versions[claim.session] = candidate
      if let keeper = keepers[version] { note(claim, keeper, wanted: version, got: candidate) }
    }
    for claim in claims where versions[claim.session] == wanted(claim) {
      guard claim.version != wanted(claim), let version = versions[claim.session] else { continue }
      notes[claim.session, default: []].append(
        ResolutionNote.text("\(claim.version) became \(version), with the session that it mends"))
    }
  }

  private mutating func note(
    _ mover: VersionClaim, _ keeper: VersionClaim, wanted: SemanticVersion, got: SemanticVersion
  ) {
    notes[keeper.session, default: []].append(
      ResolutionNote.text(
        "\(wanted) was claimed by session \(mover.session) of \(mover.createdAt) too; this "
          + "session keeps it, and that one became \(got)"))
    notes[mover.session, default: []].append(
      ResolutionNote.text(
        "\(mover.version) was claimed by session \(keeper.session) of \(keeper.createdAt) too, "
          + "which keeps \(wanted); this session became \(got)"))
  }

  private static func exhausted(_ version: SemanticVersion) -> StrataError {
    StrataError(
      .conflict, "no number above \(version) is free in its line",
      remedy: "import the sessions of one of the stores instead; they get numbers anew")
  }
}

/// What a session is told of the resolution of its number: made anew with each join.
public enum ResolutionNote {
  private static let beginning = "joined: "

  static func text(_ words: String) -> String { beginning + words }

  /// A session's notes without those that a join made.
  public static func without(_ notes: [String]) -> [String] {
    notes.filter { !$0.hasPrefix(beginning) }
  }
}
