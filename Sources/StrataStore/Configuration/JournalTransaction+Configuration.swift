import StrataCore

extension JournalTransaction {
  /// Changes the configuration: one entry, one index, a row for every key (rows B1, B2).
  ///
  /// - Returns: the changes as they are kept; none where every key has the value already.
  /// - Throws: ``StrataError``: `conflict` where a key is not as expected, `invalidInput`, also
  ///   where one entry cannot hold the change.
  func changeConfiguration(
    _ changes: [ConfigurationChange], by authorship: Authorship,
    using generator: inout any RandomNumberGenerator
  ) throws -> ConfigurationOutcome {
    let concealed = try ConfigurationReading.concealedKeys(in: connection)
    var present: [ConfigurationKey: ConfigurationVersion] = [:]
    for key in try ConfigurationPlan.keys(for: changes) {
      present[key] = try ConfigurationReading.version(of: key, in: connection)
    }
    let plan = try ConfigurationPlan.decide(
      changes, on: present, at: time, concealing: concealed)
    let last = try configuration()
    guard !plan.steps.isEmpty else { return ConfigurationOutcome(index: last, changes: []) }

    let index = last + 1
    let (body, contents) = try evidence(
      of: plan, index: index, reason: authorship.reason, concealing: concealed, using: &generator)
    let entry = try append(
      Draft(
        kind: .configurationChanged, actor: authorship.author, realm: authorship.realm, body: body,
        contents: contents)
    ).position
    let apart = Set(contents.map(\.name))
    for step in plan.steps {
      let isApart = apart.contains(ConfigurationRecord.contentName(of: step.key))
      try connection.run(
        "INSERT INTO configuration (config_index, key, operation, value, entry) VALUES (?, ?, ?, ?, ?)",
        .integer(index), .text(step.key.path), .text(step.operation.rawValue),
        isApart ? .null : step.value.map { SQLValue.bytes($0.bytes) } ?? .null, .integer(entry))
    }
    configurationChanged(to: index)
    return ConfigurationOutcome(
      index: index,
      changes: plan.steps.map { step in
        ConfigurationVersion(
          index: index, key: step.key, operation: step.operation, value: step.value, at: time,
          author: authorship.author, reason: authorship.reason, entry: entry)
      })
  }

  /// Gives the keys of a scope what they had at a point, as a new change (row B2).
  ///
  /// - Throws: ``StrataError``: `notFound` where the scope never had a value or the index does not
  ///   exist, `conflict` where a value was erased.
  func rollBackConfiguration(
    of scope: ConfigurationScope, to point: ConfigurationPoint, by authorship: Authorship,
    using generator: inout any RandomNumberGenerator
  ) throws -> ConfigurationOutcome {
    let index = try ConfigurationReading.index(at: point, in: connection)
    let changes = try ConfigurationPlan.rollback(
      of: scope, from: try ConfigurationReading.versions(in: scope, in: connection),
      to: try ConfigurationReading.versions(in: scope, at: index, in: connection))
    return try changeConfiguration(changes, by: authorship, using: &generator)
  }

  /// The body of the entry, and what it only commits to: what must not stand in it, and every value
  /// where they are too long together.
  private func evidence(
    of plan: ConfigurationPlan, index: Int64, reason: String?, concealing concealed: ConcealedKeys,
    using generator: inout any RandomNumberGenerator
  ) throws -> (body: [UInt8], contents: [Content]) {
    for quotes in [true, false] {
      var contents: [Content] = []
      let record = ConfigurationRecord(
        index: index,
        changes: plan.steps.map { step in
          change(
            step, quotes: quotes, concealing: concealed, contents: &contents, using: &generator)
        }, reason: reason)
      let body = try CanonicalJSON.bytes(record.json)
      let digests = try EntryRecord.contents(
        Dictionary(contents.map { ($0.name, $0.digest) }) { $1 })
      if body.count + (digests?.count ?? 0) <= ConfigurationRecord.maximumByteCount {
        return (body, contents)
      }
    }
    throw StrataError(
      .invalidInput, "the change of \(plan.steps.count) keys is too long for one entry",
      remedy: "change fewer keys at once, or roll back a smaller prefix")
  }

  /// The change of one key as the entry's body tells it; a value that does not stand there becomes a
  /// content.
  private func change(
    _ step: ConfigurationPlan.Step, quotes: Bool, concealing concealed: ConcealedKeys,
    contents: inout [Content], using generator: inout any RandomNumberGenerator
  ) -> ConfigurationRecord.Change {
    var change = ConfigurationRecord.Change(
      key: step.key, operation: step.operation, evidence: .none,
      previousIndex: step.previousIndex, restoredIndex: step.restoredIndex)
    guard let value = step.value else { return change }
    let text = ConfigurationRecord.verbatim(value, of: step.key, concealing: concealed)
    if quotes, let text {
      change.evidence = .verbatim(text)
    } else {
      let content = Content(
        name: ConfigurationRecord.contentName(of: step.key),
        salt: [UInt8].salt(using: &generator), bytes: value.bytes)
      contents.append(content)
      change.evidence = .digest(content.digest)
    }
    return change
  }
}
