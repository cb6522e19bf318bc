/// What a new session's opening and its stated context establish.
struct Opening {
  /// A mention with the message it stands in.
  struct Claim {
    var mention: Mention
    var message: Int
  }

  let context: DeploymentContext
  let passages: [Passage]
  let claims: [Claim]
  /// Stated values in their normal form.
  let stated: [Facet: String]
  /// Stated regimes in their normal form; nil where none were stated.
  let regimes: [String]?
  /// Topic terms with their weights; those of dismissed clauses are left out.
  let terms: [UInt64: Float]
  /// Versions named in the text.
  let versions: [SemanticVersion]
  let counts: [(count: CountReader.Count, message: Int)]

  /// What is read of a hostile opening is bounded.
  private static let mostClaims = 1000
  private static let mostCounts = 200

  /// Reads a request.
  ///
  /// - Complexity: O(length of the opening).
  init(_ request: DecisionRequest, with vocabulary: Vocabulary, having texts: ReadTexts) {
    context = request.context
    let read = request.opening.map { texts.text($0, with: vocabulary) }
    passages = read.map(\.passage)
    var claims: [Claim] = []
    var terms: [UInt64: Float] = [:]
    var counts: [(CountReader.Count, Int)] = []
    for (index, passage) in passages.enumerated() {
      claims += read[index].mentions.map { Claim(mention: $0, message: index) }
      counts += read[index].counts.map { ($0, index) }
      for term in read[index].terms {
        let clause = passage.clauses[Int(passage.clauseOfToken[term.token])]
        let weight = clause.cues.contains(.untouched) ? term.weight * 0.2 : term.weight
        terms[term.key] = max(terms[term.key] ?? 0, weight)
      }
    }
    self.claims = Array(claims.prefix(Self.mostClaims))
    self.terms = terms
    self.counts = counts.prefix(Self.mostCounts).map { (count: $0.0, message: $0.1) }
    stated = Dictionary(
      uniqueKeysWithValues: StatedValues.texts(of: request.context).map {
        ($0.0, $0.0 == .project ? $0.1 : vocabulary.normalised($0.1, in: $0.0))
      })
    regimes = request.context.compliance.map {
      $0.map { vocabulary.normalised($0, in: .compliance) }
    }
    versions = passages.flatMap { passage in
      passage.tokens.compactMap { token in
        guard token.end - token.start >= 6, passage.bytes[Int(token.start)] == UInt8(ascii: "v")
        else { return nil }
        let text = String(decoding: passage.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
        return try? SemanticVersion(parsing: text)
      }
    }
  }

  /// How strongly the opening says that a value is in force, with the claim that says it best.
  func force(of value: String, in dimension: Facet) -> (force: Float, claim: Claim?) {
    var best: (Float, Claim?) = (0, nil)
    for claim in claims where claim.mention.dimension == dimension && claim.mention.value == value {
      let force = claim.mention.standing.force * claim.mention.strength
      if force > best.0 { best = (force, claim) }
    }
    return best
  }

  /// How strongly the opening says that a value is not what it speaks of: `not the AKS one`.
  func disclaimer(of value: String, in dimension: Facet) -> Float {
    var strongest: Float = 0
    for claim in claims where claim.mention.dimension == dimension && claim.mention.value == value {
      switch claim.mention.standing {
      case .negated, .untouched: strongest = max(strongest, 1.5 * claim.mention.strength)
      case .past, .compared: strongest = max(strongest, claim.mention.strength)
      case .arrived, .inForce: return 0
      default: break
      }
    }
    return strongest
  }

  /// The claim that a value was left, where there is one.
  func departure(of value: String, in dimension: Facet) -> Claim? {
    claims.first {
      $0.mention.dimension == dimension && $0.mention.value == value
        && $0.mention.standing == .left && $0.mention.strength >= 0.4
    }
  }

  /// The values that the text gives a dimension, strongest first.
  func values(of dimension: Facet) -> [(value: String, force: Float, claim: Claim)] {
    var best: [String: (Float, Claim)] = [:]
    for claim in claims where claim.mention.dimension == dimension && !isOutshone(claim) {
      let force = claim.mention.standing.force * claim.mention.strength
      if force > best[claim.mention.value]?.0 ?? 0 { best[claim.mention.value] = (force, claim) }
    }
    return best.map { (value: $0.key, force: $0.value.0, claim: $0.value.1) }
      .sorted { ($0.force, $1.value) > ($1.force, $0.value) }
  }

  /// `goes live` beside the name of another environment says nothing of production.
  private func isOutshone(_ claim: Claim) -> Bool {
    guard claim.mention.dimension == .environment, isGoingLive(claim) else { return false }
    return claims.contains {
      $0.message == claim.message && $0.mention.sentence == claim.mention.sentence
        && $0.mention.dimension == .environment && $0.mention.value != claim.mention.value
        && $0.mention.standing.force >= 1 && $0.mention.isPlaced
    }
  }

  private func isGoingLive(_ claim: Claim) -> Bool {
    let last = passages[claim.message].tokens[claim.mention.range.upperBound - 1].key
    return last == Token.key("live")
  }

  /// Whether anything is said to have been replaced, left or moved, and not only in a question.
  var tellsOfChange: Bool {
    claims.contains { $0.mention.standing == .left }
      || passages.contains { passage in
        passage.sentences.contains { sentence in
          guard !sentence.isQuestion, !sentence.isCode,
            sentence.cues.isDisjoint(with: [.conditional, .modal])
          else { return false }
          return !sentence.cues.isDisjoint(with: [.replacement, .succession, .becoming])
            || sentence.cues.contains(.departure)
              && !sentence.cues.isDisjoint(with: [.ourselves, .now, .arrival])
        }
      }
  }

  /// The evidence of a claim.
  func evidence(_ claim: Claim, for trigger: Trigger?, finding: String) -> VersionDecision.Evidence
  {
    VersionDecision.Evidence(
      trigger: trigger, finding: finding,
      quote: passages[claim.message].clauseQuote(around: claim.mention.range.lowerBound),
      source: "opening[\(claim.message)]")
  }
}
