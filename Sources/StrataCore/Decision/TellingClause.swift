/// Finds the clause of an opening that speaks most for a purpose, to be quoted.
struct TellingClause {
  let opening: Opening
  let line: CustomerHistory.Line
  let vocabulary: Vocabulary
  let topics: Set<UInt64>

  /// The clause's words and the message they stand in; nil where nothing was said.
  ///
  /// - Complexity: O(tokens).
  func quote(
    for purpose: Purpose, inQuestions: Bool = true
  ) -> (words: String, message: Int)? {
    var best: (weight: Int, words: String, message: Int)?
    for (message, passage) in opening.passages.enumerated() {
      let symbols = FeatureSymbols(
        passage, claims: opening.claims.filter { $0.message == message }, line: line,
        topics: topics, named: false)
      for clause in passage.clauses where inQuestions || !clause.isQuestion {
        guard !passage.sentences[clause.sentence].isCode else { continue }
        let weight = weight(of: clause, in: passage, symbols, for: purpose)
        if weight > best?.weight ?? .min {
          best = (weight, passage.clauseQuote(around: clause.tokens.lowerBound), message)
        }
      }
    }
    return best.map { ($0.words, $0.message) }
  }

  /// How much a clause's own features speak for a purpose more than for all.
  private func weight(
    of clause: Passage.Clause, in passage: Passage, _ symbols: FeatureSymbols,
    for purpose: Purpose
  ) -> Int {
    var features = OpeningFeatures()
    var tallies = ClassTallies()
    features.addWords(passage, clause, symbols, isFocus: false)
    features.addKinds(passage, clause, vocabulary, topics, isFocus: false, &tallies)
    features.addCounts(tallies)
    features.addCues(passage, clause)
    var sums = [Int](repeating: 0, count: Purpose.allCases.count)
    for (key, value) in features.values {
      PurposeWeights.add(key, times: Int((value * PurposeWeights.unit).rounded()), to: &sums)
    }
    return sums[purpose.rawValue] * sums.count - sums.reduce(0, +)
  }
}
