/// One version of a customer's work: what `session_metadata.json` holds (rows S1, L1, L4).
public struct Session: Hashable, Sendable {
  /// Whether the session still takes turns.
  public enum State: String, Sendable, Codable, CaseIterable {
    /// It grows.
    case active
    /// It is complete; a mend is a new patch version.
    case sealed
  }

  /// How a completed session ended.
  public enum Outcome: String, Sendable, Codable, CaseIterable {
    case success, partial, failure, abandoned
  }

  /// Its identity.
  public var id: SessionID
  /// Whose it is.
  public var customer: CustomerID
  /// Its number.
  public var version: SemanticVersion
  /// The line it belongs to.
  public var family: FamilyID
  /// The decision that gave it its number.
  public var decision: VersionDecision
  /// Whether it still grows.
  public var state: State
  /// How it ended, once it did.
  public var outcome: Outcome?
  /// The customer's satisfaction, 1 to 5, where it was asked.
  public var satisfaction: Int?
  /// The phase of the workflow, where it is known.
  public var phase: WorkflowPhase?
  /// What the caller stated about the deployment.
  public var context: DeploymentContext
  /// The code in force at the start.
  public var code: CodeState?
  /// Who works (`user_id` of Seed A's `sessions` table).
  public var user: String?
  /// In which realm (`realm_id`).
  public var realm: String?
  /// In which conversation (`conversation_id`).
  public var conversation: String?
  /// When it began.
  public var createdAt: Timestamp
  /// When something was last said or decided in it.
  public var lastActivityAt: Timestamp
  /// When it was completed.
  public var completedAt: Timestamp?
  /// How many turns it has.
  public var turnCount: Int
  /// What was decided in it, oldest first.
  public var decisions: [KeyDecision]
  /// What happened to its number: collisions, moves from temporary storage (rows C4, C5, S4).
  public var notes: [String]

  /// Makes a session.
  public init(
    id: SessionID, customer: CustomerID, version: SemanticVersion, family: FamilyID,
    decision: VersionDecision, state: State = .active, outcome: Outcome? = nil,
    satisfaction: Int? = nil, phase: WorkflowPhase? = nil, context: DeploymentContext = .init(),
    code: CodeState? = nil, user: String? = nil, realm: String? = nil,
    conversation: String? = nil, createdAt: Timestamp, lastActivityAt: Timestamp,
    completedAt: Timestamp? = nil, turnCount: Int = 0, decisions: [KeyDecision] = [],
    notes: [String] = []
  ) {
    self.id = id
    self.customer = customer
    self.version = version
    self.family = family
    self.decision = decision
    self.state = state
    self.outcome = outcome
    self.satisfaction = satisfaction
    self.phase = phase
    self.context = context
    self.code = code
    self.user = user
    self.realm = realm
    self.conversation = conversation
    self.createdAt = createdAt
    self.lastActivityAt = lastActivityAt
    self.completedAt = completedAt
    self.turnCount = turnCount
    self.decisions = decisions
    self.notes = notes
  }

  /// The version it goes on from.
  public var previousVersion: SemanticVersion? { decision.parent }
  /// Its name as `customer/v1.2.0`.
  public var name: SessionName { .version(customer, version) }
}

extension Session: Codable {
  enum CodingKeys: String, CodingKey {
    case id = "session_id"
    case customer = "customer_id"
    case version
    case previousVersion = "previous_session_version"
    case family = "session_family_id"
    case decision
    case state, outcome, satisfaction, phase
    case context = "deployment_context"
    case code
    case user = "user_id"
    case realm = "realm_id"
    case conversation = "conversation_id"
    case createdAt = "created_timestamp"
    case lastActivityAt = "last_activity_timestamp"
    case completedAt = "completion_timestamp"
    case turnCount = "turn_count"
    case decisions = "key_decisions"
    case notes = "resolution_notes"
  }

  /// Decodes the JSON form; `previous_session_version` is read from the decision.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys) throws -> Value {
      try container.decode(Value.self, forKey: key)
    }
    func readIfPresent<Value: Decodable>(_ key: CodingKeys) throws -> Value? {
      try container.decodeIfPresent(Value.self, forKey: key)
    }
    self.init(
      id: try read(.id), customer: try read(.customer), version: try read(.version),
      family: try read(.family), decision: try read(.decision), state: try read(.state),
      outcome: try readIfPresent(.outcome), satisfaction: try readIfPresent(.satisfaction),
      phase: try readIfPresent(.phase), context: try readIfPresent(.context) ?? .init(),
      code: try readIfPresent(.code), user: try readIfPresent(.user),
      realm: try readIfPresent(.realm), conversation: try readIfPresent(.conversation),
      createdAt: try read(.createdAt), lastActivityAt: try read(.lastActivityAt),
      completedAt: try readIfPresent(.completedAt), turnCount: try read(.turnCount),
      decisions: try readIfPresent(.decisions) ?? [], notes: try readIfPresent(.notes) ?? [])
  }

  /// Encodes the JSON form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(customer, forKey: .customer)
    try container.encode(version, forKey: .version)
    try container.encode(previousVersion, forKey: .previousVersion)
    try container.encode(family, forKey: .family)
    try container.encode(decision, forKey: .decision)
    try container.encode(state, forKey: .state)
    try container.encodeIfPresent(outcome, forKey: .outcome)
    try container.encodeIfPresent(satisfaction, forKey: .satisfaction)
    try container.encodeIfPresent(phase, forKey: .phase)
    try container.encode(context, forKey: .context)
    try container.encodeIfPresent(code, forKey: .code)
    try container.encodeIfPresent(user, forKey: .user)
    try container.encodeIfPresent(realm, forKey: .realm)
    try container.encodeIfPresent(conversation, forKey: .conversation)
    try container.encode(createdAt, forKey: .createdAt)
    try container.encode(lastActivityAt, forKey: .lastActivityAt)
    try container.encodeIfPresent(completedAt, forKey: .completedAt)
    try container.encode(turnCount, forKey: .turnCount)
    try container.encode(decisions, forKey: .decisions)
    try container.encode(notes, forKey: .notes)
  }
}
