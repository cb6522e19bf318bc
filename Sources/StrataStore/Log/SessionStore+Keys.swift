import StrataCore
public import TransparencyLog

extension SessionStore {
  /// The keys of the store's log: the first one and the rotations since.
  ///
  /// - Throws: ``StrataError``: `storage`, `corrupt`.
  public func keyHistory() throws -> KeyHistory { try log.files.keyHistory() }

  /// Puts another key in the place of the one that signs the log (row D4).
  ///
  /// Whoever holds an older key goes on with it: documents and the chain carry the statement by which
  /// it hands over. The former private key is removed.
  /// - Parameter actor: who rotates it; the user of this process unless named.
  /// - Throws: ``StrataError``: `storage`; then either nothing has changed, or the next opening for
  ///   writing finishes the rotation. `corrupt`.
  /// - Complexity: O(entries since the newest checkpoint).
  @discardableResult
  public func rotateKey(actor: String? = nil) throws -> KeyRotation {
    var generator = options.randomness()
    let seed = [UInt8].random(count: 32, using: &generator)
    let actor = actor ?? options.holder.user
    return try log.rotateKey(
      seed: seed, at: Int(options.clock().microseconds / 1_000_000)
    ) { try self.record($0, by: actor) }
  }

  /// Finishes a rotation of the log's key that a crash interrupted.
  func settleKeyRotation() throws {
    try log.settleRotation { try self.record($0, by: self.options.holder.user) }
  }

  /// Appends the entry that tells of a rotation, unless it is there.
  private func record(_ rotation: KeyRotation, by actor: String?) throws {
    let newKey = rotation.newKey.description
    let body = try CanonicalJSON.bytes([
      "from": .string(rotation.oldKey.description), "to": .string(newKey),
      "size": .integer(Int64(rotation.checkpoint.size.count)),
      "root": .string(rotation.checkpoint.root.base64),
      "statement": .string(String(decoding: rotation.bytes, as: UTF8.self)),
    ])
    try commits.commitNow { transaction in
      let later = try JournalReading.entries(
        "WHERE position > ? AND kind = ?",
        [
          .int(rotation.checkpoint.size.count), .text(JournalEntry.Kind.keyRotated.rawValue),
        ], transaction.connection)
      guard !later.contains(where: { $0.body.member("to") == .string(newKey) }) else { return }
      try transaction.append(
        JournalTransaction.Draft(kind: .keyRotated, actor: actor, body: body))
    }
  }
}
