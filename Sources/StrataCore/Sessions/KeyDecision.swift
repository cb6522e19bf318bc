/// A decision that was taken in a session and that later sessions should know (row L3).
public struct KeyDecision: Hashable, Sendable, Codable {
  /// What was to be decided, in a few words.
  public var topic: String
  /// What was chosen.
  public var choice: String
  /// Why.
  public var rationale: String?
  /// What else was weighed.
  public var alternatives: [String]
  /// Who decided.
  public var decidedBy: String?
  /// When.
  public var at: Timestamp

  /// Makes a decision.
  public init(
    topic: String, choice: String, rationale: String? = nil, alternatives: [String] = [],
    decidedBy: String? = nil, at: Timestamp
  ) {
    self.topic = topic
    self.choice = choice
    self.rationale = rationale
    self.alternatives = alternatives
    self.decidedBy = decidedBy
    self.at = at
  }

  enum CodingKeys: String, CodingKey {
    case topic, choice, rationale, alternatives
    case decidedBy = "decided_by"
    case at
  }
}
