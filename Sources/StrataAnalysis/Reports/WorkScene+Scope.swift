import StrataCore

/// Scope, context, decisions, deliverables.
extension WorkScene {
  /// What the customer came with, newest first, except that one version has only its own words.
  var requests: [WorkReport.Request] {
    let sessions: [Session]
    switch kind {
    case .version: sessions = [subject]
    case .changes: sessions = Array(told.suffix(WorkReport.Limit.versions).reversed())
    case .cumulative:
      let newest = told.suffix(WorkReport.Limit.versions)
      let first = told.count > newest.count ? Array(told.prefix(1)) : []
      sessions = Array(newest.reversed()) + first
    }
    let limit = kind == .version ? WorkReport.Limit.words : WorkReport.Limit.fewWords
    return sessions.compactMap { session in
      let excerpt = ConversationExcerpt(of: records.openings[session.version] ?? [])
      return excerpt.request(upTo: limit).map {
        WorkReport.Request(
          version: "\(session.version)", when: TimeText.minute(session.createdAt), words: $0)
      }
    }
  }

  var context: [WorkReport.ContextField] {
    let now = past.context
    let before = basePast?.context ?? [:]
    let others = Set(now.keys).union(before.keys).subtracting(StatedField.knownNames)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let fields = (StatedField.knownNames + others).compactMap {
      name -> WorkReport.ContextField? in
      let (new, old) = (now[name], before[name])
      guard let stated = new ?? old else { return nil }
      return WorkReport.ContextField(
        name: name, value: new?.value, stated: new?.stated, version: "\(stated.version)",
        before: old.flatMap { $0.value == new?.value ? nil : $0.value },
        isChanged: base != nil && new?.value != old?.value,
        isUnderstood: new?.isUnderstood == true)
    }
    return kind == .changes ? fields.filter(\.isChanged) : fields
  }

  var decisions: ([WorkReport.Decision], String?) {
    let topics = past.decisions
    let known = Dictionary(
      (basePast?.decisions ?? []).map { ($0.topic.lowercased(), $0.taken.last?.decision.choice) }
    ) { first, _ in first }
    var standing: [WorkReport.Decision] = []
    var carried = 0
    for (topic, taken) in topics {
      guard let last = taken.last else { continue }
      let isOwn = last.version == subject.version
      let choice = known[topic.lowercased()].flatMap { $0 }
      let isChanged = base != nil && choice != last.decision.choice
      switch kind {
      case .version where !isOwn, .changes where !isChanged:
        carried += 1
        continue
      default: break
      }
      standing.append(
        decision(
          last, after: taken.dropLast(), isChanged: isChanged,
          isNew: base != nil && choice == nil))
    }
    let newest = Array(standing.reversed())
    let shown = Array(newest.prefix(WorkReport.Limit.decisions))
    return (shown, decisionsNote(carried: carried, leftOut: newest.count - shown.count))
  }

  private func decision(
    _ last: WorkHistory.Taken, after earlier: ArraySlice<WorkHistory.Taken>, isChanged: Bool,
    isNew: Bool
  ) -> WorkReport.Decision {
    let decision = last.decision
    let others = earlier.reversed().filter { $0.decision.choice != decision.choice }
    return WorkReport.Decision(
      topic: decision.topic, choice: decision.choice,
      why: decision.rationale.flatMap { $0.isEmpty ? nil : $0 },
      alternatives: decision.alternatives.isEmpty
        ? nil : decision.alternatives.joined(separator: ", "),
      by: decision.decidedBy, when: TimeText.minute(decision.at), version: "\(last.version)",
      isChanged: isChanged, isNew: isNew, isOfOtherLine: last.family != subject.family,
      earlier: others.prefix(3).map {
        WorkReport.Decision.Earlier(choice: $0.decision.choice, version: "\($0.version)")
      })
  }

  private func decisionsNote(carried: Int, leftOut: Int) -> String? {
    var notes: [String] = []
    if carried > 0 {
      let stand =
        carried == 1
        ? "1 decision of an earlier version stands"
        : "\(carried) decisions of earlier versions stand"
      notes.append(
        kind == .changes
          ? "\(stand) unchanged." : "\(stand) beside these; the cumulative statement lists them.")
    }
    if leftOut > 0 {
      notes.append("\(TimeText.count(leftOut, "older decision")) not listed here.")
    }
    let erased = past.chain.filter { session in
      (kind != .version || session.version == subject.version)
        && session.decisions.contains { ErasureNotice.begins($0.topic) }
    }
    if !erased.isEmpty {
      notes.append(
        "Decisions taken in \(erased.suffix(5).map { "\($0.version)" }.joined(separator: ", ")) "
          + "were erased.")
    }
    return notes.isEmpty ? nil : notes.joined(separator: " ")
  }

  /// The deployments of the versions that are told of, newest first.
  var deployed: [(deployment: WorkRecords.Deployment, version: SemanticVersion)] {
    let scope = kind == .version ? [subject] : told
    let versions = Dictionary(scope.map { ($0.id, $0.version) }) { first, _ in first }
    return records.deployments.reversed().compactMap { deployment in
      versions[deployment.session].map { (deployment, $0) }
    }
  }

  var deliverables: ([WorkReport.Deliverable], String?) {
    let all = deployed
    let shown = all.prefix(WorkReport.Limit.deliverables).map { deployment, version in
      let what = [deployment.artifact, deployment.artifactVersion].compactMap { $0 }
      return WorkReport.Deliverable(
        what: what.isEmpty ? "not named" : what.joined(separator: " "),
        environment: WrittenName.of(deployment.environment, in: .environment),
        status: ReportWords.words(deployment.status),
        when: TimeText.minute(deployment.at), version: "\(version)")
    }
    let leftOut = all.count - shown.count
    return (shown, leftOut > 0 ? "\(TimeText.count(leftOut, "older deployment")) not listed." : nil)
  }

  /// What is not settled, as far as the record shows it.
  var openPoints: [String] {
    let excerpt = ConversationExcerpt(opening: [], last: records.lastTurn, of: subject.turnCount)
    var points = subject.openPoints(unanswered: excerpt.unanswered)
    var seen: Set<String> = []
    for (deployment, version) in deployed where seen.insert(deployment.environment).inserted {
      if deployment.status != "succeeded" {
        points.append(
          "The newest deployment to \(WrittenName.of(deployment.environment, in: .environment)) "
            + "(\(version)): \(ReportWords.words(deployment.status)).")
      }
    }
    for decision in decisions.0 where decision.isOfOtherLine && kind == .cumulative {
      points.append(
        "“\(decision.topic)” was decided in another line of work (\(decision.version)): confirm that "
          + "it still holds.")
    }
    let place = otherLines.isEmpty ? " so far" : " so far in this line of work"
    if kind != .changes, let point = Session.missingPoint(Set(past.context.keys), place) {
      points.append(point)
    }
    return points
  }
}
