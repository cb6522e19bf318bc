public import StrataCore

/// How to import.
public struct ImportOptions: Sendable {
  /// What the files are; nil: seen by looking.
  public var format: ConversationFormat?
  /// Whose conversations they are; nil: each says so itself.
  public var customer: CustomerID?
  /// Whether the sessions stay active instead of being completed at their last turn.
  public var leavesOpen = false
  /// How a conversation ended that does not say so itself; nil leaves that open.
  public var outcome: Session.Outcome?
  /// Whether to say only what would be done.
  public var isDryRun = false
  /// A longer record is passed over, in bytes.
  public var maximumRecordBytes = 64 << 20
  /// So many problems are kept; the rest are counted.
  public var maximumProblems = 1000

  /// The formats are detected, sessions are completed, everything is written.
  public init() {}
}

/// How far an import is.
public struct ImportProgress: Hashable, Sendable {
  /// Each file is read twice: first to see what there is, then in the order of time.
  public enum Phase: String, Sendable {
    /// Looking what there is.
    case reading
    /// Making sessions.
    case storing
  }

  /// Which of the two.
  public var phase: Phase
  /// Bytes dealt with in this phase.
  public var bytesDone: Int
  /// Bytes to deal with in this phase.
  public var bytesTotal: Int
  /// Records found, or dealt with.
  public var records: Int
  /// Problems so far.
  public var problems: Int
}
