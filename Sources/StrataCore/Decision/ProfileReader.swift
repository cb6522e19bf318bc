/// Folds what a session says into the profile of its line (row V5).
struct ProfileReader {
  let vocabulary: Vocabulary
  let texts: ReadTexts

  /// Learns from a part of a session. Patches teach only what their caller stated.
  ///
  /// - Complexity: O(length of the excerpt).
  func absorb(_ excerpt: LineProfile.Excerpt, into profile: inout LineProfile) {
    absorb(context: excerpt.context, of: excerpt.version, into: &profile)
    ClaimReader.note(
      excerpt.context, of: excerpt.version, in: &profile.claims, with: vocabulary)
    guard excerpt.version.patch == 0 else { return }
    if profile.newestSession.map({ $0 < excerpt.version }) ?? true {
      profile.newestSession = excerpt.version
      profile.inferredPhase = nil
    }
    for (offset, turn) in excerpt.turns.enumerated() {
      guard turn.role == .user || turn.role == .assistant else { continue }
      let read = texts.text(turn.content, with: vocabulary)
      let number = excerpt.firstTurn + offset + 1
      absorb(
        read, source: "\(excerpt.version) turn \(number)", trust: turn.role == .user ? 1 : 0.5,
        into: &profile)
      ClaimReader.note(
        read, by: turn.role, in: excerpt.version, turn: number, in: &profile.claims)
      guard turn.role == .user, excerpt.version == profile.newestSession else { continue }
      // Turn by turn, so that it does not matter in how many parts a session is absorbed.
      if let phase = WorkflowPhase(toldBy: read.passage, with: vocabulary) {
        profile.inferredPhase = phase
      }
    }
    trim(&profile)
  }

  private func absorb(
    context: DeploymentContext, of version: SemanticVersion, into profile: inout LineProfile
  ) {
    for (dimension, text) in StatedValues.texts(of: context) {
      if dimension == .project {
        profile.project = text
        for key in TermReader.words(of: text, with: vocabulary) {
          profile.terms[key, default: 0] += 6
        }
      }
      profile.stated[dimension] = LineProfile.Fact(
        value: dimension == .project ? text : vocabulary.normalised(text, in: dimension),
        source: "\(version) context.\(dimension.field)", quote: nil)
    }
    if let list = context.compliance {
      profile.regimes = list.prefix(LineProfile.maximumRegimes).map {
        vocabulary.normalised($0, in: .compliance)
      }
    }
  }

  private func absorb(
    _ read: ReadTexts.Text, source: String, trust: Float, into profile: inout LineProfile
  ) {
    let passage = read.passage
    for mention in read.mentions {
      let force = max(mention.standing.force, mention.standing == .mentioned ? 0.5 : 0)
      guard force > 0, mention.standing != .quoted else { continue }
      var votes = profile.votes[mention.dimension] ?? []
      let weight = force * mention.strength * trust * (mention.strength < 1 ? 0.3 : 1) * 0.5
      if let index = votes.firstIndex(where: { $0.value == mention.value }) {
        votes[index].weight += weight
      } else if votes.count < LineProfile.maximumVotes {
        votes.append(
          LineProfile.Vote(
            value: mention.value, weight: weight, source: source,
            quote: passage.clauseQuote(around: mention.range.lowerBound)))
      }
      profile.votes[mention.dimension] = votes
    }
    for term in read.terms { profile.terms[term.key, default: 0] += term.weight * trust }
    for count in read.counts {
      profile.counts[count.unit] = max(profile.counts[count.unit] ?? 0, count.value)
    }
  }

  /// Forgets the lightest terms; of two as light the one with the smaller key.
  private func trim(_ profile: inout LineProfile) {
    let excess = profile.terms.count - LineProfile.maximumTerms
    guard excess > 0 else { return }
    // Numbers compare much faster than pairs, and weights are positive: their bits are in order.
    let ranks = profile.terms.map { Self.rank($0.key, $0.value) }.sorted()
    let lightest = profile.terms.filter { Self.rank($0.key, $0.value) <= ranks[excess - 1] }
    for key in lightest.keys { profile.terms[key] = nil }
  }

  private static func rank(_ key: UInt64, _ weight: Float) -> UInt64 {
    UInt64(weight.bitPattern) << 32 | key >> 32
  }
}

/// The dimensions that a context states as text.
enum StatedValues {
  /// Each stated field that is not blank.
  static func texts(of context: DeploymentContext) -> [(Facet, String)] {
    let fields: [(Facet, String?)] = [
      (.provider, context.cloudProvider), (.architecture, context.architecture),
      (.service, context.serviceType), (.environment, context.environment),
      (.project, context.project), (.scale, context.scale),
    ]
    return fields.compactMap { dimension, text in
      guard let text, text.utf8.contains(where: { $0 > 0x20 }) else { return nil }
      return (dimension, text)
    }
  }
}
