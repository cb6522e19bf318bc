/// Re-derives a whole log, record by record, and says where it departs from what was committed to.
///
/// Memory is constant whatever the number of records, but for the checkpoints it is given.
///
/// ```swift
/// var verifier = LogVerifier(expecting: checkpoints)
/// for row in rows { try verifier.append(RecordHash(of: row.bytes), stored: row.hash) }
/// for finding in verifier.finish() { report(finding) }
/// ```
public struct LogVerifier: Sendable {
  /// One departure.
  public enum Finding: Hashable, Sendable {
    /// The record at this index hashes to something else than what was stored beside it.
    case recordDiffers(index: Int, derived: RecordHash, stored: RecordHash)
    /// The records before this size do not lead to the checkpoint's root. `storedHashesLeadThere`
    /// says that the stored hashes do: then exactly the records that differ were edited. If not,
    /// the hashes were changed too, or records are missing, added or swapped.
    case wrongRoot(Checkpoint, derived: TreeHash, storedHashesLeadThere: Bool)
    /// The log ends before the checkpoint's size: its tail was cut off.
    case tailMissing(Checkpoint, size: TreeSize)
    /// Two checkpoints of the same log and size have different roots: whoever signed both forked
    /// the log.
    case fork(Checkpoint, Checkpoint)
  }

  /// Beyond this many records that differ only their number is kept.
  public static let maximumDifferences = 1_000

  /// What was found so far, in the order of the log.
  public private(set) var findings: [Finding] = []
  /// How many records differ from the hashes stored beside them.
  public private(set) var differenceCount = 0

  private var frontier = MerkleFrontier()
  /// The tree of the stored hashes; nil as long as it is the same.
  private var storedFrontier: MerkleFrontier?
  /// The checkpoints still to come, the largest first.
  private var expected: [Checkpoint]

  /// Expects the log to pass through these checkpoints, in any order. Their signatures are
  /// verified elsewhere.
  public init(expecting checkpoints: [Checkpoint]) {
    expected = checkpoints.sorted { $0.size > $1.size }
    for (one, other) in zip(expected, expected.dropFirst())
    where one.size == other.size && one.root != other.root {
      findings.append(.fork(one, other))
    }
    compareRoots()
  }

  /// How many records were appended.
  public var size: TreeSize { frontier.size }

  /// The root over the records so far.
  public var root: TreeHash { frontier.root }

  /// Takes the next record's hash, derived from the record itself, and where there is one the hash
  /// that was stored beside it or in a tile. One hash on average. Throws only at 2^63 records.
  public mutating func append(
    _ derived: RecordHash, stored: RecordHash? = nil
  ) throws(TransparencyLogError) {
    let claimed = stored ?? derived
    if claimed != derived {
      differenceCount += 1
      if differenceCount <= Self.maximumDifferences {
        findings.append(
          .recordDiffers(index: size.count, derived: derived, stored: claimed))
      }
      if storedFrontier == nil { storedFrontier = frontier }
    }
    try frontier.append(derived)
    try storedFrontier?.append(claimed)
    if expected.last?.size == size { compareRoots() }
  }

  /// Ends the log and returns all findings: none where it is as every checkpoint says.
  public mutating func finish() -> [Finding] {
    while let checkpoint = expected.popLast() {
      findings.append(.tailMissing(checkpoint, size: size))
    }
    return findings
  }

  private mutating func compareRoots() {
    while let checkpoint = expected.last, checkpoint.size == size {
      expected.removeLast()
      guard checkpoint.root != root else { continue }
      findings.append(
        .wrongRoot(
          checkpoint, derived: root,
          storedHashesLeadThere: storedFrontier?.root == checkpoint.root))
    }
  }
}
