import StrataTesting
import Testing
import TransparencyLog

@Suite("Inclusion and consistency proofs")
struct ProofTests {
  private static let largest = 600

  private static func published() throws -> SampleLog {
    var log = SampleLog()
    for count in 1...largest { try log.grow(to: count) }
    return log
  }

  @Test func `every inclusion proof of sizes 0 to 600 is the reference's and verifies`() throws {
    var reference = ReferenceTree((0..<Self.largest).map(SampleLog.entry))
    let nodes = TreeTests.Nodes((0..<Self.largest).map(SampleLog.record))
    for count in 0...Self.largest {
      let size = try TreeSize(count)
      let root = try TreeHash.root(of: size, reading: nodes)
      #expect(root.bytes == reference.hash(0..<count))
      for index in 0..<count {
        let proof = try InclusionProof(of: index, in: size, reading: nodes)
        let isReference = proof.hashes.map(\.bytes) == reference.path(index, 0..<count)
        if !isReference { Issue.record("the proof of \(index) in \(count) differs") }
        try proof.verify(SampleLog.record(index), root: root)
      }
      #expect(throws: TransparencyLogError.self) {
        try InclusionProof(of: count, in: size, reading: nodes)
      }
    }
  }

  @Test func `consistency proofs are the reference's and verify`() throws {
    var random = SeededGenerator.printingSeed()
    var reference = ReferenceTree((0..<Self.largest).map(SampleLog.entry))
    let nodes = TreeTests.Nodes((0..<Self.largest).map(SampleLog.record))
    for count in 1...Self.largest {
      let new = try TreeSize(count)
      let newRoot = try #require(TreeHash(bytes: reference.hash(0..<count)))
      let sampled = (0..<12).map { _ in Int.random(in: 1...count, using: &random) }
      for oldCount in count <= 70 ? Array(1...count) : sampled + [1, count - 1, count] {
        let old = try TreeSize(oldCount)
        let oldRoot = try #require(TreeHash(bytes: reference.hash(0..<oldCount)))
        let proof = try ConsistencyProof(from: old, to: new, reading: nodes)
        #expect(
          proof.hashes.map(\.bytes) == reference.subproof(oldCount, 0..<count, true))
        try proof.verify(oldRoot: oldRoot, newRoot: newRoot)
        refuseAllButOne(proof, oldRoot, newRoot)
      }
    }
  }

  /// A proof with one thing changed proves nothing.
  private func refuseAllButOne(
    _ proof: ConsistencyProof, _ oldRoot: TreeHash, _ newRoot: TreeHash
  ) {
    let other = SampleLog.record(-1).node
    var wrong = [proof.hashes + [other]]
    if let last = proof.hashes.indices.last {
      wrong += [Array(proof.hashes.dropLast()), Array(proof.hashes.dropFirst())]
      wrong += [0, last / 2, last].map { changed in
        var hashes = proof.hashes
        hashes[changed] = other
        return hashes
      }
    }
    for hashes in wrong {
      #expect(throws: TransparencyLogError.self) {
        try ConsistencyProof(from: proof.oldSize, to: proof.newSize, hashes: hashes)
          .verify(oldRoot: oldRoot, newRoot: newRoot)
      }
    }
    #expect(throws: TransparencyLogError.self) {
      try proof.verify(oldRoot: other, newRoot: newRoot)
    }
    #expect(throws: TransparencyLogError.self) {
      try proof.verify(oldRoot: oldRoot, newRoot: other)
    }
  }

  @Test func `a tampered inclusion proof proves nothing`() throws {
    let nodes = TreeTests.Nodes((0..<140).map(SampleLog.record))
    let other = SampleLog.record(-1).node
    for count in 1...140 {
      let size = try TreeSize(count)
      let root = try TreeHash.root(of: size, reading: nodes)
      for index in [0, count / 2, count - 1] {
        let proof = try InclusionProof(of: index, in: size, reading: nodes)
        let record = SampleLog.record(index)
        var wrong = [proof.hashes + [other]]
        for changed in proof.hashes.indices {
          var hashes = proof.hashes
          hashes[changed] = other
          wrong.append(hashes)
          hashes.remove(at: changed)
          wrong.append(hashes)
        }
        for hashes in wrong {
          #expect(throws: TransparencyLogError.self) {
            try InclusionProof(index: index, size: size, hashes: hashes).verify(record, root: root)
          }
        }
        for otherIndex in [-1, index + 1, index - 1, count, Int.max, Int.min] {
          #expect(throws: TransparencyLogError.self) {
            try InclusionProof(index: otherIndex, size: size, hashes: proof.hashes)
              .verify(record, root: root)
          }
        }
        #expect(throws: TransparencyLogError.self) {
          try proof.verify(SampleLog.record(-1), root: root)
        }
        #expect(throws: TransparencyLogError.self) { try proof.verify(record, root: other) }
      }
    }
  }

  @Test func `what an inclusion failure says`() throws {
    let nodes = TreeTests.Nodes((0..<7).map(SampleLog.record))
    let proof = try InclusionProof(of: 3, in: 7, reading: nodes)
    let root = try TreeHash.root(of: 7, reading: nodes)
    let sentence = { (act: () throws -> Void) -> String? in
      #expect(throws: TransparencyLogError.self, performing: act)?.description
    }
    #expect(
      sentence { try proof.verify(SampleLog.record(4), root: root) }
        == "the proof for entry 3 does not lead to the root (size 7)")
    #expect(
      sentence {
        try InclusionProof(index: 3, size: 7, hashes: []).verify(SampleLog.record(3), root: root)
      } == "the proof for entry 3 cannot have 0 hashes (size 7)")
    #expect(
      sentence {
        try InclusionProof(index: 7, size: 7, hashes: []).verify(SampleLog.record(3), root: root)
      } == "there is no entry 7 in a tree of 7 (size 7)")
  }

  @Test func `the borders of consistency`() throws {
    let root = SampleLog.record(0).node
    try ConsistencyProof(from: 0, to: 0, hashes: []).verify(oldRoot: .empty, newRoot: .empty)
    try ConsistencyProof(from: 0, to: 5, hashes: []).verify(oldRoot: .empty, newRoot: root)
    try ConsistencyProof(from: 1, to: 1, hashes: []).verify(oldRoot: root, newRoot: root)
    let wrong: [(ConsistencyProof, TreeHash, TreeHash, String)] = [
      (
        ConsistencyProof(from: 0, to: 5, hashes: [root]), .empty, root,
        "the proof from 0 to 5 entries cannot have 1 hashes (size 5)"
      ),
      (
        ConsistencyProof(from: 0, to: 5, hashes: []), root, root,
        "the old root is not that of an empty tree (size 5)"
      ),
      (
        ConsistencyProof(from: 1, to: 1, hashes: []), root, .empty,
        "equal sizes have different roots (size 1)"
      ),
      (
        ConsistencyProof(from: 6, to: 5, hashes: []), root, root,
        "a log cannot shrink from 6 to 5 entries (size 5)"
      ),
    ]
    for (proof, old, new, sentence) in wrong {
      let error = #expect(throws: TransparencyLogError.self) {
        try proof.verify(oldRoot: old, newRoot: new)
      }
      #expect(error?.description == sentence)
    }
  }

  @Test func `a reader that gives too few hashes is found out`() {
    struct Lazy: HashReader {
      func hashes(at positions: [HashPosition]) -> [TreeHash] { [] }
    }
    let error = #expect(throws: TransparencyLogError.self) {
      try InclusionProof(of: 0, in: 2, reading: Lazy())
    }
    #expect(error?.description == "0 hashes were read instead of 1")
  }

  @Test func `proofs read from the tiles of any published size are the same`() throws {
    let log = try Self.published()
    let nodes = TreeTests.Nodes((0..<Self.largest).map(SampleLog.record))
    var random = SeededGenerator.printingSeed()
    for count in 1...Self.largest {
      let size = try TreeSize(count)
      let index = Int.random(in: 0..<count, using: &random)
      let old = try TreeSize(Int.random(in: 1...count, using: &random))
      let tiles = log.reader(at: size)
      #expect(
        try InclusionProof(of: index, in: size, reading: tiles)
          == InclusionProof(of: index, in: size, reading: nodes))
      #expect(
        try ConsistencyProof(from: old, to: size, reading: tiles)
          == ConsistencyProof(from: old, to: size, reading: nodes))
    }
  }
}
