public import StrataCore

/// What an import did, or in a dry run would do.
public struct ImportReport: Sendable, Codable {
  /// New conversations that became sessions.
  public internal(set) var imported = 0
  /// Conversations that were there already.
  public internal(set) var unchanged = 0
  /// Conversations that have grown: their new turns became a further session.
  public internal(set) var continued = 0
  /// Turns stored.
  public internal(set) var turns = 0
  /// Bytes of the files read.
  public internal(set) var bytes = 0
  /// Conversations without a single turn, which were left out.
  public internal(set) var empty = 0
  /// Branches beside the ones that count, which were left out.
  public internal(set) var otherBranches = 0
  /// Conversations that bear no time; that of the file was taken.
  public internal(set) var undated = 0
  /// In folders: JSON files without conversations, which were passed over.
  public internal(set) var skippedFiles: [String] = []
  /// What could not be imported; at most as many as the options allow.
  public internal(set) var problems: [ImportProblem] = []
  /// All that could not be imported, counted.
  public internal(set) var problemCount = 0
  /// Whether nothing was written.
  public internal(set) var isDryRun = false

  enum CodingKeys: String, CodingKey {
    case imported, unchanged, continued, turns, bytes, empty
    case otherBranches = "other_branches"
    case undated
    case skippedFiles = "skipped_files"
    case problems
    case problemCount = "problem_count"
    case isDryRun = "dry_run"
  }
}
