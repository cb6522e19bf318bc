/// How much a text speaks for each intent.
struct IntentScores: Sendable {
  private(set) var scores = [Float](repeating: 0, count: Intent.allCases.count)
  /// The words that spoke most for each intent.
  private(set) var quotes = [(weight: Float, text: String)](
    repeating: (0, ""), count: Intent.allCases.count)

  subscript(intent: Intent) -> Float { scores[intent.rawValue] }

  /// Adds a passage; words of the lines' own `topics` (a project called leak detection) say nothing.
  /// What is asked counts more than what is told; what is denied or said to be over
  /// does not count; machine output speaks for trouble.
  ///
  /// - Complexity: O(tokens).
  mutating func add(
    _ passage: Passage, with vocabulary: Vocabulary, topics: Set<UInt64> = []
  ) {
    var seen: Set<Int> = []
    for match in vocabulary.intents.matches(in: passage.tokens) {
      let start = match.range.lowerBound
      if match.range.count == 1,
        topics.contains(TermReader.stem(passage.tokens[start], in: passage))
      {
        continue
      }
      let clause = passage.clauses[Int(passage.clauseOfToken[start])]
      let sentence = passage.sentences[clause.sentence]
      let form = passage.tokens[start].form
      for weight in match.payload {
        var value = weight.weight
        if sentence.isQuestion { value *= 1.4 }
        if clause.sentence == passage.sentences.count - 1 { value *= 1.2 }
        if form.contains(.code) || form.contains(.quoted) {
          value *= weight.intent == .troubleshooting ? 0.7 : 0.1
        } else if weight.intent == .troubleshooting {
          if isDenied(match.range, in: clause, passage) { value *= -0.2 }
        } else if !sentence.isQuestion, clause.cues.contains(.thirdParty) {
          value *= 0.6
        }
        let key = Int(truncatingIfNeeded: passage.tokens[start].key) &* 31 &+ weight.intent.rawValue
        if !seen.insert(key).inserted { value *= 0.3 }
        scores[weight.intent.rawValue] += value
        if value > quotes[weight.intent.rawValue].weight {
          quotes[weight.intent.rawValue] = (value, passage.quote(match.range))
        }
      }
    }
    let machine = passage.sentences.count { $0.isCode }
    if machine > 0 { scores[Intent.troubleshooting.rawValue] += 2 }
  }

  /// Whether a trouble is denied (`no errors`) or over (`the errors are gone`, `timeouts vanished`).
  private func isDenied(
    _ range: Range<Int>, in clause: Passage.Clause, _ passage: Passage
  ) -> Bool {
    let near = max(clause.tokens.lowerBound, range.lowerBound - 4)..<range.lowerBound
    if !near.isEmpty, passage.cueUnion(in: near).contains(.negation) { return true }
    let around =
      max(
        clause.tokens.lowerBound, range.lowerBound - 5)..<min(
        clause.tokens.upperBound, range.upperBound + 6)
    return passage.cueUnion(in: around).contains(.resolution)
  }

  /// The phase that a session with these words was in, or nil where they say little.
  var phase: WorkflowPhase? {
    let candidates: [(Float, WorkflowPhase)] = [
      (self[.troubleshooting], .troubleshooting), (self[.validation], .validation),
      (self[.optimization], .optimization),
    ]
    guard let best = candidates.max(by: { $0.0 < $1.0 }), best.0 >= 4 else { return nil }
    return best.1
  }
}
