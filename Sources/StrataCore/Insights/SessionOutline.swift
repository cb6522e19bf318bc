/// What insights need to know of a session: no word of what was said in it (rows L6, X1, X2).
public struct SessionOutline: Sendable, Hashable {
  /// Its number.
  public var version: SemanticVersion
  /// The line it belongs to.
  public var family: FamilyID
  /// The version it goes on from; nil for a first session.
  public var parent: SemanticVersion?
  /// Which part of the version was raised.
  public var increment: Increment
  /// What the policy saw, the weightiest first; empty where a caller chose an increment for which
  /// the policy saw nothing.
  public var triggers: [Trigger]
  /// Whether a caller chose the version instead of the policy (row V6).
  public var isChosen: Bool
  /// Whether it still grows.
  public var state: Session.State
  /// How it ended, where somebody said.
  public var outcome: Session.Outcome?
  /// The customer's satisfaction, 1 to 5, where it was asked.
  public var satisfaction: Int?
  /// The phase of the workflow, where it was stated.
  public var phase: WorkflowPhase?
  /// When it began.
  public var createdAt: Timestamp
  /// When something was last said or decided in it.
  public var lastActivityAt: Timestamp
  /// The time worked in it, in microseconds: without silences of more than half an hour (row L4).
  public var workedMicroseconds: Int64

  /// Makes an outline.
  public init(
    version: SemanticVersion, family: FamilyID, parent: SemanticVersion? = nil,
    increment: Increment, triggers: [Trigger], isChosen: Bool = false,
    state: Session.State = .sealed, outcome: Session.Outcome? = nil, satisfaction: Int? = nil,
    phase: WorkflowPhase? = nil, createdAt: Timestamp, lastActivityAt: Timestamp,
    workedMicroseconds: Int64 = 0
  ) {
    self.version = version
    self.family = family
    self.parent = parent
    self.increment = increment
    self.triggers = triggers
    self.isChosen = isChosen
    self.state = state
    self.outcome = outcome
    self.satisfaction = satisfaction
    self.phase = phase
    self.createdAt = createdAt
    self.lastActivityAt = lastActivityAt
    self.workedMicroseconds = workedMicroseconds
  }
}
