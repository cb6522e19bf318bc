/// A conversation as it came from elsewhere, before it has a version.
package struct ImportedConversation: Hashable, Sendable {
  /// What it was read from.
  package var format: ConversationFormat
  /// Its identity at the source; nil where the source gives none.
  package var id: String?
  /// What the source calls it.
  package var title: String?
  /// The customer that it names itself, unchecked.
  package var customer: String?
  /// When the source says that it began; the turns' own times go first.
  package var statedStart: Timestamp?
  /// Its turns, in order.
  package var turns: [Turn] = []
  /// What is stated about the deployment.
  package var context = DeploymentContext()
  /// The code in force.
  package var code: CodeState?
  /// Who works.
  package var user: String?
  /// In which realm.
  package var realm: String?
  /// The phase of the workflow.
  package var phase: WorkflowPhase?
  /// Set for a mend of an existing version.
  package var operation: DecisionRequest.Operation?
  /// Set where somebody overrode the policy.
  package var choice: DecisionRequest.Choice?
  /// What was decided in it.
  package var decisions: [KeyDecision] = []
  /// How it ended, where the source says so.
  package var outcome: Session.Outcome?
  /// The customer's satisfaction, 1 to 5.
  package var satisfaction: Int?
  /// When it was completed, where the source says so.
  package var completedAt: Timestamp?
  /// Whether the source says that it still goes on.
  package var isOpen = false
  /// How many branches were left out beside the one that counts.
  package var otherBranches = 0

  /// An empty conversation of a format.
  package init(_ format: ConversationFormat) {
    self.format = format
  }

  /// When it began: at its first turn that has a time.
  package var startedAt: Timestamp? {
    turns.lazy.compactMap(\.at).first ?? statedStart
  }

  /// When something was last said in it.
  package var lastActivityAt: Timestamp? {
    turns.lazy.compactMap(\.at).max() ?? statedStart
  }

  /// The digest under which a conversation without an id is known: that of all its turns.
  package var key: String { id ?? ConversationDigest.digest(of: turns) }
}
