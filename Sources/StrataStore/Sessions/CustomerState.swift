import StrataCore

/// What is known of a customer when the next session's version is decided: a value that each planned
/// session moves on, so that the next one is decided on top of it.
struct CustomerState: Sendable {
  /// One line, with what was learned from its sessions.
  struct Line: Sendable {
    var family: FamilyID
    var newest: SemanticVersion
    var lastActivityAt: Timestamp
    var phase: WorkflowPhase?
    /// The project that was stated last, as ``projectKey(_:)`` writes it.
    var project: String?
    var profile: LineProfile
    /// The revision at which the stored profile was written, 0 where there is none.
    var folded: Int64
    /// How many turns of which sessions ``profile`` knows beyond the stored one.
    var absorbed: [SessionID: Int]
    /// The changes that made the newest version and its nearest ancestors, newest first.
    var changes: [VersionChange]
  }

  var customer: CustomerID
  /// The highest fencing number that has committed (row C2).
  var fence: Int64 = 0
  /// Counts the transactions that started sessions.
  var revision: Int64 = 0
  /// Counts everything that changed what a decision depends on.
  var changeCount: Int64 = 0
  var sessionCount = 0
  var highestMajor = 0
  /// The lines that were read, by major number.
  var lines: [Int: Line] = [:]
  /// The highest patches of the minor versions that the requests at hand aim at.
  var highestPatches: [SemanticVersion: SemanticVersion] = [:]
  /// Versions that stand on the disk and not in the journal (row C4).
  var foreign: Set<SemanticVersion> = []

  /// How many of the most recently active lines a decision sees.
  static let lineLimit = 64

  /// A customer without sessions.
  init(of customer: CustomerID) { self.customer = customer }

  /// What the policy is told: the most recently active lines, those of the same project, and those
  /// that the request names. The same whatever else happens to have been read before.
  func history(for question: DecisionRequest) -> CustomerHistory {
    let recent = lines.sorted {
      ($0.value.lastActivityAt, $0.key) > ($1.value.lastActivityAt, $1.key)
    }
    let named = Set(question.namedLines)
    let project = question.context.project.map(Self.projectKey)
    let chosen = recent.enumerated().filter { index, line in
      index < Self.lineLimit || named.contains(line.key)
        || (project != nil && line.value.project == project)
    }
    return CustomerHistory(
      lines: chosen.map { _, line in
        CustomerHistory.Line(
          major: line.key, newest: line.value.newest, lastActivityAt: line.value.lastActivityAt,
          phase: line.value.phase, profile: line.value.profile)
      },
      highestMajor: highestMajor,
      highestPatchOfTarget: question.operation.flatMap { highestPatches[$0.target.unpatched] })
  }

  /// Whether nobody has the version, as far as this state can tell.
  func isFree(_ version: SemanticVersion) -> Bool {
    if foreign.contains(version) { return false }
    guard let line = lines[version.major] else { return version.major > highestMajor }
    if version > line.newest { return true }
    guard let highest = highestPatches[version.unpatched] else { return false }
    return version > highest
  }

  /// Learns a part of a session.
  mutating func absorb(
    _ excerpt: LineProfile.Excerpt, of session: SessionID, by policy: VersionPolicy,
    having texts: ReadTexts = ReadTexts()
  ) {
    guard var line = lines.removeValue(forKey: excerpt.version.major) else { return }
    policy.absorb(excerpt, into: &line.profile, having: texts)
    line.absorbed[session] = excerpt.firstTurn + excerpt.turns.count
    lines[excerpt.version.major] = line
  }

  /// Takes in a session that starts.
  mutating func add(
    _ session: Session, changes: [VersionChange], turns: [Turn], policy: VersionPolicy,
    having texts: ReadTexts
  ) {
    let version = session.version
    var line =
      lines[version.major]
      ?? Line(
        family: session.family, newest: version, lastActivityAt: session.lastActivityAt,
        phase: session.phase, project: nil, profile: LineProfile(), folded: 0, absorbed: [:],
        changes: [])
    if version.patch == 0 {
      line.lastActivityAt = max(line.lastActivityAt, session.lastActivityAt)
      if version >= line.newest.unpatched { line.phase = session.phase }
    }
    if let project = session.context.project { line.project = Self.projectKey(project) }
    if version >= line.newest {
      line.newest = version
      line.changes = changes
    }
    lines[version.major] = line
    highestMajor = max(highestMajor, version.major)
    sessionCount += 1
    noteHighest(version)
    let excerpt = LineProfile.Excerpt(version: version, context: session.context, turns: turns)
    absorb(excerpt, of: session.id, by: policy, having: texts)
  }

  /// Takes in a version that somebody put on the disk by hand (row C4); `found` is its content where
  /// it can be read.
  mutating func addForeign(
    _ version: SemanticVersion, found: (session: Session, turns: [Turn])?, at time: Timestamp,
    policy: VersionPolicy
  ) {
    foreign.insert(version)
    highestMajor = max(highestMajor, version.major)
    noteHighest(version)
    if var line = lines[version.major] {
      line.newest = max(line.newest, version)
      if let found { line.lastActivityAt = max(line.lastActivityAt, found.session.lastActivityAt) }
      lines[version.major] = line
    } else if let session = found?.session {
      lines[version.major] = Line(
        family: session.family, newest: version, lastActivityAt: session.lastActivityAt,
        phase: session.phase, project: session.context.project.map(Self.projectKey),
        profile: LineProfile(), folded: 0, absorbed: [:], changes: [])
    }
    if let found {
      let excerpt = LineProfile.Excerpt(
        version: version, context: found.session.context, turns: found.turns)
      absorb(excerpt, of: found.session.id, by: policy)
    }
  }

  private mutating func noteHighest(_ version: SemanticVersion) {
    let key = version.unpatched
    highestPatches[key] = max(highestPatches[key] ?? version, version)
  }

  /// The form in which projects are compared, cut so that the index of every database takes it.
  static func projectKey(_ project: String) -> String {
    let key = project.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    return String(String.UnicodeScalarView(key.unicodeScalars.prefix(200)))
  }
}

extension SemanticVersion {
  /// The version with patch 0.
  var unpatched: SemanticVersion { SemanticVersion(major, minor, 0) ?? self }
}
