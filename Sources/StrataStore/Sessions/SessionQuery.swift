public import StrataCore

/// Which sessions to list, in the order in which the store took them.
public struct SessionQuery: Sendable {
  /// Only this customer's.
  public var customer: CustomerID?
  /// Only those in this state.
  public var state: Session.State?
  /// The newest first; else the oldest first.
  public var newestFirst: Bool
  /// Only those that come after this one in the order asked for: the last of the page before.
  public var after: SessionID?
  /// Only those that come before this one in the order asked for.
  public var before: SessionID?
  /// At most this many, from the start of the range.
  public var limit: Int

  /// Makes a query for the newest 50 sessions unless told otherwise.
  public init(
    customer: CustomerID? = nil, state: Session.State? = nil, newestFirst: Bool = true,
    after: SessionID? = nil, before: SessionID? = nil, limit: Int = 50
  ) {
    self.customer = customer
    self.state = state
    self.newestFirst = newestFirst
    self.after = after
    self.before = before
    self.limit = limit
  }
}

/// A customer at a glance.
public struct CustomerSummary: Hashable, Sendable, Codable {
  /// Who.
  public var id: CustomerID
  /// How many sessions, patches included.
  public var sessionCount: Int
  /// The version that was assigned last.
  public var newest: SemanticVersion
  /// When something was last said or decided.
  public var lastActivityAt: Timestamp

  enum CodingKeys: String, CodingKey {
    case id = "customer"
    case sessionCount = "session_count"
    case newest = "newest_version"
    case lastActivityAt = "last_activity_timestamp"
  }
}
