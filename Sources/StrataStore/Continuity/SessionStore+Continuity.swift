public import StrataCore

extension SessionStore {
  /// What a session inherits from its family, each field with where it came from, and the family's
  /// decisions with whether they still apply (rows L2, L3). Reads only.
  ///
  /// - Throws: ``StrataError``: `notFound`, `invalidInput` where `vocabulary.json` is wrong, `storage`.
  /// - Complexity: for the newest version of a line it depends on the number of lines, on the turns
  ///   that no profile knows yet and on the decisions; for another one on all that was said before.
  public func context(of name: SessionName) throws -> ContextMerge {
    let stored = try driver.read { try StoredSession.named(name, in: $0) }
    return try context(of: stored)
  }

  /// The same for the newest version of the customer's most recently active line.
  ///
  /// - Throws: ``StrataError`` with code `notFound` where the customer has no session.
  public func context(of customer: CustomerID) throws -> ContextMerge {
    let state = try assignment.readState(of: customer, for: [])
    let recent = state.lines.max {
      ($0.value.lastActivityAt, $0.key) < ($1.value.lastActivityAt, $1.key)
    }
    guard let recent else {
      throw StrataError(
        .notFound, "there is no session of '\(customer)'",
        remedy: "'strata log' lists the customers")
    }
    return try context(of: .version(customer, recent.value.newest))
  }

  private func context(of stored: StoredSession) throws -> ContextMerge {
    let session = stored.session
    let policy = try policy.current()
    let family = try family(of: stored, by: policy)
    return try driver.read { connection in
      let reading = family.reading(connection)
      let merging = ContextMerging(
        of: session.version.major, merged: family.merged, lines: family.lines,
        overrides: family.overrides, vocabulary: policy.vocabulary)
      let speaker = SpeakerReading(
        try reading.recentTurns(of: session.version.major, by: session.user),
        vocabulary: policy.vocabulary)
      let deployment = merging.deployment()
      let customer = [
        merging.preferredProvider(said: speaker.preference),
        merging.set(.expertise) ?? speaker.expertise, merging.set(.style) ?? speaker.style,
      ]
      let named = deployment.fields.filter { ContextField(rawValue: $0.name) != nil }
      let others = deployment.fields.filter { ContextField(rawValue: $0.name) == nil }
      let ledger = try family.ledger(reading, merging, policy.vocabulary)
      var merge = ContextMerge(
        customer: session.customer, version: session.version, family: session.family,
        fields: named + customer.compactMap(\.self) + others, dropped: deployment.dropped,
        decisions: ledger.decisions.reversed())
      try merge.quote(from: reading)
      return merge
    }
  }

  /// Sets a field of the context that a session and the later ones of its line inherit, or takes that
  /// back; the fields that are the customer's hold for all lines (row L2).
  ///
  /// - Parameter value: nil to take back what was set.
  /// - Returns: the entry.
  /// - Throws: ``StrataError``: `notFound`, `invalidInput`, `storage`.
  public func setContext(
    _ field: ContextField, to value: String?, in name: SessionName, reason: String? = nil,
    by user: String? = nil
  ) async throws -> JournalEntry {
    try RecordText.check(reason, "reason")
    try RecordText.check(user, "name of who sets it")
    if let value { try field.check(value) }
    let (base, sources) = try read(name)
    var members: [String: JSONValue] = [
      "field": .string(field.rawValue), "operation": value == nil ? "unset" : "set",
    ]
    members["reason"] = reason.map(JSONValue.string)
    let body = try CanonicalJSON.bytes(.object(members))
    var generator = options.randomness()
    let contents = value.map {
      [Content(name: Content.context, salt: .salt(using: &generator), bytes: Array($0.utf8))]
    }
    let code = options.code
    let (stored, entry) = try await retrying {
      try await self.commits.commit { transaction in
        try SessionChange.setContext(
          body, contents: contents ?? [], by: user, in: base, code: code, in: transaction)
      }
    }
    _ = await show(.refreshed(stored, sources), entryCount: stored.entryCount)
    return entry
  }
}

extension ContextField {
  /// Longer values are refused.
  private static let maximumBytes = 200

  fileprivate func check(_ value: String) throws(StrataError) {
    try RecordText.check(value, rawValue, maximumBytes: Self.maximumBytes)
    guard self == .expertise, ExpertiseLevel(rawValue: value) == nil else { return }
    throw StrataError(
      .invalidInput, "\(value.debugDescription) is no level of expertise", place: rawValue,
      remedy: "use one of \(ExpertiseLevel.allCases.map(\.rawValue).joined(separator: ", "))")
  }
}

// MARK: - The family of a session

/// What the lines of a customer said, as one session sees them.
struct FamilyReading {
  var customer: CustomerID
  var version: SemanticVersion
  /// See ``ContinuityReading/limit``.
  var limit: Int64
  var lines: [ContextMerging.Line]
  var merged: Set<Int>
  var overrides: [ContextMerging.Override]
  var items: [String: ReviewItem]

  func reading(_ connection: any SQLConnection) -> ContinuityReading {
    ContinuityReading(connection: connection, customer: customer, limit: limit)
  }

  /// The decisions of the family, checked.
  func ledger(
    _ reading: ContinuityReading, _ merging: ContextMerging, _ vocabulary: Vocabulary
  ) throws -> DecisionLedger {
    let own = lines.first { $0.major == version.major }
    let verdicts = own.map { line in
      Dictionary(uniqueKeysWithValues: Facet.allCases.map { ($0, merging.verdict($0, in: line)) })
    }
    return DecisionLedger(
      try reading.decisions(of: [version.major] + merged.sorted()), verdicts: verdicts ?? [:],
      items: items, customer: customer, vocabulary: vocabulary)
  }
}

extension SessionStore {
  fileprivate func family(
    of stored: StoredSession, by policy: VersionPolicy
  ) throws -> FamilyReading {
    let (customer, version) = (stored.session.customer, stored.session.version)
    let merges = try driver.read {
      try ContinuityReading(connection: $0, customer: customer).merges(upTo: version)
    }
    let state = try assignment.readState(
      of: customer, for: ([version] + merges).map { DecisionRequest(naming: $0) })
    // What patches of the newest version stated is known of the newest version too.
    let isNewest =
      state.lines[version.major].map { $0.newest.unpatched == version.unpatched } ?? false
    return try family(
      of: version, in: state, limit: isNewest ? .max : stored.position, merged: merges, by: policy)
  }

  func family(
    of version: SemanticVersion, in state: CustomerState, limit: Int64, merged: [SemanticVersion],
    by policy: VersionPolicy
  ) throws -> FamilyReading {
    try driver.read { connection in
      let reading = ContinuityReading(
        connection: connection, customer: state.customer, limit: limit)
      let entries = try reading.entries()
      let lines =
        limit < .max
        ? try reading.lines(by: policy)
        : try state.lines.map { major, line in
          ContextMerging.Line(
            major: major, claims: line.profile.claims, lastActivityAt: line.lastActivityAt,
            opened: try reading.opened(major))
        }
      return FamilyReading(
        customer: state.customer, version: version, limit: limit, lines: lines,
        merged: Set(merged.map(\.major)),
        overrides: try reading.overrides(entries).filter {
          limit == .max || $0.version.major != version.major || $0.version <= version
        },
        items: Dictionary(
          try ContinuityReading.queue(entries, in: connection).map { ($0.id, $0) }
        ) { first, _ in first })
    }
  }
}

extension DecisionRequest {
  /// A question whose only purpose is to name a line that is to be read.
  init(naming version: SemanticVersion) {
    self.init(
      startedAt: Timestamp(microseconds: 0),
      choice: Choice(increment: .minor, line: version.major, reason: "reading"))
  }
}

extension ContextMerge {
  /// Puts the words beside every source.
  fileprivate mutating func quote(from reading: ContinuityReading) throws {
    for index in fields.indices {
      fields[index].source.quote = try reading.quote(fields[index].source)
      for part in fields[index].parts.indices {
        fields[index].parts[part].source.quote = try reading.quote(fields[index].parts[part].source)
      }
    }
    for index in dropped.indices {
      dropped[index].source.quote = try reading.quote(dropped[index].source)
      dropped[index].because.quote = try reading.quote(dropped[index].because)
    }
    for index in decisions.indices {
      guard case .noLonger(let because, var source?) = decisions[index].status else { continue }
      source.quote = try reading.quote(source)
      decisions[index].status = .noLonger(because: because, source: source)
    }
  }
}
