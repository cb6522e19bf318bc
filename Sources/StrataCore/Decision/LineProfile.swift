/// What the sessions of one line have said so far, folded so that its size stays bounded.
public struct LineProfile: Sendable, Codable, Hashable {
  /// A part of a session to learn from: its header and the turns not yet absorbed.
  public struct Excerpt: Sendable {
    /// The session's version.
    public var version: SemanticVersion
    /// What the caller stated.
    public var context: DeploymentContext
    /// The turns, oldest first.
    public var turns: [Turn]
    /// The position of the first of ``turns`` in its session, from 0.
    public var firstTurn: Int

    /// Makes an excerpt.
    public init(
      version: SemanticVersion, context: DeploymentContext, turns: [Turn], firstTurn: Int = 0
    ) {
      self.version = version
      self.context = context
      self.turns = turns
      self.firstTurn = firstTurn
    }
  }

  /// An empty profile.
  public init() {}
}
