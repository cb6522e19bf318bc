import StrataCore
public import TransparencyLog

extension TraceDocument {
  /// A replacement of the log's key, with the proof that it took place in the document's log: whoever
  /// holds the key from before gets by it to the one that signed the checkpoint (row D4).
  public struct ProvenRotation: Sendable {
    /// The statement that both keys have signed.
    public var statement: KeyRotation
    /// The hashes of the consistency proof from there to the checkpoint.
    public var proof: [TreeHash]

    /// Makes a rotation.
    public init(statement: KeyRotation, proof: [TreeHash]) {
      self.statement = statement
      self.proof = proof
    }

    init(_ field: JSONFields) throws(StrataError) {
      let note = Array(try field.requiredText("statement").utf8)
      do {
        statement = try KeyRotation(parsing: note)
      } catch {
        throw StrataError(
          .invalidInput, "the field '\(field.path)statement' holds no key rotation",
          place: field.place, cause: error)
      }
      proof = try TraceDocument.hashes(field)
    }

    var json: JSONValue {
      [
        "proof": .array(proof.map { .string($0.base64) }),
        "statement": .string(String(decoding: statement.bytes, as: UTF8.self)),
      ]
    }
  }
}

extension TraceDocument {
  /// Verifies the checkpoint by what the reader trusts, followed through the rotations of the log's
  /// key, and that each of them took place in this log; gives the witnesses' cosignatures.
  func verifyCheckpoint(
    trusting policy: TrustPolicy
  ) throws(TransparencyLogError) -> [VerifiedSignature] {
    let newest = checkpoint.checkpoint
    let policy = try policy.following(rotations.map(\.statement), signing: newest.size)
    let cosignatures = try checkpoint.verify(policy)
    for rotation in rotations {
      let former = rotation.statement.checkpoint
      try ConsistencyProof(from: former.size, to: newest.size, hashes: rotation.proof)
        .verify(oldRoot: former.root, newRoot: newest.root)
    }
    return cosignatures
  }
}
