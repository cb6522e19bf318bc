import StrataCore
import StrataTesting
import SystemPackage
import Testing
import TransparencyLog

@testable import StrataStore

/// Checkpoints become blocks of a chain that others hold (row D4).
@Suite struct AnchorTests {
  private func anchored(in store: SessionStore) throws -> [Int64] {
    try store.driver.read {
      try JournalReading.entries(
        "WHERE kind = ? ORDER BY position", [.text("checkpoint.anchored")], $0)
    }.map { entry in
      guard case .integer(let height)? = entry.body.member("height") else { return -1 }
      return height
    }
  }

  /// What somebody who holds a copy and the first key makes of it.
  private func follow(_ bytes: [UInt8], trusting key: VerifierKey) throws -> CheckpointChain {
    var reader = ChainReader(trusting: key)
    for start in stride(from: 0, to: bytes.count, by: 700) {
      try reader.take(Array(bytes[start..<min(start + 700, bytes.count)]))
    }
    try reader.finish()
    return reader.chain
  }

  @Test func eachBlockExtendsTheFormer() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let key = try store.verifierKey()
      #expect(throws: StrataError.self) { try store.chain() }
      for height in 0..<4 {
        _ = try await store.start(try request())
        if height == 2 {
          try store.rotateKey()
          try store.rotateKey()
        }
        let anchoring = try store.anchor(actor: "ada")
        #expect(anchoring.isNew && anchoring.block.height == height)
        #expect(try store.anchor().isNew == false)
        #expect(try anchored(in: store) == Array(0...Int64(height)))
      }
      let chain = try follow(try store.chain(), trusting: key)
      #expect(chain.count == 4 && chain.keys.rotations.count == 2)
      #expect(chain.last?.checkpoint.checkpoint.size.count == 10)
      let second = try store.verifierKey()
      #expect(throws: ChainFault.self) { try follow(try store.chain(), trusting: second) }
      #expect(try store.verifyAudit().findings.isEmpty)
    }
  }

  @Test func noChangedByteHolds() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let key = try store.verifierKey()
      for _ in 0..<3 {
        _ = try await store.start(try request())
        try store.anchor()
      }
      let bytes = try store.chain()
      let heights = try blocks(of: bytes)
      for index in bytes.indices where index % 5 == 0 {
        var changed = bytes
        changed[index] ^= 1
        let fault = #expect(throws: ChainFault.self, "byte \(index)") {
          try follow(changed, trusting: key)
        }
        let height = heights.firstIndex { index < $0 } ?? 0
        #expect(fault?.height == height, "byte \(index)")
      }
      // A block that is left out, doubled or swapped.
      let (first, second) = (heights[0], heights[1])
      let parts = [Array(bytes[..<first]), Array(bytes[first..<second]), Array(bytes[second...])]
      for order in [[1, 2], [0, 2], [0, 0, 1], [0, 2, 1], [1, 0, 2]] {
        #expect(throws: ChainFault.self, "\(order)") {
          try follow(order.flatMap { parts[$0] }, trusting: key)
        }
      }
    }
  }

  /// Where each block ends.
  private func blocks(of bytes: [UInt8]) throws -> [Int] {
    (1..<bytes.count).filter { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }.map { $0 + 1 }
  }

  @Test func historyThatIsRewrittenWithTheKeyIsFound() async throws {
    try await TemporaryStore.make { fixture in
      let store = fixture.store
      let signer = try store.log.files.signerKey()
      _ = try await store.start(try request())
      let block = try store.anchor().block
      var chain = CheckpointChain(trusting: signer.verifier)
      try chain.append(block)
      let size = try TreeSize(block.checkpoint.checkpoint.size.count + 1)
      let forged = try SignedCheckpoint(
        signing: Checkpoint(
          origin: signer.verifier.name, size: size, root: RecordHash(of: [7]).node),
        with: [signer])
      let next = try chain.next(forged, proof: [], rotations: [], time: 2_000_000_000)
      let error = #expect(throws: TransparencyLogError.self) { try chain.append(next) }
      #expect(error?.code == .wrongProof)
    }
  }

  @Test func tornBlockIsMendedAndADamagedOneIsNot() async throws {
    try await TemporaryStore.make(checking: false) { fixture in
      let store = fixture.store
      _ = try await store.start(try request())
      try store.anchor()
      let whole = try store.chainFile.bytes()
      _ = try await store.start(try request())
      let second = try store.anchor().block
      let length = whole.count + second.bytes.count
      // The end of an acknowledged block is gone: that is no torn write.
      let bytes = try store.chainFile.bytes()
      #expect(bytes.count == length)
      try store.options.fileSystem.put(
        Array(bytes.dropLast(10)), at: store.layout.chain, mode: .everyoneReadsFile)
      let error = #expect(throws: StrataError.self) { try store.anchor() }
      #expect(error?.message == "block 1 of the chain was whole and is damaged")
      try store.options.fileSystem.put(bytes, at: store.layout.chain, mode: .everyoneReadsFile)
      // What was torn before it was acknowledged goes.
      let garbage = Array(second.bytes.prefix(100)) + [UInt8](repeating: 0, count: 5000)
      try store.options.fileSystem.put(
        bytes + garbage, at: store.layout.chain, mode: .everyoneReadsFile)
      #expect(try store.chain() == bytes)
      let third = try store.anchor()
      #expect(third.isNew && third.block.height == 2)
      #expect(try store.chainFile.bytes() == bytes + third.block.bytes)
    }
  }

  static let faults: [SimulatedProcess.Fault] =
    [.file(.error(.noSpace))] + FaultyFileSystem.Tear.allCases.map { .file(.death($0)) }
    + [.database(.error), .database(.death), .database(.deathAfterCommit)]

  @Test(arguments: faults)
  func anchoringThatDiesAnywhereIsGoneOnWith(_ fault: SimulatedProcess.Fault) async throws {
    var call = 1
    var wasHit = true
    while wasHit {
      let place: Comment = "call \(call), \(fault)"
      try await withMachine(seed: UInt64(call)) { fixture, machine, process in
        let key = try fixture.store.verifierKey()
        _ = try await fixture.store.start(try request())
        try fixture.store.anchor()
        _ = try await fixture.store.start(try request())
        process.fail(call: call, with: fault)
        let second = try? fixture.store.anchor()
        wasHit = process.wasHit
        if fault.isSurvived {
          process.database.heal()
          try await fixture.store.close()
        }
        let again = try fixture.open { machine.startProcess(with: &$0) }
        let next = try again.anchor()
        #expect(next.block.height == 1, place)
        if let second { #expect(next.block == second.block, place) }
        // One entry a block, whatever died.
        #expect(try anchored(in: again) == [0, 1], place)
        #expect(try again.anchor().isNew == false, place)
        #expect(try follow(try again.chain(), trusting: key).count == 2, place)
        try await again.close()
        try? await fixture.store.close()
      }
      call += 1
    }
    if case .file = fault { #expect(call > 10) }
  }
}
