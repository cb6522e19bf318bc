/// What a session inherits: every field with where it came from (row L2), and the decisions of the
/// family with whether they still apply (row L3).
///
/// A value made by ``ContextMerging``; nothing is written.
public struct ContextMerge: Sendable, Hashable {
  /// What a field rests on.
  public enum Basis: String, Sendable, Codable {
    /// A person set it with `strata context --set`.
    case set
    /// The caller stated it when a session started.
    case stated
    /// It was said in a conversation.
    case said
    /// It follows from how somebody writes, or from where most versions run.
    case learned
  }

  /// Where something was said.
  public struct Source: Sendable, Hashable {
    /// In which version.
    public var version: SemanticVersion
    /// In which turn, from 1; nil where a caller stated it or a person set it.
    public var turn: Int?
    /// The words; nil where it was no turn.
    public var quote: String?
    /// Where the words stand in the turn's UTF-8.
    package var bytes: Range<Int>

    package init(_ place: LinePlace, isTurn: Bool = true) {
      version = place.version
      turn = isTurn && place.turn > 0 ? place.turn : nil
      bytes = place.bytes
    }
  }

  /// How much a sign of somebody's way to write was seen.
  public struct Sign: Sendable, Hashable {
    /// What was counted.
    public var name: String
    /// How often.
    public var count: Int

    /// Makes a sign.
    public init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// One inherited field.
  public struct Field: Sendable, Hashable {
    /// As in `deployment_context.json`, or `preferred_cloud_provider`, `user_expertise_level`,
    /// `conversation_style`.
    public var name: String
    /// The value: a text, or an array of regimes, or whatever a caller stated.
    public var value: JSONValue
    /// What it rests on.
    public var basis: Basis
    /// Where it came from; of several regimes the newest.
    public var source: Source
    /// One sentence where there is more to say.
    public var why: String?
    /// What was counted, where it was learned.
    public var signs: [Sign]
    /// Each regime with its own source; empty for a single value.
    public var parts: [Part]

    package init(
      name: String, value: JSONValue, basis: Basis, source: Source, why: String? = nil,
      signs: [Sign] = [], parts: [Part] = []
    ) {
      self.name = name
      self.value = value
      self.basis = basis
      self.source = source
      self.why = why
      self.signs = signs
      self.parts = parts
    }
  }

  /// One of several values of a field.
  public struct Part: Sendable, Hashable {
    /// The value.
    public var value: String
    /// What it rests on.
    public var basis: Basis
    /// Where it came from.
    public var source: Source
  }

  /// What was said once and is not carried over.
  public struct Dropped: Sendable, Hashable {
    /// The field.
    public var name: String
    /// The value that is not in force any more.
    public var value: String
    /// Where it had been said.
    public var source: Source
    /// Where it was contradicted or taken back.
    public var because: Source
    /// The value that came instead, where one did.
    public var successor: String?
  }

  /// Whose.
  public var customer: CustomerID
  /// The version whose context this is.
  public var version: SemanticVersion
  /// Its line.
  public var family: FamilyID
  /// The fields that are known, in the order of ``ContextField/allCases``, then others by name.
  public var fields: [Field]
  /// What is not carried over.
  public var dropped: [Dropped]
  /// The key decisions of the family, the newest first.
  public var decisions: [CarriedDecision]

  package init(
    customer: CustomerID, version: SemanticVersion, family: FamilyID, fields: [Field],
    dropped: [Dropped], decisions: [CarriedDecision]
  ) {
    self.customer = customer
    self.version = version
    self.family = family
    self.fields = fields
    self.dropped = dropped
    self.decisions = decisions
  }

  /// The field of a name.
  public subscript(name: String) -> Field? { fields.first { $0.name == name } }
}

/// A field that a context may have, and that a person may set.
public enum ContextField: String, Sendable, CaseIterable {
  case cloudProvider = "cloud_provider"
  case architecture
  case serviceType = "service_type"
  case environment, project, compliance, scale
  case preferredProvider = "preferred_cloud_provider"
  case expertise = "user_expertise_level"
  case style = "conversation_style"

  /// The side of the deployment it is, where it is one.
  package var facet: Facet? { Facet.allCases.first { $0.field == rawValue } }
}

/// How much somebody knows of what is spoken of.
public enum ExpertiseLevel: String, Sendable, Codable, CaseIterable {
  case beginner, intermediate, expert
}
