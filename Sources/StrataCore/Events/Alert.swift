/// An anomaly that a consumer group found (row E3). Raised, it is an entry `alert.raised`.
public struct Alert: Hashable, Sendable {
  /// The rule of the group `audit`: a record is not what its entry says.
  public static let auditDifference = "audit-difference"

  /// Which rule, a ``BurstRule`` or ``auditDifference``.
  public var rule: String
  /// The position of the entry that made it one. Rule and position name the anomaly: however often
  /// a group goes over it, it is raised once.
  public var event: Int64
  /// One sentence: what happened.
  public var message: String
  /// What else is known.
  public var details: [String: JSONValue]

  /// Makes an alert.
  public init(
    rule: String, event: Int64, message: String, details: [String: JSONValue] = [:]
  ) {
    self.rule = rule
    self.event = event
    self.message = message
    self.details = details
  }

  /// The body of its entry.
  public var body: JSONValue {
    .object(
      details.merging([
        "rule": .string(rule), "event": .integer(event), "message": .string(message),
      ]) { $1 })
  }
}
