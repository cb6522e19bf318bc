import StrataCore

/// The chain of versions that leads to one, and what stood at each point of it.
struct WorkHistory {
  /// A value with the version that it comes from.
  struct Stated: Hashable {
    /// Written for people.
    var value: String
    /// As it was stated.
    var stated: String
    var version: SemanticVersion
    /// Whether it was read from what was said instead of stated as a field.
    var isUnderstood = false

    init(_ field: StatedField, in version: SemanticVersion) {
      value = field.value
      stated = field.stated
      self.version = version
      isUnderstood = field.isUnderstood
    }
  }

  /// A decision with where it was taken.
  struct Taken: Hashable {
    var decision: KeyDecision
    var version: SemanticVersion
    var family: FamilyID
  }

  /// The first version first, the one in question last.
  let chain: [Session]
  /// What the version in question inherits.
  private let inherited: [WorkRecords.Inherited]

  /// Something that a version brought.
  struct Change: Hashable {
    var name: String
    var text: String
  }

  /// The chain that leads to a version; one that is not there has an empty one.
  init(to version: SemanticVersion, in records: WorkRecords) {
    let sessions = Dictionary(
      records.versions.map { ($0.session.version, $0.session) }
    ) { first, _ in first }
    chain = (records.lineage.ancestors(of: version).reversed() + [version]).compactMap {
      sessions[$0]
    }
    inherited = records.inherited[version] ?? []
  }

  /// The context in force at the end: of each field what was stated last in the same line, and where
  /// nobody stated it, what is inherited from what was said. What was stated in a line that was left
  /// does not hold in the new one.
  var context: [String: Stated] {
    guard let family = chain.last?.family else { return [:] }
    var stated: [String: Stated] = [:]
    for side in inherited {
      guard let facet = side.field.facet,
        let known = StatedField.known.first(where: { $0.facet == facet })
      else { continue }
      let value = facet == .compliance && side.value.isEmpty ? "none" : side.value
      let field = StatedField(known.name, stated: value, facet: facet, isUnderstood: side.isSaid)
      stated[field.name] = Stated(field, in: side.version)
    }
    for session in chain where session.family == family {
      for field in StatedField.fields(of: session) {
        stated[field.name] = Stated(field, in: session.version)
      }
    }
    return stated
  }

  /// The decisions on each topic, oldest first, in the order in which the topics came up.
  var decisions: [(topic: String, taken: [Taken])] {
    var order: [String] = []
    var topics: [String: [Taken]] = [:]
    for session in chain {
      for decision in session.decisions where !ErasureNotice.begins(decision.topic) {
        let key = decision.topic.lowercased()
        if topics[key] == nil { order.append(key) }
        topics[key, default: []].append(
          Taken(decision: decision, version: session.version, family: session.family))
      }
    }
    return order.map { (topics[$0]?.last?.decision.topic ?? $0, topics[$0] ?? []) }
  }

  /// What each version brought, in words, the weightiest first: against what was known before it, in
  /// whichever line.
  ///
  /// - Complexity: O(versions).
  var changes: [SemanticVersion: [Change]] {
    var known: [String: String] = [:]
    var result: [SemanticVersion: [Change]] = [:]
    for session in chain {
      var changes: [Change] = []
      for field in StatedField.fields(of: session) {
        let old = known.updateValue(field.value, forKey: field.name)
        guard old != field.value, session.version != chain.first?.version else { continue }
        let change = (old ?? field.before).map { "\($0) → \(field.value)" } ?? field.value
        changes.append(Change(name: field.name, text: "\(field.name): \(change)"))
      }
      changes += session.decided.map { Change(name: "Decisions", text: $0) }
      result[session.version] = changes
    }
    return result
  }
}
