/// Weighs everything that an opening says for and against a new line of work.
///
/// One remark seldom decides: `the pages were taken down`, `since the 20th`, `countersigned` and a
/// name that differs from the line's tell of a change together. Each piece of evidence has a weight
/// in ``ChangeWeights``; their sum is the log odds that the opening makes a major.
struct ChangeEvidence {
  let opening: Opening
  let line: CustomerHistory.Line
  let changes: [MajorChange]
  /// The words of the lines' projects.
  let topics: Set<UInt64>

  /// What is weighed of a hostile opening is bounded.
  private static let mostTokens = 2000

  /// The changes that hold: those found where nothing speaks loudly against them, one where much
  /// speaks for a change though no single claim does, or none.
  ///
  /// - Complexity: O(claims + tokens).
  func settled() -> [MajorChange] {
    if changes.contains(where: { $0.weight >= 3 }) { return changes }
    let odds = weight(in: ChangeWeights.ofAnyChange)
    if !changes.isEmpty {
      return odds > ChangeWeights.leastForFound ? changes : []
    }
    return odds > ChangeWeights.leastForTold ? [likeliest()].compactMap { $0 } : []
  }

  // MARK: Weighing

  private func weight(in table: ChangeWeights) -> Float {
    var sum = table.base
    for (name, value) in features { sum += value * table.weight(of: name) }
    for key in words { sum += table.weight(ofWord: key) }
    return sum
  }

  /// What the reading found, by name.
  private var features: [String: Float] {
    var found: [String: Float] = [:]
    func raise(_ name: String, _ value: Float) { found[name] = max(found[name] ?? 0, value) }
    for change in changes { raise("change \(change.dimension.rawValue)", change.weight) }
    for claim in opening.claims {
      let (mention, dimension) = (claim.mention, claim.mention.dimension.rawValue)
      raise(
        "\(isInForce(mention) ? "same" : "other") \(dimension)",
        mention.standing.force * mention.strength)
      switch mention.standing {
      case .left: raise("left \(dimension)", mention.strength)
      case .negated, .considered, .past, .compared, .thirdParty, .quoted:
        raise("dismissed \(dimension)", mention.strength)
      default: break
      }
    }
    let sentences = opening.passages.flatMap(\.sentences)
    found["share questions"] =
      Float(sentences.count(where: \.isQuestion)) / Float(max(sentences.count, 1))
    for sentence in sentences {
      for (cue, name) in ChangeWeights.cues where sentence.cues.contains(cue) {
        found["\(sentence.isQuestion ? "asked" : "told") \(name)"] = 1
      }
    }
    return found
  }

  private func isInForce(_ mention: Mention) -> Bool {
    mention.dimension == .compliance
      ? line.profile.regimesInForce.contains(mention.value)
      : line.profile.value(of: mention.dimension)?.value == mention.value
  }

  /// The words and pairs of words outside machine output, each once.
  private var words: Set<UInt64> {
    var found: Set<UInt64> = []
    for passage in opening.passages {
      for sentence in passage.sentences where !sentence.isCode {
        var previous = ChangeWeights.start
        for index in sentence.tokens where passage.tokens[index].isWord {
          guard found.count < Self.mostTokens else { return found }
          let key = key(at: index, in: passage)
          found.insert(key)
          found.insert(ChangeWeights.pair(previous, key))
          previous = key
        }
      }
    }
    return found
  }

  /// Numbers and the words of the projects count as one word each.
  private func key(at index: Int, in passage: Passage) -> UInt64 {
    if topics.contains(passage.stems[index]) { return ChangeWeights.topic }
    let token = passage.tokens[index]
    return (0x30...0x39).contains(passage.bytes[Int(token.start)])
      ? ChangeWeights.number : token.key
  }

  // MARK: The change

  /// The dimension that most evidence speaks of, with the sentence that tells most of a change.
  private func likeliest() -> MajorChange? {
    // What the caller stated has not changed by what the text says.
    let ranked = ChangeWeights.ofDimensions.filter { !opening.states($0.key) }
      .map { (dimension: $0.key, odds: weight(in: $0.value)) }
    guard
      let best = ranked.max(by: {
        ($0.odds, $1.dimension.rawValue) < ($1.odds, $0.dimension.rawValue)
      }), let quote = tellingSentence(), best.dimension != .scale || speaksOfSize
    else { return nil }
    let known = line.profile.value(of: best.dimension)?.value
    let to = opening.values(of: best.dimension).first { $0.value != known }?.value ?? "another"
    return MajorChange(
      dimension: best.dimension, from: known, to: to,
      evidence: VersionDecision.Evidence(
        trigger: best.dimension.trigger,
        finding: "\(best.dimension.name): \(known ?? "the line's") → \(to)", quote: quote.text,
        source: "opening[\(quote.message)]"),
      weight: 1)
  }

  /// Whether a class of size is named or so many are counted as no small deployment has.
  private var speaksOfSize: Bool {
    opening.counts.contains { count, _ in
      count.unit != "rate" && ScaleReader.sizeClass(count.unit, count.value) ?? 0 >= 1
    }
      || opening.claims.contains {
        $0.mention.dimension == .scale && $0.mention.standing.force >= 1
      }
  }

  private func tellingSentence() -> (text: String, message: Int)? {
    var best: (odds: Float, text: String, message: Int)?
    for (message, passage) in opening.passages.enumerated() {
      for sentence in passage.sentences where !sentence.isCode && !sentence.isQuestion {
        var odds: Float = 0
        for index in sentence.tokens.prefix(60) where passage.tokens[index].isWord {
          odds += ChangeWeights.ofAnyChange.weight(
            ofWord: key(at: index, in: passage))
        }
        if odds > best?.odds ?? -.infinity {
          best = (
            odds, passage.clauseQuote(around: sentence.tokens.lowerBound), message
          )
        }
      }
    }
    return best.map { ($0.text, $0.message) }
  }
}
