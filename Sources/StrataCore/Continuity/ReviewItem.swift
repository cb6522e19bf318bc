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
    /// The session of that version.
    public var madeSession: SessionID?
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
    // In whatever order a store took the sessions, it is the same question.
    id = Self.id("conflict", pair.map { "\($0.session) \($0.number)" }.sorted())
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
  /// kinds, and resolutions of what was never raised, say nothing. Of several resolutions, which stores
  /// have that were joined, the earliest holds.
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
        if let place = places[item.id] {
          if item.raisedAt < items[place].raisedAt { items[place].raise(as: item) }
          continue
        }
        places[item.id] = items.count
        items.append(item)
      case .reviewResolved:
        let fields = try JSONFields(entry.body, place: "entry \(entry.position)")
        guard let place = places[try fields.requiredText("item")] else { continue }
        let resolution = try Resolution(fields, of: entry)
        // Two stores may have settled it before they were joined.
        if let other = items[place].resolution, !resolution.comesBefore(other) { continue }
        items[place].resolution = resolution
      default: continue
      }
    }
    return items
  }

  private mutating func raise(as other: ReviewItem) {
    (raisedAt, entry) = (other.raisedAt, other.entry)
  }

  private init(raisedBy entry: JournalEntry) throws(StrataError) {
    let fields = try JSONFields(entry.body, place: "entry \(entry.position)")
    guard let kind = try fields.choice("kind", Kind.self) else { throw fields.missing("kind") }
    guard let customer = entry.customer else { throw fields.missing("customer") }
    var subjects: [Subject] = []
    for subject in try fields.objects("subjects") { subjects.append(try Subject(subject)) }
    self.init(
      id: try fields.requiredText("item"), kind: kind, customer: customer, subjects: subjects,
      grounds: try fields.object("grounds")?.members ?? [:], raisedAt: entry.happenedAt,
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
      madeSession: try fields.parsed("made_session") { (text) throws(StrataError) in
        try SessionID(parsing: text)
      },
      reason: try fields.requiredText("reason"), by: entry.actor, at: entry.happenedAt,
      entry: entry.position)
  }
}

extension ReviewItem.Resolution {
  /// Whether it holds, of two: the earlier one, and of two at once one that does not depend on which
  /// store is asked.
  fileprivate func comesBefore(_ other: Self) -> Bool {
    func key(_ resolution: Self) -> [String] {
      [resolution.outcome.rawValue, resolution.by ?? "", resolution.reason]
    }
    return at != other.at ? at < other.at : key(self).lexicographicallyPrecedes(key(other))
  }
}

extension ReviewItem {
  /// The item under the numbers that its sessions have now: a join may have given them others.
  ///
  /// - Parameter version: the version of a session; nil for one that is not there.
  package func renumbered(
    _ version: (SessionID) throws -> SemanticVersion?
  ) rethrows -> ReviewItem {
    var item = self
    for (index, subject) in subjects.enumerated() {
      item.subjects[index].version = try version(subject.session) ?? subject.version
    }
    if let kept = resolution?.kept {
      item.resolution?.kept = CarriedDecision.Reference(
        session: kept.session, version: try version(kept.session) ?? kept.version,
        number: kept.number)
    }
    if let made = resolution?.madeSession {
      item.resolution?.made = try version(made) ?? resolution?.made
    }
    return item
  }
}
