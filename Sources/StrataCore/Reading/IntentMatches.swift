/// The words of a clause that belong to a class of ``IntentTerms``.
enum IntentMatches {
  /// The places of each class in a clause. Words of the lines' own `topics` (a project called leak
  /// detection) say nothing, nor do quotations and machine output; a failure that is denied or over
  /// is none.
  ///
  /// - Complexity: O(tokens).
  static func found(
    in clause: Passage.Clause, of passage: Passage, with vocabulary: Vocabulary,
    topics: Set<UInt64> = []
  ) -> [IntentClass: Set<Range<Int>>] {
    var found: [IntentClass: Set<Range<Int>>] = [:]
    for index in clause.tokens where passage.tokens[index].isWord {
      let form = passage.tokens[index].form
      if form.contains(.code) || form.contains(.quoted) { continue }
      let isTopic =
        !topics.isEmpty && topics.contains(passage.stems[index])
      vocabulary.intents.allMatches(at: index, in: passage.tokens) { match in
        guard match.range.upperBound <= clause.tokens.upperBound,
          !(isTopic && match.range.count == 1)
        else { return }
        for kind in match.payload.kinds {
          if kind.isTrouble, isDenied(at: index, in: clause, passage) { continue }
          found[kind, default: []].insert(match.range)
        }
      }
    }
    return found
  }

  /// Whether a trouble is denied (`no errors`) or over (`the errors are gone`).
  private static func isDenied(
    at index: Int, in clause: Passage.Clause, _ passage: Passage
  ) -> Bool {
    if clause.cues.contains(.resolution) { return true }
    return passage.tokens[max(clause.tokens.lowerBound, index - 3)..<index].contains {
      IntentTerms.denials.contains($0.key)
    }
  }
}

extension WorkflowPhase {
  /// The phase that a session with these words was in, or nil where they say little: the phase
  /// whose classes of words stand out.
  ///
  /// - Complexity: O(tokens).
  init?(toldBy passage: Passage, with vocabulary: Vocabulary) {
    var told: [Intent: Float] = [:]
    var phrases = 0
    for clause in passage.clauses {
      for (kind, ranges) in IntentMatches.found(in: clause, of: passage, with: vocabulary) {
        phrases += ranges.count
        guard let intent = kind.intent else { continue }
        told[intent, default: 0] += Float(ranges.count) * (kind.isFaint ? 0.25 : 1)
      }
    }
    let ranked = Intent.allCases.map { (intent: $0, told: told[$0] ?? 0) }
      .sorted { ($0.told, $1.intent.rawValue) > ($1.told, $0.intent.rawValue) }
    guard phrases >= 6, ranked[0].told >= 1.5 * ranked[1].told else { return nil }
    switch ranked[0].intent {
    case .troubleshooting: self = .troubleshooting
    case .validation: self = .validation
    case .optimization: self = .optimization
    default: return nil
    }
  }
}
