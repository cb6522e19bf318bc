import StrataTesting
import Testing
import TransparencyLog

/// Nothing that arrives from outside may end the process: these tests pass by getting to the end.
@Suite("Garbage")
struct GarbageTests {
  /// Runs every parser and verifier over the bytes; what still parses must be written back as it
  /// was.
  private func parse(_ bytes: [UInt8], _ policy: TrustPolicy, _ witness: Witness) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let note = try? SignedNote(parsing: bytes) {
      #expect(note.bytes == bytes)
      _ = try? note.verify(policy.logKeys + policy.witnesses)
    }
    if let checkpoint = try? Checkpoint(parsing: bytes) { #expect(checkpoint.body == bytes) }
    if let signed = try? SignedCheckpoint(parsing: bytes) {
      #expect(signed.bytes == bytes)
      _ = try? signed.verify(policy)
    }
    if let proof = try? TransparencyProof(parsing: bytes) {
      #expect(proof.bytes == bytes)
      _ = try? proof.verify(Vectors.provenEntry, policy)
    }
    if let request = try? AddCheckpointRequest(parsing: bytes) { #expect(request.bytes == bytes) }
    if let key = try? VerifierKey(text) { #expect(key.description == text) }
    if let tile = try? Tile(path: text) { #expect(tile.path == text) }
    if let block = try? ChainBlock(parsing: bytes) { #expect(block.bytes == bytes) }
    if let history = try? KeyHistory(parsing: bytes) { #expect(history.bytes == bytes) }
    if let memory = try? WitnessMemory(parsing: bytes) { #expect(memory.bytes == bytes) }
    var chain = ChainReader(trusting: policy.logKeys[0])
    if (try? chain.take(bytes)) != nil { try? chain.finish() }
    _ = try? SignerKey(secretText: text)
    _ = try? KeyRotation(parsing: bytes)
    _ = try? NoteSignature.lines(bytes)
    _ = try? EntryBundle(parsing: bytes, count: bytes.count % 300)
    _ = witness.decide(body: bytes, at: 1) { _ in WitnessState(size: 15, root: .empty) }
  }

  private func everyParser() throws -> ([UInt8]) -> Void {
    let policy = try Vectors.policy()
    let witness = try Witness(key: Vectors.signer("w", .cosignature), logs: [policy])
    return { parse($0, policy, witness) }
  }

  @Test func `random bytes`() throws {
    var random = SeededGenerator.printingSeed()
    let parse = try everyParser()
    for _ in 0..<3_000 {
      let count = Int.random(in: 0..<400, using: &random)
      parse((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
  }

  @Test func `random words of the formats`() throws {
    var random = SeededGenerator.printingSeed()
    let parse = try everyParser()
    let words = [
      "\n", "\n\n", " ", "— ", "index ", "extra ", "old ", "0", "15", "9223372036854775807",
      "c2sp.org/tlog-proof@v1\n", "key-rotation/v1\n", "checkpoint-chain/v1\n", "height ",
      "previous ", "rotation\n", "> ", "proof ", "checkpoint\n", "hash ", "key-history/v1\n",
      "first ",
      "witness-memory/v1\n", "from ", "to ", "size ", "root ", "time ",
      "tile/", "x001/", "000", ".p/", "entries/", "PRIVATE+KEY+", "+", "=", Vectors.logKey,
      "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n", "example.com/log/testdata",
      "M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=",
    ]
    for _ in 0..<5_000 {
      let count = Int.random(in: 1..<20, using: &random)
      let text = (0..<count).compactMap { _ in words.randomElement(using: &random) }.joined()
      parse([UInt8](text))
    }
  }

  @Test func `valid files with pieces changed, cut out and put in`() throws {
    var random = SeededGenerator.printingSeed()
    let parse = try everyParser()
    let samples = [Vectors.note, Vectors.checkpoint, Vectors.proof].map { [UInt8]($0) }
    for _ in 0..<3_000 {
      guard var bytes = samples.randomElement(using: &random) else { return }
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let start = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...5, using: &random))
        let piece = (0..<Int.random(in: 0...5, using: &random)).map { _ in
          UInt8.random(in: 0...255, using: &random)
        }
        bytes.replaceSubrange(start..<end, with: piece)
      }
      parse(bytes)
    }
  }

  @Test func `proofs of any shape`() {
    var random = SeededGenerator.printingSeed()
    let extremes = [0, 1, 2, Int.max, Int.max - 1, Int.max / 2, Int.max / 2 + 1, 1 << 62]
    for _ in 0..<20_000 {
      let number = { (random: inout SeededGenerator) in
        extremes.randomElement(using: &random).map {
          Bool.random(using: &random) ? $0 : Int.random(in: 0...$0, using: &random)
        } ?? 0
      }
      guard let size = try? TreeSize(number(&random)), let old = try? TreeSize(number(&random))
      else { continue }
      let hashes = [TreeHash](
        repeating: .empty, count: Int.random(in: 0...70, using: &random))
      let inclusion = InclusionProof(index: number(&random), size: size, hashes: hashes)
      _ = try? inclusion.verify(Vectors.provenEntry, root: .empty)
      let consistency = ConsistencyProof(from: old, to: size, hashes: hashes)
      try? consistency.verify(oldRoot: .empty, newRoot: .empty)
    }
  }

  @Test func `proofs in the largest trees are computed`() throws {
    /// Every node is the same: only the shape matters.
    struct Uniform: HashReader {
      func hashes(at positions: [HashPosition]) -> [TreeHash] {
        positions.map { _ in .empty }
      }
    }
    let largest = try TreeSize(Int.max)
    for index in [0, 1, Int.max - 1, Int.max / 2] {
      let proof = try InclusionProof(of: index, in: largest, reading: Uniform())
      _ = try proof.root(of: Vectors.provenEntry)
      #expect(proof.hashes.count <= 63)
      let old = try TreeSize(index)
      _ = try ConsistencyProof(from: old, to: largest, reading: Uniform())
      #expect(Tile.changed(from: largest, to: largest).isEmpty)
    }
    let position = HashPosition(level: 0, index: Int.max - 1)
    #expect(throws: TransparencyLogError.self) {
      try TileHashReader(size: largest) { _ in [] }.hashes(at: [position])
    }
  }
}
