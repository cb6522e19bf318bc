/// Checks the key decisions of a family against one another and against what is in force (row L3).
package struct DecisionLedger {
  /// The decisions, the oldest first, each with its status.
  package private(set) var decisions: [CarriedDecision]
  /// The pairs that are in conflict, whether or not a person has resolved them.
  package private(set) var conflicts: [ReviewFinding] = []

  /// A decision as the ledger compares it.
  private struct Read {
    var topic: Set<UInt64>
    var choice: Choice
    var alternatives: [Choice]
    var replaces: Bool
    /// The values of the vocabulary that the choice names.
    var values: [(facet: Facet, value: String)]
  }

  /// The words of a choice; `no canary` is not `canary`.
  private struct Choice: Hashable {
    var words: Set<UInt64>
    var isDenied: Bool

    func isSame(as other: Choice) -> Bool {
      isDenied == other.isDenied && overlap(words, other.words) >= DecisionLedger.sameShare
    }
  }

  /// Topics and choices are the same from this share of common words on (Jaccard).
  private static let sameShare = 0.6

  private let vocabulary: Vocabulary
  private var reads: [Read] = []

  /// Checks decisions, given the oldest first.
  ///
  /// - Parameters:
  ///   - verdicts: what the family says of each side of its deployment.
  ///   - items: the review items there are, by id.
  /// - Complexity: O(decisions × different choices on their topic + decisions × different topics).
  package init(
    _ recorded: [CarriedDecision], verdicts: [Facet: FacetVerdict], items: [String: ReviewItem],
    customer: CustomerID, vocabulary: Vocabulary
  ) {
    decisions = recorded.filter { !Self.isErased($0.decision) }
    self.vocabulary = vocabulary
    reads = decisions.map { Self.read($0.decision, vocabulary) }
    for index in decisions.indices { check(index, against: verdicts) }
    compare(items, of: customer)
  }

  /// An erasure leaves one notice in the place of topic and choice.
  private static func isErased(_ decision: KeyDecision) -> Bool {
    decision.topic == decision.choice && decision.topic.hasPrefix("[erased by ")
  }

  // MARK: - Against what is in force

  /// Sides of the deployment on which decisions rest.
  private static let grounds: [Facet] = [.provider, .architecture, .service, .compliance]

  private mutating func check(_ index: Int, against verdicts: [Facet: FacetVerdict]) {
    let version = decisions[index].reference.version
    for (facet, value) in reads[index].values where Self.grounds.contains(facet) {
      let end = verdicts[facet]?.dropped.first {
        $0.value == value
          && $0.because.version.major == version.major && $0.because.version > version
      }
      guard let end, !(verdicts[facet]?.held.contains { $0.value == value } ?? false) else {
        continue
      }
      let now = end.successor.map { ", now \($0)" } ?? ""
      decisions[index].status = .noLonger(
        because: "it rests on \(facet.name) \(value), which \(end.because.version) ended\(now)",
        source: ContextMerge.Source(end.because))
      return
    }
  }

  // MARK: - Against one another

  private mutating func compare(_ items: [String: ReviewItem], of customer: CustomerID) {
    /// The indices of the decisions that stand, by topic.
    var standing: [(topic: Set<UInt64>, indices: [Int])] = []
    var exact: [Set<UInt64>: Int] = [:]
    for index in decisions.indices where decisions[index].status == .applies {
      let topic = reads[index].topic
      let place =
        exact[topic] ?? standing.firstIndex { overlap($0.topic, topic) >= Self.sameShare }
        ?? standing.count
      if place == standing.count { standing.append((topic, [])) }
      exact[topic] = place
      standing[place].indices = settled(standing[place].indices, and: index, items, customer)
    }
  }

  /// The earlier decisions that stand beside a new one.
  private mutating func settled(
    _ earlier: [Int], and new: Int, _ items: [String: ReviewItem], _ customer: CustomerID
  ) -> [Int] {
    var standing: [Int] = []
    for old in earlier {
      if reads[old].choice.isSame(as: reads[new].choice) { continue }
      guard decisions[new].status.isStanding else {
        standing.append(old)
        continue
      }
      if let reason = supersession(of: old, by: new) {
        decisions[old].status = .noLonger(because: reason, source: nil)
        continue
      }
      let pair = [decisions[old].reference, decisions[new].reference]
      let finding = ReviewFinding(conflict: pair, of: customer)
      conflicts.append(finding)
      for index in [old, new] { decisions[index].reviews.append(finding.id) }
      if resolve(finding.id, items, old, new) { standing.append(old) }
    }
    return decisions[new].status.isStanding ? standing + [new] : standing
  }

  /// Why a later decision takes the place of an earlier one, where it plainly does.
  private func supersession(of old: Int, by new: Int) -> String? {
    let (before, after) = (decisions[old].reference, decisions[new].reference)
    let choice = decisions[new].decision.choice
    if before.session == after.session {
      return "\(after.version) decided again in the same session: \(choice)"
    }
    if reads[new].alternatives.contains(where: { $0.isSame(as: reads[old].choice) }) {
      return "\(after.version) weighed it and chose \(choice)"
    }
    return reads[new].replaces ? "\(after.version) replaced it by \(choice)" : nil
  }

  /// Applies a person's resolution or marks both as in conflict; whether the old one still stands.
  private mutating func resolve(
    _ id: String, _ items: [String: ReviewItem], _ old: Int, _ new: Int
  ) -> Bool {
    guard let resolution = items[id]?.resolution else {
      for (one, other) in [(old, new), (new, old)] {
        decisions[one].status = .inConflict(
          with: decisions[one].status.rivals + [decisions[other].reference])
      }
      return true
    }
    guard let kept = resolution.kept else { return true }
    let lost = kept == decisions[old].reference ? new : old
    let winner = lost == old ? new : old
    decisions[lost].status = .noLonger(
      because:
        "\(resolution.by ?? "a person") kept that of \(decisions[winner].reference.version): "
        + resolution.reason, source: nil)
    return lost == new
  }

  // MARK: - Words

  /// Words in a reason that say that something else is given up.
  private static let replacing = Set(
    """
    instead replaces replace replaced supersedes superseded switch switched switching moved move drop \
    dropped dropping abandon abandoned retire retired anymore longer
    """.split { $0 == " " || $0 == "\n" }.map { Token.key(String($0)) })

  private static func read(_ decision: KeyDecision, _ vocabulary: Vocabulary) -> Read {
    let choice = Passage(decision.choice, with: vocabulary)
    let reason = Tokeniser.tokens(of: Array((decision.rationale ?? "").utf8))
    return Read(
      topic: Set(TermReader.words(of: decision.topic, with: vocabulary)),
      choice: Self.choice(decision.choice, vocabulary),
      alternatives: decision.alternatives.map { Self.choice($0, vocabulary) },
      replaces: (reason + choice.tokens).contains { replacing.contains($0.key) },
      values: vocabulary.names.matches(in: choice.tokens).flatMap(\.payload)
        .filter { $0.strength >= 0.85 }.map { ($0.dimension, $0.value) })
  }

  private static func choice(_ text: String, _ vocabulary: Vocabulary) -> Choice {
    let passage = Passage(text, with: vocabulary)
    return Choice(
      words: Set(TermReader.words(of: text, with: vocabulary)),
      isDenied: passage.sentences.contains { $0.cues.contains(.negation) })
  }
}

/// The share of common members (Jaccard); of two empty sets 1.
private func overlap(_ left: Set<UInt64>, _ right: Set<UInt64>) -> Double {
  let union = left.union(right).count
  return union == 0 ? 1 : Double(left.intersection(right).count) / Double(union)
}

extension CarriedDecision.Status {
  /// Whether it applies or is in conflict.
  fileprivate var isStanding: Bool {
    if case .noLonger = self { return false }
    return true
  }

  fileprivate var rivals: [CarriedDecision.Reference] {
    if case .inConflict(let rivals) = self { return rivals }
    return []
  }
}
