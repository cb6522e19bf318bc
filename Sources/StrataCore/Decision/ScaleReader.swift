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

  /// `launched worldwide`, `part of an enterprise now`.
  private func named() -> Found? {
    let known = line.profile.stated[.scale]?.value
    for claim in opening.claims
    where claim.mention.dimension == .scale && claim.mention.strength >= 1
      && claim.mention.standing.force >= 2 && claim.mention.value != known
    {
      let passage = opening.passages[claim.message]
      let sentence = passage.sentences[claim.mention.sentence]
      guard sentence.cues.contains(.growth), !sentence.isQuestion else { continue }
      return Found(
        to: claim.mention.value,
        quote: passage.clauseQuote(around: claim.mention.range.lowerBound), message: claim.message)
    }
    return nil
  }

  /// Counts of another order of magnitude than the line's, or than those told before them.
  private func counted() -> Found? {
    for (count, message) in opening.counts {
      let passage = opening.passages[message]
      let clause = passage.clauses[Int(passage.clauseOfToken[count.range.lowerBound])]
      let sentence = passage.sentences[clause.sentence]
      guard !sentence.isQuestion, !sentence.isCode,
        sentence.cues.isDisjoint(with: [.conditional, .modal, .thirdParty, .someday])
      else { continue }
      guard let size = Self.sizeClass(count.unit, count.value) else { continue }
      let earlier = opening.counts.filter {
        $0.count.unit == count.unit && $0.count.value < count.value
      }
      .map(\.count.value)
      let before = earlier.max() ?? line.profile.counts[count.unit]
      guard let before, let old = Self.sizeClass(count.unit, before), size > old,
        count.value >= before * 8 || (count.unit == "regions" && count.value >= before + 4)
      else { continue }
      return Found(
        to: size >= 3 ? "global" : size >= 2 ? "enterprise" : "mid_market",
        quote: passage.clauseQuote(around: count.range.lowerBound), message: message)
    }
    return nil
  }

  /// The class of a count, 0 (startup) to 3 (global), or nil for a unit that says nothing of it.
  static func sizeClass(_ unit: String, _ value: Double) -> Int? {
    let bounds: [Double]
    switch unit {
    case "users": bounds = [20_000, 500_000, 20_000_000]
    case "staff": bounds = [50, 1_000, 100_000]
    case "regions": bounds = [2, 4, 5]
    case "sites": bounds = [5, 20, 500]
    case "nodes": bounds = [10, 150, 5_000]
    case "clusters": bounds = [3, 15, 100]
    case "rate": bounds = [200, 10_000, 500_000]
    default: return nil
    }
    return bounds.count { value >= $0 }
  }
}
