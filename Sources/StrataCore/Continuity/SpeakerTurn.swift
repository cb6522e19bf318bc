/// The signs in one turn of the user.
struct SpeakerTurn {
  let version: SemanticVersion
  let turn: Int
  private(set) var words = 0
  /// Different names of the vocabulary.
  private(set) var names = 0
  /// Words that belong to host names, paths, resources or commands.
  private(set) var identifiers = 0
  private(set) var hasCode = false
  private(set) var trade: [LinePlace] = []
  private(set) var basics: [LinePlace] = []
  private(set) var courtesy: LinePlace?
  private(set) var reasons: LinePlace?
  /// What they say of themselves.
  private(set) var declared: (ExpertiseLevel, LinePlace)?
  /// How long they want answers.
  private(set) var wanted: (String, LinePlace)?
  private(set) var preference: SpeakerReading.Preference?

  /// Turns are read up to here.
  private static let maximumBytes = 4096

  init(_ spoken: SpeakerReading.Spoken, vocabulary: Vocabulary) {
    version = spoken.version
    turn = spoken.turn
    let passage = Passage(Self.start(of: spoken.text), with: vocabulary)
    countWords(in: passage)
    let mentions = MentionReader(passage, with: vocabulary).mentions
    names = Set(mentions.filter { $0.strength >= 0.85 }.map(\.value)).count
    var tradeWords: Set<UInt64> = []
    for match in SpeakerCue.table.matches(in: passage.tokens) {
      let first = passage.tokens[match.range.lowerBound]
      guard !first.form.contains(.quoted), !first.form.contains(.code) else { continue }
      let clause = passage.clauses[Int(passage.clauseOfToken[match.range.lowerBound])]
      let place = self.place(of: passage.clauseTokens(around: match.range.lowerBound), in: passage)
      if match.payload.contains(.trade), tradeWords.insert(first.key).inserted {
        trade.append(place)
      }
      if match.payload.contains(.basics) { basics.append(place) }
      note(match, at: place, in: clause, of: passage, mentions)
    }
  }

  /// Where the turn stands among those of its line.
  var order: LinePlace { LinePlace(version: version, turn: turn) }

  /// From −2 to 3: what is asked like a beginner against the signs of the trade.
  var expertiseScore: Double {
    let signs =
      0.5 * Double(min(trade.count, 4)) + 0.25 * Double(min(names, 3))
      + 0.15 * Double(min(identifiers, 6))
    return max(-2, min(3, signs - Double(min(basics.count, 2))))
  }

  private mutating func countWords(in passage: Passage) {
    for token in passage.tokens where token.isWord {
      if token.form.contains(.code) {
        hasCode = true
      } else if !token.form.contains(.glued) {
        words += 1
      }
      if token.kind == .word, token.form.contains(.identifier) || token.form.contains(.code) {
        identifiers += 1
      }
    }
  }

  private mutating func note(
    _ match: PhraseTable<SpeakerCue>.Match, at place: LinePlace, in clause: Passage.Clause,
    of passage: Passage, _ mentions: [Mention]
  ) {
    let cue = match.payload
    if cue.contains(.courtesy) { courtesy = courtesy ?? place }
    if cue.contains(.wantsReasons) { reasons = reasons ?? place }
    if cue.contains(.wantsBrief) { wanted = ("brief", place) }
    if cue.contains(.wantsDetail) { wanted = ("detailed", place) }
    let before = clause.tokens.lowerBound..<match.range.lowerBound
    let isDenied = !before.isEmpty && passage.cueUnion(in: before).contains(.negation)
    let isOthers = clause.cues.contains(.thirdParty)
    if !isDenied, !isOthers {
      if cue.contains(.beginner) { declared = (.beginner, place) }
      if cue.contains(.expert) { declared = (.expert, place) }
    }
    guard cue.contains(.preference), !isDenied, !isOthers, !clause.isQuestion else { return }
    let named = mentions.filter {
      $0.dimension == .provider && $0.strength >= 0.85
        && clause.tokens.contains($0.range.lowerBound)
        && ![.negated, .left, .past, .thirdParty, .quoted].contains($0.standing)
    }
    let after = named.first { $0.range.lowerBound >= match.range.lowerBound } ?? named.last
    if let after { preference = SpeakerReading.Preference(value: after.value, place: place) }
  }

  private func place(of tokens: Range<Int>, in passage: Passage) -> LinePlace {
    LinePlace(version: version, turn: turn, bytes: passage.bytes(of: tokens))
  }

  /// The first bytes, cut between characters.
  private static func start(of text: String) -> String {
    guard text.utf8.count > maximumBytes else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: maximumBytes)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end])
  }
}
