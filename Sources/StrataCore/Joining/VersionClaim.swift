/// What a session claims: the version that it was given when it started, in whichever store that was
/// (row C5). It never changes, however often stores are joined.
public struct VersionClaim: Hashable, Sendable {
  /// The session.
  public var session: SessionID
  /// The version that it was given.
  public var version: SemanticVersion
  /// When it was created: the earlier one keeps a version that two claim.
  public var createdAt: Timestamp
  /// Of a patch, the session that it mends, which it follows to another number; nil for a patch of
  /// a number that no session has.
  public var base: SessionID?

  /// Makes a claim.
  public init(
    session: SessionID, version: SemanticVersion, createdAt: Timestamp, base: SessionID? = nil
  ) {
    self.session = session
    self.version = version
    self.createdAt = createdAt
    self.base = base
  }
}
