/// Finds a change of scale class that is told and not stated (guide rule 6).
struct ScaleReader {
  struct Found {
    var to: String
    var quote: String
    var message: Int
  }

  let opening: Opening
  let line: CustomerHistory.Line

  /// The shift, where there is one.
  func shift() -> Found? { named() ?? counted() }

  private var known: String? { line.profile.stated[.scale]?.value }

  /// `launched worldwide`, `part of an enterprise now`.
  private func named() -> Found? {
    for claim in opening.claims
    where claim.mention.dimension == .scale && claim.mention.strength >= 1
      && claim.mention.standing.force >= 2 && claim.mention.value != known
    {
      let passage = opening.passages[claim.message]
      let sentence = passage.sentences[claim.mention.sentence]
      guard !sentence.cues.isDisjoint(with: [.growth, .now, .launch]), !sentence.isQuestion else {
        continue
      }
      return Found(
        to: claim.mention.value,
        quote: passage.clauseQuote(around: claim.mention.range.lowerBound), message: claim.message)
    }
    return nil
  }

  /// Counts of another order of magnitude than the line's, than those told before them, or so large
  /// that no deployment of the line's stated class has them.
  private func counted() -> Found? {
    for (count, message) in opening.counts {
      let passage = opening.passages[message]
      let clause = passage.clauses[Int(passage.clauseOfToken[count.range.lowerBound])]
      let sentence = passage.sentences[clause.sentence]
      guard !sentence.isQuestion, !sentence.isCode,
        sentence.cues.isDisjoint(with: [.conditional, .modal, .someday]),
        clause.cues.isDisjoint(with: [.negation, .thirdParty]),
        let size = Self.sizeClass(count.unit, count.value)
      else { continue }
      guard isShift(count, size, sentence) else { continue }
      return Found(
        to: size >= 3 ? "global" : size >= 2 ? "enterprise" : "mid_market",
        quote: passage.clauseQuote(around: count.range.lowerBound), message: message)
    }
    return nil
  }

  private func isShift(_ count: CountReader.Count, _ size: Int, _ sentence: Passage.Sentence)
    -> Bool
  {
    let smaller = opening.counts.filter {
      $0.count.unit == count.unit && $0.count.value < count.value
    }.map(\.count.value).max()
    // A measured rate is no class; only one told beside the rate before it has grown.
    if let before = smaller ?? (count.unit == "rate" ? nil : line.profile.counts[count.unit]) {
      guard let old = Self.sizeClass(count.unit, before), size > old else { return false }
      let grows = !sentence.cues.isDisjoint(with: [.growth, .now, .launch, .movement])
      switch count.unit {
      case "regions": return grows && count.value >= before + 4
      case "pods", "rate", "nodes", "clusters": return grows && count.value >= before * 10
      default: return count.value >= before * 10
      }
    }
    let class0 = known.flatMap { Self.classes[$0] } ?? 1
    return ["users", "staff", "sites", "regions"].contains(count.unit) && size >= class0 + 2
      && !sentence.cues.isDisjoint(with: [.growth, .now, .launch, .movement])
  }

  private static let classes = ["startup": 0, "mid_market": 1, "enterprise": 2, "global": 3]

  /// The class of a count, 0 (startup) to 3 (global), or nil for a unit that says nothing of it.
  static func sizeClass(_ unit: String, _ value: Double) -> Int? {
    let bounds: [Double]
    switch unit {
    case "users": bounds = [20_000, 1_000_000, 2_500_000]
    case "staff": bounds = [50, 2_000, 20_000]
    case "regions": bounds = [2, 4, 6]
    case "sites": bounds = [5, 25, 500]
    case "nodes": bounds = [10, 120, 2_000]
    case "clusters": bounds = [3, 15, 60]
    case "pods": bounds = [30, 1_000, 20_000]
    case "rate": bounds = [200, 10_000, 500_000]
    default: return nil
    }
    return bounds.count { value >= $0 }
  }
}
