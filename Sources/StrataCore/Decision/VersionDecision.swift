/// Which version a new session gets, and why: a value that someone else performs (rows V5, V6).
public struct VersionDecision: Hashable, Sendable, Codable {
  /// Words or a field that a conclusion rests on.
  public struct Evidence: Hashable, Sendable, Codable {
    /// The trigger it speaks for; nil where it speaks for the choice of the line.
    public var trigger: Trigger?
    /// What it says, for example `provider: aws → azure`.
    public var finding: String
    /// The words, as they stand in the source; nil where the evidence is a field or a time.
    public var quote: String?
    /// Where they stand: `opening[1]`, `context.cloud_provider`, `v1.1.0 turn 3`, …
    public var source: String

    /// Makes evidence.
    public init(trigger: Trigger? = nil, finding: String, quote: String? = nil, source: String) {
      self.trigger = trigger
      self.finding = finding
      self.quote = quote
      self.source = source
    }
  }

  /// Something that was considered and not followed.
  public struct Rejection: Hashable, Sendable, Codable {
    /// What was considered: a trigger's name or a line such as `line v1`.
    public var considered: String
    /// Why it was not followed.
    public var reason: String
    /// The words it rests on, where there are any.
    public var quote: String?
    /// Where they stand.
    public var source: String?

    /// Makes a rejection.
    public init(considered: String, reason: String, quote: String? = nil, source: String? = nil) {
      self.considered = considered
      self.reason = reason
      self.quote = quote
      self.source = source
    }
  }

  /// A person's or a program's choice instead of the policy's (row V6).
  public struct Override: Hashable, Sendable, Codable {
    /// Why the caller chose otherwise.
    public var reason: String
    /// Who chose.
    public var by: String?
    /// The version that the policy would have given.
    public var policyVersion: SemanticVersion
    /// The triggers that the policy saw.
    public var policyTriggers: [Trigger]

    /// Makes an override.
    public init(
      reason: String, by: String?, policyVersion: SemanticVersion, policyTriggers: [Trigger]
    ) {
      self.reason = reason
      self.by = by
      self.policyVersion = policyVersion
      self.policyTriggers = policyTriggers
    }

    enum CodingKeys: String, CodingKey {
      case reason, by
      case policyVersion = "policy_version"
      case policyTriggers = "policy_triggers"
    }
  }

  /// Which part of the version is raised.
  public var increment: Increment
  /// The version to assign.
  public var version: SemanticVersion
  /// The version it goes on from; nil for a first session.
  public var parent: SemanticVersion?
  /// The version of another line that it takes in; set where a person merged two lines (row C6).
  public var merged: SemanticVersion?
  /// What led to it, the weightiest first; never empty.
  public var triggers: [Trigger]
  /// One sentence for a person.
  public var why: String
  /// What the conclusion rests on.
  public var evidence: [Evidence]
  /// What was considered and not followed.
  public var rejected: [Rejection]
  /// Set where the caller chose otherwise.
  public var override: Override?
  /// Set where the calculation failed and the safe assignment was taken (row V8).
  public var fallback: String?

  /// Makes a decision.
  public init(
    increment: Increment, version: SemanticVersion, parent: SemanticVersion?,
    merged: SemanticVersion? = nil, triggers: [Trigger], why: String, evidence: [Evidence] = [],
    rejected: [Rejection] = [], override: Override? = nil,
    fallback: String? = nil
  ) {
    self.increment = increment
    self.version = version
    self.parent = parent
    self.merged = merged
    self.triggers = triggers
    self.why = why
    self.evidence = evidence
    self.rejected = rejected
    self.override = override
    self.fallback = fallback
  }
}
