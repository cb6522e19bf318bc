/// Learns from what somebody writes how much they know and how they like to talk (row L2).
///
/// Deterministic: it counts signs in the most recent turns of the user, each turn half as heavy as
/// the one ``halfLife`` turns after it, and compares with fixed bounds. What somebody says of
/// themselves beats what is counted (docs/continuity.md has the table).
package struct SpeakerReading {
  /// A turn of the user.
  package struct Spoken: Sendable {
    package var version: SemanticVersion
    /// The number of the turn in its session, from 1.
    package var turn: Int
    package var text: String

    package init(version: SemanticVersion, turn: Int, text: String) {
      self.version = version
      self.turn = turn
      self.text = text
    }
  }

  /// A provider that was said to be preferred.
  package struct Preference: Hashable, Sendable {
    package var value: String
    package var place: LinePlace
  }

  /// How many turns are read.
  package static let window = 40
  /// From fewer turns nothing is learned of a person but what they say of themselves.
  static let leastTurns = 3
  /// After how many newer turns a turn counts half.
  static let halfLife = 10

  private let turns: [SpeakerTurn]

  /// Reads some turns, the newest first; at most ``window`` count.
  ///
  /// - Complexity: O(length of the turns).
  package init(_ spoken: [Spoken], vocabulary: Vocabulary) {
    turns = spoken.prefix(Self.window).map { SpeakerTurn($0, vocabulary: vocabulary) }
  }

  /// The provider that was said to be preferred last.
  package var preference: Preference? { turns.lazy.compactMap(\.preference).first }

  // MARK: - Expertise

  /// A mean score below this is a beginner's.
  static let beginnerBound = 0.0
  /// A mean score from here on is an expert's.
  static let expertBound = 0.9

  /// The level of expertise, with its signs.
  package var expertise: ContextMerge.Field? {
    guard let newest = turns.first else { return nil }
    let signs = expertiseSigns
    if let turn = turns.first(where: { $0.declared != nil }), let (level, place) = turn.declared {
      return ContextMerge.Field(
        name: ContextField.expertise.rawValue, value: .string(level.rawValue), basis: .said,
        source: ContextMerge.Source(place), why: "says so of themselves", signs: signs)
    }
    guard turns.count >= Self.leastTurns else { return nil }
    let score = mean(\.expertiseScore)
    let level: ExpertiseLevel =
      score < Self.beginnerBound
      ? .beginner : score >= Self.expertBound ? .expert : .intermediate
    let telling = telling(level)
    return ContextMerge.Field(
      name: ContextField.expertise.rawValue, value: .string(level.rawValue), basis: .learned,
      source: ContextMerge.Source(telling ?? LinePlace(version: newest.version, turn: newest.turn)),
      why: "scores \(Self.rounded(score)) over \(Self.count(turns.count, "recent turn")): below "
        + "\(Self.rounded(Self.beginnerBound)) is a beginner, from \(Self.rounded(Self.expertBound)) on "
        + "an expert", signs: signs)
  }

  private var expertiseSigns: [ContextMerge.Sign] {
    [
      .init(name: "turns", count: turns.count),
      .init(name: "words of the trade", count: turns.reduce(0) { $0 + $1.trade.count }),
      .init(name: "technical names", count: turns.reduce(0) { $0 + $1.names }),
      .init(name: "identifiers and code", count: turns.reduce(0) { $0 + $1.identifiers }),
      .init(name: "questions of a beginner", count: turns.reduce(0) { $0 + $1.basics.count }),
    ].filter { $0.count > 0 }
  }

  /// The newest words that speak for a level.
  private func telling(_ level: ExpertiseLevel) -> LinePlace? {
    switch level {
    case .beginner: turns.lazy.compactMap(\.basics.first).first
    case .intermediate: turns.lazy.compactMap { $0.trade.first ?? $0.basics.first }.first
    case .expert: turns.max { ($0.trade.count, $1.order) < ($1.trade.count, $0.order) }?.trade.first
    }
  }

  // MARK: - Style

  /// Fewer words a turn are brief.
  static let briefBound = 16.0
  /// More words a turn are detailed.
  static let detailedBound = 60.0
  /// From this share of turns on, a trait is one of the person.
  static let traitShare = 0.4

  /// How somebody likes to talk: how long, in which tone, with code or not, whether reasons are asked.
  package var style: ContextMerge.Field? {
    guard let newest = turns.first else { return nil }
    var place = LinePlace(version: newest.version, turn: newest.turn)
    var isSaid = false
    let words = mean { Double($0.words) }
    var length =
      words < Self.briefBound ? "brief" : words > Self.detailedBound ? "detailed" : "balanced"
    if let turn = turns.first(where: { $0.wanted != nil }), let (wanted, at) = turn.wanted {
      (length, place, isSaid) = (wanted, at, true)
    }
    guard isSaid || turns.count >= Self.leastTurns else { return nil }
    let courteous = mean { $0.courtesy == nil ? 0 : 1 } >= Self.traitShare
    let code = mean { $0.hasCode ? 1 : 0 } >= Self.traitShare
    let reasons = mean { $0.reasons == nil ? 0 : 1 } >= Self.traitShare
    if !isSaid, courteous, let at = turns.lazy.compactMap(\.courtesy).first { place = at }
    let traits =
      [length, courteous ? "courteous" : "direct"] + (code ? ["with code"] : [])
      + (reasons ? ["asks for reasons"] : [])
    return ContextMerge.Field(
      name: ContextField.style.rawValue, value: .string(traits.joined(separator: ", ")),
      basis: isSaid ? .said : .learned, source: ContextMerge.Source(place),
      why: isSaid
        ? "asked for it"
        : "\(Self.rounded(words)) words a turn over \(Self.count(turns.count, "recent turn"))",
      signs: [
        .init(name: "turns", count: turns.count),
        .init(name: "courteous turns", count: turns.count { $0.courtesy != nil }),
        .init(name: "turns with code", count: turns.count { $0.hasCode }),
        .init(name: "turns that ask why", count: turns.count { $0.reasons != nil }),
      ].filter { $0.count > 0 })
  }

  // MARK: - Weights

  /// The mean over the turns, recent ones heavier.
  private func mean(_ value: (SpeakerTurn) -> Double) -> Double {
    var (sum, total, weight) = (0.0, 0.0, 1.0)
    for turn in turns {
      sum += weight * value(turn)
      total += weight
      weight *= Self.decay
    }
    return total > 0 ? sum / total : 0
  }

  /// The tenth root of one half.
  private static let decay = 0.933_032_991_536_807_4

  private static func rounded(_ value: Double) -> String {
    let tenths = Int((abs(value) * 10).rounded())
    return (value < 0 && tenths > 0 ? "-" : "") + "\(tenths / 10).\(tenths % 10)"
  }

  private static func count(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}
