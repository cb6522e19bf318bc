/// The telling words of the projects that one decision compares; each name is read once, for many
/// lines have the same.
struct ProjectWords {
  private let words: [String: Set<UInt64>]
  /// The words of the lines' projects.
  let ofLines: Set<UInt64>

  init(of lines: [CustomerHistory.Line], and stated: String?, with vocabulary: Vocabulary) {
    let names = Set(lines.compactMap(\.profile.project))
    var words: [String: Set<UInt64>] = [:]
    for name in names.union(stated.map { [$0] } ?? []) {
      words[name] = Set(TermReader.words(of: name, with: vocabulary))
    }
    self.words = words
    ofLines = names.reduce(into: []) { $0.formUnion(words[$1] ?? []) }
  }

  /// The words of a project that a line has or that is stated.
  subscript(name: String) -> Set<UInt64> { words[name] ?? [] }

  /// Whether two names are one project's: the telling words of the shorter are mostly among those of
  /// the longer.
  func match(_ left: String, _ right: String) -> Bool {
    let (one, two) = (self[left], self[right])
    guard !one.isEmpty, !two.isEmpty else { return Vocabulary.slug(left) == Vocabulary.slug(right) }
    return one.intersection(two).count * 2 >= min(one.count, two.count)
  }
}

/// Finds the announcement of another project than the lines'.
struct ProjectReader {
  struct Found {
    var name: String
    var quote: String
    var message: Int
    var weight: Float
  }

  let opening: Opening
  let vocabulary: Vocabulary
  /// The lines whose words are known.
  let lines: [CustomerHistory.Line]
  let projects: ProjectWords

  private static func keys(_ words: String) -> Set<UInt64> {
    Set(words.split { $0 == " " || $0 == "\n" }.map { Token.key(String($0)) })
  }

  /// Nouns that head the name of what somebody works on.
  private static let heads = keys(
    """
    app application applications service services portal api apis site website platform system project shop store backend marketplace product \
    workload engine registry dashboard tool frontend webshop storefront hub desk planner tracker scheduler board \
    booking bookings ordering orders reservation reservations checkout catalogue catalog intake ledger wallet payments billing invoicing \
    component module programme initiative software solution database directory console calculator map feed exchange archive library
    """)

  /// Labels of a ticket's header after which a name stands.
  private static let labels = keys(
    "component project application app system product service client customer workload epic")

  /// The project that the opening announces, where no line knows it.
  func otherProject() -> Found? {
    var best: Found?
    for (message, passage) in opening.passages.enumerated() {
      for (index, sentence) in passage.sentences.enumerated() where index < 4 {
        guard let found = announcement(in: sentence, passage, message),
          found.weight > best?.weight ?? 0
        else { continue }
        best = found
      }
    }
    return best
  }

  private func announcement(
    in sentence: Passage.Sentence, _ passage: Passage, _ message: Int
  ) -> Found? {
    if let name = header(sentence, passage) {
      return Found(
        name: passage.quote(name), quote: passage.quote(sentence.tokens), message: message,
        weight: 2.6)
    }
    guard !sentence.isCode else { return nil }
    let cues = sentence.cues
    let name = newName(in: sentence, passage)
    var weight: Float = 0
    if cues.contains(.otherProject) { weight += 1.4 }
    if cues.contains(.subject) { weight += 1 }
    if cues.contains(.now) { weight += 0.2 }
    if !cues.isDisjoint(with: [.construction, .launch, .done]) { weight += 0.2 }
    if let name = name { weight += name.isNamed ? 1.1 : 0.7 }
    if sentence.isQuestion { weight -= 0.8 }
    if !cues.isDisjoint(with: [.conditional, .modal]) { weight -= 0.8 }
    if !cues.isDisjoint(with: [.uncertain, .thirdParty, .someday]) { weight -= 0.6 }
    if cues.contains(.resumption) { weight -= 0.3 }
    if cues.contains(.addition), cues.isDisjoint(with: [.otherProject, .subject]) { weight -= 0.4 }
    weight -= familiarity(of: sentence, passage)
    guard weight >= 1.7 else { return nil }
    return Found(
      name: name.map { passage.quote($0.range) } ?? "another project",
      quote: passage.clauseQuote(around: name?.range.lowerBound ?? sentence.tokens.lowerBound),
      message: message, weight: min(weight, 2.6))
  }

  /// `Component: caretaker-dispatch`.
  private func header(_ sentence: Passage.Sentence, _ passage: Passage) -> Range<Int>? {
    let start = sentence.tokens.lowerBound
    guard sentence.tokens.count >= 3, Self.labels.contains(passage.tokens[start].key),
      passage.tokens[start + 1].kind == .colon
    else { return nil }
    let name = start + 2..<sentence.tokens.upperBound
    let words = name.filter { isTelling(passage.tokens[$0]) }
    guard let first = words.first, let last = words.last, words.count <= 6, !isKnown(words, passage)
    else { return nil }
    return first..<last + 1
  }

  /// A noun phrase like `supplier invoicing application` whose words no line has ever heard.
  private func newName(in sentence: Passage.Sentence, _ passage: Passage) -> (
    range: Range<Int>, isNamed: Bool
  )? {
    for index in sentence.tokens where Self.heads.contains(passage.tokens[index].key) {
      var start = index
      while start > sentence.tokens.lowerBound, index - start < 3,
        isTelling(passage.tokens[start - 1])
      {
        start -= 1
      }
      guard start < index, !isKnown(Array(start..<index), passage) else { continue }
      return (start..<index + 1, true)
    }
    if !sentence.cues.isDisjoint(with: [.otherProject, .subject]),
      let name = unheard(in: sentence, passage)
    {
      return (name, false)
    }
    // Two capitalised words in a row inside a sentence: a client's or a product's name.
    var previous: Int?
    for index in sentence.tokens {
      let token = passage.tokens[index]
      guard token.kind == .word, token.form.contains(.capitalised), isTelling(token),
        token.end - token.start > 2,
        opening.claims.allSatisfy({ !$0.mention.range.contains(index) || $0.message < 0 })
      else {
        previous = nil
        continue
      }
      if let first = previous, !isKnown([first, index], passage) {
        return (first..<index + 1, true)
      }
      if index > sentence.tokens.lowerBound { previous = index }
    }
    return nil
  }

  /// `the claims chatbot`: an article and words that no line has heard.
  private func unheard(in sentence: Passage.Sentence, _ passage: Passage) -> Range<Int>? {
    for index in sentence.tokens.dropLast() where Self.articles.contains(passage.tokens[index].key)
    {
      var end = index + 1
      while end < sentence.tokens.upperBound, end - index <= 3, isTelling(passage.tokens[end]) {
        end += 1
      }
      if end - index > 2, !isKnown(Array(index + 1..<end), passage) { return index + 1..<end }
    }
    return nil
  }

  private static let articles = keys("the a an our my new")

  private func isTelling(_ token: Token) -> Bool {
    token.isWord && !vocabulary.commonWords.contains(token.key)
      && vocabulary.names.match(at: 0, in: [token], end: 1) == nil
  }

  private func isKnown(_ indices: [Int], _ passage: Passage) -> Bool {
    indices.contains { index in
      let key = passage.stems[index]
      return lines.contains { $0.profile.terms[key] != nil }
    }
  }

  /// How much a sentence speaks of what the lines are about: the words of their projects.
  private func familiarity(of sentence: Passage.Sentence, _ passage: Passage) -> Float {
    let named = sentence.tokens.contains { projects.ofLines.contains(passage.stems[$0]) }
    let dismissed = !sentence.cues.isDisjoint(with: [
      .departure, .negation, .untouched, .beside, .done,
    ])
    return named ? (dismissed ? 0.4 : 1.5) : 0
  }
}
