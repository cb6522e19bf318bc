import Crypto

/// Something that only a person can settle: it is raised once, and stays until a person resolves it
/// (rows L3, C6). The queue of items is a view of the journal.
public struct ReviewItem: Sendable, Hashable {
  /// What is to be settled.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Two decisions on one topic chose differently.
    case decisionConflict = "decision_conflict"
    /// Two lines look like one.
    case mergeCandidate = "merge_candidate"
  }

  /// How it was settled.
  public enum Outcome: String, Sendable, Codable, CaseIterable {
    /// One decision holds, the other does not.
    case kept
    /// The lines were merged.
    case merged
    /// It is no matter: both decisions stand, the lines stay apart.
    case dismissed
  }

  /// A decision or a line that it concerns.
  public struct Subject: Sendable, Hashable {
    /// The session: of a line the newest when the item was raised.
    public var session: SessionID
    /// Its version.
    public var version: SemanticVersion
    /// Which of the session's decisions, from 1; nil for a line.
    public var decision: Int?

    /// Makes a subject.
    public init(session: SessionID, version: SemanticVersion, decision: Int?) {
      self.session = session
      self.version = version
      self.decision = decision
    }
  }

  /// What a person did about it.
  public struct Resolution: Sendable, Hashable {
    /// How it was settled.
    public var outcome: Outcome
    /// The decision that holds.
    public var kept: CarriedDecision.Reference?
    /// The version that a merge made.
    public var made: SemanticVersion?
    /// Why.
    public var reason: String
    /// Who.
    public var by: String?
    /// When.
    public var at: Timestamp
    /// The entry that says so.
    public var entry: Int64
  }

  /// Its name, the same whenever and wherever it is found: a kind and 12 hexadecimal digits.
  public var id: String
  /// What is to be settled.
  public var kind: Kind
  /// Whose.
  public var customer: CustomerID
  /// What it concerns, the older first.
  public var subjects: [Subject]
  /// What it rests on: numbers and names of fields, never what was said.
  public var grounds: [String: JSONValue]
  /// When it was raised.
  public var raisedAt: Timestamp
  /// The entry that raised it.
  public var entry: Int64
  /// What a person did about it; nil while it is open.
  public var resolution: Resolution?
}

/// An item that was found and may not have been raised yet.
package struct ReviewFinding: Sendable, Hashable {
  package var id: String
  package var kind: ReviewItem.Kind
  package var customer: CustomerID
  package var subjects: [ReviewItem.Subject]
  package var grounds: [String: JSONValue]

  /// Two decisions that contradict one another, the older first.
  package init(conflict pair: [CarriedDecision.Reference], of customer: CustomerID) {
    kind = .decisionConflict
    self.customer = customer
    subjects = pair.map {
      ReviewItem.Subject(session: $0.session, version: $0.version, decision: $0.number)
    }
    grounds = [:]
    id = Self.id("conflict", pair.map { "\($0.session) \($0.number)" })
  }

  /// Two lines that look like one.
  package init(
    lines: [(family: FamilyID, newest: ReviewItem.Subject)], grounds: [String: JSONValue],
    of customer: CustomerID
  ) {
    kind = .mergeCandidate
    self.customer = customer
    subjects = lines.map(\.newest)
    self.grounds = grounds
    id = Self.mergeID(of: lines.map(\.family))
  }

  /// The id of the item about two lines.
  package static func mergeID(of families: [FamilyID]) -> String {
    id("merge", families.map(\.description).sorted())
  }

  private static func id(_ prefix: String, _ parts: [String]) -> String {
    let digest = SHA256.hash(data: Array(parts.joined(separator: "\n").utf8))
    return prefix + "-" + Array(digest.prefix(6)).hexadecimal
  }

  /// What a `review.raised` entry says.
  package var body: JSONValue {
    [
      "item": .string(id), "kind": .string(kind.rawValue), "grounds": .object(grounds),
      "subjects": .array(
        subjects.map { subject in
          var members: [String: JSONValue] = [
            "session": .string(subject.session.description),
            "version": .string(subject.version.description),
          ]
          members["decision"] = subject.decision.map { .integer(Int64($0)) }
          return .object(members)
        }),
    ]
  }
}

extension ReviewItem {
  /// The queue that some entries make, in the order in which items were raised. Entries of other
  /// kinds, and resolutions of what was never raised, say nothing.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for an entry that no Strata wrote.
  /// - Complexity: O(entries).
  public static func queue(_ entries: some Sequence<JournalEntry>) throws(StrataError)
    -> [ReviewItem]
  {
    var items: [ReviewItem] = []
    var places: [String: Int] = [:]
    for entry in entries {
      switch entry.kind {
      case .reviewRaised:
        let item = try ReviewItem(raisedBy: entry)
        guard places[item.id] == nil else { continue }
        places[item.id] = items.count
        items.append(item)
      case .reviewResolved:
        let fields = try JSONFields(entry.body, place: "entry \(entry.position)")
        guard let place = places[try fields.requiredText("item")], items[place].resolution == nil
        else { continue }
        items[place].resolution = try Resolution(fields, of: entry)
      default: continue
      }
    }
    return items
  }

  private init(raisedBy entry: JournalEntry) throws(StrataError) {
    let fields = try JSONFields(entry.body, place: "entry \(entry.position)")
    guard let kind = try fields.choice("kind", Kind.self) else { throw fields.missing("kind") }
    guard let customer = entry.customer else { throw fields.missing("customer") }
    var subjects: [Subject] = []
    for subject in try fields.objects("subjects") { subjects.append(try Subject(subject)) }
    self.init(
      id: try fields.requiredText("item"), kind: kind, customer: customer, subjects: subjects,
      grounds: try fields.object("grounds")?.members ?? [:], raisedAt: entry.recordedAt,
      entry: entry.position)
  }
}

extension ReviewItem.Subject {
  fileprivate init(_ fields: JSONFields) throws(StrataError) {
    self.init(
      session: try SessionID(parsing: try fields.requiredText("session")),
      version: try SemanticVersion(parsing: try fields.requiredText("version")),
      decision: fields.members["decision"]?.asInteger.map { Int($0) })
  }
}

extension ReviewItem.Resolution {
  fileprivate init(_ fields: JSONFields, of entry: JournalEntry) throws(StrataError) {
    guard let outcome = try fields.choice("outcome", ReviewItem.Outcome.self) else {
      throw fields.missing("outcome")
    }
    var kept: CarriedDecision.Reference?
    if let object = try fields.object("kept") {
      let subject = try ReviewItem.Subject(object)
      kept = CarriedDecision.Reference(
        session: subject.session, version: subject.version, number: subject.decision ?? 0)
    }
    self.init(
      outcome: outcome, kept: kept,
      made: try fields.parsed("made") { (text) throws(StrataError) in
        try SemanticVersion(parsing: text)
      },
      reason: try fields.requiredText("reason"), by: entry.actor, at: entry.recordedAt,
      entry: entry.position)
  }
}
