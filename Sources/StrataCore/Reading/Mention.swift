/// How a text speaks of a value.
package enum Standing: String, Sendable, Codable {
  /// It has come: `we moved to Azure`, `goes live on Saturday`.
  case arrived
  /// It is there: `we run on Azure`, `in our Azure subscription`.
  case inForce
  /// It is said of no one in particular: `AWS has flow logs for this`.
  case stated
  /// A question takes it for given: `how big on our AKS?`
  case presupposed
  /// It is only named.
  case mentioned
  /// It has been left: `EKS is gone`.
  case left
  case past, negated, considered, intended, compared, thirdParty, untouched, quoted, hearsay

  /// How a person would say it.
  var reason: String {
    switch self {
    case .arrived: "it is being done or was done"
    case .inForce: "it is said to be in use"
    case .stated: "nothing says that it is the customer's"
    case .presupposed: "the question takes it for given"
    case .mentioned: "it is only named"
    case .left: "it has been left"
    case .past: "it is past"
    case .negated: "it is denied"
    case .considered: "it is only considered"
    case .intended: "it is only planned for some time"
    case .compared: "it is only compared with"
    case .thirdParty: "it is somebody else's"
    case .untouched: "it is said not to be concerned"
    case .quoted: "it stands in a log, a name or a quotation"
    case .hearsay: "it is only talked about"
    }
  }

  /// How far it says that the value is in force, 0 to 3.
  var force: Float {
    switch self {
    case .arrived: 3
    case .inForce: 2
    case .stated: 1
    case .presupposed: 1.2
    case .mentioned: 0.4
    case .quoted: 0.3
    default: 0
    }
  }
}

/// A name of the vocabulary in a text.
struct Mention: Sendable {
  var dimension: Facet
  var value: String
  var strength: Float
  /// The tokens.
  var range: Range<Int>
  var sentence: Int
  var standing: Standing
  /// `in`, `on` or `our` stands right before it.
  var isPlaced: Bool

  /// Orders mentions of the same words.
  var facetOrder: String { dimension.rawValue + value }
}

/// Finds the names in a passage and tells how each is spoken of.
struct MentionReader {
  let passage: Passage
  private(set) var mentions: [Mention] = []

  /// Reads all mentions of a passage.
  ///
  /// - Complexity: O(tokens), for clauses of bounded length.
  init(_ passage: Passage, with vocabulary: Vocabulary) {
    self.passage = passage
    for match in vocabulary.names.matches(in: passage.tokens) {
      for meaning in match.payload {
        let clause = passage.clauses[Int(passage.clauseOfToken[match.range.lowerBound])]
        mentions.append(
          Mention(
            dimension: meaning.dimension, value: meaning.value, strength: meaning.strength,
            range: match.range, sentence: clause.sentence, standing: .mentioned,
            isPlaced: false))
      }
    }
    addCountedServices()
    for index in mentions.indices {
      mentions[index].isPlaced = isPlaced(mentions[index])
      mentions[index].standing = standing(of: mentions[index])
    }
    Transitions.apply(to: &mentions, in: passage)
  }

  /// `seven services` are microservices.
  private mutating func addCountedServices() {
    var counted: [Mention] = []
    for index in passage.tokens.indices.dropFirst()
    where passage.tokens[index].key == Words.services {
      let counts = (max(0, index - 2)..<index).contains {
        (CountReader.number(passage.tokens[$0], passage.bytes) ?? 0) > 1
      }
      guard counts else { continue }
      let clause = passage.clauses[Int(passage.clauseOfToken[index])]
      counted.append(
        Mention(
          dimension: .service, value: "microservices", strength: 0.9, range: index..<index + 1,
          sentence: clause.sentence, standing: .mentioned, isPlaced: false))
    }
    guard !counted.isEmpty else { return }
    mentions = (mentions + counted).sorted {
      ($0.range.lowerBound, $0.facetOrder) < ($1.range.lowerBound, $1.facetOrder)
    }
  }

  private func isPlaced(_ mention: Mention) -> Bool {
    let start = mention.range.lowerBound
    let clause = passage.clauses[Int(passage.clauseOfToken[start])]
    let before = max(clause.tokens.lowerBound, start - 4)..<start
    return !before.isEmpty
      && !passage.cueUnion(in: before).isDisjoint(with: [.locative, .possessive])
  }

  private func standing(of mention: Mention) -> Standing {
    let start = mention.range.lowerBound
    let form = passage.tokens[start].form
    let sentence = passage.sentences[mention.sentence]
    if form.contains(.code) || form.contains(.quoted) || sentence.isCode { return .quoted }
    if passage.tokens[mention.range].contains(where: { $0.form.contains(.identifier) }),
      mention.range.count == 1
    {
      return .quoted
    }
    let clauseIndex = Int(passage.clauseOfToken[start])
    let clause = passage.clauses[clauseIndex]
    let before = max(clause.tokens.lowerBound, start - 12)..<start
    let near = max(clause.tokens.lowerBound, start - 6)..<start
    let after =
      min(
        mention.range.upperBound, clause.tokens.upperBound)..<min(
        clause.tokens.upperBound, mention.range.upperBound + 8)
    let cuesBefore = passage.cueUnion(in: before)
    let cuesNear = passage.cueUnion(in: near)
    let cuesAfter = passage.cueUnion(in: after)

    if isIncidental(mention) { return .hearsay }
    if isLabelled(mention, sentence) {
      return mention.dimension == .environment ? .arrived : .inForce
    }
    if governed(clauseIndex, by: .conditional, before: start) { return .considered }
    if cuesNear.contains(.past) && !cuesAfter.contains(.now) { return .past }
    if clause.cues.contains(.thirdParty), isSomebodyElses(mention, clause) { return .thirdParty }
    if cuesAfter.contains(.untouched) { return .untouched }
    if cuesBefore.contains(.negation),
      cuesNear.contains(.negation) || !cuesBefore.contains(.arrival)
    {
      return .negated
    }
    if clause.cues.contains(.hearsay), mention.dimension == .compliance { return .hearsay }
    if clause.opening.contains(.notYet), cuesBefore.contains(.notYet) { return .intended }
    if governed(clauseIndex, by: .modal, before: start) { return .considered }
    if cuesBefore.contains(.uncertain) || cuesAfter.contains(.uncertain),
      !clause.cues.contains(.scheduled)
    {
      return .considered
    }
    if clause.cues.contains(.someday), !clause.cues.contains(.scheduled) { return .intended }
    if !cuesNear.isDisjoint(with: [.comparison, .beside]) { return .compared }
    if isLacking(mention) { return .negated }
    if mention.dimension == .compliance, isDeniedLater(clauseIndex, sentence) { return .negated }
    if clause.cues.contains(.past), !clause.cues.contains(.now), !cuesAfter.contains(.past) {
      return .past
    }
    if clause.isQuestion {
      let own =
        cuesNear.contains(.possessive) || mention.isPlaced && clause.cues.contains(.ourselves)
      return own || mention.isPlaced && cuesNear.contains(.definite) ? .presupposed : .mentioned
    }
    return isOwned(mention, clause, sentence) ? .inForce : .stated
  }

  /// Whether the sentence says whose it is or that it is so now. Short openings often leave out
  /// the subject (`EKS 1.29, 14 services`), so a sentence without any other subject counts.
  private func isOwned(
    _ mention: Mention, _ clause: Passage.Clause, _ sentence: Passage.Sentence
  ) -> Bool {
    let owning: Cue = [
      .ourselves, .possessive, .now, .done, .construction, .launch, .arrival, .succession,
    ]
    if !clause.cues.isDisjoint(with: owning) { return true }
    return mention.isPlaced
      || !sentence.cues.isDisjoint(with: [.ourselves, .possessive, .now, .launch])
  }

  /// `the lab we don't have`.
  private func isLacking(_ mention: Mention) -> Bool {
    let start = mention.range.upperBound
    let end = min(start + 4, passage.tokens.count)
    guard start < end, Words.subjects.contains(passage.tokens[start].key) else { return false }
    return passage.cueUnion(in: start..<end).contains(.negation)
  }

  /// `HIPAA came up, but it does not apply`.
  private func isDeniedLater(_ clauseIndex: Int, _ sentence: Passage.Sentence) -> Bool {
    sentence.clauses.contains { index in
      index >= clauseIndex && passage.clauses[index].cues.contains(.negation)
        && passage.tokens[passage.clauses[index].tokens].contains { Words.apply.contains($0.key) }
    }
  }

  /// Labels of a ticket's header; what stands after them is so.
  private static let labels = Set(
    "environment env stage provider cloud platform target compliance regime scope architecture hosting scale region tier"
      .split(separator: " ").map { Token.key(String($0)) })

  private func isLabelled(_ mention: Mention, _ sentence: Passage.Sentence) -> Bool {
    let start = sentence.tokens.lowerBound
    return sentence.tokens.count >= 3 && mention.range.lowerBound > start + 1
      && Self.labels.contains(passage.tokens[start].key) && passage.tokens[start + 1].kind == .colon
  }

  /// Nouns that a name only qualifies: `GDPR officer`, `PCI scan week`, `GCP times`.
  private static let incidental = Set(
    """
    officer officers team teams people folks guys guy lady scan scans week day days times era years training workshop course \
    slides consultant consultants expert experts newsletter mail mails questionnaire newsgroup forum veteran veterans fan fans \
    evangelist evangelism evangelists shop conference blueprints blog documentation docs pricing lead person colleague colleagues \
    customer customers user group meetup article hype salesman rep committee crowd background experience skills knowledge advocates
    """.split { $0 == " " || $0 == "\n" }.map { Token.key(String($0)) })

  private func isIncidental(_ mention: Mention) -> Bool {
    let next = mention.range.upperBound
    if mention.value == "dr", mention.range.count == 1, next < passage.tokens.count,
      passage.tokens[next].form.contains(.capitalised),
      passage.tokens[next].start == passage.tokens[mention.range.lowerBound].end + 1
        || passage.tokens[next - 1].kind == .period
    {
      return true
    }
    return mention.dimension != .environment && mention.dimension != .scale
      && next < passage.tokens.count && Self.incidental.contains(passage.tokens[next].key)
  }

  /// Whether a cue stands before a token in its clause, or opens an earlier clause whose main clause
  /// this is (`if we went to Azure, …`).
  private func governed(_ clauseIndex: Int, by cue: Cue, before token: Int) -> Bool {
    let clause = passage.clauses[clauseIndex]
    let head = clause.tokens.lowerBound..<token
    if !head.isEmpty, passage.cueUnion(in: head).contains(cue) { return true }
    if cue == .conditional { return clause.opening.contains(.conditional) }
    // A question like "would Azure be cheaper" has its modal in the same clause; a modal after
    // the mention governs it as its subject.
    return clause.cues.contains(cue)
  }

  private func isSomebodyElses(_ mention: Mention, _ clause: Passage.Clause) -> Bool {
    if isOurs(mention, clause) { return false }
    let before = clause.tokens.lowerBound..<mention.range.lowerBound
    if !before.isEmpty, passage.cueUnion(in: before).contains(.thirdParty) { return true }
    // `was rebuilt by our contractors`: they did it for us.
    let after = mention.range.upperBound..<max(mention.range.upperBound, clause.tokens.upperBound)
    guard let other = passage.cues(in: after).first(where: { $0.cue.contains(.thirdParty) }) else {
      return true
    }
    return !(max(after.lowerBound, other.range.lowerBound - 3)..<other.range.lowerBound).contains {
      passage.tokens[$0].key == Words.by
    }
  }

  /// `our Azure`, and `counsel says we are …`: ours in spite of the other's words around it.
  private func isOurs(_ mention: Mention, _ clause: Passage.Clause) -> Bool {
    let start = mention.range.lowerBound
    let before = clause.tokens.lowerBound..<start
    guard let other = passage.cues(in: before).last(where: { $0.cue.contains(.thirdParty) }) else {
      let near = max(clause.tokens.lowerBound, start - 3)..<start
      return !near.isEmpty && passage.cueUnion(in: near).contains(.possessive)
    }
    let between = other.range.upperBound..<max(other.range.upperBound, start)
    return passage.tokens[between].contains { Words.ourselves.contains($0.key) }
  }
}
