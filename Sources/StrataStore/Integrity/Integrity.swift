public import StrataCore

/// What a check of the whole store found (rows Q1, Q3).
public struct Integrity: Sendable {
  /// What is wrong.
  public var findings: [Finding]
  /// How many sessions were looked at.
  public var sessionCount: Int
  /// How many of them have all turns, entries and files as they were kept.
  public var wholeCount: Int

  /// Whether the journal is too damaged to look at sessions.
  public var isUnreadable = false

  /// The share of sessions that are whole, 0 to 1; 1 where there are none, 0 where the journal is too
  /// damaged to look.
  public var ratio: Double {
    guard sessionCount > 0 else { return isUnreadable ? 0 : 1 }
    return Double(wholeCount) / Double(sessionCount)
  }
}
