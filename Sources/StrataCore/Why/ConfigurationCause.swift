/// Why a configuration key has its value, and what came of it (row K3).
public struct ConfigurationCause: Sendable {
  /// A session of which entries were made while the value was in force.
  public struct Ran: Sendable, Hashable {
    /// The session.
    public var session: SessionID
    /// Its other name.
    public var name: SessionName
    /// How many of the entries that were looked at are its.
    public var entryCount: Int
    /// The first of them.
    public var firstEntry: Int64
    /// The last of them.
    public var lastEntry: Int64

    /// Makes one.
    public init(
      session: SessionID, name: SessionName, entryCount: Int, firstEntry: Int64, lastEntry: Int64
    ) {
      self.session = session
      self.name = name
      self.entryCount = entryCount
      self.firstEntry = firstEntry
      self.lastEntry = lastEntry
    }
  }

  /// The change that made it so: who, when, why.
  public var version: ConfigurationVersion
  /// The entry of the change.
  public var cause: CitedEntry
  /// What else was changed together with it.
  public var together: [ConfigurationVersion]
  /// What it replaced, newest first.
  public var replaced: [ConfigurationVersion]
  /// For a rollback: the change that had made the value before.
  public var restored: ConfigurationVersion?
  /// The change that replaced it; nil while it is in force.
  public var replacedBy: ConfigurationVersion?
  /// The sessions that the reason names, with the decisions by which they are what they are.
  public var named: [Session]
  /// How many entries of the whole store were made while it was in force.
  public var entryCount: Int64
  /// The sessions with entries among these, by their first entry.
  public var sessions: [Ran]
  /// The entry after which to go on, where not all of them were looked at.
  public var next: Int64?

  /// Puts a cause together.
  public init(
    version: ConfigurationVersion, cause: CitedEntry, together: [ConfigurationVersion],
    replaced: [ConfigurationVersion], restored: ConfigurationVersion?,
    replacedBy: ConfigurationVersion?, named: [Session], entryCount: Int64, sessions: [Ran],
    next: Int64?
  ) {
    self.version = version
    self.cause = cause
    self.together = together
    self.replaced = replaced
    self.restored = restored
    self.replacedBy = replacedBy
    self.named = named
    self.entryCount = entryCount
    self.sessions = sessions
    self.next = next
  }
}
