import Crypto

/// One block of an append-only chain of checkpoints, which others can hold copies of.
///
/// ```
/// checkpoint-chain/v1
/// height 1
/// previous 2jmj7l5rSw0yVb/vlWAYkK/YBwk1m9m7C0fXWcR0S0s=
/// time 1700000000
/// rotation
/// > key-rotation/v1
/// > …
/// proof ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=
/// checkpoint
/// > example.com/log
/// > 15
/// > rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=
/// >
/// > — example.com/log M9e0luh4jTG…
/// hash x7bU1mN8…
///
/// ```
///
/// `previous` is the `hash` of the block before, absent in the first; a rotation stands there for
/// each key that was replaced since; `proof` lines are the consistency proof from the former block's
/// checkpoint. `hash` is SHA-256 of all bytes of the block before that line; it lets a block that was
/// torn while it was written be told from one that was changed. An empty line ends the block, and
/// there is no other empty line.
public struct ChainBlock: Hashable, Sendable {
  /// The number of the block, from 0.
  public let height: Int
  /// The hash of the block before; nil for the first.
  public let previous: TreeHash?
  /// When the block was made, in seconds of Unix time.
  public let time: Int
  /// The keys that were replaced since the block before.
  public let rotations: [KeyRotation]
  /// The hashes of the consistency proof from the former block's checkpoint.
  public let proof: [TreeHash]
  /// The checkpoint with its cosignatures.
  public let checkpoint: SignedCheckpoint
  /// SHA-256 of the block up to the line that says it.
  public let hash: TreeHash

  /// A block is not longer.
  public static let maximumByteCount = 4 << 20
  private static let firstLine = "checkpoint-chain/v1"
  private static let maximumHashCount = 63

  /// Makes a block; nothing is checked but the time, which is not before 1970.
  public init(
    height: Int, previous: TreeHash?, time: Int, rotations: [KeyRotation], proof: [TreeHash],
    checkpoint: SignedCheckpoint
  ) throws(TransparencyLogError) {
    guard time >= 0 else {
      throw TransparencyLogError(.outOfRange, "the time is before 1970")
    }
    self.height = height
    self.previous = previous
    self.time = time
    self.rotations = rotations
    self.proof = proof
    self.checkpoint = checkpoint
    hash = Self.hash(
      of: Self.body(height, previous, time, rotations, proof, checkpoint))
  }

  /// Reads a block with its empty line; throws ``TransparencyLogError/Code/malformed`` or
  /// ``TransparencyLogError/Code/limitExceeded`` with the line within the block. What it says is
  /// checked by ``CheckpointChain``.
  public init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
    guard bytes.count <= Self.maximumByteCount else {
      throw TransparencyLogError(
        .limitExceeded, "a block has at most \(Self.maximumByteCount) bytes")
    }
    var scanner = LineScanner(bytes[...])
    let first = try scanner.next("the first line")
    guard first.elementsEqual(Self.firstLine.utf8) else {
      throw scanner.failure("a block's first line is '\(Self.firstLine)'")
    }
    let digits = try scanner.next(after: "height ", "the height")
    height = try scanner.number(digits, "the height")
    if scanner.remainder.starts(with: "previous ".utf8) {
      let base64 = try scanner.next(after: "previous ", "the former block's hash")
      previous = try scanner.hash(base64, "the former block's hash")
    } else {
      previous = nil
    }
    let seconds = try scanner.next(after: "time ", "the time")
    time = try scanner.number(seconds, "the time")
    var rotations: [KeyRotation] = []
    while try scanner.skip("rotation") {
      rotations.append(try KeyRotation(parsing: try scanner.quotedNote("the rotation")))
    }
    self.rotations = rotations
    var proof: [TreeHash] = []
    while scanner.remainder.starts(with: "proof ".utf8) {
      guard proof.count < Self.maximumHashCount else {
        throw scanner.failure("the proof has more than 63 hashes", .limitExceeded)
      }
      let base64 = try scanner.next(after: "proof ", "the proof")
      proof.append(try scanner.hash(base64, "the proof"))
    }
    self.proof = proof
    guard try scanner.skip("checkpoint") else {
      throw scanner.failure("the line 'checkpoint' does not follow")
    }
    checkpoint = try SignedCheckpoint(parsing: try scanner.quotedNote("the checkpoint"))
    let body = Array(bytes.dropLast(scanner.remainder.count))
    let base64 = try scanner.next(after: "hash ", "the block's hash")
    hash = try scanner.hash(base64, "the block's hash")
    let end = try scanner.next("the empty line")
    guard end.isEmpty, scanner.isAtEnd else {
      throw scanner.failure("an empty line ends a block")
    }
    guard hash == Self.hash(of: body) else {
      throw TransparencyLogError(
        .malformed, "the block does not have the hash that it names",
        at: .line(scanner.lineNumber - 1))
    }
  }

  /// The block with its empty line.
  public var bytes: [UInt8] {
    Self.body(height, previous, time, rotations, proof, checkpoint)
      + Array("hash \(hash)\n\n".utf8)
  }

  private static func body(
    _ height: Int, _ previous: TreeHash?, _ time: Int, _ rotations: [KeyRotation],
    _ proof: [TreeHash], _ checkpoint: SignedCheckpoint
  ) -> [UInt8] {
    var body = Array("\(firstLine)\nheight \(height)\n".utf8)
    if let previous { body += "previous \(previous)\n".utf8 }
    body += "time \(time)\n".utf8
    for rotation in rotations {
      body += "rotation\n".utf8
      body += QuotedNote.bytes(of: rotation.bytes)
    }
    for hash in proof { body += "proof \(hash)\n".utf8 }
    body += "checkpoint\n".utf8
    return body + QuotedNote.bytes(of: checkpoint.bytes)
  }

  private static func hash(of body: [UInt8]) -> TreeHash {
    TreeHash(SHA256.hash(data: body))
  }
}
