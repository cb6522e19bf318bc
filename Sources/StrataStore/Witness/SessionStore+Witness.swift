import StrataCore
import SystemPackage
public import TransparencyLog

/// The store as a witness of others' logs (C2SP tlog-witness).
extension SessionStore {
  /// The public key by which the store cosigns. The private one is made when it is first asked for,
  /// with mode 0600.
  ///
  /// - Parameter name: the witness's name, which it keeps for ever; nil for one made of the log's.
  /// - Throws: ``StrataError``: `conflict` where the witness has another name already, `corrupt`,
  ///   `storage`.
  public func witnessKey(named name: KeyName? = nil) throws -> VerifierKey {
    try holdingWitness {
      let key = try existingWitnessKey() ?? makeWitnessKey(named: name)
      guard name == nil || key.verifier.name == name else {
        throw StrataError(
          .conflict, "the witness is called '\(key.verifier.name)'",
          remedy: "a witness keeps its name; leave --name out")
      }
      return key.verifier
    }
  }

  /// Answers the request of another log: cosigns where that log only grew since the last time, at most
  /// one history of each log, ever.
  ///
  /// What was cosigned is on the disk before the answer is returned, and of two calls at the same time,
  /// in any processes, one sees what the other has done.
  /// - Parameter logs: the logs that are known, each with its trusted keys.
  /// - Throws: ``StrataError``: `invalidInput` where the keys cannot be used together, `corrupt` where
  ///   what was cosigned is not known any more, `storage`.
  public func answer(
    cosigningRequest body: [UInt8], trusting logs: [TrustPolicy]
  ) throws -> WitnessAnswer {
    try holdingWitness {
      let key = try existingWitnessKey() ?? makeWitnessKey(named: nil)
      let witness: Witness
      do {
        witness = try Witness(key: key, logs: logs)
      } catch {
        throw StrataError(
          .invalidInput, "the keys of the logs cannot be used together",
          remedy: "name each log once, by its own keys", cause: error)
      }
      var memory = try witnessMemory()
      let seconds = UInt64(max(0, options.clock().microseconds / 1_000_000))
      var log: KeyName?
      let decision = witness.decide(body: body, at: seconds) { origin in
        log = origin
        return memory[origin]
      }
      if let state = decision.newState, let log {
        memory[log] = state
        try keep(memory)
      }
      return decision.answer
    }
  }

  /// What the store has cosigned of others' logs; empty where it never has.
  public func witnessed() throws -> WitnessMemory {
    guard try options.fileSystem.status(of: layout.witnessKey) != nil else {
      return WitnessMemory()
    }
    return try witnessMemory()
  }

  private func holdingWitness<Result>(_ body: () throws -> Result) throws -> Result {
    let lock = try options.fileSystem.holdLock(layout.log.appending(".witness-lock"))
    return try withExtendedLifetime(lock, body)
  }

  private func existingWitnessKey() throws -> SignerKey? {
    guard try options.fileSystem.status(of: layout.witnessKey) != nil else { return nil }
    return try log.files.privateKey(at: layout.witnessKey)
  }

  /// The memory is there before the key: a key without one would mean that it was lost.
  private func makeWitnessKey(named name: KeyName?) throws -> SignerKey {
    let files = options.fileSystem
    if try files.status(of: layout.witnessMemory) == nil { try keep(WitnessMemory()) }
    var generator = options.randomness()
    let key = try SignerKey(
      name: name ?? KeyName("\(verifierKey().name)/witness"), algorithm: .cosignature,
      seed: .random(count: 32, using: &generator))
    try files.put(Array("\(key.secretText)\n".utf8), at: layout.witnessKey, mode: .ownerReads)
    try files.flush(layout.keys)
    return key
  }

  private func keep(_ memory: WitnessMemory) throws {
    try options.fileSystem.put(
      memory.bytes, at: layout.witnessMemory, mode: .everyoneReadsFile)
    try options.fileSystem.flush(layout.log)
  }

  private func witnessMemory() throws -> WitnessMemory {
    let place = layout.witnessMemory
    do {
      let bytes = try options.fileSystem.readFile(
        place, maximumBytes: WitnessMemory.maximumByteCount)
      return try WitnessMemory(parsing: bytes)
    } catch let error where (error as? StrataError)?.isMissing ?? true {
      throw StrataError(
        .corrupt, "what this witness has cosigned is not known any more", place: place.string,
        remedy: "restore the newest file from a backup, or give the witness up with its key: a "
          + "witness that forgets may cosign a second history", cause: error)
    }
  }
}
