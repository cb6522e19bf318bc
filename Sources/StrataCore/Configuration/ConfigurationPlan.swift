/// What a transaction comes to on what is there: a step for every key that gets another value, those
/// included that Strata keeps by itself (`version`, `updated-at`, row B1).
///
/// A key that would get the value it has is left alone, as in Consul; without any step the
/// configuration and its index stay.
package struct ConfigurationPlan: Hashable, Sendable {
  /// The change of one key.
  package struct Step: Hashable, Sendable {
    package var key: ConfigurationKey
    package var operation: ConfigurationVersion.Operation
    /// The value from now on, nil for none.
    package var value: ConfigurationValue?
    /// The index of the key's change before this one, 0 where there was none.
    package var previousIndex: Int64
    /// Of a rollback: the index of the change whose value the key gets again, 0 where it had none.
    package var restoredIndex: Int64?
  }

  /// The steps, by key.
  package var steps: [Step] = []

  /// The keys whose present state decides what some changes come to.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where the keys that Strata keeps beside a key
  ///   would be too long.
  package static func keys(
    for changes: [ConfigurationChange]
  ) throws(StrataError) -> Set<ConfigurationKey> {
    var keys = Set(changes.map(\.key))
    for namespace in Set(changes.compactMap { ConfigurationNamespace(of: $0.key) }) {
      keys.insert(try namespace.version())
      keys.insert(try namespace.updatedAt())
    }
    return keys
  }

  /// Decides.
  ///
  /// - Parameters:
  ///   - present: the last change of each of ``keys(for:)`` that ever had a value.
  ///   - concealed: the keys whose values no message shows.
  /// - Throws: ``StrataError``: `conflict` where a key is not as expected, naming all that are not;
  ///   `invalidInput` for a change to what Strata keeps by itself.
  /// - Complexity: O(number of the changes).
  package static func decide(
    _ changes: [ConfigurationChange], on present: [ConfigurationKey: ConfigurationVersion],
    at time: Timestamp, concealing concealed: ConcealedKeys
  ) throws(StrataError) -> ConfigurationPlan {
    for change in changes { try check(change) }
    try compare(changes, with: present, concealing: concealed)
    var plan = ConfigurationPlan()
    for change in changes {
      let before = present[change.key]
      let isSame = before?.isErased != true && before?.value == change.value
      if !isSame { plan.steps.append(Step(change, after: before)) }
    }
    try plan.keepNamespaces(on: present, at: time)
    plan.steps.sort { $0.key < $1.key }
    return plan
  }

  // MARK: - What may be changed

  private static func check(_ change: ConfigurationChange) throws(StrataError) {
    let key = change.key
    if key.path == ConcealedKeys.settingPath, let value = change.value {
      _ = try ConcealedKeys(value, of: key)
    }
    switch (ConfigurationNamespace.role(of: key), change.value) {
    case (nil, _): break
    case (.version?, let value?): _ = try ConfigurationRelease(value, of: key)
    case (.version?, nil):
      throw StrataError(
        .invalidInput, "\(key) is kept by Strata and cannot be deleted", place: key.path,
        remedy: "set it to the version that you want")
    case (.updatedAt?, _):
      throw StrataError(
        .invalidInput, "\(key) is kept by Strata: it is the time of the last change",
        place: key.path, remedy: "leave it out")
    }
  }

  private static func compare(
    _ changes: [ConfigurationChange], with present: [ConfigurationKey: ConfigurationVersion],
    concealing concealed: ConcealedKeys
  ) throws(StrataError) {
    var differences: [String] = []
    for change in changes {
      guard let expected = change.expected else { continue }
      let known = present[change.key].flatMap { $0.isPresent ? $0 : nil }
      let index = known?.index ?? 0
      guard index != expected else { continue }
      let wanted = expected == 0 ? "was not to exist" : "was expected at index \(expected)"
      guard let version = known else {
        differences.append("\(change.key) \(wanted) and does not exist")
        continue
      }
      let value =
        concealed.contains(change.key)
        ? "a value that is concealed" : "the value \(version.shownValue)"
      differences.append("\(change.key) \(wanted) and is at index \(index) with \(value)")
    }
    guard !differences.isEmpty else { return }
    throw StrataError(
      .conflict, differences.joined(separator: "; "),
      remedy: "look at what is there, then change it expecting its present index")
  }

  // MARK: - What Strata keeps

  private mutating func keepNamespaces(
    on present: [ConfigurationKey: ConfigurationVersion], at time: Timestamp
  ) throws(StrataError) {
    var effects: [ConfigurationNamespace: ConfigurationRelease.Effect] = [:]
    var chosen: Set<ConfigurationNamespace> = []
    for step in steps {
      guard let namespace = ConfigurationNamespace(of: step.key) else { continue }
      if ConfigurationNamespace.role(of: step.key) == .version { chosen.insert(namespace) }
      let wasThere = present[step.key]?.isPresent == true
      let effect: ConfigurationRelease.Effect =
        step.value == nil ? .removed : wasThere ? .changed : .added
      effects[namespace] = max(effect, effects[namespace] ?? effect)
    }
    for (namespace, effect) in effects.sorted(by: { $0.key < $1.key }) {
      let updatedAt = try namespace.updatedAt()
      keep(updatedAt, try ConfigurationValue(time.description), on: present)
      guard !chosen.contains(namespace) else { continue }
      let version = try namespace.version()
      let release: ConfigurationRelease
      if let value = present[version]?.value {
        release = try ConfigurationRelease(value, of: version).following(effect, of: version)
      } else {
        release = .first
      }
      keep(version, try ConfigurationValue(release.text), on: present)
    }
  }

  private mutating func keep(
    _ key: ConfigurationKey, _ value: ConfigurationValue,
    on present: [ConfigurationKey: ConfigurationVersion]
  ) {
    guard present[key]?.value != value else { return }
    steps.append(Step(ConfigurationChange(key, .set(value)), after: present[key]))
  }
}

extension ConfigurationPlan.Step {
  fileprivate init(_ change: ConfigurationChange, after before: ConfigurationVersion?) {
    key = change.key
    value = change.value
    previousIndex = before?.index ?? 0
    switch change.operation {
    case .set: operation = .set
    case .delete: operation = .delete
    case .restore(_, let index):
      operation = .rollback
      restoredIndex = index
    }
  }
}

extension ConfigurationVersion {
  /// The value as messages show it.
  fileprivate var shownValue: String {
    guard let value else { return "that was erased" }
    return value.text?.shownInMessages ?? "of \(value.bytes.count) bytes"
  }
}

// MARK: - Rolling back

extension ConfigurationPlan {
  /// The changes that give the keys of a scope what they had at an index (row B2).
  ///
  /// Of many keys, those that Strata keeps go on: a version never goes back by itself.
  /// - Parameters:
  ///   - present: the last change of each key of the scope that ever had a value.
  ///   - former: the last change of each key of the scope up to the index.
  /// - Throws: ``StrataError``: `notFound` where the scope never had a value; `conflict` where a value
  ///   that is wanted back was erased.
  package static func rollback(
    of scope: ConfigurationScope, from present: [ConfigurationVersion],
    to former: [ConfigurationVersion]
  ) throws(StrataError) -> [ConfigurationChange] {
    guard !present.isEmpty else {
      throw StrataError(
        .notFound, "\(scope) never had a value", remedy: "'strata config list' lists the keys")
    }
    let isOneKey = if case .key = scope { true } else { false }
    let before = Dictionary(former.map { ($0.key, $0) }) { $1 }
    var changes: [ConfigurationChange] = []
    for version in present {
      if !isOneKey, ConfigurationNamespace.role(of: version.key) != nil { continue }
      let old = before[version.key]
      if let old, old.isErased, old.index != version.index {
        throw StrataError(
          .conflict, "the value that \(version.key) had at index \(old.index) was erased",
          place: version.key.path, remedy: "roll back to another index, or set the value")
      }
      guard old?.index != version.index else { continue }
      changes.append(
        ConfigurationChange(version.key, .restore(old?.value, from: old?.index ?? 0)))
    }
    return changes
  }
}
