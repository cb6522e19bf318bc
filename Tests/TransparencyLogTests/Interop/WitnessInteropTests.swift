import Foundation
import StrataTesting
import Testing
import TransparencyLog

/// A live witness that nobody here wrote cosigns our checkpoints, and answers every request with
/// the status that ours answers with.
@Suite("Cosigned by a live witness")
struct WitnessInteropTests {
  private struct Step {
    var what: String
    var body: [UInt8]
    var status: Int
  }

  private let key: SignerKey
  private let log: SampleLog

  init() throws {
    key = try Vectors.signer("example.com/strata-test")
    var log = SampleLog()
    try log.grow(to: 300)
    self.log = log
  }

  private func root(_ size: TreeSize) throws -> TreeHash {
    try TreeHash.root(of: size, reading: log.reader(at: log.size))
  }

  private func request(
    _ old: TreeSize, _ new: TreeSize, by signer: SignerKey? = nil, root other: TreeHash? = nil
  ) throws -> AddCheckpointRequest {
    try AddCheckpointRequest(
      Vectors.signed(new, other ?? root(new), by: signer ?? key),
      proof: ConsistencyProof(from: old, to: new, reading: log.reader(at: log.size)))
  }

  private func steps() throws -> [Step] {
    let stranger = try Vectors.signer("example.com/other")
    let impostor = try Vectors.signer("example.com/strata-test", seed: 9)
    let forward = try request(7, 300)
    let bent = ConsistencyProof(from: 7, to: 300, hashes: forward.proof.reversed())
    let backward = [UInt8]("old 8\n\n") + (try request(7, 7)).checkpoint.bytes
    return [
      Step(what: "garbage", body: [UInt8]("old garbage\n"), status: 400),
      Step(what: "another log", body: try request(0, 5, by: stranger).bytes, status: 404),
      Step(what: "a false key", body: try request(0, 5, by: impostor).bytes, status: 403),
      Step(what: "a wrong first size", body: try request(3, 5).bytes, status: 409),
      Step(what: "the empty log", body: try request(0, 0).bytes, status: 200),
      Step(what: "the first entries", body: try request(0, 5).bytes, status: 200),
      Step(what: "the same again", body: try request(5, 5).bytes, status: 200),
      Step(what: "a stale size", body: try request(0, 7).bytes, status: 409),
      Step(
        what: "another root", body: try request(5, 5, root: root(6)).bytes, status: 422),
      Step(what: "growth", body: try request(5, 7).bytes, status: 200),
      Step(what: "a backward size", body: backward, status: 400),
      Step(
        what: "a bent proof",
        body: try AddCheckpointRequest(forward.checkpoint, proof: bent).bytes, status: 422),
      Step(what: "more growth", body: forward.bytes, status: 200),
      Step(what: "a past size", body: try request(7, 128).bytes, status: 409),
    ]
  }

  @Test(.timeLimit(.minutes(5)))
  func `it cosigns what ours would, and refuses what ours would`() async throws {
    try await withScratchFolder { folder in
      if let absence = try LiveWitness.absence(scratch: folder) {
        print("live witness: \(absence)")
        return
      }
      let live = try LiveWitness(for: key.verifier, scratch: folder)
      defer { live.end() }
      let ours = try Witness(
        key: Vectors.signer("witness.example/ours", .cosignature, seed: 2),
        logs: [TrustPolicy(logKeys: [key.verifier])])
      let policy = try TrustPolicy(
        logKeys: [key.verifier], witnesses: [live.key, ours.verifier], witnessesNeeded: 2)
      var kept: WitnessState?
      var cosigned = 0
      for step in try steps() {
        let answer = try await live.post(step.body)
        let decision = ours.decide(body: step.body, at: 1_700_000_000) { _ in kept }
        kept = decision.newState ?? kept
        let said = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.status == step.status, "\(step.what): the live witness says \(said)")
        #expect(decision.answer.status.rawValue == step.status, "\(step.what): ours")
        guard let request = try? AddCheckpointRequest(parsing: step.body) else { continue }
        let reply = try WitnessReply(
          status: answer.status, body: answer.body, to: request, from: live.key)
        let ourReply = try WitnessReply(
          status: answer.status, body: decision.answer.body, to: request, from: ours.verifier)
        if case .otherSize = reply { #expect(reply == ourReply, "\(step.what)") }
        guard case .cosigned(let line, _) = reply, case .cosigned(let ourLine, _) = ourReply
        else { continue }
        #expect(
          try request.checkpoint.adding([line, ourLine]).verify(policy).count == 2, "\(step.what)")
        cosigned += 1
      }
      #expect(cosigned == 5)
      print("live witness: \(cosigned) checkpoints cosigned")
    }
  }
}
