/// Checkpoints: written back as they were, and none but the published one convinces.
func fuzz(_ bytes: [UInt8]) {
  if let body = try? Checkpoint(parsing: bytes) {
    demand(body.body == bytes, "a checkpoint's text is written back byte for byte")
  }
  guard let signed = try? SignedCheckpoint(parsing: bytes) else { return }
  demand(signed.bytes == bytes, "a checkpoint is written back byte for byte")
  guard let policy = try? Vectors.policy() else { fatalError("the policy is broken") }
  if (try? signed.verify(policy)) != nil {
    demand(
      signed.checkpoint.body.elementsEqual(
        Vectors.checkpoint.utf8.prefix(signed.checkpoint.body.count)),
      "nobody else can have signed this")
  }
}
