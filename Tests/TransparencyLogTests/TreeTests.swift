import Testing
import TransparencyLog

@Suite("Merkle tree")
struct TreeTests {
  static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ].map { [UInt8](hex: $0) }

  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  /// Stored hashes of a handful of leaves, by position.
  struct Nodes: HashReader {
    var known: [HashPosition: TreeHash] = [:]

    init(_ records: [RecordHash]) {
      var level = records.map(\.node)
      for height in 0..<Int.bitWidth where !level.isEmpty {
        for (index, hash) in level.enumerated() {
          known[HashPosition(level: height, index: index)] = hash
        }
        level = stride(from: 0, to: level.count - level.count % 2, by: 2).map {
          TreeHash.node(level[$0], level[$0 + 1])
        }
      }
    }

    func hashes(at positions: [HashPosition]) throws -> [TreeHash] {
      try positions.map { try #require(known[$0], "asked for a node that no log stores: \($0)") }
    }
  }

  @Test func `the roots of the published leaves`() throws {
    var frontier = MerkleFrontier()
    #expect(frontier.root.bytes.hex == Self.roots[0])
    for (index, leaf) in Self.leaves.enumerated() {
      try frontier.append(RecordHash(of: leaf))
      #expect(frontier.root.bytes.hex == Self.roots[index + 1])
      #expect(frontier.size.count == index + 1)
    }
  }

  @Test func `the published consistency proof`() throws {
    let nodes = Nodes(Self.leaves.map { RecordHash(of: $0) })
    let proof = try ConsistencyProof(from: 3, to: 7, reading: nodes)
    #expect(
      proof.hashes.map(\.base64) == [
        "ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=",
        "B1Bqhf2d0vEg62lPhgEeW7RmLlxBWmKRcDPUqWJEh+c=",
        "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=",
        "g327FS6bB5AQcX6E6GXaTrwPoZioBtWdMb8VrM7yLQ4=",
      ])
    try proof.verify(
      oldRoot: #require(TreeHash(bytes: [UInt8](hex: Self.roots[3]))),
      newRoot: #require(TreeHash(bytes: [UInt8](hex: Self.roots[7]))))
  }

  @Test func `a root read from storage is the one that was built`() throws {
    for count in 0...40 {
      let records = (0..<count).map(SampleLog.record)
      let nodes = Nodes(records)
      let size = try TreeSize(count)
      let root = try TreeHash.root(of: size, reading: nodes)
      var built = MerkleFrontier()
      for record in records { try built.append(record) }
      #expect(root == built.root)
      let restored = try MerkleFrontier(size: size, reading: nodes)
      #expect(restored == built)
      #expect(try MerkleFrontier(size: size, peaks: built.peaks) == built)
    }
  }

  @Test func `a frontier refuses peaks that do not fit`() {
    let error = #expect(throws: TransparencyLogError.self) {
      try MerkleFrontier(size: 3, peaks: [.empty])
    }
    #expect(error?.description == "a tree has 2 perfect subtrees and not 1 (size 3)")
  }

  @Test func `the largest tree ends with an error`() throws {
    let size = try TreeSize(Int.max)
    var frontier = try MerkleFrontier(
      size: size, peaks: [TreeHash](repeating: .empty, count: 63))
    let error = #expect(throws: TransparencyLogError.self) {
      try frontier.append(SampleLog.record(0))
    }
    #expect(error?.description == "a tree cannot grow to 2^63 entries")
    #expect(frontier.size == size)
  }

  @Test func `a hash is 32 bytes and is written in canonical base64 only`() {
    #expect(TreeHash(bytes: [UInt8](repeating: 1, count: 31)) == nil)
    #expect(TreeHash(base64: "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=") != nil)
    // The last digit's unused bits, a missing pad, a line feed, another alphabet.
    for text in [
      "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383ct=",
      "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs",
      "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs\n",
      "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja_1nk427v383cs=", "", "====",
    ] { #expect(TreeHash(base64: text) == nil, "\(text)") }
  }

  @Test func `a tree has no negative size`() {
    let count = -1
    let error = #expect(throws: TransparencyLogError.self) { try TreeSize(count) }
    #expect(error?.description == "a tree cannot have -1 entries")
  }
}
