import StrataCore
import TransparencyLog

extension MerkleLog {
  /// Puts another key in the place of the log's, with a statement that both sign (row D4).
  ///
  /// The new private key is on the disk before the history names it, and the history is what decides:
  /// a process that dies before that has changed nothing, one that dies after it has rotated, and the
  /// next opening does what is left (``settleRotation(record:)``).
  /// - Parameter record: appends the entry that tells of the rotation, unless it is there.
  func rotateKey(
    seed: [UInt8], at time: Int, record: (KeyRotation) throws -> Void
  ) throws -> KeyRotation {
    try holding {
      try settleRotationHolding(record)
      let former = try signHolding()
      let old = try files.signerKey()
      let new = try SignerKey(name: old.verifier.name, algorithm: .ed25519, seed: seed)
      let rotation = try KeyRotation(from: old, to: new, at: former.checkpoint, time: time)
      var history = try files.keyHistory()
      try history.append(rotation)
      try files.stage(new)
      try files.write(history)
      try record(rotation)
      try files.promote()
      _ = try signHolding()
      return rotation
    }
  }

  /// Finishes a rotation that was interrupted, or forgets one that was not decided.
  func settleRotation(record: (KeyRotation) throws -> Void) throws {
    guard try files.hasStagedKey() else { return }
    try holding { try settleRotationHolding(record) }
  }

  private func settleRotationHolding(_ record: (KeyRotation) throws -> Void) throws {
    guard let next = try files.nextSignerKey() else { return }
    let rotation = try files.keyHistory().rotations.last
    guard let rotation, rotation.newKey == next.verifier else { return try files.unstage() }
    try record(rotation)
    try files.promote()
  }
}
