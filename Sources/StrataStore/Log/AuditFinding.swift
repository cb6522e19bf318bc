/// Something that the verification of the audit log found (row D7).
public struct AuditFinding: Hashable, Sendable, Codable {
  /// What was done to the record.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A row says something else than what was signed, or than the entry it belongs to.
    case rowEdited = "row_edited"
    /// A row is not there.
    case rowMissing = "row_missing"
    /// A row is there that must not be.
    case rowAdded = "row_added"
    /// A row stands in the place of another one.
    case rowMoved = "row_moved"
    /// The newest rows are not there: they were cut off, or an old copy was put back.
    case tailCut = "tail_cut"
    /// From a row on the journal is another one than what was signed: an old copy was continued.
    case fork
    /// A checkpoint or a key is not what it must be.
    case badSignature = "bad_signature"
    /// What is held outside the database is damaged or missing.
    case damagedLog = "damaged_log"
  }

  /// What was done.
  public var finding: Kind
  /// The table, or the file.
  public var table: String
  /// The row: `position` of `entries`, `id` of an audit table.
  public var row: Int64?
  /// The leaf of the Merkle log, from 0.
  public var leaf: Int64?
  /// One sentence: what is wrong.
  public var message: String

  /// Makes a finding about an entry or a row that belongs to one.
  init(
    _ finding: Kind, table: String = "entries", row: Int64? = nil, entry: Int64? = nil,
    _ message: String
  ) {
    self.finding = finding
    self.table = table
    self.row = row
    leaf = entry.map { $0 - 1 }
    self.message = message
  }
}

/// What a verification covered, and what it found.
public struct AuditReport: Sendable {
  /// How many entries the journal has.
  public var entries: Int64
  /// How many of them the newest checkpoint signed.
  public var signed: Int64
  /// The tree's root over the signed entries as the rows give it, in base64; nil where they end
  /// before the checkpoint does.
  public var root: String?
  /// What was found, in the order of the log; empty where every row is what was signed.
  public var findings: [AuditFinding]
  /// How many findings there are; beyond a thousand only their number is kept.
  public var findingCount: Int
}
