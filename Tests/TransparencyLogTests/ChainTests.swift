import Testing
import TransparencyLog

@Suite("Chain of checkpoints")
struct ChainTests {
  private let key: SignerKey
  private let log: SampleLog

  init() throws {
    key = try Vectors.signer("example.com/log")
    var log = SampleLog()
    try log.grow(to: 40)
    self.log = log
  }

  private func signed(_ size: TreeSize, by signer: SignerKey? = nil) throws -> SignedCheckpoint {
    let root = try TreeHash.root(of: size, reading: log.reader(at: log.size))
    return try Vectors.signed(size, root, by: signer ?? key)
  }

  private func chain(_ sizes: [TreeSize]) throws -> (CheckpointChain, [UInt8]) {
    var chain = CheckpointChain(trusting: key.verifier)
    var bytes: [UInt8] = []
    for size in sizes {
      let block = try next(size, on: chain)
      bytes += block.bytes
      try chain.append(block)
    }
    return (chain, bytes)
  }

  private func next(
    _ size: TreeSize, on chain: CheckpointChain, by signer: SignerKey? = nil,
    rotations: [KeyRotation] = []
  ) throws -> ChainBlock {
    let former = chain.last?.checkpoint.checkpoint.size ?? 0
    let proof = try ConsistencyProof(from: former, to: size, reading: log.reader(at: log.size))
    return try chain.next(
      signed(size, by: signer), proof: proof.hashes, rotations: rotations,
      time: 1_700_000_000 + chain.count)
  }

  @Test func `a block has one spelling`() throws {
    let (chain, bytes) = try chain([7])
    let block = try #require(chain.last)
    let checkpoint = try signed(7)
    let quoted = String(decoding: checkpoint.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { "> \($0)\n" }.joined()
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        checkpoint-chain/v1
        height 0
        time 1700000000
        checkpoint
        \(quoted)hash \(block.hash)


        """)
    #expect(try ChainBlock(parsing: bytes) == block)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 2
      #expect(throws: TransparencyLogError.self, "byte \(index)") {
        try ChainBlock(parsing: changed)
      }
    }
  }

  @Test func `a chain is followed in pieces of any size`() throws {
    let (chain, bytes) = try chain([0, 1, 7, 7, 40])
    for step in [1, 2, 3, 64, 1000, bytes.count] {
      var reader = ChainReader(trusting: key.verifier)
      var heights: [Int] = []
      for start in stride(from: 0, to: bytes.count, by: step) {
        try reader.take(Array(bytes[start..<min(start + step, bytes.count)])) {
          heights.append($0.height)
        }
      }
      try reader.finish()
      #expect(heights == [0, 1, 2, 3, 4] && reader.byteCount == bytes.count)
      #expect(reader.chain.last == chain.last)
    }
  }

  @Test func `an end that is torn is told from a block that is wrong`() throws {
    let (_, bytes) = try chain([3, 20])
    let (_, first) = try chain([3])
    for count in stride(from: first.count + 1, to: bytes.count, by: 3) {
      for filler in [[], [UInt8](repeating: 0, count: bytes.count - count)] {
        var reader = ChainReader(trusting: key.verifier)
        let fault = #expect(throws: ChainFault.self) {
          try reader.take(Array(bytes[..<count]) + filler)
          try reader.finish()
        }
        #expect(fault?.height == 1 && fault?.isTorn == true, "\(count)")
        #expect(reader.byteCount == first.count)
      }
    }
    // In front of another block it is no torn end.
    var changed = bytes
    changed[10] ^= 1
    var reader = ChainReader(trusting: key.verifier)
    let fault = #expect(throws: ChainFault.self) { try reader.take(changed) }
    #expect(fault?.height == 0 && fault?.isTorn == false)
    // Without any end there is a bound.
    var endless = ChainReader(trusting: key.verifier)
    #expect(throws: ChainFault.self) {
      try endless.take([UInt8](repeating: 0x61, count: ChainBlock.maximumByteCount + 1))
    }
  }

  @Test func `what does not follow is refused`() throws {
    let (chain, _) = try chain([3, 20])
    let last = try #require(chain.last)
    func refused(
      _ code: TransparencyLogError.Code, _ make: () throws -> ChainBlock
    ) throws {
      var copy = chain
      let block = try make()
      #expect(throws: TransparencyLogError.self) { try copy.append(block) }
      do throws(TransparencyLogError) { try copy.append(block) } catch {
        #expect(error.code == code, "\(error)")
      }
      #expect(copy.last == last)
    }
    let good = try next(30, on: chain)
    let block = {
      (height: Int, previous: TreeHash?, time: Int, proof: [TreeHash], signed: SignedCheckpoint) in
      try ChainBlock(
        height: height, previous: previous, time: time, rotations: [], proof: proof,
        checkpoint: signed)
    }
    try refused(.malformed) {
      try block(3, good.previous, good.time, good.proof, good.checkpoint)
    }
    try refused(.wrongProof) { try block(2, nil, good.time, good.proof, good.checkpoint) }
    try refused(.wrongProof) { try block(2, good.hash, good.time, good.proof, good.checkpoint) }
    try refused(.malformed) {
      try block(2, good.previous, last.time - 1, good.proof, good.checkpoint)
    }
    try refused(.wrongProof) { try block(2, good.previous, good.time, [], good.checkpoint) }
    try refused(.outOfRange) { try block(2, good.previous, good.time, [], signed(10)) }
    let thief = try Vectors.signer("example.com/log", seed: 9)
    try refused(.untrusted) { try next(30, on: chain, by: thief) }
    let stranger = try Vectors.signer("example.com/other")
    try refused(.untrusted) { try next(30, on: chain, by: stranger) }
  }

  @Test func `the keys are followed, and only by what they have signed`() throws {
    var (chain, _) = try chain([3, 20])
    let new = try Vectors.signer("example.com/log", seed: 2)
    let rotation = try KeyRotation(from: key, to: new, at: signed(25).checkpoint, time: 1)
    var copy = chain
    #expect(throws: TransparencyLogError.self) { try copy.append(next(30, on: chain, by: new)) }
    #expect(throws: TransparencyLogError.self) {
      try copy.append(next(30, on: chain, rotations: [rotation]))
    }
    let late = try KeyRotation(from: key, to: new, at: signed(35).checkpoint, time: 1)
    #expect(throws: TransparencyLogError.self) {
      try copy.append(next(30, on: chain, by: new, rotations: [late]))
    }
    let elsewhere = try KeyRotation(
      from: key, to: new,
      at: Checkpoint(origin: key.verifier.name, size: 20, root: RecordHash(of: [1]).node), time: 1)
    #expect(throws: TransparencyLogError.self) {
      try copy.append(next(30, on: chain, by: new, rotations: [elsewhere]))
    }
    #expect(copy.last == chain.last && copy.keys == chain.keys)
    try chain.append(next(30, on: chain, by: new, rotations: [rotation]))
    #expect(chain.keys.currentKey == new.verifier)
    #expect(throws: TransparencyLogError.self) { try copy.append(next(40, on: chain)) }
    try chain.append(next(40, on: chain, by: new))
    #expect(chain.count == 4)
  }

  @Test func `a witness's memory is written and read`() throws {
    var memory = WitnessMemory()
    #expect(try WitnessMemory(parsing: memory.bytes) == memory)
    for (name, size) in [("example.com/b", 3), ("example.com/a", 20)] as [(String, TreeSize)] {
      memory[try KeyName(name)] = WitnessState(size: size, root: try signed(size).checkpoint.root)
    }
    let bytes = memory.bytes
    #expect(try WitnessMemory(parsing: bytes) == memory)
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.count == 3 && lines[1].hasPrefix("example.com/a 20 "))
    for changed in [
      [lines[0], lines[2], lines[1]], [lines[0], lines[1], lines[1]], [lines[1]],
      [lines[0], lines[1] + " "], [lines[0], lines[1].replacing(" 20 ", with: " 020 ")],
    ] {
      let text = changed.map { "\($0)\n" }.joined()
      #expect(throws: TransparencyLogError.self) { try WitnessMemory(parsing: Array(text.utf8)) }
    }
    #expect(throws: TransparencyLogError.self) {
      try WitnessMemory(parsing: Array(bytes.dropLast()))
    }
  }
}
