public import StrataCore

/// Everything a caller knows of a session that is to start (rows V5, V6).
public struct StartRequest: Sendable, Codable {
  /// Whose session it is.
  public var customer: CustomerID
  /// Who works.
  public var user: String?
  /// In which realm.
  public var realm: String?
  /// In which conversation.
  public var conversation: String?
  /// What the caller states about the deployment.
  public var context: DeploymentContext
  /// The opening turns, or a whole conversation; the policy reads the first three user turns.
  public var turns: [Turn]
  /// The phase of the workflow, where it is known.
  public var phase: WorkflowPhase?
  /// Set for a mend of an existing version (row V4).
  public var operation: DecisionRequest.Operation?
  /// Set where the caller overrides the policy (row V6).
  public var choice: DecisionRequest.Choice?
  /// When the session started; nil for now.
  public var startedAt: Timestamp?
  /// The code in force (row A1).
  public var code: CodeState?
  /// What was decided in it already.
  public var decisions: [KeyDecision]
  /// Set where the session is complete from the start; it is sealed in the same transaction.
  public var completion: Completion?
  /// Where it is imported from; a store takes an origin at most once.
  public var origin: Origin?

  /// How many of the first user turns the policy reads as the opening.
  public static let openingTurnLimit = 3

  /// Makes a request; everything but the customer has a default.
  public init(
    customer: CustomerID, user: String? = nil, realm: String? = nil, conversation: String? = nil,
    context: DeploymentContext = .init(), turns: [Turn] = [], phase: WorkflowPhase? = nil,
    operation: DecisionRequest.Operation? = nil, choice: DecisionRequest.Choice? = nil,
    startedAt: Timestamp? = nil, code: CodeState? = nil, decisions: [KeyDecision] = [],
    completion: Completion? = nil, origin: Origin? = nil
  ) {
    self.customer = customer
    self.user = user
    self.realm = realm
    self.conversation = conversation
    self.context = context
    self.turns = turns
    self.phase = phase
    self.operation = operation
    self.choice = choice
    self.startedAt = startedAt
    self.code = code
    self.decisions = decisions
    self.completion = completion
    self.origin = origin
  }

  /// What the policy is asked.
  func question(at time: Timestamp) -> DecisionRequest {
    let opening = turns.lazy.filter { $0.role == .user }.prefix(Self.openingTurnLimit)
    return DecisionRequest(
      startedAt: startedAt ?? time, context: context, opening: opening.map(\.content),
      operation: operation, choice: choice)
  }
}

/// How a session ended.
public struct Completion: Hashable, Sendable, Codable {
  /// How it ended; nil where nobody said.
  public var outcome: Session.Outcome?
  /// The customer's satisfaction, 1 to 5, where it was asked.
  public var satisfaction: Int?
  /// When; nil for now.
  public var at: Timestamp?

  /// Makes a completion.
  public init(outcome: Session.Outcome? = nil, satisfaction: Int? = nil, at: Timestamp? = nil) {
    self.outcome = outcome
    self.satisfaction = satisfaction
    self.at = at
  }
}

/// Where an imported session came from.
public struct Origin: Hashable, Sendable, Codable {
  /// The kind of source, for example `chatgpt`.
  public var source: String
  /// The conversation's identity there.
  public var key: String
  /// The digest of what was imported.
  public var digest: String
  /// How many turns were imported.
  public var turnCount: Int

  /// Makes an origin.
  public init(source: String, key: String, digest: String, turnCount: Int) {
    self.source = source
    self.key = key
    self.digest = digest
    self.turnCount = turnCount
  }
}
