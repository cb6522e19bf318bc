/// A key decision of a family, and whether a new session may build on it (row L3).
public struct CarriedDecision: Sendable, Hashable {
  /// Which decision it is; a session's decisions are only ever added to.
  public struct Reference: Sendable, Hashable {
    /// The session it was taken in.
    public var session: SessionID
    /// The session's version.
    public var version: SemanticVersion
    /// Its place among the session's decisions, from 1.
    public var number: Int

    /// Makes a reference.
    public init(session: SessionID, version: SemanticVersion, number: Int) {
      self.session = session
      self.version = version
      self.number = number
    }
  }

  /// Whether it still applies.
  public enum Status: Sendable, Hashable {
    /// Nothing speaks against it.
    case applies
    /// It does not, and why; with the words where there are some.
    case noLonger(because: String, source: ContextMerge.Source?)
    /// Another decision on the same topic chose otherwise, and nobody has said which one holds.
    case inConflict(with: [Reference])
  }

  /// Which it is.
  public var reference: Reference
  /// What was decided.
  public var decision: KeyDecision
  /// Whether it still applies.
  public var status: Status
  /// The review items that concern it, open or resolved.
  public var reviews: [String]

  /// Makes one.
  public init(
    reference: Reference, decision: KeyDecision, status: Status = .applies, reviews: [String] = []
  ) {
    self.reference = reference
    self.decision = decision
    self.status = status
    self.reviews = reviews
  }
}
