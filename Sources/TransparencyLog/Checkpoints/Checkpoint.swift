/// What a log commits to: its origin, how many entries it has, and their root
/// (c2sp.org/tlog-checkpoint).
public struct Checkpoint: Hashable, Sendable {
  /// Where a log serves its newest checkpoint, as `text/plain; charset=utf-8`.
  public static let path = "checkpoint"

  /// The log's name, which is also the name of its key.
  public let origin: KeyName
  /// How many entries the log has.
  public let size: TreeSize
  /// The root over these entries.
  public let root: TreeHash
  /// Lines after the root, without line feeds, kept as bytes; other logs may have some.
  public let extensions: [[UInt8]]

  /// States a log's size and root.
  public init(origin: KeyName, size: TreeSize, root: TreeHash) {
    self.origin = origin
    self.size = size
    self.root = root
    extensions = []
  }

  /// Reads the text of a note; throws ``TransparencyLogError/Code/malformed`` with the line.
  public init(parsing body: [UInt8]) throws(TransparencyLogError) {
    var scanner = LineScanner(body[...])
    let name = try scanner.next("the origin")
    do throws(TransparencyLogError) {
      origin = try KeyName(utf8: name)
    } catch {
      throw scanner.failure("the origin cannot name a key: \(error.message)")
    }
    let digits = try scanner.next("the size")
    size = try TreeSize(try scanner.number(digits, "the size"))
    let base64 = try scanner.next("the root")
    root = try scanner.hash(base64, "the root")
    var extensions: [[UInt8]] = []
    while !scanner.isAtEnd {
      let line = try scanner.next("the extension line")
      guard !line.isEmpty else { throw scanner.failure("an extension line is not empty") }
      extensions.append(Array(line))
    }
    self.extensions = extensions
    guard size > 0 || root == .empty else {
      throw TransparencyLogError(
        .malformed, "a log without entries has another root", at: .line(3))
    }
  }

  /// The text that is signed.
  public var body: [UInt8] {
    Array("\(origin)\n\(size)\n\(root)\n".utf8) + extensions.flatMap { $0 + [UInt8(ascii: "\n")] }
  }
}

/// A checkpoint as a log publishes it: a note with the log's signature and its witnesses'.
public struct SignedCheckpoint: Hashable, Sendable {
  /// What the log commits to; to be believed only after ``verify(_:)``.
  public let checkpoint: Checkpoint
  /// The note that says so.
  public let note: SignedNote

  /// Reads a note whose text is a checkpoint; throws where either is malformed.
  public init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
    try self.init(try SignedNote(parsing: bytes))
  }

  /// Signs a checkpoint with the log's keys, at least one: two while one follows on the other.
  /// Throws ``TransparencyLogError/Code/unusableKey`` where a key's name is not the origin.
  public init(
    signing checkpoint: Checkpoint, with keys: [SignerKey]
  ) throws(TransparencyLogError) {
    let body = checkpoint.body
    var signatures: [NoteSignature] = []
    for key in keys {
      guard key.verifier.name == checkpoint.origin else {
        throw TransparencyLogError(
          .unusableKey, "a log's key is called like its origin, '\(checkpoint.origin)'",
          at: .key(key.verifier.name.text))
      }
      signatures.append(try key.sign(body))
    }
    self.checkpoint = checkpoint
    note = try SignedNote(text: body, signatures: signatures)
  }

  private init(_ note: SignedNote) throws(TransparencyLogError) {
    checkpoint = try Checkpoint(parsing: note.textBytes)
    self.note = note
  }

  /// The note.
  public var bytes: [UInt8] { note.bytes }

  /// The same checkpoint with cosignatures; a new one takes the place of the same witness's older
  /// one. Genuine or not: ``verify(_:)`` says.
  public func adding(
    _ cosignatures: [NoteSignature]
  ) throws(TransparencyLogError) -> SignedCheckpoint {
    try SignedCheckpoint(try note.adding(cosignatures))
  }

  /// Checks the log's signature and the witnesses' against what the reader trusts, and returns
  /// the witnesses' cosignatures.
  ///
  /// Throws ``TransparencyLogError/Code/untrusted`` where the log has not signed or it is another
  /// log, ``TransparencyLogError/Code/tooFewWitnesses``, and
  /// ``TransparencyLogError/Code/invalidSignature`` where a known key's signature is not genuine.
  @discardableResult
  public func verify(_ policy: TrustPolicy) throws(TransparencyLogError) -> [VerifiedSignature] {
    guard checkpoint.origin == policy.origin else {
      throw TransparencyLogError(
        .untrusted,
        "the checkpoint is of the log '\(checkpoint.origin)' and not of"
          + " '\(policy.origin)'", at: .line(1))
    }
    let verified = try note.verifiedSignatures(policy.logKeys + policy.witnesses)
    guard verified.contains(where: { policy.logKeys.contains($0.key) }) else {
      throw TransparencyLogError(
        .untrusted, "no trusted key of the log '\(policy.origin)' has signed the checkpoint")
    }
    let cosignatures = verified.filter { policy.witnesses.contains($0.key) }
    guard cosignatures.count >= policy.witnessesNeeded else {
      throw TransparencyLogError(
        .tooFewWitnesses,
        "\(cosignatures.count) of the \(policy.witnessesNeeded) witnesses needed have cosigned")
    }
    return cosignatures
  }
}
