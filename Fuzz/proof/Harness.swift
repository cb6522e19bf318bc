/// Proof files: written back as they were; index, hashes and checkpoint of the published one only.
func fuzz(_ bytes: [UInt8]) {
  guard let proof = try? TransparencyProof(parsing: bytes) else { return }
  demand(proof.bytes == bytes, "a proof is written back byte for byte")
  guard let policy = try? Vectors.policy() else { fatalError("the policy is broken") }
  guard (try? proof.verify(Vectors.provenEntry, policy)) != nil,
    let published = try? TransparencyProof(parsing: [UInt8](Vectors.proof))
  else { return }
  demand(
    proof.inclusion == published.inclusion
      && proof.checkpoint.checkpoint == published.checkpoint.checkpoint,
    "nothing else can be proven")
}
