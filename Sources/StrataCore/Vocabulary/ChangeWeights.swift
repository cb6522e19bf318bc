/// What each piece of evidence weighs for a change, in log odds.
///
/// The weights were fitted by logistic regression to labelled openings, with every customer's cases
/// kept together in cross-validation; only the most telling words were kept. A line of a table is
/// `weight: name; name`. In words, `#` stands for a number, `@` for a word of the line's project
/// and `^` for the start of a sentence.
struct ChangeWeights: Sendable {
  let base: Float
  private let features: [String: Float]
  private let words: [UInt64: Float]

  init(base: Float, features: String, words: String) {
    self.base = base
    self.features = Self.rows(features)
    self.words = Dictionary(
      Self.rows(words).map { (Self.key(of: $0.key), $0.value) }, uniquingKeysWith: +)
  }

  func weight(of feature: String) -> Float { features[feature] ?? 0 }

  func weight(ofWord key: UInt64) -> Float { words[key] ?? 0 }

  static let start = Token.key("^")
  static let topic = Token.key("@")
  static let number = Token.key("#")

  /// The key of two words that follow each other.
  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    (first &* 0x9E37_79B9_7F4A_7C15) ^ second
  }

  private static func key(of entry: String) -> UInt64 {
    let keys = entry.split(separator: " ").map { Token.key(String($0)) }
    return keys.count == 2 ? pair(keys[0], keys[1]) : keys.first ?? 0
  }

  private static func rows(_ table: String) -> [String: Float] {
    var result: [String: Float] = [:]
    for line in table.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let weight = Float(parts[0].filter { $0 != " " }) else { continue }
      for name in parts[1].split(separator: ";") {
        result[name.split(separator: " ").joined(separator: " ")] = weight
      }
    }
    return result
  }

  /// The cues that are weighed, apart for sentences that tell and sentences that ask.
  static let cues: [(cue: Cue, name: String)] = [
    (.negation, "negation"), (.conditional, "conditional"), (.modal, "modal"),
    (.uncertain, "uncertain"), (.someday, "someday"), (.scheduled, "scheduled"), (.now, "now"),
    (.past, "past"), (.thirdParty, "thirdParty"), (.comparison, "comparison"),
    (.departure, "departure"), (.movement, "movement"), (.arrival, "arrival"),
    (.succession, "succession"), (.replacement, "replacement"), (.untouched, "untouched"),
    (.otherProject, "otherProject"), (.subject, "subject"), (.resumption, "resumption"),
    (.launch, "launch"), (.construction, "construction"), (.obligation, "obligation"),
    (.growth, "growth"), (.done, "done"), (.becoming, "becoming"), (.anyMore, "anyMore"),
  ]
}
