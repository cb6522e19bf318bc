/// A history and an opening with the version that a careful reader would give (row V7).
public struct LabelledCase: Sendable, Codable {
  /// One session of the history.
  public struct PastSession: Sendable, Codable {
    /// Its version.
    public var version: SemanticVersion
    /// When it started.
    public var createdAt: Timestamp
    /// When it was last active.
    public var lastActivityAt: Timestamp
    /// How it ended, as written.
    public var outcome: String?
    /// Where in the work it stood.
    public var phase: WorkflowPhase?
    /// What its caller stated.
    public var context: DeploymentContext
    /// What was said.
    public var conversation: [Turn]

    /// Makes a session.
    public init(
      version: SemanticVersion, createdAt: Timestamp, lastActivityAt: Timestamp,
      outcome: String? = nil, phase: WorkflowPhase? = nil, context: DeploymentContext = .init(),
      conversation: [Turn] = []
    ) {
      self.version = version
      self.createdAt = createdAt
      self.lastActivityAt = lastActivityAt
      self.outcome = outcome
      self.phase = phase
      self.context = context
      self.conversation = conversation
    }

    enum CodingKeys: String, CodingKey {
      case version, outcome, phase, conversation
      case createdAt = "created_at"
      case lastActivityAt = "last_activity_at"
      case context = "deployment_context"
    }
  }

  /// What a careful reader expects.
  public struct Expectation: Sendable, Codable {
    /// The increment.
    public var increment: Increment
    /// The version.
    public var version: SemanticVersion
    /// The version it goes on from; not scored for a major.
    public var parent: SemanticVersion?
    /// Every trigger that is accepted, the best first.
    public var triggers: [Trigger]
    /// One sentence.
    public var why: String?
  }

  /// The name of the case.
  public var id: String
  /// The customer.
  public var customerID: String?
  /// The sessions so far.
  public var history: [PastSession]
  /// The new session.
  public var candidate: DecisionRequest
  /// What is expected of the decision; nil where the case is only to be decided.
  public var expected: Expectation?

  /// Makes a case.
  public init(
    id: String, customerID: String? = nil, history: [PastSession], candidate: DecisionRequest,
    expected: Expectation? = nil
  ) {
    self.id = id
    self.customerID = customerID
    self.history = history
    self.candidate = candidate
    self.expected = expected
  }

  enum CodingKeys: String, CodingKey {
    case id, history, candidate, expected
    case customerID = "customer_id"
  }
}

extension LabelledCase {
  /// The history folded as a store would fold it.
  ///
  /// - Complexity: O(length of the history).
  public func customerHistory(read policy: VersionPolicy) -> CustomerHistory {
    var lines: [Int: CustomerHistory.Line] = [:]
    for session in history {
      var line =
        lines[session.version.major]
        ?? CustomerHistory.Line(
          major: session.version.major, newest: session.version,
          lastActivityAt: session.lastActivityAt, phase: nil, profile: LineProfile())
      policy.absorb(
        LineProfile.Excerpt(
          version: session.version, context: session.context, turns: session.conversation),
        into: &line.profile)
      if session.version.patch == 0 {
        line.lastActivityAt = max(line.lastActivityAt, session.lastActivityAt)
        if session.version >= line.newest || line.newest.patch > 0 { line.phase = session.phase }
      }
      line.newest = max(line.newest, session.version)
      lines[session.version.major] = line
    }
    let target = candidate.operation?.target
    return CustomerHistory(
      lines: lines.values.sorted { $0.major < $1.major }, highestMajor: lines.keys.max() ?? 0,
      highestPatchOfTarget: history.map(\.version).filter {
        $0.major == target?.major && $0.minor == target?.minor
      }.max())
  }
}

/// How far decisions agree with labelled cases, each as a share of the cases it applies to.
public struct CaseScores: Sendable, Codable, Hashable {
  /// A share.
  public struct Share: Sendable, Codable, Hashable {
    /// How many were right.
    public var right = 0
    /// How many it applied to.
    public var of = 0
    /// The share, 1 where it applied to none.
    public var value: Double { of == 0 ? 1 : Double(right) / Double(of) }

    mutating func count(_ isRight: Bool) {
      of += 1
      if isRight { right += 1 }
    }
  }

  /// The increment is right.
  public var increment = Share()
  /// The version is right.
  public var version = Share()
  /// The parent is right; majors do not count.
  public var parent = Share()
  /// The first trigger is one of those accepted.
  public var trigger = Share()

  /// No case yet.
  public init() {}

  /// Counts a case.
  ///
  /// - Returns: the names of what was wrong; empty where all was right.
  @discardableResult
  public mutating func count(
    _ decision: VersionDecision, expecting expected: LabelledCase.Expectation
  ) -> [String] {
    var wrong: [String] = []
    func check(_ name: String, _ isRight: Bool, _ share: inout Share) {
      share.count(isRight)
      if !isRight { wrong.append(name) }
    }
    check("increment", decision.increment == expected.increment, &increment)
    check("version", decision.version == expected.version, &version)
    if expected.increment != .major {
      check("parent", decision.parent == expected.parent, &parent)
    }
    check("trigger", decision.triggers.first.map(expected.triggers.contains) ?? false, &trigger)
    return wrong
  }
}
