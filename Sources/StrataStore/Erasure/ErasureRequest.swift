public import StrataCore

/// Whose personal content is to be erased, under which rule, why and by whom (row D6).
public struct ErasureRequest: Sendable {
  /// The session.
  public var session: SessionName
  /// The rule that asks for it: one of the configuration key `strata/erasure/rules`, or any name
  /// where that key is not set.
  public var rule: String
  /// Why, in the words of who asks.
  public var reason: String?
  /// Who erases.
  public var by: String?
  /// What the anonymised successor of a sealed version holds; nil for the session's turns with a
  /// notice in the place of each text.
  public var anonymised: [Turn]?

  /// Makes a request.
  public init(
    session: SessionName, rule: String, reason: String? = nil, by: String? = nil,
    anonymised: [Turn]? = nil
  ) {
    self.session = session
    self.rule = rule
    self.reason = reason
    self.by = by
    self.anonymised = anonymised
  }
}

/// What an erasure did, or would do.
public struct ErasureReport: Sendable, Hashable, Codable {
  /// The session.
  public var session: SessionID
  /// Its other name.
  public var name: SessionName
  /// The rule.
  public var rule: String
  /// Who erased.
  public var by: String?
  /// The entry that says so; nil where nothing was left to erase, or nothing was done.
  public var entry: Int64?
  /// How many turns lost their text and author.
  public var turnCount: Int
  /// How many contents of entries went, by name: `start`, `decision`, `command`, `output`.
  public var contents: [String: Int]
  /// The other sessions whose words about this one went.
  public var alsoChanged: [SessionName]
  /// Patches of this version that hold texts of their own, which stay.
  public var derived: [SessionName]
  /// The anonymised successor of a sealed version.
  public var successor: SessionName?
  /// Whether the database's free space was written over as well.
  public var isSwept: Bool

  enum CodingKeys: String, CodingKey {
    case session, name, rule, by, entry, contents, derived, successor
    case turnCount = "turns"
    case alsoChanged = "also_changed"
    case isSwept = "swept"
  }

  /// Whether there was nothing left to erase.
  public var isEmpty: Bool { turnCount == 0 && contents.isEmpty }
}
