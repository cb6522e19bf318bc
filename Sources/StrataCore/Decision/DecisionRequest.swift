/// What is known of a new session when its version is decided.
public struct DecisionRequest: Sendable, Codable {
  /// A mend of an existing version instead of new work (row V4).
  public struct Operation: Hashable, Sendable, Codable {
    /// A trigger whose increment is a patch.
    public var kind: Trigger
    /// The version to mend.
    public var target: SemanticVersion

    /// Makes an operation.
    public init(kind: Trigger, target: SemanticVersion) {
      self.kind = kind
      self.target = target
    }
  }

  /// A caller's own choice; the policy's answer is recorded beside it.
  public struct Choice: Hashable, Sendable, Codable {
    /// The increment to take.
    public var increment: Increment
    /// The line to continue, by its major number; nil for the one the policy picks.
    public var line: Int?
    /// The version of another line that is merged into it (row C6); goes with a minor.
    public var merging: SemanticVersion?
    /// Why.
    public var reason: String
    /// Who chose.
    public var by: String?

    /// Makes a choice.
    public init(
      increment: Increment, line: Int? = nil, merging: SemanticVersion? = nil, reason: String,
      by: String? = nil
    ) {
      self.increment = increment
      self.line = line
      self.merging = merging
      self.reason = reason
      self.by = by
    }
  }

  /// When the session starts.
  public var startedAt: Timestamp
  /// What the caller stated; a given field is authoritative.
  public var context: DeploymentContext
  /// The first user messages.
  public var opening: [String]
  /// Set for a mend.
  public var operation: Operation?
  /// Set where the caller overrides the policy.
  public var choice: Choice?

  /// Makes a request.
  public init(
    startedAt: Timestamp, context: DeploymentContext = .init(), opening: [String] = [],
    operation: Operation? = nil, choice: Choice? = nil
  ) {
    self.startedAt = startedAt
    self.context = context
    self.opening = opening
    self.operation = operation
    self.choice = choice
  }

  enum CodingKeys: String, CodingKey {
    case startedAt = "started_at"
    case context = "deployment_context"
    case opening, operation, choice
  }
}
