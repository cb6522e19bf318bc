/// A chain of checkpoints as far as it was followed: what a reader who trusts a key of the log
/// believes, block by block. Memory is constant but for the log's keys.
///
/// ```swift
/// var chain = CheckpointChain(trusting: key)
/// for block in blocks { try chain.append(block) }
/// chain.last?.checkpoint
/// ```
public struct CheckpointChain: Sendable {
  /// The keys of the log from the trusted one on.
  public private(set) var keys: KeyHistory
  /// The newest block.
  public private(set) var last: ChainBlock?

  /// A chain without blocks, for a reader who trusts this key of the log.
  public init(trusting key: VerifierKey) {
    keys = KeyHistory(firstKey: key)
  }

  /// How many blocks were followed.
  public var count: Int { last.map { $0.height + 1 } ?? 0 }

  /// Makes the block that follows, without appending it: its `proof` leads from the newest block's
  /// checkpoint to the new one.
  public func next(
    _ checkpoint: SignedCheckpoint, proof: [TreeHash], rotations: [KeyRotation], time: Int
  ) throws(TransparencyLogError) -> ChainBlock {
    // A clock that was set back does not keep the chain from growing.
    try ChainBlock(
      height: count, previous: last?.hash, time: max(time, last?.time ?? 0), rotations: rotations,
      proof: proof, checkpoint: checkpoint)
  }

  /// Follows one more block.
  ///
  /// Throws ``TransparencyLogError`` where the block does not link to the one before, is not signed by
  /// the log's key of that time, is of another log, or its log does not extend the former block's.
  public mutating func append(_ block: ChainBlock) throws(TransparencyLogError) {
    guard block.height == count else {
      throw TransparencyLogError(
        .malformed, "the block calls itself number \(block.height) and is number \(count)")
    }
    guard block.previous == last?.hash else {
      throw TransparencyLogError(
        .wrongProof, "the block follows on another one than what stands before it")
    }
    guard block.time >= last?.time ?? 0 else {
      throw TransparencyLogError(.malformed, "the block is older than the one before it")
    }
    var keys = keys
    for rotation in block.rotations { try keys.append(rotation) }
    let checkpoint = block.checkpoint.checkpoint
    try block.checkpoint.verify(
      TrustPolicy(logKeys: keys.keys(signing: checkpoint.size)))
    let former = last?.checkpoint.checkpoint
    try ConsistencyProof(
      from: former?.size ?? 0, to: checkpoint.size, hashes: block.proof
    ).verify(oldRoot: former?.root ?? .empty, newRoot: checkpoint.root)
    for rotation in block.rotations {
      try check(rotation, between: former, and: checkpoint)
    }
    self.keys = keys
    last = block
  }

  /// A rotation that took place where a block ends must name that block's log.
  private func check(
    _ rotation: KeyRotation, between former: Checkpoint?, and next: Checkpoint
  ) throws(TransparencyLogError) {
    let place = rotation.checkpoint
    guard place.size <= next.size else {
      throw TransparencyLogError(
        .untrusted, "the key was replaced after the block's checkpoint",
        at: .size(place.size.count))
    }
    for known in [former, next] {
      guard let known, known.size == place.size, known.root != place.root else { continue }
      throw TransparencyLogError(
        .untrusted, "the key was replaced in another log than the chain's",
        at: .size(place.size.count))
    }
  }
}
