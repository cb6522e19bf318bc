/// An entry that an answer to "why is this so?" rests on (row K3).
public struct CitedEntry: Sendable, Hashable {
  /// The entry.
  public var entry: JournalEntry
  /// Its session as `customer/v1.2.0`; nil where it belongs to none.
  public var session: SessionName?
  /// What was decided, where it records a key decision that was not erased.
  public var decision: KeyDecision?

  /// Cites an entry.
  public init(_ entry: JournalEntry, session: SessionName?, decision: KeyDecision? = nil) {
    self.entry = entry
    self.session = session
    self.decision = decision
  }
}

/// Some entries, and whether there are more of the kind.
public struct CitedEntries: Sendable, Hashable {
  /// The entries.
  public var entries: [CitedEntry]
  /// Whether there are more than these.
  public var hasMore: Bool

  /// Cites entries.
  public init(_ entries: [CitedEntry] = [], hasMore: Bool = false) {
    self.entries = entries
    self.hasMore = hasMore
  }
}
