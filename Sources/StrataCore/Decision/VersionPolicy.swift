/// Decides versions: a pure function from what is known to a ``VersionDecision``.
///
/// ```swift
/// let decision = try VersionPolicy().decide(request, given: history)
/// decision.version  // v2.0.0
/// ```
public struct VersionPolicy: Sendable {
  private let extended: Vocabulary?

  /// The names and words it reads by.
  ///
  /// Strata's own are indexed when they are first asked for, so that verbs which decide nothing
  /// start without them.
  public var vocabulary: Vocabulary { extended ?? .builtIn }

  /// The longest silence of a line that does not end it: exactly 30 days, in microseconds.
  public static let longestGapMicroseconds: Int64 = 30 * 24 * 3600 * 1_000_000

  /// A policy with Strata's vocabulary.
  public init() {
    extended = nil
  }

  /// A policy with a vocabulary that was extended.
  public init(vocabulary: Vocabulary) {
    extended = vocabulary
  }

  /// Reads turns ahead of a decision, which changes nothing but its cost.
  ///
  /// - Complexity: O(length of the turns).
  public func read(_ turns: [Turn]) -> ReadTexts {
    ReadTexts(turns, with: vocabulary)
  }

  /// Learns what a part of a session says.
  ///
  /// - Complexity: O(length of the excerpt).
  public func absorb(
    _ excerpt: LineProfile.Excerpt, into profile: inout LineProfile,
    having texts: ReadTexts = ReadTexts()
  ) {
    ProfileReader(vocabulary: vocabulary, texts: texts).absorb(excerpt, into: &profile)
  }

  /// Decides. Deterministic: the same inputs give the same decision.
  ///
  /// - Throws: ``StrataError`` with code `notFound` where an operation's target or a chosen line does
  ///   not exist. Every other failure falls back to the next free minor of the newest line (row V8).
  /// - Complexity: O(length of the opening + lines × terms of the opening).
  public func decide(
    _ request: DecisionRequest, given history: CustomerHistory,
    having texts: ReadTexts = ReadTexts()
  ) throws(StrataError) -> VersionDecision {
    let policy = try Assignment(
      request: request, history: history, vocabulary: vocabulary, texts: texts
    ).decision()
    guard let choice = request.choice else { return policy }
    return try ChosenAssignment(choice: choice, policy: policy, history: history).decision()
  }
}
