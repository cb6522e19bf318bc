public import StrataCore

/// What a join did, or would do (row C5).
public struct JoinReport: Sendable, Hashable, Codable {
  /// A session that was taken in.
  public struct Joined: Sendable, Hashable, Codable {
    /// The session.
    public var session: SessionID
    /// Whose it is.
    public var customer: CustomerID
    /// The version that it had in the other store.
    public var was: SemanticVersion
    /// The version that it has here.
    public var version: SemanticVersion
  }

  /// The other store.
  public var store: SessionID
  /// The sessions that came in, in the order in which the other store took them.
  public var joined: [Joined] = []
  /// The sessions of this store that have another number now.
  public var renumbered: [Joined] = []
  /// The sessions of this store whose copy there went on further.
  public var extended: [SessionName] = []
  /// The sessions of this store whose words were erased there, and so here.
  public var erased: [SessionName] = []
  /// How many questions and answers of the other store's queue for review came in.
  public var reviews = 0
  /// How many accesses came in: who logged in there, or tried to.
  public var accesses = 0
  /// How many sessions both stores had already, and the same.
  public var unchanged = 0
  /// Whether nothing was written.
  public var isDryRun = false

  enum CodingKeys: String, CodingKey {
    case store, joined, renumbered, extended, erased, reviews, accesses, unchanged
    case isDryRun = "dry_run"
  }

  /// Whether there was nothing to do.
  public var isEmpty: Bool {
    joined.isEmpty && renumbered.isEmpty && extended.isEmpty && erased.isEmpty && reviews == 0
      && accesses == 0
  }
}
