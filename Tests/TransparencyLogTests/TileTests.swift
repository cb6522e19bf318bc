import StrataTesting
import Testing
import TransparencyLog

@Suite("Tiles")
struct TileTests {
  private func sentence(_ act: () throws -> Void) -> String? {
    #expect(throws: TransparencyLogError.self, performing: act)?.description
  }

  @Test(arguments: [
    (Tile.Content.hashes(level: 0), 0, 256, "tile/0/000"),
    (.hashes(level: 0), 1_234_067, 256, "tile/0/x001/x234/067"),
    (.hashes(level: 1), 1, 17, "tile/1/001.p/17"),
    (.hashes(level: 63), 1_000, 1, "tile/63/x001/000.p/1"),
    (.entries, 999, 255, "tile/entries/999.p/255"),
    (.entries, 1_000_000, 256, "tile/entries/x001/x000/000"),
  ])
  func `a tile's path is written and read`(
    content: Tile.Content, index: Int, width: Int, path: String
  ) throws {
    let tile = try Tile(content, index: index, width: width)
    #expect(tile.path == path)
    #expect(try Tile(path: path) == tile)
  }

  @Test(arguments: [
    "", "tile", "tile/0", "/tile/0/000", "tile/0/000/", "tile//000", "tile/00/000", "tile/64/000",
    "tile/-1/000", "tile/0/00", "tile/0/0000", "tile/0/1000", "tile/0/x000/001", "tile/0/x001",
    "tile/0/001/000", "tile/0/xx01/000", "tile/0/000.p", "tile/0/000.p/0", "tile/0/000.p/256",
    "tile/0/000.p/01", "tile/0/000.p/+1", "tile/0/000.p/1/2", "tile/data/000", "tile/Entries/000",
    "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/0/٠٠٠", "tile/8/0/000",
  ])
  func `what is not a tile's path is refused`(path: String) {
    #expect(sentence { _ = try Tile(path: path) }?.contains("not the path of a tile") == true)
  }

  @Test func `what no log has is refused`() {
    #expect(
      sentence { _ = try Tile(.hashes(level: 64), index: 0) }
        == "a tile's level is 0 to 63 and not 64")
    #expect(
      sentence { _ = try Tile(.entries, index: 0, width: 0) }
        == "a tile's width is 1 to 256 and not 0")
    #expect(
      sentence { _ = try Tile(.entries, index: Int.max / 256) }
        == "no log has a tile number \(Int.max / 256)")
    #expect(
      sentence { _ = try Tile.containing(HashPosition(level: 1, index: 2), in: 5) }
        == "a tree of 5 has no node 2 at level 1 (size 5)")
    #expect(!HashPosition(level: 64, index: 0).isInside(1))
    #expect(!HashPosition(level: -1, index: 0).isInside(1))
  }

  @Test func `which tiles change between two sizes`() {
    let paths = { (old: TreeSize, new: TreeSize) in
      (Tile.changed(from: old, to: new) + Tile.changedEntries(from: old, to: new)).map(\.path)
    }
    #expect(paths(0, 0) == [])
    #expect(paths(5, 5) == [])
    #expect(paths(0, 3) == ["tile/0/000.p/3", "tile/entries/000.p/3"])
    #expect(paths(3, 256) == ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"])
    #expect(paths(256, 257) == ["tile/0/001.p/1", "tile/entries/001.p/1"])
    #expect(
      paths(200, 600) == [
        "tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2",
        "tile/entries/000", "tile/entries/001", "tile/entries/002.p/88",
      ])
    #expect(
      paths(65_535, 65_536)
        == ["tile/0/255", "tile/1/000", "tile/2/000.p/1", "tile/entries/255"])
  }

  @Test func `a log of 70000 entries has the published roots and tiles`() throws {
    var log = SampleLog()
    let roots = [
      256: "828515d033c19d8c901f37eccb8aed919667703486f8d2fff1cf7040321c5db1",
      257: "1eda049a4351d86f76252bd7ec0b7746ad75b7fa0316ad5f541dbda458a312c4",
      70_000: "1a4cdfcb66374a0c0dcbef49acbd4976d13ee864fb3cb241fc943cad04f02f7e",
    ]
    for (count, root) in roots.sorted(by: { $0.key < $1.key }) {
      try log.grow(to: count)
      #expect(log.edge.root.bytes.hex == root)
    }
    let digests = [
      "tile/0/000": "b9704a8bfbee2c61185ceb38904a49f3f703c81e194b5b2ccdc254c2bdaaa62b",
      "tile/1/001.p/17": "adfaca2731630fe7944a4b98a0f98ef3e98685eafda09e6f81070218fb759ce4",
      "tile/2/000.p/1": "f0113c8bad855b49f9a5dd661d50012cd94f19aae87a45eb8334666835e3caea",
      "tile/entries/000": "94693d5c6d6a0355ec07bac8214516c1ce6a5100b0588f226fd95f26571157d7",
    ]
    for (path, digest) in digests {
      let bytes = try #require(log.files[path], "\(path)")
      #expect(ReferenceTree.sha256(bytes).hex == digest, "\(path)")
    }
    #expect(log.files["tile/entries/000"]?.count == 1_170)
    try checkSampledProofs(of: log)
    let restored = try TileEdge(size: log.size, readTile: log.read)
    #expect(restored == log.edge)
  }

  private func checkSampledProofs(of log: SampleLog) throws {
    var random = SeededGenerator.printingSeed()
    let reader = log.reader(at: log.size)
    let sampled = (0..<300).map { _ in Int.random(in: 0..<log.size.count, using: &random) }
    for index in [0, 255, 256, 65_535, 65_536, 69_999] + sampled {
      let proof = try InclusionProof(of: index, in: log.size, reading: reader)
      try proof.verify(SampleLog.record(index), root: log.edge.root)
      let old = try TreeSize(index + 1)
      // The older tree's nodes all stand in the newer one's wider tiles.
      let oldRoot = try TreeHash.root(of: old, reading: reader)
      try ConsistencyProof(from: old, to: log.size, reading: reader)
        .verify(oldRoot: oldRoot, newRoot: log.edge.root)
    }
  }

  @Test func `a log goes on from its tiles at any size`() throws {
    var log = SampleLog()
    try log.grow(to: 0)
    for count in [1, 2, 255, 256, 257, 511, 512, 513, 600] {
      let restored = try TileEdge(size: log.size, readTile: log.read)
      #expect(restored == log.edge)
      #expect(restored.root == log.edge.root)
      try log.grow(to: count)
    }
  }

  @Test func `a wider tile serves a narrower one, a shorter one does not`() throws {
    var log = SampleLog()
    try log.grow(to: 10)
    let wide = try log.read(Tile(.hashes(level: 0), index: 0, width: 10))
    let reader = TileHashReader(size: 7) { _ in wide }
    var frontier = MerkleFrontier()
    for index in 0..<7 { try frontier.append(SampleLog.record(index)) }
    #expect(try TreeHash.root(of: 7, reading: reader) == frontier.root)

    for bytes in [[], Array(wide.prefix(6 * 32)), Array(wide.dropLast()), wide + [0]] {
      let text = sentence {
        _ = try TreeHash.root(of: 7, reading: TileHashReader(size: 7) { _ in bytes })
      }
      #expect(
        text == "\(bytes.count) bytes are not a tile of width 7 (tile/0/000.p/7)")
    }
  }

  @Test func `an entry bundle is written and read`() throws {
    let entries: [[UInt8]] = [[], [1], [UInt8](repeating: 7, count: 65_535)]
    let bundle = try EntryBundle(entries)
    #expect(bundle.bytes.prefix(5) == [0, 0, 0, 1, 1])
    #expect(try EntryBundle(parsing: bundle.bytes, count: 3) == bundle)
  }

  @Test func `a bundle that does not fit is refused`() {
    let long = [UInt8](repeating: 0, count: 65_536)
    #expect(
      sentence { _ = try EntryBundle([[1], long]) }
        == "entry 1 of the bundle has 65536 bytes; at most 65535 can be written")
    #expect(
      sentence { _ = try EntryBundle([]) } == "an entry bundle has 1 to 256 entries and not 0")
    #expect(
      sentence { _ = try EntryBundle(parsing: [0, 1, 9, 0], count: 2) }
        == "the entry's length is cut off (byte 3)")
    #expect(
      sentence { _ = try EntryBundle(parsing: [0, 2, 9], count: 1) }
        == "the entry goes on beyond the end of the bundle (byte 2)")
    #expect(
      sentence { _ = try EntryBundle(parsing: [0, 1, 9], count: 2) }
        == "the bundle has 1 entries instead of 2 (byte 3)")
  }
}
