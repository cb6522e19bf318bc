/// Weighs everything that an opening says for and against a new line of work.
///
/// One remark seldom decides: `the pages were taken down`, `since the 20th`, `countersigned` and a
/// name that differs from the line's tell of a change together, as fitted in ``PurposeWeights``.
struct ChangeEvidence {
  let opening: Opening
  let line: CustomerHistory.Line
  /// What the rules of ``MajorChanges`` found.
  let changes: [MajorChange]
  let scores: PurposeScores
  let telling: TellingClause

  /// How far behind the likeliest change another that was found may be to hold too, in log odds.
  private static let margin: Float = 2

  /// The changes that hold, the likeliest first: all where the caller stated one, else none where
  /// more speaks for going on.
  ///
  /// - Complexity: O(tokens).
  func settled() -> [MajorChange] {
    if changes.contains(where: { $0.weight >= 3 }) { return changes }
    var stated = Set(opening.stated.keys)
    if opening.regimes != nil { stated.insert(.compliance) }
    let ranked = scores.changes(besides: stated)
    guard let best = ranked.first, let goingOn = scores.intents.first, best.score > goingOn.score
    else { return [] }
    let others = ranked.dropFirst().filter { $0.score > best.score - Self.margin }
      .compactMap { other in changes.first { $0.dimension == other.facet } }
    return [changes.first { $0.dimension == best.facet } ?? told(best.facet)] + others
  }

  /// A change that no rule found: its side is what most evidence speaks of.
  private func told(_ facet: Facet) -> MajorChange {
    let known = facet == .project ? line.profile.project : line.profile.value(of: facet)?.value
    let to = opening.values(of: facet).first { $0.value != known }?.value ?? "another"
    let quote = telling.quote(for: Purpose(facet), inQuestions: false)
    return MajorChange(
      dimension: facet, from: known, to: to,
      evidence: VersionDecision.Evidence(
        trigger: facet.trigger, finding: "\(facet.name): \(known ?? "the line's") → \(to)",
        quote: quote?.words, source: quote.map { "opening[\($0.message)]" } ?? "opening"),
      weight: 1)
  }
}
