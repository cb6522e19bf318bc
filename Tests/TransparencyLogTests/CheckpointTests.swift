import Testing
import TransparencyLog

@Suite("Checkpoints, cosignatures and proof files")
struct CheckpointTests {
  private func sentence(_ act: () throws -> Void) -> String? {
    #expect(throws: TransparencyLogError.self, performing: act)?.description
  }

  @Test func `the published checkpoint and its cosignature are genuine`() throws {
    let signed = try SignedCheckpoint(parsing: [UInt8](Vectors.checkpoint))
    #expect(signed.checkpoint.origin.text == "example.com/log/testdata")
    #expect(signed.checkpoint.size == 15)
    #expect(signed.bytes == [UInt8](Vectors.checkpoint))
    let cosignatures = try signed.verify(Vectors.policy())
    #expect(cosignatures.map(\.key.name.text) == ["witness.example/w1"])
    #expect(cosignatures.map(\.time) == [1_700_000_000])
  }

  @Test func `the published proof verifies its entry and no other`() throws {
    let proof = try TransparencyProof(parsing: [UInt8](Vectors.proof))
    #expect(proof.bytes == [UInt8](Vectors.proof))
    #expect(proof.extra == nil)
    #expect(try proof.verify(Vectors.provenEntry, Vectors.policy()).count == 1)
    #expect(
      sentence { _ = try proof.verify(SampleLog.record(6), Vectors.policy()) }
        == "the proof for entry 5 does not lead to the root (size 15)")
  }

  @Test func `no mutation of one byte of the checkpoint or the proof passes`() throws {
    let policy = try Vectors.policy()
    for (offset, bytes) in singleByteMutations(of: [UInt8](Vectors.checkpoint)) {
      if (try? SignedCheckpoint(parsing: bytes).verify(policy)) != nil {
        Issue.record("byte \(offset) of the checkpoint changed and accepted")
      }
    }
    for (offset, bytes) in singleByteMutations(of: [UInt8](Vectors.proof)) {
      let proof = try? TransparencyProof(parsing: bytes)
      if (try? proof?.verify(Vectors.provenEntry, policy)) != nil, proof != nil {
        Issue.record("byte \(offset) of the proof changed and accepted")
      }
    }
  }

  @Test func `we sign and cosign what we verify`() throws {
    var log = SampleLog()
    try log.grow(to: 300)
    let key = try Vectors.signer("example.com/log")
    let witness = try Vectors.signer("witness.example", .cosignature, seed: 2)
    let other = try Vectors.signer("other.example", .cosignature, seed: 3)
    let checkpoint = try Vectors.signed(log.size, log.edge.root, by: key)
    let cosigned = try checkpoint.adding([
      witness.cosign(checkpoint.checkpoint, at: 1_700_000_000)
    ])
    let policy = { (needed: Int) in
      try TrustPolicy(
        logKeys: [key.verifier], witnesses: [witness.verifier, other.verifier],
        witnessesNeeded: needed)
    }
    #expect(try cosigned.verify(policy(1)).map(\.time) == [1_700_000_000])
    #expect(
      sentence { try cosigned.verify(policy(2)) }
        == "1 of the 2 witnesses needed have cosigned")
    let again = try cosigned.adding([
      witness.cosign(checkpoint.checkpoint, at: UInt64.max),
      other.cosign(checkpoint.checkpoint, at: 5),
    ])
    #expect(again.note.signatures.count == 3)
    #expect(try again.verify(policy(2)).map(\.time) == [UInt64.max, 5])

    let inclusion = try InclusionProof(of: 17, in: log.size, reading: log.reader(at: log.size))
    for extra in [nil, [UInt8]("where it is")] {
      let proof = try TransparencyProof(inclusion, checkpoint: again, extra: extra)
      let read = try TransparencyProof(parsing: proof.bytes)
      #expect(read == proof)
      #expect(read.extra == extra)
      #expect(try read.verify(SampleLog.record(17), policy(2)).count == 2)
    }
  }

  @Test func `whom a checkpoint fails to convince`() throws {
    let signed = try SignedCheckpoint(parsing: [UInt8](Vectors.checkpoint))
    let stranger = try Vectors.signer("example.com/other")
    #expect(
      sentence { try signed.verify(TrustPolicy(logKeys: [stranger.verifier])) }
        == "the checkpoint is of the log 'example.com/log/testdata' and not of"
        + " 'example.com/other' (line 1)")
    let impostor = try Vectors.signer("example.com/log/testdata")
    #expect(
      sentence { try signed.verify(TrustPolicy(logKeys: [impostor.verifier])) }
        == "no trusted key of the log 'example.com/log/testdata' has signed the checkpoint")
    // A witness's cosignature of another checkpoint is no mere absence.
    let witness = try Vectors.signer("w", .cosignature)
    let forged = try witness.cosign(
      Checkpoint(origin: KeyName("x"), size: 0, root: .empty), at: 1)
    let policy = try TrustPolicy(
      logKeys: [VerifierKey(Vectors.logKey)], witnesses: [witness.verifier], witnessesNeeded: 0)
    #expect(try signed.verify(policy).isEmpty)
    #expect(
      sentence { try signed.adding([forged]).verify(policy) }
        == "the signature by w+\(witness.verifier.id) is not genuine (line 7)")
    #expect(
      sentence { _ = try SignedCheckpoint(signing: signed.checkpoint, with: [stranger]) }
        == "a log's key is called like its origin, 'example.com/log/testdata'"
        + " (key example.com/other)")
  }

  @Test func `a policy that means less than it seems is refused`() throws {
    let log = try Vectors.signer("log").verifier
    let witness = try Vectors.signer("w", .cosignature, seed: 2).verifier
    let sameWitness = try Vectors.signer("w2", .cosignature, seed: 2).verifier
    let logAsWitness = try Vectors.signer("log2", .cosignature, seed: 1).verifier
    let namedLikeLog = try Vectors.signer("log", .cosignature, seed: 3).verifier
    let refusals: [(String, () throws -> TrustPolicy)] = [
      ("a policy needs a key of the log", { try TrustPolicy(logKeys: []) }),
      (
        "this is not an Ed25519 key (type 1) of the log 'log'",
        { try TrustPolicy(logKeys: [log, Vectors.signer("b").verifier]) }
      ),
      (
        "a witness's key is of type 4",
        { try TrustPolicy(logKeys: [log], witnesses: [Vectors.signer("b", seed: 4).verifier]) }
      ),
      (
        "a witness would count twice",
        { try TrustPolicy(logKeys: [log], witnesses: [witness, sameWitness]) }
      ),
      (
        "a log cannot be its own witness",
        { try TrustPolicy(logKeys: [log], witnesses: [logAsWitness]) }
      ),
      (
        "a log cannot be its own witness",
        { try TrustPolicy(logKeys: [log], witnesses: [namedLikeLog]) }
      ),
      (
        "of 1 witnesses 2 cannot be needed",
        { try TrustPolicy(logKeys: [log], witnesses: [witness], witnessesNeeded: 2) }
      ),
    ]
    for (message, make) in refusals {
      let error = #expect(throws: TransparencyLogError.self) { try make() }
      #expect(error?.message == message)
    }
  }

  @Test(arguments: [
    ("", "the origin is missing or does not end in a line feed (line 1)"),
    (
      "a b\n0\nx\n",
      "the origin cannot name a key: a key's name is not empty and has no white space, '+' or"
        + " control character (line 1)"
    ),
    (
      "log\n01\nx\n",
      "the size is not a decimal number below 2^63 without sign and leading zeros (line 2)"
    ),
    (
      "log\n9223372036854775808\nx\n",
      "the size is not a decimal number below 2^63 without sign and leading zeros (line 2)"
    ),
    (
      "log\n-1\nx\n",
      "the size is not a decimal number below 2^63 without sign and leading zeros (line 2)"
    ),
    ("log\n1\nAAAA\n", "the root is not a SHA-256 hash in standard base64 (line 3)"),
    (
      "log\n0\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n",
      "a log without entries has another root (line 3)"
    ),
    (
      "log\n1\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n\nmore\n",
      "an extension line is not empty (line 4)"
    ),
  ])
  func `a malformed checkpoint is refused with its line`(text: String, expected: String) {
    #expect(sentence { _ = try Checkpoint(parsing: [UInt8](text)) } == expected)
  }

  @Test func `extension lines of other logs are kept`() throws {
    let body = "log\n1\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\nand more\n"
    let checkpoint = try Checkpoint(parsing: [UInt8](body))
    #expect(checkpoint.extensions == [[UInt8]("and more")])
    #expect(checkpoint.body == [UInt8](body))
  }

  @Test(arguments: [
    ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2", "a proof's first line is", "line 1"),
    ("index 5\n", "extra \nindex 5\n", "the extra data is not in standard base64", "line 2"),
    ("index 5\n", "extra AAA\nindex 5\n", "the extra data is not in standard base64", "line 2"),
    ("index 5\n", "", "the index does not begin with 'index '", "line 2"),
    ("index 5\n", "index 05\n", "the index is not a decimal number", "line 2"),
    ("index 5\n", "index 5\nindex 5\n", "the proof is not a SHA-256 hash", "line 3"),
    ("\n15\n", "\n1 5\n", "the size is not a decimal number", "line 9"),
    ("w1 qkoJ", "w1 *koJ", "a signature line has a name and", "line 13"),
  ])
  func `a malformed proof is refused with its line`(
    from: String, to: String, message: String, place: String
  ) throws {
    let range = try #require([UInt8](Vectors.proof).firstRange(of: [UInt8](from)))
    var bytes = [UInt8](Vectors.proof)
    bytes.replaceSubrange(range, with: [UInt8](to))
    let error = #expect(throws: TransparencyLogError.self) {
      try TransparencyProof(parsing: bytes)
    }
    #expect(error?.message.hasPrefix(message) == true, "\(String(describing: error))")
    #expect(error?.place?.description == place)
  }

  @Test func `a proof is bounded and fits its checkpoint`() throws {
    let hash = "zMKa4OAqd7D0V4wawXST15z0JiEEkprIBPkfxOesWvA=\n"
    let long = "c2sp.org/tlog-proof@v1\nindex 5\n" + String(repeating: hash, count: 64) + "\n"
    #expect(
      sentence { _ = try TransparencyProof(parsing: [UInt8](long + Vectors.checkpoint)) }
        == "the proof has more than 63 hashes (line 66)")
    let checkpoint = try SignedCheckpoint(parsing: [UInt8](Vectors.checkpoint))
    let other = InclusionProof(index: 0, size: 14, hashes: [])
    #expect(
      sentence { _ = try TransparencyProof(other, checkpoint: checkpoint) }
        == "the proof is for 14 entries, the checkpoint for 15")
    let fitting = InclusionProof(index: 0, size: 15, hashes: [])
    #expect(
      sentence { _ = try TransparencyProof(fitting, checkpoint: checkpoint, extra: []) }
        == "extra data is absent or not empty")
  }
}
