import StrataCore

/// Where a session stands among a customer's versions: what a join may change of it (row C5).
struct Placement: Hashable, Sendable {
  var version: SemanticVersion
  var parent: SemanticVersion?
  var merged: SemanticVersion?
  var family: FamilyID
  var notes: [String]

  init(_ session: Session) {
    version = session.version
    parent = session.decision.parent
    merged = session.decision.merged
    family = session.family
    notes = session.notes
  }

  /// What a `version.resolved` entry says.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  init(of entry: JournalEntry) throws {
    let place = "entry \(entry.position)"
    let fields = try JSONFields(entry.body, place: place)
    let version = { (name: String) throws(StrataError) in
      try fields.parsed(name) { (text) throws(StrataError) in try SemanticVersion(parsing: text) }
    }
    guard let number = try version("version") else { throw fields.missing("version") }
    guard let family = FamilyID(try fields.requiredText("family")) else {
      throw StrataError(.invalidInput, "the field 'family' is no family id", place: place)
    }
    self.version = number
    parent = try version("parent")
    merged = try version("merged")
    self.family = family
    notes = []
    guard case .array(let texts)? = fields.members["notes"] else { return }
    notes = texts.compactMap { text in
      if case .string(let text) = text { text } else { nil }
    }
  }

  func apply(to session: inout Session) {
    session.version = version
    session.decision.parent = parent
    session.decision.merged = merged
    session.family = family
    session.notes = notes
  }

  /// The body of a `version.resolved` entry.
  ///
  /// - Parameter digests: those of the files of a sealed session, which change with its number.
  func body(was former: SemanticVersion, digests: [SessionFile: String]) throws -> [UInt8] {
    var members: [String: JSONValue] = [
      "family": .string(family.description), "notes": .array(notes.map(JSONValue.string)),
      "version": .string(version.description), "was": .string(former.description),
    ]
    members["parent"] = parent.map { .string($0.description) }
    members["merged"] = merged.map { .string($0.description) }
    if !digests.isEmpty {
      members["files"] = .object(
        Dictionary(digests.map { ($0.key.rawValue, .string($0.value)) }) { $1 })
    }
    return try CanonicalJSON.bytes(.object(members))
  }
}
