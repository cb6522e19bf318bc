/// What the values, counts and names of an opening give against the line it may continue.
extension OpeningFeatures {
  mutating func addValues(_ opening: Opening, _ line: CustomerHistory.Line) {
    for claim in opening.claims {
      let mention = claim.mention
      let relation = line.has(mention) ? "same" : "other"
      let name = "\(relation) \(mention.dimension.rawValue)"
      raise(.value, [Token.key(name)], mention.standing.force * mention.strength / 2) { name }
      raise(
        .value, [Token.key(name), Token.key(mention.standing.rawValue)], mention.strength
      ) { "\(name) \(mention.standing)" }
      guard relation == "other", mention.strength >= 0.85 else { continue }
      addCues(of: claim, opening.passages[claim.message])
    }
  }

  /// What the clause around another value than the line's says.
  private mutating func addCues(of claim: Opening.Claim, _ passage: Passage) {
    let clause = passage.clauses[Int(passage.clauseOfToken[claim.mention.range.lowerBound])]
    let mood = Mood(of: clause, in: passage)
    let dimension = claim.mention.dimension.rawValue
    let key = Token.key(dimension)
    raise(.valueCue, [key, mood.rawValue]) { "\(dimension) \(mood)" }
    for (cue, name, cueKey) in FeatureCues.all where clause.cues.contains(cue) {
      raise(.valueCue, [key, mood.rawValue, cueKey]) { "\(dimension) \(mood) \(name)" }
    }
  }

  mutating func addPhase(_ line: CustomerHistory.Line) {
    let phase = line.phase.map { "stated \($0.rawValue)" }
    let inferred = "inferred \(line.profile.inferredPhase?.rawValue ?? "none")"
    raise(.phase, [Token.key(phase ?? inferred)]) { phase ?? inferred }
  }

  mutating func addShape(_ opening: Opening, _ line: CustomerHistory.Line) {
    var shape: [String: Int] = [:]
    for passage in opening.passages {
      for sentence in passage.sentences {
        shape[sentence.isCode ? "code" : sentence.isQuestion ? "questions" : "told", default: 0] +=
          1
      }
      for token in passage.tokens {
        switch token.kind {
        case .number: shape["numbers", default: 0] += 1
        case .arrow: shape["arrows", default: 0] += 1
        case .exclamation: shape["exclamations", default: 0] += 1
        default: break
        }
        guard token.isWord else { continue }
        shape["words", default: 0] += 1
        if token.form.contains(.identifier) { shape["identifiers", default: 0] += 1 }
        if token.form.contains(.quoted) { shape["quoted", default: 0] += 1 }
      }
    }
    for (name, amount) in shape { count(.shape, [Token.key(name)], amount) { name } }
    let known = opening.terms.keys.count { line.profile.terms[$0] != nil }
    count(.shape, [Token.key("heard")], known) { "heard" }
    count(.shape, [Token.key("unheard")], opening.terms.count - known) { "unheard" }
    for (found, _) in opening.counts {
      guard let size = ScaleReader.sizeClass(found.unit, found.value), size > 0 else { continue }
      let name = "size \(found.unit) \(size)"
      raise(.value, [Token.key(name)]) { name }
      raise(.value, [Token.key("size \(size)")]) { "size \(size)" }
    }
  }
}
