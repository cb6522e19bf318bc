/// What the policy knows of a customer: the lines, each with what was learned from its sessions.
///
/// A line's ``Line/profile`` is folded turn by turn as sessions grow, so that a decision never reads
/// old conversations again. Its cost depends on the number of lines, not of sessions.
public struct CustomerHistory: Sendable, Codable {
  /// All versions with one major number.
  public struct Line: Sendable, Codable {
    /// The major number.
    public var major: Int
    /// The highest version of the line.
    public var newest: SemanticVersion
    /// The last activity of a session of the line that is not a patch.
    public var lastActivityAt: Timestamp
    /// The phase of the newest session that is not a patch, where it is known.
    public var phase: WorkflowPhase?
    /// What its sessions said.
    public var profile: LineProfile

    /// Makes a line.
    public init(
      major: Int, newest: SemanticVersion, lastActivityAt: Timestamp, phase: WorkflowPhase?,
      profile: LineProfile
    ) {
      self.major = major
      self.newest = newest
      self.lastActivityAt = lastActivityAt
      self.phase = phase
      self.profile = profile
    }
  }

  /// The lines that may be continued, in any order.
  public var lines: [Line]
  /// The highest major number ever taken, also by lines that are not in ``lines``.
  public var highestMajor: Int
  /// The highest patch of the minor version that an operation targets; nil where the request has no
  /// operation or its target does not exist.
  public var highestPatchOfTarget: SemanticVersion?

  /// Makes a history.
  public init(
    lines: [Line], highestMajor: Int, highestPatchOfTarget: SemanticVersion? = nil
  ) {
    self.lines = lines
    self.highestMajor = highestMajor
    self.highestPatchOfTarget = highestPatchOfTarget
  }

  /// A customer without sessions.
  public static let empty = CustomerHistory(lines: [], highestMajor: 0)
}
