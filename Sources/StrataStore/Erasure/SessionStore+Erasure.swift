import StrataCore
import SystemPackage

extension SessionStore {
  private static let rulesKey = "strata/erasure/rules"

  /// What an erasure would take away; changes nothing.
  ///
  /// - Throws: ``StrataError``: `notFound`, `invalidInput` where the rule is none, `storage`.
  public func explain(_ request: ErasureRequest) throws -> ErasureReport {
    let notice = try notice(for: request)
    return try driver.read { connection in
      let plan = try ErasurePlan(of: request.session, notice: notice, in: connection)
      return try self.report(plan, of: request, in: connection)
    }
  }

  /// Erases the personal content of a session (row D6): what was said and by whom, stated context,
  /// key decisions, command lines and their output, and what other sessions quote of them. Every
  /// digest stays, so that every entry and every proof can still be verified.
  ///
  /// A sealed version gets an anonymised successor, a patch. The database's free space is written
  /// over. Called again it does what was interrupted.
  /// - Throws: ``StrataError``: `notFound`, `invalidInput`, `storage`: where it comes after the words
  ///   are gone from the tables, the message says what is left to do.
  public func erase(_ request: ErasureRequest) async throws -> ErasureReport {
    let notice = try notice(for: request)
    let code = options.code
    let randomness = options.randomness
    let (first, entry, changed) = try await retrying {
      try await self.commits.commit {
        transaction -> (ErasureReport, Int64?, [StoredSession]) in
        var notice = notice
        notice.at = transaction.time
        let connection = transaction.connection
        let plan = try ErasurePlan(of: request.session, notice: notice, in: connection)
        let report = try self.report(plan, of: request, in: connection)
        // What an interrupted erasure has left undone shows in the directory.
        guard !plan.isEmpty else { return (report, nil, [plan.stored]) }
        var change = ErasureChange(
          request: request, notice: notice, code: code, generator: randomness(),
          erased: plan.stored.session.id.description)
        let (entry, changed) = try change.perform(plan, in: transaction)
        return (report, entry, changed)
      }
    }
    recentSessions.forgetAll()
    var report = first
    report.entry = entry
    for stored in changed { _ = await show(.erased(stored), entryCount: stored.entryCount) }
    try await requireShown(changed)
    report.successor = try await successor(of: report.session, for: request)?.name
    try sweep()
    report.isSwept = true
    return report
  }

  private func requireShown(_ changed: [StoredSession]) async throws {
    let failures = await materialisation.finish()
    for session in changed.map(\.session) {
      guard let failure = failures[session.id] else { continue }
      throw StrataError(
        .storage,
        "the words are erased from the journal, but not from the files of \(session.name)",
        place: layout.version(session.version, of: session.customer).string,
        remedy: "run the same command again: it goes on with that", cause: failure)
    }
  }

  private func sweep() throws {
    do {
      try driver.sweep()
    } catch let error as StrataError {
      throw StrataError(
        .storage,
        "the words are erased, but old copies may still lie in the free space of the database",
        place: layout.journal.string, remedy: "run the same command again: it goes on with that",
        cause: error)
    }
  }

  private func report(
    _ plan: ErasurePlan, of request: ErasureRequest, in connection: any SQLConnection
  ) throws -> ErasureReport {
    let session = plan.stored.session
    let children = try StoredSession.all(
      "WHERE s.customer = ? AND s.parent = ? AND s.patch > 0 ORDER BY s.position",
      [.text(session.customer.name), .text(session.version.description)], in: connection
    ).map(\.session)
    return ErasureReport(
      session: session.id, name: session.name, rule: request.rule, by: request.by, entry: nil,
      turnCount: plan.turnCount, contents: plan.contentCounts,
      alsoChanged: plan.others.map(\.stored.session.name),
      derived: children.filter { !$0.isAnonymised }.map(\.name), successor: nil, isSwept: false)
  }

  // MARK: - The rule

  /// Checks a request, and gives what will stand in the place of the words.
  private func notice(for request: ErasureRequest) throws -> ErasureNotice {
    try ErasureNotice.check(rule: request.rule, reason: request.reason, by: request.by)
    if let value = try driver.read({ try ConfigurationReading.setting(Self.rulesKey, in: $0) }) {
      let place = "configuration key \(Self.rulesKey)"
      let rules = try JSONFields(JSONReader.value(of: value, place: place), place: place)
      guard try rules.text(request.rule) != nil else {
        throw StrataError(
          .invalidInput, "there is no rule '\(request.rule)' in \(place)",
          remedy: "use one of \(rules.members.keys.sorted().joined(separator: ", "))")
      }
    }
    return ErasureNotice(by: request.by, rule: request.rule, at: options.clock())
  }

  // MARK: - The successor

  /// The anonymised successor of a sealed session whose words are gone; nil for one that is active.
  func successor(
    of id: SessionID, for request: ErasureRequest
  ) async throws -> Session? {
    let session = try session(.id(id))
    guard session.state == .sealed, !session.isAnonymised else { return nil }
    let known = try driver.read { connection -> Session?? in
      // Entries of others' erasures stand in the chain as well.
      let erasure = try JournalReading.entries(
        "WHERE session = ? AND kind = ? ORDER BY sequence",
        [.text(id.description), .text(JournalEntry.Kind.contentErased.rawValue)], connection
      ).first { $0.concerns(id) }
      guard let erasure else { return nil }
      return try StoredSession.all(
        "WHERE s.customer = ? AND s.parent = ? AND s.patch > 0 AND s.position > ?",
        [
          .text(session.customer.name), .text(session.version.description),
          .integer(erasure.position),
        ], in: connection
      ).map(\.session).first(where: \.isAnonymised)
    }
    guard let known else { return nil }
    if let known { return known }
    let start = StartRequest(
      customer: session.customer, user: request.by, realm: session.realm,
      conversation: session.conversation, context: session.context,
      turns: try request.anonymised ?? turns(of: id), phase: session.phase,
      operation: DecisionRequest.Operation(
        kind: .privacyComplianceUpdates, target: session.version),
      completion: Completion(outcome: session.outcome, satisfaction: session.satisfaction))
    return try await self.start(start)
  }
}

extension JournalEntry {
  /// Whether it erased the words of a session, and not merely what was said of them elsewhere.
  fileprivate func concerns(_ session: SessionID) -> Bool {
    guard case .object(let members) = body else { return false }
    return members["session"] == .string(session.description)
  }
}

extension Session {
  /// Whether it is the anonymised successor of another version.
  fileprivate var isAnonymised: Bool {
    decision.triggers.first == .privacyComplianceUpdates
  }
}
