public import StrataCore

extension SessionStore {
  /// What is or was for review, in the order in which it was raised: a view of the journal (row L3).
  ///
  /// - Parameter customer: nil for all.
  public func reviews(of customer: CustomerID? = nil) throws -> [ReviewItem] {
    try driver.read { try Self.queue(of: customer, in: $0) }
  }

  private static func queue(
    of customer: CustomerID?, in connection: any SQLConnection
  ) throws -> [ReviewItem] {
    let entries =
      try customer.map {
        try ContinuityReading(connection: connection, customer: $0).entries()
      } ?? ContinuityReading.entries(in: connection)
    return try ContinuityReading.queue(entries, in: connection)
  }

  /// Looks for decisions in conflict and lines that look like one, and raises what was not raised
  /// before (rows L3, C6). Nothing is ever resolved or merged by it.
  ///
  /// - Returns: what was raised now.
  /// - Throws: ``StrataError`` with code `storage`; `invalidInput` where `vocabulary.json` is wrong.
  /// - Complexity: O(decisions + sessions of the customer + lines²).
  public func findReviews(of customer: CustomerID) async throws -> [ReviewItem] {
    let known = Set(try reviews(of: customer).map(\.id))
    let findings = try reviewFindings(of: customer, except: known)
    let new = findings.filter { !known.contains($0.id) }
    if new.isEmpty { return [] }
    let bodies = try new.map { ($0.id, try CanonicalJSON.bytes($0.body)) }
    let raised = try await retrying {
      try await self.commits.commit { transaction in
        // Another process may have raised it since.
        let known = Set(try Self.queue(of: customer, in: transaction.connection).map(\.id))
        for (id, body) in bodies where !known.contains(id) {
          try transaction.append(
            JournalTransaction.Draft(kind: .reviewRaised, customer: customer, body: body))
        }
        return Set(bodies.map(\.0)).subtracting(known)
      }
    }
    signNowAndThen()
    return try reviews(of: customer).filter { raised.contains($0.id) }
  }

  private func reviewFindings(
    of customer: CustomerID, except known: Set<String>
  ) throws -> [ReviewFinding] {
    let policy = try policy.current()
    let state = try assignment.readState(of: customer, for: [])
    let majors = try driver.read {
      try ContinuityReading(connection: $0, customer: customer).linesWithDecisions()
    }
    var conflicts: [ReviewFinding] = []
    for major in majors {
      guard let newest = state.lines[major]?.newest else { continue }
      let merged = try driver.read {
        try ContinuityReading(connection: $0, customer: customer).merges(upTo: newest)
      }
      // Decisions are held against what their own line says.
      var own = state
      own.lines = state.lines.filter { $0.key == major }
      let family = try family(of: newest, in: own, limit: .max, merged: merged, by: policy)
      let merging = ContextMerging(
        of: major, merged: family.merged, lines: family.lines, overrides: family.overrides,
        vocabulary: policy.vocabulary)
      conflicts += try driver.read {
        try family.ledger(family.reading($0), merging, policy.vocabulary).conflicts
      }
    }
    var seen: Set<String> = []
    return try (conflicts + mergeCandidates(in: state, except: known)).filter {
      seen.insert($0.id).inserted
    }
  }

  private func mergeCandidates(
    in state: CustomerState, except known: Set<String>
  ) throws -> [ReviewFinding] {
    guard state.lines.count > 1 else { return [] }
    return try driver.read { connection in
      let reading = ContinuityReading(connection: connection, customer: state.customer)
      let lines = try state.lines.compactMap { major, line in
        try reading.newest(of: major).map {
          MergeCandidates.Line(family: line.family, newest: $0, profile: line.profile)
        }
      }
      return try MergeCandidates.find(
        among: lines, of: state.customer, except: known, isMerged: reading.areMerged,
        moments: reading.moments)
    }
  }

  // MARK: - Resolving

  /// Settles an item: one of the decisions holds, or it is no matter.
  ///
  /// - Parameter kept: the version whose decision holds; nil to dismiss the item.
  /// - Returns: the item as it is now.
  /// - Throws: ``StrataError``: `notFound`, `conflict` where it is resolved already, `invalidInput`
  ///   where the version has no part in it or no reason is given, `storage`.
  public func resolve(
    _ id: String, keeping kept: SemanticVersion? = nil, reason: String, by user: String? = nil
  ) async throws -> ReviewItem {
    let item = try openReview(id)
    var body: [String: JSONValue] = ["outcome": .string(ReviewItem.Outcome.dismissed.rawValue)]
    if let kept {
      let subject = try item.decision(of: kept)
      body["outcome"] = .string(ReviewItem.Outcome.kept.rawValue)
      body["kept"] = [
        "session": .string(subject.session.description),
        "version": .string(subject.version.description),
        "decision": .integer(Int64(subject.decision ?? 0)),
      ]
    }
    return try await record(body, for: item, reason: reason, by: user)
  }

  /// An item that is open.
  ///
  /// - Throws: ``StrataError``: `notFound`, `conflict` where it is resolved already.
  public func openReview(_ id: String) throws -> ReviewItem {
    guard let item = try reviews().first(where: { $0.id == id }) else {
      throw StrataError(
        .notFound, "there is no review item \(id.debugDescription)",
        remedy: "'strata review list --all' shows them")
    }
    try item.requireOpen()
    return item
  }

  private func record(
    _ members: [String: JSONValue], for item: ReviewItem, reason: String, by user: String?
  ) async throws -> ReviewItem {
    try RecordText.check(reason, "reason")
    try RecordText.check(user, "name of who resolves it")
    var members = members
    members["item"] = .string(item.id)
    members["reason"] = .string(reason)
    let body = try CanonicalJSON.bytes(.object(members))
    try await retrying {
      try await self.commits.commit { transaction in
        let now = try Self.queue(of: item.customer, in: transaction.connection)
        try now.first { $0.id == item.id }?.requireOpen()
        try transaction.append(
          JournalTransaction.Draft(
            kind: .reviewResolved, customer: item.customer, actor: user, body: body))
      }
    }
    signNowAndThen()
    return try reviews(of: item.customer).first { $0.id == item.id } ?? item
  }

  // MARK: - Merging

  /// Merges another line into a line: the next minor of the line, with two parents (row C6). A person
  /// calls it, nothing else does. Where the two lines are for review, that is resolved with it.
  ///
  /// The lines' own versions stay as they are. Called again after a crash between the two steps, it
  /// makes no second version.
  /// - Parameters:
  ///   - other: a version of the line that is merged; what it and its ancestors say is taken in.
  ///   - version: any version of the line that goes on.
  /// - Returns: the version that was made.
  /// - Throws: ``StrataError``: `notFound`, `invalidInput` where both are of one line or no reason is
  ///   given, `conflict` where they were merged already, `lockTimeout`, `storage`.
  public func merge(
    _ other: SemanticVersion, into version: SemanticVersion, of customer: CustomerID,
    reason: String, by user: String? = nil
  ) async throws -> Session {
    try RecordText.check(reason, "reason")
    let lineage = try lineage(of: customer)
    let families = try [version, other].map { version -> FamilyID in
      guard let node = lineage[version] else {
        throw StrataError(
          .notFound, "there is no session \(SessionName.version(customer, version))",
          remedy: "list what there is with 'strata log'")
      }
      return node.family
    }
    let item = try reviews(of: customer).first {
      $0.id == ReviewFinding.mergeID(of: families) && $0.resolution == nil
    }
    let made: Session
    if let before = lineage.merge(of: other, into: version.major) {
      guard item != nil else {
        throw StrataError(
          .conflict, "\(other) was merged into line v\(version.major) by \(before) already",
          remedy: "nothing needs to be done")
      }
      made = try session(.version(customer, before))
    } else {
      var request = StartRequest(customer: customer, user: user)
      request.choice = DecisionRequest.Choice(
        increment: .minor, line: version.major, merging: other, reason: reason, by: user)
      made = try await start(request)
    }
    if let item {
      let body: [String: JSONValue] = [
        "outcome": .string(ReviewItem.Outcome.merged.rawValue),
        "made": .string(made.version.description),
        "made_session": .string(made.id.description),
      ]
      _ = try await record(body, for: item, reason: reason, by: user)
    }
    return made
  }
}

extension Lineage {
  /// The version of a line that took in a version of another one, or a later one of it.
  fileprivate func merge(of other: SemanticVersion, into major: Int) -> SemanticVersion? {
    versions.first { version in
      guard version.major == major, let merged = self[version]?.merged else { return false }
      return merged.major == other.major && merged >= other
    }
  }
}

extension ReviewItem {
  fileprivate func requireOpen() throws(StrataError) {
    guard let resolution else { return }
    throw StrataError(
      .conflict,
      "\(id) was resolved by \(resolution.by ?? "a person") at \(resolution.at): "
        + resolution.outcome.rawValue, remedy: "nothing needs to be done")
  }

  /// The decision of one of its versions.
  fileprivate func decision(of version: SemanticVersion) throws(StrataError) -> Subject {
    let found = subjects.filter { $0.version == version && $0.decision != nil }
    guard let subject = found.first, found.count == 1 else {
      let choices = subjects.filter { $0.decision != nil }.map(\.version.description)
      throw StrataError(
        .invalidInput, "\(id) has no decision of \(version) to keep", place: "--keep",
        remedy: choices.isEmpty
          ? "it is about two lines: merge or dismiss it"
          : "keep one of \(choices.joined(separator: ", ")), or dismiss it")
    }
    return subject
  }
}
