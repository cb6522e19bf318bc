import StrataCore
public import TransparencyLog

/// What became of asking a witness.
public enum CosigningOutcome: Hashable, Sendable {
  /// It cosigned, at this time in seconds of Unix time, and the cosignature is kept.
  case cosigned(time: UInt64)
  /// It has cosigned more entries than the log has: somebody else signs for the log, or the log has
  /// lost its end.
  case ahead(TreeSize)
  /// It refused, with its HTTP status and sentence.
  case refused(status: Int, sentence: String)
}

extension SessionStore {
  /// What to ask a witness: to cosign the newest checkpoint, with the proof that the log only grew
  /// since the one that it cosigned last.
  ///
  /// - Parameter old: the size that it cosigned last; nil for what the store knows of that.
  /// - Throws: ``StrataError``: `invalidInput` for a size beyond the log's, `corrupt`.
  public func cosigningRequest(
    to witness: VerifierKey? = nil, old: TreeSize? = nil
  ) throws -> AddCheckpointRequest {
    try request(log.newest(), old: old ?? lastSize(cosignedBy: witness))
  }

  /// Has a witness cosign the newest checkpoint and keeps the cosignature (row D4).
  ///
  /// Where the witness has another size than the store believes, it is asked again with the proof from
  /// there.
  /// - Parameter send: carries a request to the witness and its answer back.
  /// - Throws: ``StrataError``: `corrupt` where the answer is not the witness's, `storage`; and what
  ///   `send` throws.
  public func cosign(
    by witness: VerifierKey,
    sending send: (AddCheckpointRequest) async throws -> (status: Int, body: [UInt8])
  ) async throws -> CosigningOutcome {
    let checkpoint = try log.newest()
    var old = try lastSize(cosignedBy: witness)
    for _ in 0..<3 {
      let request = try request(checkpoint, old: old)
      let answer = try await send(request)
      switch try reply(answer.status, answer.body, to: request, from: witness) {
      case .cosigned(let line, let time):
        try keep(line, under: checkpoint)
        return .cosigned(time: time)
      case .otherSize(let size):
        guard size <= checkpoint.checkpoint.size else { return .ahead(size) }
        old = size
      case .refused(let status, let sentence):
        return .refused(status: status, sentence: sentence)
      }
    }
    return .refused(status: 409, sentence: "it names another size each time")
  }

  /// Keeps a cosignature that came by another way, for a request that the store has made.
  ///
  /// - Returns: when the witness saw the checkpoint, in seconds of Unix time.
  /// - Throws: ``StrataError``: `corrupt` where it is not the witness's, `conflict` where the checkpoint
  ///   is none of this log's.
  public func accept(
    cosignature body: [UInt8], of request: AddCheckpointRequest, from witness: VerifierKey
  ) throws -> UInt64 {
    let checkpoint = request.checkpoint
    let newest = try log.newest().checkpoint
    let size = checkpoint.checkpoint.size
    guard checkpoint.checkpoint.origin == newest.origin, size <= newest.size,
      try TreeHash.root(of: size, reading: log.reader(at: newest.size))
        == checkpoint.checkpoint.root
    else {
      throw StrataError(
        .conflict, "the request is none that this log has made",
        remedy: "give the file that 'strata audit witness request' wrote for this store")
    }
    try log.verify(checkpoint, by: try keyHistory())
    guard
      case .cosigned(let line, let time) = try reply(200, body, to: request, from: witness)
    else {
      throw StrataError(.corrupt, "the reply holds no cosignature", remedy: "ask the witness again")
    }
    try keep(line, under: checkpoint)
    return time
  }

  private func request(
    _ checkpoint: SignedCheckpoint, old: TreeSize
  ) throws -> AddCheckpointRequest {
    let proof = try consistencyProof(from: old, to: checkpoint.checkpoint.size)
    return try AddCheckpointRequest(checkpoint, proof: proof)
  }

  private func reply(
    _ status: Int, _ body: [UInt8], to request: AddCheckpointRequest, from witness: VerifierKey
  ) throws(StrataError) -> WitnessReply {
    do {
      return try WitnessReply(status: status, body: body, to: request, from: witness)
    } catch {
      throw StrataError(
        .corrupt, "what the witness answered cannot be believed", place: witness.name.text,
        remedy: "check that the key is the witness's, and that nobody stands between",
        cause: error)
    }
  }

  /// How many entries the log had when a witness cosigned last, as far as is known here.
  private func lastSize(cosignedBy witness: VerifierKey?) throws -> TreeSize {
    guard let witness, let cosigned = try log.files.cosignedCheckpoint(),
      cosigned.note.signatures.contains(where: {
        $0.name == witness.name && $0.keyID == witness.id
      })
    else { return 0 }
    let newest = try log.newest().checkpoint.size
    return min(cosigned.checkpoint.size, newest)
  }

  /// Keeps a cosignature with its checkpoint, as long as there is no newer one with cosignatures.
  private func keep(_ cosignature: NoteSignature, under checkpoint: SignedCheckpoint) throws {
    let files = log.files
    try log.holding {
      var cosigned = try checkpoint.adding([cosignature])
      if let newest = try files.checkpoint(), newest.checkpoint == checkpoint.checkpoint {
        cosigned = try newest.adding([cosignature])
        try files.write(cosigned)
      }
      if let former = try files.cosignedCheckpoint() {
        guard former.checkpoint.size <= checkpoint.checkpoint.size else { return }
        if former.checkpoint == checkpoint.checkpoint {
          cosigned = try former.adding([cosignature])
        }
      }
      try files.write(cosigned: cosigned)
    }
  }
}
