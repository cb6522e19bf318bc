public import StrataCore

/// One thing that a repair changed.
public struct Mend: Hashable, Sendable {
  /// A file, a turn, a content.
  public var what: String
  /// Its digest before; nil where it was not there.
  public var before: String?
  /// Its digest now; nil where it is not there any more.
  public var after: String?

  var json: JSONValue {
    .object([
      "after": after.map(JSONValue.string) ?? .null,
      "before": before.map(JSONValue.string) ?? .null, "what": .string(what),
    ])
  }

  /// For the turn of a patch version.
  var line: String { "\(what): \(before ?? "nothing") → \(after ?? "nothing")" }
}

/// What a step of a repair did: what the entry `repair.performed` says.
public struct RepairOutcome: Sendable {
  /// The step.
  public var step: RepairPlan.Step
  /// What was changed.
  public var mends: [Mend] = []
  /// What could not be made good, and is known from now on.
  public var lost: [String] = []
  /// Where what was there before has gone, below the store's folder.
  public var quarantine: [String] = []
  /// The entry that says so.
  public var entry: Int64?

  var losses: [AcceptedLosses.Key] = []
  /// Whether turns stand there now that no entry proves.
  var isRewritten = false
  /// Whether words were found nowhere.
  var isIncomplete = false

  init(_ step: RepairPlan.Step) { self.step = step }

  /// The body of the entry. Messages stay out of it, for they may quote what a file holds.
  func body(session: Session?) throws -> [UInt8] {
    var members: [String: JSONValue] = [
      "action": .string(step.action.rawValue), "place": .string(step.place),
      "codes": .array(Set(step.findings.map(\.code)).sorted().map { .string($0) }),
      "mends": .array(mends.map(\.json)), "lost": .array(losses.map(\.json)),
      "quarantine": .array(quarantine.map { .string($0) }),
    ]
    members["source"] = step.source.map { .string($0.rawValue) }
    members["mend"] = step.mend.map { .string($0.rawValue) }
    if let session {
      members["session"] = .string(session.id.description)
      members["version"] = .string(session.version.description)
    }
    return try CanonicalJSON.bytes(.object(members))
  }
}

/// What a repair did, and what is left.
public struct RepairReport: Sendable {
  /// What a recovery did before it, where the journal was not whole.
  public var recovery: RecoveryReport?
  /// What was done.
  public var outcomes: [RepairOutcome] = []
  /// The patch versions that say what they mend, by the session that was mended.
  public var patches: [(of: SessionName, patch: SessionName)] = []
  /// The steps that failed, with the reason.
  public var failures: [(step: RepairPlan.Step, error: String)] = []
  /// What a check of the whole store finds now.
  public var remaining: [Finding] = []

  /// A report of nothing done.
  public init(remaining: [Finding] = []) { self.remaining = remaining }
}
