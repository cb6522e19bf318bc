/// Tells whether two names are one project's.
enum ProjectNames {
  /// Whether the telling words of the shorter name are mostly among those of the longer.
  static func match(_ left: String, _ right: String, _ vocabulary: Vocabulary) -> Bool {
    let (one, two) = (
      Set(TermReader.words(of: left, with: vocabulary)),
      Set(TermReader.words(of: right, with: vocabulary))
    )
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

  /// Nouns that head the name of what somebody works on.
  static let heads = Set(
    """
    app application service portal api apis site website platform system project shop store backend marketplace product \
    workload engine registry dashboard tool client customer frontend webshop storefront hub gateway
    """.split { $0 == " " || $0 == "\n" }.map { Token.key(String($0)) })

  /// The project that the opening announces, where it is not the line's.
  func otherProject(than line: CustomerHistory.Line) -> Found? {
    var best: Found?
    for (message, passage) in opening.passages.enumerated() {
      for (index, sentence) in passage.sentences.enumerated() where !sentence.isCode {
        guard index < 3 || message > 0 else { break }
        guard !sentence.cues.isDisjoint(with: [.otherProject, .subject]) else { continue }
        var weight: Float = 0
        if sentence.cues.contains(.otherProject) { weight += 1.2 }
        if sentence.cues.contains(.subject) { weight += 0.5 }
        if sentence.cues.contains(.now) { weight += 0.3 }
        if sentence.isQuestion { weight -= 0.8 }
        if !sentence.cues.isDisjoint(with: [.conditional, .modal, .uncertain, .thirdParty]) {
          weight -= 1
        }
        if sentence.cues.contains(.resumption) { weight -= 0.5 }
        let name = newName(in: sentence, passage, line)
        if name != nil { weight += 1.2 }
        if speaksOfLine(sentence, passage, line) { weight -= 1.5 }
        if weight >= 2, weight > best?.weight ?? 0 {
          best = Found(
            name: name.map { passage.quote($0) } ?? "another project",
            quote: passage.clauseQuote(around: name?.lowerBound ?? sentence.tokens.lowerBound),
            message: message, weight: min(weight, 2.9))
        }
      }
    }
    return best
  }

  /// A noun phrase like `supplier invoicing application` whose words the line has never heard.
  private func newName(
    in sentence: Passage.Sentence, _ passage: Passage, _ line: CustomerHistory.Line
  ) -> Range<Int>? {
    for index in sentence.tokens where Self.heads.contains(passage.tokens[index].key) {
      var start = index
      while start > sentence.tokens.lowerBound, index - start < 3,
        passage.tokens[start - 1].isWord,
        !vocabulary.commonWords.contains(passage.tokens[start - 1].key)
      {
        start -= 1
      }
      guard start < index else { continue }
      let known = (start..<index).contains {
        line.profile.terms[TermReader.stem(passage.tokens[$0], in: passage)] != nil
      }
      if !known { return start..<index + 1 }
    }
    return nil
  }

  private func speaksOfLine(
    _ sentence: Passage.Sentence, _ passage: Passage, _ line: CustomerHistory.Line
  ) -> Bool {
    guard let project = line.profile.project else { return false }
    let words = Set(TermReader.words(of: project, with: vocabulary))
    return sentence.tokens.contains {
      words.contains(TermReader.stem(passage.tokens[$0], in: passage))
    }
  }
}
