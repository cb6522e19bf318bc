/// A change against a line that makes a new line of work.
struct MajorChange {
  var dimension: Facet
  var from: String?
  var to: String
  var evidence: VersionDecision.Evidence
  /// 3 for a stated field, else how strongly it is said.
  var weight: Float
}

/// Compares what an opening establishes with a line in force (guide rules 3 to 6, 12, 13, 15).
struct MajorChanges {
  let opening: Opening
  let line: CustomerHistory.Line
  let projects: ProjectWords
  /// What the text announces instead of the lines' projects, if anything.
  let announced: ProjectReader.Found?

  /// All changes, the most telling first.
  ///
  /// - Complexity: O(mentions).
  func all() -> [MajorChange] {
    let found = [
      valueChange(.provider), project(), compliance(), scale(), valueChange(.architecture),
      valueChange(.service), environment(),
    ].compactMap { $0 }
    return found.enumerated().sorted {
      ($0.element.weight, $1.offset) > ($1.element.weight, $0.offset)
    }.map(\.element)
  }

  // MARK: Provider, architecture, service type

  private func valueChange(_ dimension: Facet) -> MajorChange? {
    let known = line.profile.value(of: dimension)
    if let stated = opening.stated[dimension] {
      guard let known, known.value != stated else { return nil }
      return statedChange(dimension, from: known.value, to: stated)
    }
    let values = opening.values(of: dimension)
    let current = known.map { opening.force(of: $0.value, in: dimension).force } ?? 0
    let departed = known.flatMap { opening.departure(of: $0.value, in: dimension) }
    let best = values.first { $0.value != known?.value }
    if let departed, let known,
      best.map({ $0.force >= 1 }) ?? false
        || dimension != .provider && departed.mention.strength >= 1
    {
      let to = best.map(\.value) ?? "something else"
      return MajorChange(
        dimension: dimension, from: known.value, to: to,
        evidence: opening.evidence(
          departed, for: dimension.trigger, finding: finding(dimension, known.value, to)),
        weight: best == nil ? 1.5 : 2.65)
    }
    guard let best else { return nil }
    guard let known else {
      guard best.force >= (dimension == .provider ? 2 : 2.5), opening.tellsOfChange else {
        return nil
      }
      return MajorChange(
        dimension: dimension, from: nil, to: best.value,
        evidence: opening.evidence(
          best.claim, for: dimension.trigger, finding: finding(dimension, "another", best.value)),
        weight: 2)
    }
    let needed: Float = dimension == .provider ? 1.2 : opening.tellsOfChange ? 1.5 : 2.5
    let isNew = dimension != .provider && best.force >= 1.9 && isTold(best.claim)
    guard best.force >= needed || isNew, best.force > current || isBeside(best.claim, dimension)
    else {
      return nil
    }
    return MajorChange(
      dimension: dimension, from: known.value, to: best.value,
      evidence: opening.evidence(
        best.claim, for: dimension.trigger, finding: finding(dimension, known.value, best.value)),
      weight: best.force * 0.9)
  }

  /// Whether a claim is told as news: `clients talk to an NLB since Sunday`.
  private func isTold(_ claim: Opening.Claim) -> Bool {
    let passage = opening.passages[claim.message]
    let sentence = passage.sentences[claim.mention.sentence]
    return !sentence.isQuestion && sentence.cues.contains(.now) && claim.mention.strength >= 1
      && sentence.cues.isDisjoint(with: [.resumption, .untouched])
  }

  /// Whether a claim speaks of something new that stands beside what the line has (guide rule 12).
  private func isBeside(_ claim: Opening.Claim, _ dimension: Facet) -> Bool {
    guard dimension == .provider, claim.mention.standing.force >= 2 else { return false }
    let sentence = opening.passages[claim.message].sentences[claim.mention.sentence]
    return !sentence.cues.isDisjoint(with: [.launch, .beside, .otherProject])
      && sentence.cues.contains(.construction) && !sentence.isQuestion
  }

  // MARK: Environment

  private func environment() -> MajorChange? {
    let known = line.profile.value(of: .environment)
    if let stated = opening.stated[.environment] {
      guard let known, known.value != stated else { return nil }
      return statedChange(.environment, from: known.value, to: stated)
    }
    guard let known else { return nil }
    let current = opening.force(of: known.value, in: .environment).force
    guard let best = opening.values(of: .environment).first(where: { $0.value != known.value })
    else { return nil }
    let timely = opening.claims.first {
      $0.mention.dimension == .environment && $0.mention.value == best.value
        && $0.mention.standing.force * $0.mention.strength >= 2 && isTimely($0)
    }
    guard best.force >= 2.5 || timely != nil && best.force > current else { return nil }
    return MajorChange(
      dimension: .environment, from: known.value, to: best.value,
      evidence: opening.evidence(
        best.claim, for: .environmentChange, finding: finding(.environment, known.value, best.value)
      ),
      weight: best.force * 0.9)
  }

  /// Whether a claim has a place or a time, and is not only a remark.
  private func isTimely(_ claim: Opening.Claim) -> Bool {
    let passage = opening.passages[claim.message]
    let clause = passage.clauses[Int(passage.clauseOfToken[claim.mention.range.lowerBound])]
    if claim.mention.isPlaced { return true }
    let sentence = passage.sentences[clause.sentence]
    return !clause.isQuestion
      && (!clause.cues.isDisjoint(with: [.construction, .done, .ourselves])
        || !sentence.cues.isDisjoint(with: [.now, .scheduled, .launch]))
  }

  // MARK: Project

  private func project() -> MajorChange? {
    if let stated = opening.stated[.project] {
      guard let known = line.profile.project,
        !projects.match(stated, known)
      else { return nil }
      return statedChange(.project, from: known, to: stated)
    }
    guard let found = announced else { return nil }
    return MajorChange(
      dimension: .project, from: line.profile.project, to: found.name,
      evidence: VersionDecision.Evidence(
        trigger: .projectSwitch,
        finding: finding(.project, line.profile.project ?? "the line's", found.name),
        quote: found.quote, source: "opening[\(found.message)]"),
      weight: found.weight)
  }

  // MARK: Compliance

  private func compliance() -> MajorChange? {
    let inForce = line.profile.regimesInForce
    if let stated = opening.regimes {
      guard line.profile.regimes != nil || !inForce.isEmpty, Set(stated) != inForce else {
        return nil
      }
      let before = inForce.sorted().joined(separator: ", ")
      return MajorChange(
        dimension: .compliance, from: before, to: stated.joined(separator: ", "),
        evidence: VersionDecision.Evidence(
          trigger: .complianceChange,
          finding: finding(
            .compliance, before.isEmpty ? "none" : before,
            stated.isEmpty ? "none" : stated.joined(separator: ", ")),
          source: "context.compliance"),
        weight: 3)
    }
    for best in opening.values(of: .compliance)
    where !inForce.contains(best.value) && best.force >= 2 {
      let passage = opening.passages[best.claim.message]
      let sentence = passage.sentences[best.claim.mention.sentence]
      guard !sentence.isQuestion, sentence.cues.contains(.obligation)
      else { continue }
      let before = inForce.sorted().joined(separator: ", ")
      return MajorChange(
        dimension: .compliance, from: before, to: best.value,
        evidence: opening.evidence(
          best.claim, for: .complianceChange,
          finding: finding(.compliance, before.isEmpty ? "none" : before, best.value)),
        weight: 2.6)
    }
    return nil
  }

  // MARK: Scale

  private func scale() -> MajorChange? {
    let known = line.profile.stated[.scale]
    if let stated = opening.stated[.scale] {
      guard let known, known.value != stated else { return nil }
      return statedChange(.scale, from: known.value, to: stated)
    }
    guard let found = ScaleReader(opening: opening, line: line).shift() else { return nil }
    return MajorChange(
      dimension: .scale, from: known?.value, to: found.to,
      evidence: VersionDecision.Evidence(
        trigger: .scaleShift, finding: finding(.scale, known?.value ?? "smaller", found.to),
        quote: found.quote, source: "opening[\(found.message)]"),
      weight: 2.6)
  }

  // MARK: Words

  private func statedChange(_ dimension: Facet, from: String, to: String) -> MajorChange {
    MajorChange(
      dimension: dimension, from: from, to: to,
      evidence: VersionDecision.Evidence(
        trigger: dimension.trigger, finding: finding(dimension, from, to),
        source: "context.\(dimension.field)"),
      weight: 3)
  }

  private func finding(_ dimension: Facet, _ from: String, _ to: String) -> String {
    "\(dimension.name): \(from) → \(to)"
  }
}
