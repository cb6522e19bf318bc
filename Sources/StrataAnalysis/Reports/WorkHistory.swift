import StrataCore

/// The chain of versions that leads to one, and what stood at each point of it.
struct WorkHistory {
  /// A value with the version that it comes from.
  struct Stated: Hashable {
    var value: String
    var version: SemanticVersion
    /// Whether it was read from what was said instead of stated as a field.
    var isUnderstood = false
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
      guard let place = ContextField.allCases.firstIndex(of: side.field),
        Self.knownFields.indices.contains(place)
      else { continue }
      let value = side.field == .compliance && side.value.isEmpty ? "none" : side.value
      stated[Self.knownFields[place]] = Stated(
        value: value, version: side.version, isUnderstood: side.isSaid)
    }
    for session in chain where session.family == family {
      for field in Self.fields(of: session) {
        stated[field.name] = Stated(
          value: field.value, version: session.version, isUnderstood: field.isUnderstood)
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
      for field in Self.fields(of: session) {
        let old = known.updateValue(field.value, forKey: field.name)
        guard old != field.value, session.version != chain.first?.version else { continue }
        let change = old.map { "\($0) → \(field.value)" } ?? field.value
        changes.append(Change(name: field.name, text: "\(field.name): \(change)"))
      }
      for decision in session.decisions where !ErasureNotice.begins(decision.topic) {
        changes.append(
          Change(name: "Decisions", text: "decided on \(decision.topic): \(decision.choice)"))
      }
      result[session.version] = changes
    }
    return result
  }

  /// What a session's caller stated, and what its version was made for where nobody stated it: a
  /// customer who says that everything runs on Azure now has stated no field.
  static func fields(of session: Session) -> [Field] {
    let stated = fields(session.context)
    var names = Set(stated.map(\.name))
    let understood = session.decision.evidence.compactMap { evidence -> Field? in
      guard let name = evidence.trigger.flatMap(fieldName),
        let arrow = evidence.finding.ranges(of: " → ").last
      else { return nil }
      let value = String(evidence.finding[arrow.upperBound...])
      guard value != "another", names.insert(name).inserted else { return nil }
      return Field(name: name, value: value, isUnderstood: true)
    }
    return stated + understood
  }

  private static func fieldName(_ trigger: Trigger) -> String? {
    switch trigger {
    case .cloudProviderChange: "Cloud provider"
    case .architectureShift: "Architecture"
    case .serviceTypeChange: "Service type"
    case .environmentChange: "Environment"
    case .projectSwitch: "Project"
    case .complianceChange: "Compliance"
    case .scaleShift: "Scale"
    default: nil
    }
  }

  /// The fields of a context with names for people, the known ones first.
  static func fields(_ context: DeploymentContext) -> [Field] {
    let known: [(String, String?)] = [
      ("Cloud provider", context.cloudProvider), ("Architecture", context.architecture),
      ("Service type", context.serviceType), ("Environment", context.environment),
      ("Project", context.project),
      ("Compliance", context.compliance.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") }),
      ("Scale", context.scale),
    ]
    let others = context.other.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return known.compactMap { name, value in value.map { Field(name: name, value: $0) } }
      + others.filter { !isNotice($0.value) }.map {
        Field(name: ReportWords.name($0.key), value: ReportWords.plain($0.value))
      }
  }

  /// The names of the fields that a context has a place for, in the order of `ContextField`.
  static let knownFields = [
    "Cloud provider", "Architecture", "Service type", "Environment", "Project", "Compliance",
    "Scale",
  ]

  /// A field of a context.
  struct Field: Hashable {
    var name: String
    var value: String
    var isUnderstood = false
  }

  private static func isNotice(_ value: JSONValue) -> Bool {
    guard case .string(let text) = value else { return false }
    return ErasureNotice.begins(text)
  }
}

extension Session {
  /// Whether personal content of it was erased (row D6).
  var isErased: Bool { notes.contains(where: ErasureNotice.begins) }
}
