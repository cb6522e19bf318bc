/// One change of version in a customer's history (row L5).
public struct VersionChange: Hashable, Sendable, Codable {
  /// When.
  public var at: Timestamp
  /// What triggered it; the first trigger of the decision.
  public var trigger: Trigger
  /// The version it goes on from; nil for a customer's first session.
  public var previous: SemanticVersion?
  /// The version that was assigned.
  public var new: SemanticVersion
  /// Why, in one sentence.
  public var rationale: String

  /// The change that a session brought.
  public init(_ session: Session) {
    at = session.createdAt
    trigger = session.decision.triggers.first ?? .initial
    previous = session.previousVersion
    new = session.version
    rationale = session.decision.why
  }

  /// A change read back from a record.
  public init(
    at: Timestamp, trigger: Trigger, previous: SemanticVersion?, new: SemanticVersion,
    rationale: String
  ) {
    self.at = at
    self.trigger = trigger
    self.previous = previous
    self.new = new
    self.rationale = rationale
  }

  enum CodingKeys: String, CodingKey {
    case at = "timestamp"
    case trigger
    case previous = "previous_version"
    case new = "new_version"
    case rationale
  }
}
