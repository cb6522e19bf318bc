public import StrataCore

/// The chain that a session's entries form: each names its number and the leaf before it, and the
/// completion commits to the count. That is what proves a trace complete, and not only genuine (K2).
public struct SessionChain: Sendable {
  /// Where the chain breaks.
  public struct Fault: Sendable, Hashable {
    /// One sentence: what is wrong.
    public var message: String
    /// When the entry was made at which it breaks.
    public var since: Timestamp
  }

  /// Where it breaks first, nil where it does not.
  public let fault: Fault?
  /// How many entries the session had when it was completed; nil where it is active.
  public let committedCount: Int?
  private let count: Int

  /// Follows the chain of entries with the hashes of their leaves, in order.
  public init(_ entries: [(entry: JournalEntry, leaf: [UInt8])]) {
    var fault: Fault?
    var committed: Int?
    var former: [UInt8]?
    for (index, (entry, leaf)) in entries.enumerated() {
      if fault == nil {
        fault = Self.fault(of: entry, number: index + 1, after: former)
      }
      if entry.kind == .sessionCompleted, committed == nil, case .object(let body) = entry.body,
        case .integer(let count)? = body["entry_count"]
      {
        committed = Int(count)
        if count != index + 1, fault == nil {
          fault = Fault(
            message: "the completion counts \(count) entries, and it is number \(index + 1)",
            since: entry.recordedAt)
        }
      }
      former = leaf
    }
    self.fault = fault
    committedCount = committed
    count = entries.count
  }

  private static func fault(
    of entry: JournalEntry, number: Int, after former: [UInt8]?
  ) -> Fault? {
    if entry.sequence != number {
      return Fault(
        message: "entry \(number) of the session is not there", since: entry.recordedAt)
    }
    if entry.previous != former {
      return Fault(
        message: "entry \(number) of the session does not name the leaf of the one before it",
        since: entry.recordedAt)
    }
    return nil
  }

  /// Whether the chain proves that nothing of the session is missing.
  public var isProvedComplete: Bool { fault == nil && committedCount != nil }

  /// One line about what the chain proves.
  public var statement: String {
    if fault != nil { return "the chain is broken" }
    guard let committedCount else {
      return "the session is active: nothing is missing before its last entry"
    }
    let later = count - committedCount
    return "proved complete: its completion counts \(committedCount)"
      + (later > 0 ? ", \(later) made after it" : "")
  }
}
