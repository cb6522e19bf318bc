import StrataCore
import StrataTesting
import Synchronization
import Testing
import TransparencyLog

@testable import StrataStore

/// One store witnesses another, and never cosigns two histories of it (row D4).
@Suite struct WitnessingTests {
  /// Two stores: the log, and the one that cosigns it.
  private func pair(
    _ body: (_ log: TemporaryStore, _ witness: TemporaryStore) async throws -> Void
  ) async throws {
    try await TemporaryStore.make(seed: 1) { log in
      try await TemporaryStore.make(seed: 2) { witness in try await body(log, witness) }
    }
  }

  private func policies(of store: SessionStore) throws -> [TrustPolicy] {
    [try TrustPolicy(logKeys: [store.verifierKey()])]
  }

  private func cosign(
    _ log: SessionStore, by witness: SessionStore
  ) async throws -> CosigningOutcome {
    let policies = try policies(of: log)
    return try await log.cosign(by: try witness.witnessKey()) { request in
      let answer = try witness.answer(cosigningRequest: request.bytes, trusting: policies)
      return (answer.status.rawValue, answer.body)
    }
  }

  @Test func cosignaturesAreKeptAndCarried() async throws {
    try await pair { log, witness in
      let (store, key) = (log.store, try witness.store.witnessKey())
      let policy = try TrustPolicy(
        logKeys: [store.verifierKey()], witnesses: [key], witnessesNeeded: 1)
      let session = try await store.start(try request())
      try store.signCheckpoint()
      guard case .cosigned = try await cosign(store, by: witness.store) else {
        Issue.record("not cosigned")
        return
      }
      let cosigned = try store.checkpoint()
      #expect(try cosigned.verify(policy).map(\.key) == [key])
      // A newer checkpoint has no cosignature yet; what the older one covers is proved by that one.
      _ = try await store.append([Turn(.user, "more")], to: session.name)
      #expect(try store.signCheckpoint().note.signatures.count == 1)
      let (record, proof) = try store.proof(ofEntry: 2)
      #expect(proof.checkpoint == cosigned)
      #expect(throws: Never.self) {
        try proof.verify(RecordHash(of: record), policy)
      }
      #expect(try store.proof(ofEntry: 3).proof.checkpoint == store.checkpoint())
      // The next one goes on from there without being asked twice.
      let asked = Mutex(0)
      let policies = try policies(of: store)
      let again = try await store.cosign(by: key) { request in
        asked.withLock { $0 += 1 }
        #expect(request.oldSize == cosigned.checkpoint.size)
        let answer = try witness.store.answer(
          cosigningRequest: request.bytes, trusting: policies)
        return (answer.status.rawValue, answer.body)
      }
      guard case .cosigned = again else {
        Issue.record("\(again)")
        return
      }
      #expect(asked.withLock { $0 } == 1)
      #expect(try store.proof(ofEntry: 3).proof.checkpoint.note.signatures.count == 2)
      #expect(try witness.store.witnessed()[store.verifierKey().name]?.size.count == 3)
    }
  }

  @Test func otherSizeIsAskedForAndRefusalsAreTold() async throws {
    try await pair { log, witness in
      let store = log.store
      _ = try await cosign(store, by: witness.store)
      // The store has forgotten what was cosigned: the witness's size leads on.
      try store.log.files.fileSystem.removeFile(at: store.layout.cosignedCheckpoint)
      _ = try await store.start(try request())
      try store.signCheckpoint()
      guard case .cosigned = try await cosign(store, by: witness.store) else {
        Issue.record("not cosigned")
        return
      }
      let key = try witness.store.witnessKey()
      let unknown = try await store.cosign(by: key) { request in
        let answer = try witness.store.answer(cosigningRequest: request.bytes, trusting: [])
        return (answer.status.rawValue, answer.body)
      }
      guard case .refused(404, _) = unknown else {
        Issue.record("\(unknown)")
        return
      }
      #expect(
        try await store.cosign(by: key) { _ in (409, Array("99\n".utf8)) } == .ahead(99))
      #expect(
        try await store.cosign(by: key) { _ in (409, Array("1\n".utf8)) }
          == .refused(status: 409, sentence: "it names another size each time"))
      #expect(
        try await store.cosign(by: key) { _ in (503, Array("later\n".utf8)) }
          == .refused(status: 503, sentence: "later"))
      let liar = #expect(throws: StrataError.self) {
        try store.accept(
          cosignature: Array("— witness AAAAAAA=\n".utf8), of: store.cosigningRequest(), from: key)
      }
      #expect(liar?.code == .corrupt)
    }
  }

  @Test func forkAndRollbackAreRefused() async throws {
    try await pair { log, witness in
      let store = log.store
      let policies = try policies(of: store)
      func answer(_ request: AddCheckpointRequest) throws -> WitnessAnswer.Status {
        try witness.store.answer(cosigningRequest: request.bytes, trusting: policies).status
      }
      let early = try store.cosigningRequest(old: 0)
      for _ in 0..<3 { _ = try await store.start(try request()) }
      try store.signCheckpoint()
      let late = try store.cosigningRequest(old: 0)
      #expect(try answer(late) == .cosigned)
      // The log went back to an old copy.
      #expect(try answer(early) == .otherSize)
      // Somebody with the log's key signs another history of the same length, and a longer one.
      let signer = try store.log.files.signerKey()
      for size in [late.checkpoint.checkpoint.size, 9] {
        let forged = try SignedCheckpoint(
          signing: Checkpoint(
            origin: signer.verifier.name, size: size, root: RecordHash(of: [1]).node),
          with: [signer])
        let request = try AddCheckpointRequest(
          forged,
          proof: ConsistencyProof(
            from: late.checkpoint.checkpoint.size, to: size,
            hashes: size.count == 9 ? [RecordHash(of: [2]).node] : []))
        #expect(try answer(request) == .inconsistent)
      }
      #expect(
        try witness.store.witnessed()[signer.verifier.name]?.root
          == late.checkpoint.checkpoint.root)
    }
  }

  @Test func requestsFromManySidesCosignOneHistory() async throws {
    try await pair { log, witness in
      let store = log.store
      let policies = try policies(of: store)
      let signer = try store.log.files.signerKey()
      // Each asks for another first checkpoint; the witness must take exactly one.
      let requests = try (0..<16).map { number in
        try AddCheckpointRequest(
          SignedCheckpoint(
            signing: Checkpoint(
              origin: signer.verifier.name, size: 5,
              root: RecordHash(of: [UInt8(number)]).node), with: [signer]),
          proof: ConsistencyProof(from: 0, to: 5, hashes: []))
      }
      let statuses = try await withThrowingTaskGroup(of: WitnessAnswer.Status.self) { group in
        for request in requests {
          group.addTask {
            let other = try witness.open()
            let status = try other.answer(
              cosigningRequest: request.bytes, trusting: policies
            ).status
            try await other.close()
            return status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.count { $0 == .cosigned } == 1)
      #expect(statuses.count { $0 == .otherSize } == 15)
    }
  }

  @Test(arguments: FaultyFileSystem.Tear.allCases)
  func witnessThatDiesNeverForgetsWhatItHasCosigned(_ tear: FaultyFileSystem.Tear) async throws {
    try await TemporaryStore.make(seed: 1) { log in
      let store = log.store
      let policies = try policies(of: store)
      let signer = try store.log.files.signerKey()
      func request(_ number: UInt8) throws -> [UInt8] {
        try AddCheckpointRequest(
          SignedCheckpoint(
            signing: Checkpoint(
              origin: signer.verifier.name, size: 5, root: RecordHash(of: [number]).node),
            with: [signer]), proof: ConsistencyProof(from: 0, to: 5, hashes: [])
        ).bytes
      }
      var call = 1
      var wasHit = true
      while wasHit {
        try await withMachine(seed: UInt64(call)) { fixture, machine, process in
          process.fail(call: call, with: .file(.death(tear)))
          let first = try? fixture.store.answer(
            cosigningRequest: request(1), trusting: policies)
          wasHit = process.wasHit
          let again = try fixture.open { machine.startProcess(with: &$0) }
          let second = try again.answer(cosigningRequest: request(2), trusting: policies)
          // Whatever was answered, at most one history has a cosignature.
          if first?.status == .cosigned {
            #expect(second.status == .otherSize, "call \(call)")
          }
          #expect([.cosigned, .otherSize].contains(second.status), "call \(call)")
          try await again.close()
          try? await fixture.store.close()
        }
        call += 1
      }
      #expect(call > 10)
    }
  }

  @Test func lostMemoryIsRefused() async throws {
    try await pair { log, witness in
      _ = try await cosign(log.store, by: witness.store)
      let path = witness.store.layout.witnessMemory
      let files = witness.options.fileSystem
      let bytes = try files.readFile(path, maximumBytes: 1 << 20)
      try files.removeFile(at: path)
      let error = await #expect(throws: StrataError.self) {
        _ = try await cosign(log.store, by: witness.store)
      }
      #expect(error?.code == .corrupt)
      try files.createFile(bytes, at: path, mode: .everyoneReadsFile)
    }
  }

  @Test func namedWitnessesHaveAHistory() async throws {
    try await pair { log, witness in
      let store = log.store
      let key = try witness.store.witnessKey()
      let author = try Authorship(author: "ada", reason: "asked for by the auditor")
      #expect(try store.witnesses() == [])
      try await store.add(KnownWitness(key: key, url: "http://127.0.0.1:1/"), by: author)
      try await store.add(KnownWitness(key: key), by: author)
      #expect(try store.witnesses() == [KnownWitness(key: key)])
      let history = try store.configurationHistory(
        of: .key(ConfigurationKey(WitnessList.path)))
      #expect(history.map(\.author) == ["ada", "ada"])
      await #expect(throws: StrataError.self) {
        try await store.removeWitness(named: "nobody", by: author)
      }
      try await store.removeWitness(named: key.name.text, by: author)
      #expect(try store.witnesses() == [])
      #expect(throws: StrataError.self) { try KnownWitness(key: store.verifierKey()) }
    }
  }
}
