import Testing
import TransparencyLog

@Suite("Witness protocol")
struct WitnessTests {
  let logKey: SignerKey
  let witnessKey: SignerKey
  let witness: Witness
  let log: SampleLog

  init() throws {
    logKey = try Vectors.signer("example.com/log")
    witnessKey = try Vectors.signer("witness.example", .cosignature, seed: 2)
    witness = try Witness(key: witnessKey, logs: [TrustPolicy(logKeys: [logKey.verifier])])
    var log = SampleLog()
    try log.grow(to: 300)
    self.log = log
  }

  private func root(_ size: TreeSize) throws -> TreeHash {
    try TreeHash.root(of: size, reading: log.reader(at: log.size))
  }

  private func state(_ size: TreeSize) throws -> WitnessState {
    WitnessState(size: size, root: try root(size))
  }

  private func request(
    _ old: TreeSize, _ new: TreeSize, by key: SignerKey? = nil
  ) throws -> AddCheckpointRequest {
    try AddCheckpointRequest(
      Vectors.signed(new, root(new), by: key ?? logKey),
      proof: ConsistencyProof(from: old, to: new, reading: log.reader(at: log.size)))
  }

  private func text(_ decision: WitnessDecision) -> String {
    String(decoding: decision.answer.body, as: UTF8.self)
  }

  @Test func `a log that only grows is cosigned, step by step`() throws {
    var kept: WitnessState?
    var old: TreeSize = 0
    for (step, size) in [TreeSize](arrayLiteral: 0, 1, 1, 5, 128, 300).enumerated() {
      let request = try request(old, size)
      #expect(try AddCheckpointRequest(parsing: request.bytes) == request)
      let time = 1_700_000_000 + UInt64(step)
      let decision = witness.decide(body: request.bytes, at: time) { origin in
        #expect(origin.text == "example.com/log")
        return kept
      }
      #expect(decision.answer.status == .cosigned)
      #expect(decision.answer.contentType == "text/plain; charset=utf-8")
      let after = try state(size)
      #expect(decision.newState == (kept == after ? nil : after))
      kept = decision.newState ?? kept

      let reply = try WitnessReply(
        status: 200, body: decision.answer.body, to: request, from: witness.verifier)
      guard case .cosigned(let line, time) = reply else {
        Issue.record("the reply is \(reply)")
        return
      }
      let policy = try TrustPolicy(
        logKeys: [logKey.verifier], witnesses: [witness.verifier], witnessesNeeded: 1)
      #expect(try request.checkpoint.adding([line]).verify(policy).count == 1)
      old = size
    }
  }

  @Test func `another size than the one cosigned last is answered with that one`() throws {
    for (known, old) in [(nil, 5), (try state(5), 0), (try state(5), 6)]
      as [(WitnessState?, TreeSize)]
    {
      let request = try request(old, 10)
      let decision = witness.decide(request, state: known, at: 1)
      #expect(decision.answer.status.rawValue == 409)
      #expect(decision.answer.contentType == "text/x.tlog.size")
      #expect(text(decision) == "\(known?.size ?? 0)\n")
      #expect(decision.newState == nil)
      #expect(
        try WitnessReply(
          status: 409, body: decision.answer.body, to: request, from: witness.verifier)
          == .otherSize(known?.size ?? 0))
    }
  }

  @Test func `each refusal has its status and sentence`() throws {
    let stranger = try Vectors.signer("example.com/other")
    let impostor = try Vectors.signer("example.com/log", seed: 9)
    let good = try request(5, 10)
    let bent = ConsistencyProof(from: 5, to: 10, hashes: good.proof.reversed())
    let other = try Vectors.signed(5, root(6), by: logKey)
    let proof = ConsistencyProof(from: 0, to: 5, hashes: [.empty])
    let cases: [(AddCheckpointRequest, WitnessState?, Int, String)] = [
      (
        try request(5, 10, by: stranger), try state(5), 404,
        "this witness does not know the log 'example.com/other'\n"
      ),
      (
        try request(5, 10, by: impostor), try state(5), 403,
        "no trusted key of the log 'example.com/log' has signed the checkpoint\n"
      ),
      (
        try AddCheckpointRequest(good.checkpoint, proof: bent), try state(5), 422,
        "the proof does not lead to the old root (size 10)\n"
      ),
      (
        try AddCheckpointRequest(
          other, proof: ConsistencyProof(from: 5, to: 5, hashes: [])), try state(5), 422,
        "equal sizes have different roots (size 5)\n"
      ),
      (
        try AddCheckpointRequest(other, proof: proof), nil, 422,
        "the proof from 0 to 5 entries cannot have 1 hashes (size 5)\n"
      ),
    ]
    for (request, known, status, sentence) in cases {
      let decision = witness.decide(request, state: known, at: 1)
      #expect(decision.answer.status.rawValue == status)
      #expect(text(decision) == sentence)
      #expect(decision.newState == nil)
      #expect(
        try WitnessReply(
          status: status, body: decision.answer.body, to: request, from: witness.verifier)
          == .refused(status: status, sentence: String(sentence.dropLast())))
    }
  }

  @Test func `a malformed request and one that goes back are refused as such`() throws {
    let body = { (old: String) in
      [UInt8]("old \(old)\n\n") + (try Vectors.signed(5, root(5), by: logKey)).bytes
    }
    let decide = { (body: [UInt8]) in
      try witness.decide(body: body, at: 1) { _ in try state(6) }
    }
    let backward = try decide(body("6"))
    #expect(backward.answer.status.rawValue == 400)
    #expect(text(backward) == "the old size 6 is beyond the new 5\n")
    let garbled = try decide(body("06"))
    #expect(garbled.answer.status.rawValue == 400)
    #expect(
      text(garbled) == "the old size is not a decimal number below 2^63 without sign and leading"
        + " zeros (line 1)\n")
    let hash = [UInt8]("zMKa4OAqd7D0V4wawXST15z0JiEEkprIBPkfxOesWvA=\n")
    let long = [UInt8]("old 1\n") + (0..<64).flatMap { _ in hash } + [10]
    #expect(text(try decide(long)) == "the proof has more than 63 hashes (line 65)\n")
  }

  @Test func `what a witness may not be`() throws {
    let sentence = { (act: () throws -> Witness) -> String? in
      #expect(throws: TransparencyLogError.self) { try act() }?.message
    }
    let policy = try TrustPolicy(logKeys: [logKey.verifier])
    #expect(
      sentence { try Witness(key: logKey, logs: []) } == "a witness's key is of type 4")
    #expect(
      sentence { try Witness(key: witnessKey, logs: [policy, policy]) }
        == "a log is listed twice or signs with the witness's key")
    #expect(
      sentence {
        try Witness(key: Vectors.signer("w", .cosignature, seed: 1), logs: [policy])
      } == "a log is listed twice or signs with the witness's key")
  }

  @Test func `a log believes no false answer`() throws {
    let request = try request(0, 5)
    let impostor = try Vectors.signer("witness.example", .cosignature, seed: 8)
    let read = { (status: Int, body: [UInt8]) in
      try WitnessReply(status: status, body: body, to: request, from: witness.verifier)
    }
    let checkpoint = request.checkpoint.checkpoint
    let other = Checkpoint(origin: checkpoint.origin, size: 4, root: try root(4))
    #expect(
      #expect(throws: TransparencyLogError.self) {
        try read(200, impostor.cosign(checkpoint, at: 1).bytes)
      }?.code == .untrusted)
    #expect(
      #expect(throws: TransparencyLogError.self) {
        try read(200, witnessKey.cosign(other, at: 1).bytes)
      }?.code == .invalidSignature)
    for body in ["", "5", "05\n", "5\n\n", "five\n"] {
      #expect(throws: TransparencyLogError.self) { try read(409, [UInt8](body)) }
    }
    #expect(throws: TransparencyLogError.self) { try read(200, []) }
    #expect(
      try read(500, [UInt8]("oh\u{1B}[31m no\n")) == .refused(status: 500, sentence: "oh[31m no"))
  }
}
