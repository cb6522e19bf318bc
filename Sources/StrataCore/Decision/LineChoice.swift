/// A line with what speaks for it and what it would change.
struct LineCandidate {
  var line: CustomerHistory.Line
  var affinity: Float
  var changes: [MajorChange]
  /// Why it was or was not taken, in a few words.
  var reasons: [String]
}

/// Chooses the line that a session continues or departs from (guide rules 2 and 8).
struct LineChoice {
  let opening: Opening
  let history: CustomerHistory
  let vocabulary: Vocabulary
  let projects: ProjectWords

  /// The lines, the best first. Ties go to the most recently active.
  ///
  /// - Complexity: O(lines × terms of the opening).
  func ranked() -> [LineCandidate] {
    let shared = sharing()
    let announced = ProjectReader(
      opening: opening, vocabulary: vocabulary, lines: history.lines, projects: projects
    ).otherProject()
    let candidates = history.lines.map { line in
      let changes = MajorChanges(
        opening: opening, line: line, projects: projects, announced: announced
      ).all()
      var reasons: [String] = []
      let affinity = affinity(of: line, shared: shared, changes: changes, reasons: &reasons)
      return LineCandidate(line: line, affinity: affinity, changes: changes, reasons: reasons)
    }
    return candidates.sorted { left, right in
      if abs(left.affinity - right.affinity) > 0.05 { return left.affinity > right.affinity }
      return (left.line.lastActivityAt, left.line.major) > (
        right.line.lastActivityAt, right.line.major
      )
    }
  }

  /// In how many lines each term of the opening is known.
  private func sharing() -> [UInt64: Int] {
    var shared: [UInt64: Int] = [:]
    for key in opening.terms.keys {
      shared[key] = history.lines.count { $0.profile.terms[key] != nil }
    }
    return shared
  }

  private func affinity(
    of line: CustomerHistory.Line, shared: [UInt64: Int], changes: [MajorChange],
    reasons: inout [String]
  ) -> Float {
    var score: Float = 0
    if opening.versions.contains(where: { $0.major == line.major }) {
      score += 8
      reasons.append("its version is named")
    }
    // Topic terms, rarer among the lines heavier.
    var topics: Float = 0
    let projectWords = line.profile.project.map { projects[$0] } ?? []
    for (key, weight) in opening.terms {
      guard let known = line.profile.terms[key] else { continue }
      let lines = shared[key] ?? 1
      guard lines < history.lines.count || projectWords.contains(key) else { continue }
      let rarity = Float(history.lines.count - lines + 1) / Float(history.lines.count)
      topics += weight * rarity * (projectWords.contains(key) ? 3 : known >= 0.5 ? 1 : 0.4)
    }
    if topics > 0 { reasons.append("it spoke of the same things") }
    score += min(topics, 12)
    // Values.
    for (dimension, stated) in opening.stated where dimension != .project {
      guard let known = line.profile.value(of: dimension) else { continue }
      score += known.value == stated ? 2 : -3
    }
    if let project = opening.stated[.project] {
      if let known = line.profile.project {
        score += projects.match(project, known) ? 8 : -5
      } else {
        if projects[project].contains(where: { line.profile.terms[$0] != nil }) { score += 6 }
      }
    }
    for dimension in Facet.allCases where opening.stated[dimension] == nil {
      guard let known = line.profile.value(of: dimension) else { continue }
      let force = opening.force(of: known.value, in: dimension).force
      if force > 0 {
        score += force * (dimension == .provider || dimension == .environment ? 1.2 : 0.7)
        reasons.append("its \(dimension.name) \(known.value) is named")
      }
      if opening.departure(of: known.value, in: dimension) != nil { score += 0.3 }
      score -= opening.disclaimer(of: known.value, in: dimension)
    }
    for change in changes where change.weight < 3 { score -= change.weight * 0.8 }
    return score
  }
}
