import StrataCore

/// A customer as the sessions tell it: what its rows in `customers` and `lines` must be.
///
/// The fencing number and the counters by which processes notice one another's changes do not follow
/// from the entries, and need not: only that they rise matters.
struct CustomerReplay {
  private struct Line {
    var family: FamilyID
    var newest: SemanticVersion
    var lastActivityAt: Timestamp
    var phase: WorkflowPhase?
    var project: String?
  }

  static let columns = ["name", "session_count", "highest_major", "newest", "last_activity"]
  static let lineColumns = [
    "customer", "major", "family", "newest_minor", "newest_patch", "last_activity", "phase",
    "project",
  ]

  private let name: String
  private var sessionCount = 0
  private var highestMajor = 0
  private var newest: SemanticVersion?
  private var lastActivityAt = Timestamp(microseconds: 0)
  private var lines: [Int: Line] = [:]
  /// The numbers that stood on the disk already: whatever holds them may count as well (row C4).
  private(set) var taken: Set<SemanticVersion> = []

  /// A customer without sessions.
  init(_ name: String) { self.name = name }

  /// The columns of ``columns``.
  var row: [SQLValue] {
    [
      .text(name), .int(sessionCount), .int(highestMajor), .text(orNull: newest?.description),
      .time(lastActivityAt),
    ]
  }

  /// The columns of ``lineColumns``, for each line.
  var lineRows: [[SQLValue]] {
    lines.sorted { $0.key < $1.key }.map { major, line in
      [
        .text(name), .int(major), .text(line.family.description), .int(line.newest.minor),
        .int(line.newest.patch), .time(line.lastActivityAt), .text(orNull: line.phase?.rawValue),
        .text(orNull: line.project),
      ]
    }
  }

  /// Takes in the customer's next session.
  mutating func add(_ replay: SessionReplay) {
    let session = replay.session
    let version = session.version
    for number in replay.taken { meet(number) }
    lastActivityAt =
      sessionCount == 0 ? session.lastActivityAt : max(lastActivityAt, session.lastActivityAt)
    sessionCount += 1
    highestMajor = max(highestMajor, version.major)
    newest = version
    var line =
      lines[version.major]
      ?? Line(
        family: session.family, newest: version, lastActivityAt: session.lastActivityAt,
        phase: session.phase)
    if version.patch == 0 {
      line.lastActivityAt = max(line.lastActivityAt, session.lastActivityAt)
      if version >= line.newest.unpatched { line.phase = session.phase }
    }
    if let project = session.context.project { line.project = CustomerState.projectKey(project) }
    line.newest = max(line.newest, version)
    lines[version.major] = line
  }

  /// What stands on the disk under a number, and in no journal, counts as a version (row C4).
  private mutating func meet(_ version: SemanticVersion) {
    taken.insert(version)
    highestMajor = max(highestMajor, version.major)
    if let line = lines[version.major], line.newest < version {
      lines[version.major]?.newest = version
    }
  }
}
