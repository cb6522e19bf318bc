import StrataCore

/// Why the version was made, how it relates to others, what led to it, how it did.
extension WorkScene {
  var reason: WorkReport.Reason {
    let decision = subject.decision
    return WorkReport.Reason(
      why: decision.why,
      evidence: decision.evidence.map {
        WorkReport.Reason.Evidence(
          finding: ReportWords.finding($0.finding), quote: $0.quote,
          source: ReportWords.source($0.source))
      },
      rejected: decision.rejected.map {
        ReportFact(ReportWords.considered($0.considered), $0.reason)
      },
      override: decision.override.map(ReportWords.override),
      fallback: decision.fallback.map(ReportWords.fallback))
  }

  var relations: [ReportFact] {
    var facts: [ReportFact] = []
    func add(_ name: String, _ value: String) {
      facts.append(ReportFact(name, value))
    }
    let lineage = records.lineage
    if let parent = subject.previousVersion {
      let session = sessions[parent]
      let outcome =
        session.map {
          $0.outcome == nil && $0.state == .sealed ? "" : " (\(ReportWords.outcome($0)))"
        } ?? ""
      let isMend = subject.decision.increment == .patch
      add(isMend ? "Mends" : "Goes on from", "\(parent)\(outcome)")
      if let session, session.family != subject.family {
        add("Begins", "a new line beside \(parent)")
      }
    } else {
      add("Goes on from", ReportWords.noParent(of: subject))
    }
    if let merged = subject.decision.merged { add("Takes in", "\(merged)") }
    let derived = lineage.derived(from: subject.version).compactMap { sessions[$0] }
    let mends = derived.filter { $0.decision.increment == .patch }
    let followers = derived.filter { $0.decision.increment != .patch }
    if !followers.isEmpty { add("Followed by", Self.list(followers)) }
    if !mends.isEmpty { add("Mended by", Self.list(mends)) }
    let line = [subject.version] + lineage.related(to: subject.version)
    add(
      "Its line",
      line.count == 1
        ? "this version alone"
        : "\(TimeText.count(line.count, "version")), \(line.min() ?? subject.version) to "
          + "\(line.max() ?? subject.version)")
    add("All of the customer's", TimeText.count(records.versions.count, "version"))
    return facts
  }

  private static func list(_ sessions: [Session]) -> String {
    let shown = sessions.suffix(5).map { "\($0.version)" }.joined(separator: ", ")
    return sessions.count > 5 ? "\(shown) and \(sessions.count - 5) before these" : shown
  }

  var otherLines: [WorkReport.OtherLine] {
    let families = Dictionary(grouping: records.versions.map(\.session), by: \.family)
    let others = families.filter { $0.key != subject.family }.values
      .compactMap { sessions -> (first: Session, newest: Session, count: Int)? in
        guard let first = sessions.first, let newest = sessions.last else { return nil }
        return (first, newest, sessions.count)
      }.sorted { $0.first.version < $1.first.version }
    return others.suffix(WorkReport.Limit.versions).map { line in
      WorkReport.OtherLine(
        first: "\(line.first.version)", newest: "\(line.newest.version)",
        count: TimeText.count(line.count, "version"), why: line.first.decision.why,
        state: ReportWords.outcome(line.newest))
    }
  }

  var history: ([WorkReport.Step], [WorkReport.Stretch]) {
    let newest = told.suffix(WorkReport.Limit.versions)
    let changes = past.changes
    let steps = newest.reversed().map { session in
      WorkReport.Step(
        version: "\(session.version)", begun: TimeText.minute(session.createdAt),
        trigger: ReportWords.trigger(session.decision.triggers.first ?? .initial),
        why: session.decision.why,
        changes: (changes[session.version] ?? []).map(\.text),
        outcome: ReportWords.outcome(session), isSubject: session.version == subject.version)
    }
    return (steps, stretches(of: Array(told.dropLast(newest.count)), changes))
  }

  /// Older versions in about as many rows as there may be, each within one line.
  private func stretches(
    of older: [Session], _ changes: [SemanticVersion: [WorkHistory.Change]]
  ) -> [WorkReport.Stretch] {
    let length = max(1, (older.count + WorkReport.Limit.stretches - 1) / WorkReport.Limit.stretches)
    var groups: [[Session]] = []
    for session in older {
      if let last = groups.last?.last, let count = groups.last?.count, count < length,
        last.family == session.family
      {
        groups[groups.count - 1].append(session)
      } else {
        groups.append([session])
      }
    }
    // Many short lines make more rows than fit: the oldest ones become one.
    let limit = WorkReport.Limit.stretches * 2
    if groups.count > limit {
      groups = [groups.dropLast(limit - 1).flatMap { $0 }] + groups.suffix(limit - 1)
    }
    return groups.reversed().map { stretch($0, changes) }
  }

  private func stretch(
    _ sessions: [Session], _ changes: [SemanticVersion: [WorkHistory.Change]]
  ) -> WorkReport.Stretch {
    let versions = sessions.map(\.version)
    let days = sessions.map { ReportWords.day($0.createdAt) }
    let names = versions.flatMap { changes[$0] ?? [] }.map(\.name)
    var counts: [(name: String, count: Int)] = []
    for name in names {
      if let index = counts.firstIndex(where: { $0.name == name }) {
        counts[index].count += 1
      } else if counts.count < 6 {
        counts.append((name, 1))
      }
    }
    let counted = counts.map { $0.count == 1 ? $0.name : "\($0.name) (\($0.count)×)" }
    return WorkReport.Stretch(
      first: "\(versions.first ?? subject.version)", last: "\(versions.last ?? subject.version)",
      period: "\(days.min() ?? "") to \(days.max() ?? "")",
      count: TimeText.count(sessions.count, "version"), outcomes: Self.outcomes(sessions),
      changes: counted.isEmpty ? nil : counted.joined(separator: ", "))
  }

  private static func outcomes(_ sessions: [Session]) -> String {
    var counts: [String: Int] = [:]
    for session in sessions { counts[ReportWords.outcome(session), default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }

  // MARK: - How it did

  var metrics: [WorkReport.Metrics] {
    let shown = told.suffix(WorkReport.Limit.versions)
    // Against what it is compared with, even where that is not told of.
    let extra = kind == .changes ? base.map { [$0] } ?? [] : []
    return (extra + shown).reversed().map { session in
      WorkReport.Metrics(
        version: "\(session.version)", turns: "\(session.turnCount)",
        duration: ReportWords.duration(session), decisions: "\(session.decisions.count)",
        outcome: ReportWords.outcome(session), satisfaction: ReportWords.satisfaction(session),
        isSubject: session.version == subject.version)
    }
  }

  var comparison: [WorkReport.Difference] {
    guard let base else { return [] }
    func numbers(_ name: String, _ before: Int, _ after: Int) -> WorkReport.Difference {
      WorkReport.Difference(
        name: name, before: "\(before)", after: "\(after)", difference: Self.signed(after - before))
    }
    func texts(_ name: String, _ before: String, _ after: String) -> WorkReport.Difference {
      WorkReport.Difference(
        name: name, before: before, after: after,
        difference: before == after ? "the same" : "changed")
    }
    let times = [base, subject].map { $0.lastActivityAt.microseconds(since: $0.createdAt) }
    let longer = times[1] - times[0]
    let change =
      abs(longer) < 1_000_000
      ? "the same" : TimeText.duration(microseconds: longer) + (longer > 0 ? " longer" : " shorter")
    var rows = [
      numbers("Turns", base.turnCount, subject.turnCount),
      numbers("Decisions", base.decisions.count, subject.decisions.count),
      WorkReport.Difference(
        name: "First to last activity", before: ReportWords.duration(base),
        after: ReportWords.duration(subject), difference: change),
      texts("Outcome", ReportWords.outcome(base), ReportWords.outcome(subject)),
    ]
    if let before = base.satisfaction, let after = subject.satisfaction {
      rows.append(numbers("Satisfaction (of 5)", before, after))
    } else {
      rows.append(
        WorkReport.Difference(
          name: "Satisfaction (of 5)", before: ReportWords.satisfaction(base),
          after: ReportWords.satisfaction(subject), difference: "not comparable"))
    }
    return rows
  }

  private static func signed(_ number: Int) -> String {
    number == 0 ? "the same" : number > 0 ? "+\(number)" : "−\(-number)"
  }

  /// Sums over all versions that are told of, however many are shown.
  var totals: [ReportFact] {
    guard kind != .version, told.count > 1 else { return [] }
    let answers = told.compactMap(\.satisfaction)
    var facts = [
      ReportFact("Versions", "\(told.count)"),
      ReportFact("Outcomes", Self.outcomes(told)),
      ReportFact("Turns", "\(told.reduce(0) { $0 + $1.turnCount })"),
      ReportFact("Decisions", "\(told.reduce(0) { $0 + $1.decisions.count })"),
    ]
    if !answers.isEmpty {
      let mean = ReportWords.decimal(answers.reduce(0, +), over: answers.count)
      facts.append(
        ReportFact(
          "Satisfaction",
          "on average \(mean) of 5 (\(TimeText.count(answers.count, "answer")))"))
    }
    return facts
  }

  // MARK: - Provenance

  var inputs: ([WorkReport.Input], String?) {
    let shown = Set(
      (told.suffix(WorkReport.Limit.versions) + [base].compactMap { $0 }).map(\.version))
    let inputs = records.versions.filter { shown.contains($0.session.version) }.reversed().map {
      WorkReport.Input(
        version: "\($0.session.version)", session: "\($0.session.id)", entries: "\($0.entryCount)",
        leaf: $0.leaf.digestText)
    }
    let leftOut = records.versions.count - inputs.count
    guard leftOut > 0 else { return (inputs, nil) }
    return (
      inputs,
      "\(TimeText.count(leftOut, "further version")) of the customer: in the digest over all."
    )
  }

  var files: [WorkReport.File] {
    [subject.version, base?.version].compactMap { $0 }.flatMap { version in
      (records.files[version] ?? []).map {
        WorkReport.File(version: "\(version)", name: $0.name, digest: $0.digest)
      }
    }
  }
}
