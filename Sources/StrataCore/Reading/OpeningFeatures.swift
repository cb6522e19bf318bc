/// What an opening offers to go by, as sparse features: the ground of the fitted ``PurposeWeights``.
///
/// Words and neighbouring words as they are told, asked or wished; the classes of ``IntentTerms``;
/// the cues of clauses by mood; how each value of a deployment is spoken of, against what the line
/// has; how the text is written; and where the line's work stands. Names of the vocabulary, numbers
/// and the words of the lines' projects stand for their kind, so that what is learned of one
/// provider holds for all.
struct OpeningFeatures: Sendable {
  /// A family of features, with the scale that says how freely its weights are fitted.
  enum Family: UInt64, CaseIterable {
    case word, moodWord, focusWord, pair, skip, triple, start
    case kind, moodKind, focusKind, kinds
    case cue, shape, value, valueCue, found, phase

    var scale: Float {
      switch self {
      case .word, .moodWord, .focusWord: 0.45
      case .pair, .start: 0.4
      case .skip, .triple: 0.25
      case .kind: 0.6
      case .moodKind, .focusKind: 0.35
      case .kinds, .shape: 0.3
      case .cue, .valueCue: 0.4
      case .value: 0.6
      case .found: 1
      case .phase: 0.7
      }
    }
  }

  /// What a clause does.
  enum Mood: UInt64 {
    case told, asked, wished

    init(of clause: Passage.Clause, in passage: Passage) {
      if clause.isQuestion {
        self = .asked
      } else {
        let wishes = passage.tokens[clause.tokens].lazy.filter(\.isWord).prefix(4).contains {
          IntentTerms.requests.contains($0.key)
        }
        self = wishes ? .wished : .told
      }
    }
  }

  /// The value of each feature, by its key.
  private(set) var values: [UInt64: Float] = [:]
  /// What each key stands for, where names were asked for.
  private(set) var names: [UInt64: String]?

  /// A hostile opening has no more features than this.
  private static let most = 6000

  /// Nothing read yet.
  init() {}

  /// Reads an opening against a line.
  ///
  /// - Complexity: O(tokens).
  init(
    _ opening: Opening, line: CustomerHistory.Line, changes: [MajorChange],
    vocabulary: Vocabulary, topics: Set<UInt64>, named: Bool = false
  ) {
    names = named ? [:] : nil
    let focus = Self.focus(of: opening.passages)
    var tallies = ClassTallies()
    for (message, passage) in opening.passages.enumerated() {
      let focus = focus.flatMap { $0.message == message ? $0.sentence : nil }
      let symbols = FeatureSymbols(
        passage, claims: opening.claims.filter { $0.message == message }, line: line,
        topics: topics, named: named)
      for sentence in passage.sentences.indices where !passage.sentences[sentence].isCode {
        for clause in passage.clauses[passage.sentences[sentence].clauses] {
          addWords(passage, clause, symbols, isFocus: sentence == focus)
          addKinds(passage, clause, vocabulary, topics, isFocus: sentence == focus, &tallies)
          addCues(passage, clause)
        }
      }
    }
    addCounts(tallies)
    addShape(opening, line)
    addValues(opening, line)
    for change in changes {
      raise(.found, [Token.key(change.dimension.rawValue)], change.weight / 2) {
        change.dimension.rawValue
      }
    }
    addPhase(line)
  }

  /// The sentence that asks or wishes last; where none does, the last one.
  private static func focus(of passages: [Passage]) -> (message: Int, sentence: Int)? {
    var last: (message: Int, sentence: Int)?
    for (message, passage) in passages.enumerated().reversed() {
      for (index, sentence) in passage.sentences.enumerated().reversed() where !sentence.isCode {
        if sentence.clauses.contains(where: {
          Mood(of: passage.clauses[$0], in: passage) != .told
        }) {
          return (message, index)
        }
        if last == nil { last = (message, index) }
      }
    }
    return last
  }

  static func key(_ family: Family, _ parts: some Sequence<UInt64>) -> UInt64 {
    var hash = family.rawValue &+ 0x9E37_79B9_7F4A_7C15
    for part in parts {
      hash = (hash ^ part) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 33
    }
    return hash
  }

  // MARK: Adding

  /// Sets a feature to the larger of its value and `value`.
  mutating func raise(
    _ family: Family, _ parts: [UInt64], _ value: Float = 1, _ name: () -> String
  ) {
    let key = Self.key(family, parts)
    let value = value * family.scale
    guard value > values[key] ?? 0, values.count < Self.most || values[key] != nil else { return }
    values[key] = value
    if names != nil { names?[key] = "\(family) \(name())" }
  }

  /// Sets a feature to how often something occurs; what is said often counts ever less.
  mutating func count(_ family: Family, _ parts: [UInt64], _ amount: Int, _ name: () -> String) {
    guard amount > 0 else { return }
    raise(family, parts, Float(min(amount, 9)).squareRoot(), name)
  }
}
