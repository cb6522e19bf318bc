/// What has been left and what has come, read from the verbs of change in a sentence.
enum Transitions {
  /// Corrects the standing of mentions that stand with a verb of change.
  static func apply(to mentions: inout [Mention], in passage: Passage) {
    var start = 0
    while start < mentions.count {
      var end = start
      while end < mentions.count, mentions[end].sentence == mentions[start].sentence { end += 1 }
      apply(to: &mentions[start..<end], in: passage)
      start = end
    }
  }

  /// A change in one sentence; `list` holds its mentions in order.
  private static func apply(to list: inout ArraySlice<Mention>, in passage: Passage) {
    guard let first = list.first else { return }
    let sentence = passage.sentences[first.sentence]
    guard !sentence.isCode else { return }
    for index in list.indices {
      if list[index].standing == .negated, isNoMore(list[index], in: passage) {
        list[index].standing = .left
      }
      guard isReal(list[index].standing) else { continue }
      if let change = change(of: list[index], in: passage, sentence: sentence) {
        list[index].standing = change
      }
    }
    arrows(&list, in: passage)
  }

  /// `there is no website any more`.
  private static func isNoMore(_ mention: Mention, in passage: Passage) -> Bool {
    let clause = passage.clauses[Int(passage.clauseOfToken[mention.range.lowerBound])]
    return clause.cues.contains(.anyMore) && !clause.isQuestion
  }

  /// Only what is not hypothetical, denied or somebody else's can have left or come.
  private static func isReal(_ standing: Standing) -> Bool {
    switch standing {
    case .inForce, .stated, .presupposed, .mentioned, .past: true
    default: false
    }
  }

  private static func change(
    of mention: Mention, in passage: Passage, sentence: Passage.Sentence
  ) -> Standing? {
    let start = mention.range.lowerBound
    let clause = passage.clauses[Int(passage.clauseOfToken[start])]
    let before = clause.tokens.lowerBound..<start
    let after = mention.range.upperBound..<max(mention.range.upperBound, clause.tokens.upperBound)
    let near = max(before.lowerBound, start - 5)..<start
    let cuesBefore = passage.cueUnion(in: before)
    let cuesAfter = passage.cueUnion(in: after)
    let cuesNear = passage.cueUnion(in: near)
    let moving = sentence.cues.contains(.movement) || sentence.cues.contains(.replacement)

    // `from A to B`
    if moving, cuesNear.contains(.source),
      lastCue(in: near, of: [.source, .towards], passage) == .source
    {
      return .left
    }
    if clause.cues.contains(.substitution), cuesNear.contains(.substitution) {
      return clause.isQuestion ? nil : .left
    }
    // `replaced A with B`: B after `with|by|for`, A between.
    if let verb = lastMatch(of: .replacement, in: before, passage) {
      let between = verb.range.upperBound..<start
      if passage.cueUnion(in: between).contains(.means) {
        return clause.isQuestion ? nil : .arrived
      }
      if !clause.isQuestion { return .left }
    }
    // `A was replaced by B`, `A is gone`, `ripped A out`
    if isDeparting(
      cuesBefore: cuesBefore, cuesAfter: cuesAfter, near: near, after: after, passage)
    {
      return .left
    }
    if clause.isQuestion { return nil }
    if let verb = firstMatch(of: .becoming, in: after, passage),
      verb.range.lowerBound - after.lowerBound <= 5
    {
      return .left
    }
    if !cuesBefore.isDisjoint(with: [.arrival, .becoming])
      || (cuesBefore.contains(.movement) && cuesNear.contains(.towards))
    {
      return .arrived
    }
    if mention.dimension == .environment, cuesNear.contains(.launch) { return .arrived }
    if mention.dimension == .environment, !cuesNear.isDisjoint(with: .construction),
      clause.cues.isDisjoint(with: .notYet)
    {
      return .arrived
    }
    if let succession = firstMatch(of: .succession, in: after, passage),
      succession.range.lowerBound - mention.range.upperBound < 4
    {
      return .arrived
    }
    return nil
  }

  private static func isDeparting(
    cuesBefore: Cue, cuesAfter: Cue, near: Range<Int>, after: Range<Int>, _ passage: Passage
  ) -> Bool {
    if cuesAfter.contains(.departure) {
      // The subject of a leaving verb, not the object of an arrival before it.
      if let verb = firstMatch(of: .departure, in: after, passage) {
        let between = after.lowerBound..<verb.range.lowerBound
        return between.count <= 5 && !passage.tokens[between].contains { $0.key == Words.and }
      }
    }
    if cuesBefore.contains(.departureOpening), cuesAfter.contains(.departureClosing) { return true }
    // The object of a leaving verb: `removed Kong`, and not `removed the pod in AKS`.
    let close = max(near.lowerBound, near.upperBound - 2)..<near.upperBound
    if passage.cueUnion(in: close).contains(.locative) { return false }
    return passage.cueUnion(in: near).contains(.departure) && !cuesBefore.contains(.arrival)
      && !cuesBefore.contains(.towards)
  }

  private static func lastCue(in range: Range<Int>, of cues: Cue, _ passage: Passage) -> Cue? {
    for match in passage.cues(in: range).reversed() where !match.cue.isDisjoint(with: cues) {
      return match.cue.intersection(cues)
    }
    return nil
  }

  private static func lastMatch(of cue: Cue, in range: Range<Int>, _ passage: Passage) -> Passage
    .CueMatch?
  {
    passage.cues(in: range).last { $0.cue.contains(cue) }
  }

  private static func firstMatch(of cue: Cue, in range: Range<Int>, _ passage: Passage) -> Passage
    .CueMatch?
  {
    passage.cues(in: range).first { $0.cue.contains(cue) }
  }

  /// An arrow, or `to` in a sentence that moves: `switched clouds (GCP to Azure)`.
  private static func joinsChange(
    _ gap: Range<Int>, in passage: Passage, mention: Mention
  ) -> Bool {
    if passage.tokens[gap].contains(where: { $0.kind == .arrow }) { return true }
    let sentence = passage.sentences[mention.sentence]
    return gap.count == 1 && passage.tokens[gap.lowerBound].key == Words.to && !sentence.isQuestion
      && sentence.cues.contains(.movement)
  }

  /// `A -> B` between two values of one dimension.
  private static func arrows(_ list: inout ArraySlice<Mention>, in passage: Passage) {
    for index in list.indices.dropLast() {
      for next in list.indices where next > index {
        guard list[index].dimension == list[next].dimension, list[index].value != list[next].value
        else { continue }
        let gap =
          list[index].range
          .upperBound..<max(list[index].range.upperBound, list[next].range.lowerBound)
        guard gap.count <= 2, joinsChange(gap, in: passage, mention: list[index]) else { continue }
        if isReal(list[index].standing) || list[index].standing == .arrived {
          list[index].standing = .left
        }
        if isReal(list[next].standing) { list[next].standing = .arrived }
      }
    }
  }
}
