/// Works out one decision from a request and a history.
struct Assignment {
  let request: DecisionRequest
  let history: CustomerHistory
  let vocabulary: Vocabulary
  let texts: ReadTexts

  /// The decision.
  ///
  /// - Throws: ``StrataError`` with code `notFound` where the operation's target does not exist.
  func decision() throws(StrataError) -> VersionDecision {
    if let operation = request.operation { return try mend(operation) }
    guard !history.lines.isEmpty else { return first() }
    let projects = ProjectWords(
      of: history.lines, and: request.context.project, with: vocabulary)
    let topics = projects.ofLines
    let opening = Opening(request, with: vocabulary, having: texts)
    let ranked = LineChoice(
      opening: opening, history: history, vocabulary: vocabulary, projects: projects
    ).ranked()
    guard var best = ranked.first else { return first() }
    let scores = PurposeScores(
      OpeningFeatures(
        opening, line: best.line, changes: best.changes, vocabulary: vocabulary, topics: topics))
    let telling = TellingClause(
      opening: opening, line: best.line, vocabulary: vocabulary, topics: topics)
    best.changes =
      ChangeEvidence(
        opening: opening, line: best.line, changes: best.changes, scores: scores, telling: telling
      ).settled()
    let explanation = Explanation(opening: opening, ranked: ranked, telling: telling)
    let gap = request.startedAt.microseconds(since: best.line.lastActivityAt)
    let isSeparated = gap > VersionPolicy.longestGapMicroseconds
    if !best.changes.isEmpty || isSeparated {
      return major(from: best, gap: isSeparated ? gap : nil, explanation)
    }
    return minor(of: best, scores, explanation)
  }

  // MARK: Patch

  private func mend(_ operation: DecisionRequest.Operation) throws(StrataError) -> VersionDecision {
    guard let highest = history.highestPatchOfTarget else {
      throw StrataError(
        .notFound, "there is no version \(operation.target) to mend",
        remedy: "name a version that exists; `strata log` lists them")
    }
    let evidence = VersionDecision.Evidence(
      trigger: operation.kind, finding: "an operation on \(operation.target)", source: "operation")
    guard operation.kind.increment == .patch, let next = highest.nextPatch else {
      return Fallback(history: history).decision(
        because: "\(highest) has no next patch for \(operation.kind.rawValue)")
    }
    return VersionDecision(
      increment: .patch, version: next, parent: operation.target, triggers: [operation.kind],
      why: "An operation mends \(operation.target): \(Explanation.words(for: operation.kind)).",
      evidence: [evidence])
  }

  // MARK: First

  private func first() -> VersionDecision {
    guard history.highestMajor > 0 else {
      return VersionDecision(
        increment: .initial, version: .first, parent: nil, triggers: [.initial],
        why: "The customer has no earlier session.")
    }
    guard let version = SemanticVersion(history.highestMajor + 1, 0, 0) else {
      return Fallback(history: history).decision(because: "the major numbers are exhausted")
    }
    return VersionDecision(
      increment: .major, version: version, parent: nil, triggers: [.timelineSeparation],
      why: "None of the customer's earlier lines can be continued.")
  }

  // MARK: Major

  private func major(
    from best: LineCandidate, gap: Int64?, _ explanation: Explanation
  ) -> VersionDecision {
    guard let version = SemanticVersion(history.highestMajor + 1, 0, 0) else {
      return Fallback(history: history).decision(because: "the major numbers are exhausted")
    }
    var triggers = best.changes.map(\.dimension.trigger)
    var evidence = best.changes.map(\.evidence)
    if let gap {
      triggers.append(.timelineSeparation)
      evidence.append(
        VersionDecision.Evidence(
          trigger: .timelineSeparation,
          finding: "\(Explanation.days(gap)) since the last activity of line v\(best.line.major)",
          source: "started_at"))
    }
    return VersionDecision(
      increment: .major, version: version, parent: best.line.newest, triggers: triggers,
      why: explanation.major(from: best, gap: gap), evidence: evidence,
      rejected: explanation.rejections(besides: best))
  }

  // MARK: Minor

  private func minor(
    of best: LineCandidate, _ scores: PurposeScores, _ explanation: Explanation
  ) -> VersionDecision {
    guard let version = best.line.newest.nextMinor else {
      return Fallback(history: history).decision(
        because: "line v\(best.line.major) has no next minor number")
    }
    let triggers = MinorTriggers(scores: scores, phase: best.line.phase).ordered()
    return VersionDecision(
      increment: .minor, version: version, parent: best.line.newest,
      triggers: triggers.map(\.trigger), why: explanation.minor(of: best, triggers),
      evidence: explanation.evidence(of: best, triggers),
      rejected: explanation.rejections(besides: best))
  }
}

/// The safe assignment when a calculation ends in something invalid (row V8).
struct Fallback {
  let history: CustomerHistory

  /// The next free minor of the newest line; where that is exhausted, of the next newest, and at last
  /// the next patch.
  func decision(because reason: String) -> VersionDecision {
    let lines = history.lines.sorted {
      ($0.lastActivityAt, $0.newest) > ($1.lastActivityAt, $1.newest)
    }
    var next: (parent: SemanticVersion?, version: SemanticVersion) = (nil, .first)
    if let line = lines.first(where: { $0.newest.nextMinor != nil }) {
      next = (line.newest, line.newest.nextMinor ?? line.newest)
    } else if let major = SemanticVersion(history.highestMajor + 1, 0, 0) {
      next = (nil, major)
    } else if let line = lines.first(where: { $0.newest.nextPatch != nil }) {
      next = (line.newest, line.newest.nextPatch ?? line.newest)
    }
    return VersionDecision(
      increment: .minor, version: next.version, parent: next.parent,
      triggers: [.requirementClarification],
      why: "The calculation failed (\(reason)), so the session goes on as \(next.version).",
      fallback: reason)
  }
}

/// A caller's own choice, with what the policy would have said beside it (row V6).
struct ChosenAssignment {
  let choice: DecisionRequest.Choice
  let policy: VersionDecision
  let history: CustomerHistory

  /// The decision that the choice leads to.
  ///
  /// - Throws: ``StrataError`` with code `notFound` where the chosen line does not exist.
  func decision() throws(StrataError) -> VersionDecision {
    var decision = policy
    decision.override = VersionDecision.Override(
      reason: choice.reason, by: choice.by, policyVersion: policy.version,
      policyTriggers: policy.triggers)
    decision.fallback = nil
    let line = try chosenLine()
    switch choice.increment {
    case .initial, .major:
      guard let version = SemanticVersion(history.highestMajor + 1, 0, 0) else {
        return fallback("the major numbers are exhausted")
      }
      decision.version = version
      decision.parent = line?.newest
      decision.increment = line == nil && history.highestMajor == 0 ? .initial : .major
    case .minor, .patch:
      guard let line else {
        throw StrataError(
          .notFound, "there is no line to continue",
          remedy: "a customer's first session is v1.0.0; leave the choice out")
      }
      let next = choice.increment == .minor ? line.newest.nextMinor : line.newest.nextPatch
      guard let next else { return fallback("\(line.newest) has no next number") }
      decision.version = next
      decision.parent = line.newest
      decision.increment = choice.increment
    }
    if let merging = choice.merging { return try merge(merging, into: decision) }
    let matching = policy.triggers.filter { $0.increment == decision.increment }
    decision.triggers = matching.isEmpty ? [Self.trigger(for: decision.increment)] : matching
    decision.why =
      "\(choice.by ?? "The caller") chose \(decision.version) (\(choice.reason)); "
      + "the policy would have given \(policy.version)."
    return decision
  }

  /// The next minor of a line as a merge: what the policy read of a session without words is left out.
  private func merge(
    _ other: SemanticVersion, into minor: VersionDecision
  ) throws(StrataError) -> VersionDecision {
    guard minor.increment == .minor, let parent = minor.parent, parent.major != other.major else {
      throw StrataError(
        .invalidInput, "\(other) cannot be merged into its own line",
        remedy: "name two versions of different lines")
    }
    guard let line = history.lines.first(where: { $0.major == other.major }), other <= line.newest
    else {
      throw StrataError(
        .notFound, "there is no version \(other) to merge",
        remedy: "`strata log --graph` shows the customer's lines")
    }
    var decision = minor
    decision.merged = other
    decision.triggers = [.linesMerged]
    decision.evidence = [
      VersionDecision.Evidence(
        trigger: .linesMerged, finding: "\(parent) and \(other) are one line", source: "choice")
    ]
    decision.rejected = []
    decision.why =
      "\(choice.by ?? "The caller") merged \(other) into line v\(parent.major) (\(choice.reason))."
    return decision
  }

  private func fallback(_ reason: String) -> VersionDecision {
    var decision = Fallback(history: history).decision(because: reason)
    decision.override = VersionDecision.Override(
      reason: choice.reason, by: choice.by, policyVersion: policy.version,
      policyTriggers: policy.triggers)
    return decision
  }

  private func chosenLine() throws(StrataError) -> CustomerHistory.Line? {
    if let major = choice.line {
      guard let line = history.lines.first(where: { $0.major == major }) else {
        throw StrataError(
          .notFound, "there is no line v\(major) to continue",
          remedy: "choose one of the customer's lines; `strata log --graph` shows them")
      }
      return line
    }
    let major = policy.parent?.major
    return history.lines.first { $0.major == major }
      ?? history.lines.max { $0.lastActivityAt < $1.lastActivityAt }
  }

  /// The trigger recorded where the policy saw none of the chosen increment.
  private static func trigger(for increment: Increment) -> Trigger {
    switch increment {
    case .initial: .initial
    case .major: .projectSwitch
    case .minor: .requirementClarification
    case .patch: .metadataCorrections
    }
  }
}
