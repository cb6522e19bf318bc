/// What a text is for: how often each class of words occurs, and how much that speaks for each intent.
///
/// A linear model over the classes of ``IntentTerms``; its weights are in ``IntentWeights``.
struct IntentScores: Sendable {
  /// What was read of one class.
  private struct Finding: Sendable {
    /// Different phrases, summed over clauses.
    var told = 0
    /// Clauses that ask and contain the class.
    var asked = 0
    /// The longest phrase; one that stands where something is asked wins over others.
    var quote = ""
    var quoteRank = 0
  }

  private var findings = [Finding](repeating: Finding(), count: IntentClass.allCases.count)
  private var shape = [Int](repeating: 0, count: IntentShape.allCases.count)

  /// Adds a passage; words of the lines' own `topics` (a project called leak detection) say nothing,
  /// nor do quotations and machine output, whose presence is counted by itself. A failure that is
  /// denied or over is none.
  ///
  /// - Complexity: O(tokens).
  mutating func add(
    _ passage: Passage, with vocabulary: Vocabulary, topics: Set<UInt64> = []
  ) {
    for clause in passage.clauses {
      measure(passage.tokens[clause.tokens], isQuestion: clause.isQuestion)
      let asks = clause.isQuestion || requests(passage.tokens[clause.tokens])
      var inClause: [IntentClass: Set<Range<Int>>] = [:]
      for index in clause.tokens where passage.tokens[index].isWord {
        let form = passage.tokens[index].form
        if form.contains(.code) || form.contains(.quoted) { continue }
        let isTopic = topics.contains(passage.stems[index])
        vocabulary.intents.allMatches(at: index, in: passage.tokens) { match in
          guard match.range.upperBound <= clause.tokens.upperBound,
            !(isTopic && match.range.count == 1)
          else { return }
          for kind in match.payload.kinds {
            if kind.isTrouble, isDenied(at: index, in: clause, passage) { continue }
            inClause[kind, default: []].insert(match.range)
          }
        }
      }
      for (kind, ranges) in inClause { note(kind, ranges, asks: asks, passage) }
    }
  }

  /// Adds what was read of another passage.
  mutating func add(_ other: IntentScores) {
    for index in findings.indices {
      let found = other.findings[index]
      findings[index].told += found.told
      findings[index].asked += found.asked
      if found.quoteRank > findings[index].quoteRank {
        (findings[index].quote, findings[index].quoteRank) = (found.quote, found.quoteRank)
      }
    }
    for index in shape.indices { shape[index] += other.shape[index] }
  }

  private mutating func note(
    _ kind: IntentClass, _ ranges: Set<Range<Int>>, asks: Bool, _ passage: Passage
  ) {
    var finding = findings[kind.rawValue]
    var different: Set<String> = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let quote = passage.quote(range)
      different.insert(quote.lowercased())
      let rank = range.count * 2 + (asks ? 1 : 0)
      if rank > finding.quoteRank { (finding.quote, finding.quoteRank) = (quote, rank) }
    }
    finding.told += different.count
    if asks { finding.asked += 1 }
    findings[kind.rawValue] = finding
  }

  private mutating func measure(_ tokens: ArraySlice<Token>, isQuestion: Bool) {
    func count(_ kind: IntentShape, _ amount: Int) { shape[kind.rawValue] += amount }
    count(.questions, isQuestion ? 1 : 0)
    count(.words, tokens.count { $0.isWord })
    count(.numbers, tokens.count { $0.kind == .number })
    count(.identifiers, tokens.count { $0.form.contains(.identifier) })
    count(.arrows, tokens.count { $0.kind == .arrow })
    let quotes = tokens.contains {
      $0.isWord && !$0.form.isDisjoint(with: [.code, .quoted])
    }
    count(.quotations, quotes ? 1 : 0)
  }

  private func requests(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.lazy.filter(\.isWord).prefix(4).contains { IntentTerms.requests.contains($0.key) }
  }

  /// Whether a trouble is denied (`no errors`) or over (`the errors are gone`).
  private func isDenied(at index: Int, in clause: Passage.Clause, _ passage: Passage) -> Bool {
    if clause.cues.contains(.resolution) { return true }
    return passage.tokens[max(clause.tokens.lowerBound, index - 3)..<index].contains {
      IntentTerms.denials.contains($0.key)
    }
  }
}

// MARK: - Weighing

extension IntentScores {
  /// How much the words speak for each intent, in log odds, by ``Intent``'s raw value.
  var scores: [Float] {
    var scores = IntentWeights.bias
    for kind in IntentClass.allCases {
      add(contribution(of: kind), to: &scores)
    }
    for kind in IntentShape.allCases {
      let value = kind.value(of: shape[kind.rawValue])
      add(IntentWeights.shape[kind.rawValue].map { $0 * value }, to: &scores)
    }
    return scores
  }

  subscript(intent: Intent) -> Float { scores[intent.rawValue] }

  /// The words that speak most for an intent; empty where none do.
  func quote(for intent: Intent) -> String {
    let best = IntentClass.allCases.max {
      contribution(of: $0)[intent.rawValue] < contribution(of: $1)[intent.rawValue]
    }
    guard let best, contribution(of: best)[intent.rawValue] > 0 else { return "" }
    return findings[best.rawValue].quote
  }

  private func contribution(of kind: IntentClass) -> [Float] {
    let finding = findings[kind.rawValue]
    guard finding.told > 0 else { return IntentWeights.nothing }
    let weights = IntentWeights.classes[kind.rawValue]
    let told = Float(min(finding.told, 6)).squareRoot()
    let asked = Float(min(finding.asked, 3)).squareRoot()
    return zip(weights.told, weights.asked).map { $0 * told + $1 * asked }
  }

  private func add(_ part: [Float], to scores: inout [Float]) {
    for index in scores.indices { scores[index] += part[index] }
  }

  /// The phase that a session with these words was in, or nil where they say little.
  var phase: WorkflowPhase? {
    guard findings.reduce(0, { $0 + $1.told }) >= 6 else { return nil }
    let scores = scores
    let best = scores.indices.max { scores[$0] < scores[$1] }
    switch best.flatMap(Intent.init(rawValue:)) {
    case .troubleshooting: return .troubleshooting
    case .validation: return .validation
    case .optimization: return .optimization
    default: return nil
    }
  }
}

/// What is counted of a text besides its words.
enum IntentShape: Int, CaseIterable {
  case questions, quotations, words, identifiers, numbers, arrows

  /// A count on the scale that the weights were fitted on.
  func value(of count: Int) -> Float {
    switch self {
    case .questions, .quotations, .identifiers: Float(min(count, 3))
    case .words: Float(min(count, 120)) / 40
    case .numbers: Float(min(count, 4)) / 2
    case .arrows: Float(min(count, 1))
    }
  }
}
