/// What a log asks of a witness: to cosign a checkpoint, with proof that the log only grew since
/// the one that the witness cosigned last (c2sp.org/tlog-witness, `POST /add-checkpoint`).
public struct AddCheckpointRequest: Hashable, Sendable {
  /// The path below the witness's prefix.
  public static let path = "add-checkpoint"

  /// The size that the log believes the witness cosigned last; 0 for the first time.
  public let oldSize: TreeSize
  /// The hashes of the consistency proof from there.
  public let proof: [TreeHash]
  /// The checkpoint.
  public let checkpoint: SignedCheckpoint

  private static let maximumHashCount = 63

  /// Makes the request for the witness that cosigned `proof.oldSize` last; throws
  /// ``TransparencyLogError/Code/outOfRange`` where the proof leads to another size.
  public init(
    _ checkpoint: SignedCheckpoint, proof: ConsistencyProof
  ) throws(TransparencyLogError) {
    guard proof.newSize == checkpoint.checkpoint.size else {
      throw TransparencyLogError(
        .outOfRange,
        "the proof leads to \(proof.newSize) entries, the checkpoint has"
          + " \(checkpoint.checkpoint.size)")
    }
    oldSize = proof.oldSize
    self.proof = proof.hashes
    self.checkpoint = checkpoint
  }

  /// Reads a request's body; throws ``TransparencyLogError/Code/malformed`` or
  /// ``TransparencyLogError/Code/limitExceeded`` with the line.
  public init(parsing body: [UInt8]) throws(TransparencyLogError) {
    guard body.count <= SignedNote.maximumByteCount else {
      throw TransparencyLogError(
        .limitExceeded, "a request has at most \(SignedNote.maximumByteCount) bytes")
    }
    var scanner = LineScanner(body[...])
    let digits = try scanner.next(after: "old ", "the old size")
    oldSize = try TreeSize(try scanner.number(digits, "the old size"))
    proof = try scanner.hashesUntilEmptyLine(atMost: Self.maximumHashCount, "the proof")
    checkpoint = try scanner.checkpoint()
  }

  /// The request's body.
  public var bytes: [UInt8] {
    let head = "old \(oldSize)\n" + proof.map { "\($0)\n" }.joined() + "\n"
    return Array(head.utf8) + checkpoint.bytes
  }
}
