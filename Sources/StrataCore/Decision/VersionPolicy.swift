/// Decides versions: a pure function from what is known to a ``VersionDecision``.
public struct VersionPolicy: Sendable {
  /// A policy with Strata's vocabulary.
  public init() {}

  /// Learns what a part of a session says.
  ///
  /// - Complexity: O(length of the excerpt).
  public func absorb(_ excerpt: LineProfile.Excerpt, into profile: inout LineProfile) {
  }

  /// Decides. Deterministic: the same inputs give the same decision.
  ///
  /// - Throws: ``StrataError`` with code `notFound` where an operation's target or a chosen line does
  ///   not exist. Every other failure falls back to the next free minor of the newest line (row V8).
  public func decide(
    _ request: DecisionRequest, given history: CustomerHistory
  ) throws(StrataError) -> VersionDecision {
    VersionDecision(
      increment: .initial, version: .first, parent: nil, triggers: [.initial], why: "")
  }
}
