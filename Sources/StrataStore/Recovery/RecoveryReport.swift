public import StrataCore

/// What a recovery found and did, or would do (rows R1, R2).
public struct RecoveryReport: Sendable, Hashable, Codable {
  /// A session that was taken in from its directory.
  public struct Recovered: Sendable, Hashable, Codable {
    /// The session.
    public var session: SessionID
    /// Its other name.
    public var name: SessionName
    /// What of it is not provably whole; empty where all its files agree byte for byte.
    public var doubts: [String]
    /// The patch version that says so; nil where it is whole, or nothing was written.
    public var patch: SessionName?
  }

  /// What was wrong with the journal, in one sentence.
  public var journal: String
  /// Whether the journal had to be made anew.
  public var isRebuilt: Bool
  /// How many entries the former log had signed, where a new one began.
  public var signed: Int?
  /// What was moved to the quarantine, relative to the store.
  public var setAside: [String] = []
  /// The sessions that the journal did not know.
  public var recovered: [Recovered] = []
  /// The sessions of an older journal that had gone on.
  public var extended: [SessionName] = []
  /// How many further directories were not what the journal says, and were made so.
  public var directories = 0
  /// The numbers whose session is lost.
  public var lost: [SessionName] = []
  /// What no directory tells, and is lost with a journal that had to be made anew.
  public var unknown: [String] = []
  /// Whether nothing was written.
  public var isDryRun = false

  enum CodingKeys: String, CodingKey {
    case journal, signed, recovered, extended, directories, lost, unknown
    case isRebuilt = "rebuilt"
    case setAside = "set_aside"
    case isDryRun = "dry_run"
  }
}
