/// Requests to a witness: written back as they were, and only the published checkpoint is cosigned.
func fuzz(_ bytes: [UInt8]) {
  if let request = try? AddCheckpointRequest(parsing: bytes) {
    demand(request.bytes == bytes, "a request is written back byte for byte")
  }
  guard let key = try? Vectors.signer("w", .cosignature), let policy = try? Vectors.policy(),
    let witness = try? Witness(key: key, logs: [policy]),
    let published = try? SignedCheckpoint(parsing: [UInt8](Vectors.checkpoint))
  else { fatalError("the witness is broken") }
  let decision = witness.decide(body: bytes, at: 1) { _ in nil }
  if let new = decision.newState {
    demand(
      new.size == published.checkpoint.size && new.root == published.checkpoint.root,
      "a witness cosigns nothing else")
  }
  _ = try? WitnessReply(
    status: 200, body: bytes,
    to: AddCheckpointRequest(
      published, proof: ConsistencyProof(from: 0, to: 15, hashes: [])), from: witness.verifier)
}
