/// How often the classes of words occur, by mood.
struct ClassTallies {
  var told: [IntentClass: Int] = [:]
  var inMood: [[UInt64]: Int] = [:]
}

/// What the words, their classes and the cues of a clause give.
extension OpeningFeatures {
  mutating func addWords(
    _ passage: Passage, _ clause: Passage.Clause, _ symbols: FeatureSymbols, isFocus: Bool
  ) {
    let mood = Mood(of: clause, in: passage)
    let words = symbols.words(of: clause, in: passage)
    Self.wordFeatures(words, symbols, mood, isFocus: isFocus) { family, parts, name in
      raise(family, parts, 1, name)
    }
  }

  /// Calls `body` with each feature of the words of a clause.
  static func wordFeatures(
    _ words: [Int], _ symbols: FeatureSymbols, _ mood: Mood, isFocus: Bool,
    _ body: (Family, [UInt64], () -> String) -> Void
  ) {
    for (place, index) in words.enumerated() {
      let key = symbols.keys[index]
      body(.word, [key]) { symbols.name([index]) }
      if mood != .told {
        body(.moodWord, [mood.rawValue, key]) { "\(mood) \(symbols.name([index]))" }
      }
      if isFocus { body(.focusWord, [key]) { symbols.name([index]) } }
      guard place > 0 else { continue }
      let previous = symbols.keys[words[place - 1]]
      body(.pair, [previous, key]) { symbols.name(words[place - 1...place]) }
      guard place > 1 else { continue }
      let first = symbols.keys[words[place - 2]]
      body(.skip, [first, key]) { symbols.name([words[place - 2], index]) }
      body(.triple, [first, previous, key]) { symbols.name(words[place - 2...place]) }
    }
    let head = words.prefix(3)
    for count in 1...3 where head.count >= count {
      body(.start, [mood.rawValue] + head.prefix(count).map { symbols.keys[$0] }) {
        "\(mood) \(symbols.name(head.prefix(count)))"
      }
    }
  }

  mutating func addKinds(
    _ passage: Passage, _ clause: Passage.Clause, _ vocabulary: Vocabulary, _ topics: Set<UInt64>,
    isFocus: Bool, _ tallies: inout ClassTallies
  ) {
    let mood = Mood(of: clause, in: passage)
    let found = IntentMatches.found(
      in: clause, of: passage, with: vocabulary, topics: topics)
    let kinds = found.keys.sorted { $0.rawValue < $1.rawValue }
    for kind in kinds {
      tallies.told[kind, default: 0] += found[kind]?.count ?? 0
      if mood != .told { tallies.inMood[[mood.rawValue, kind.key], default: 0] += 1 }
      if isFocus { raise(.focusKind, [kind.key]) { "\(kind)" } }
      for other in kinds where other.rawValue > kind.rawValue {
        raise(.kinds, [kind.key, other.key]) { "\(kind) \(other)" }
      }
    }
  }

  mutating func addCounts(_ tallies: ClassTallies) {
    for (kind, amount) in tallies.told { count(.kind, [kind.key], amount) { "\(kind)" } }
    for (parts, amount) in tallies.inMood {
      count(.moodKind, parts, amount) {
        let kind = IntentClass.allCases.first { $0.key == parts[1] }
        return
          "\(parts[0] == Mood.asked.rawValue ? "asked" : "wished") \(kind.map { "\($0)" } ?? "")"
      }
    }
  }

  mutating func addCues(_ passage: Passage, _ clause: Passage.Clause) {
    let mood = Mood(of: clause, in: passage)
    for (cue, name, key) in FeatureCues.all where clause.cues.contains(cue) {
      raise(.cue, [mood.rawValue, key]) { "\(mood) \(name)" }
    }
  }
}

/// The cues that are features.
enum FeatureCues {
  static let all: [(cue: Cue, name: String, key: UInt64)] = [
    (.negation, "negation"), (.conditional, "conditional"), (.modal, "modal"),
    (.uncertain, "uncertain"), (.someday, "someday"), (.scheduled, "scheduled"), (.now, "now"),
    (.past, "past"), (.thirdParty, "thirdParty"), (.comparison, "comparison"),
    (.departure, "departure"), (.movement, "movement"), (.arrival, "arrival"),
    (.succession, "succession"), (.replacement, "replacement"), (.untouched, "untouched"),
    (.otherProject, "otherProject"), (.subject, "subject"), (.resumption, "resumption"),
    (.launch, "launch"), (.construction, "construction"), (.obligation, "obligation"),
    (.growth, "growth"), (.done, "done"), (.becoming, "becoming"), (.anyMore, "anyMore"),
    (.addition, "addition"), (.weighing, "weighing"), (.substitution, "substitution"),
    (.beside, "beside"), (.notYet, "notYet"), (.future, "future"), (.resolution, "resolution"),
    (.hearsay, "hearsay"),
  ].map { (cue: $0, name: $1, key: Token.key($1)) }
}

extension IntentClass {
  private static let keys = allCases.map { Token.key("\($0)") }

  /// The hash of its name.
  var key: UInt64 { Self.keys[rawValue] }
}
