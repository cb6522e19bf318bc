import StrataCore
import Testing

@Suite("Archive and retention")
struct ArchiveManifestTests {
  private static let time = Timestamp(microseconds: 1_767_603_600_000_000)

  private func segment(_ first: Int64, _ last: Int64) -> ArchiveSegment {
    ArchiveSegment(
      topic: .commands, first: first, last: last,
      earliest: Self.time.advanced(bySeconds: Double(first)),
      latest: Self.time.advanced(bySeconds: Double(last)), byteCount: 120,
      digest: [UInt8](repeating: UInt8(first & 0xFF), count: 32))
  }

  private func manifest(_ ends: [Int64]) throws -> ArchiveManifest {
    var manifest = ArchiveManifest(topic: .commands)
    for end in ends { try manifest.append(segment(manifest.end, end), place: "test") }
    return manifest
  }

  @Test func `a segment is named by topic and offsets`() {
    #expect(segment(0, 99).fileName == "shell-command-events-0-99.jsonl.gz")
    #expect(segment(100, 100).eventCount == 1)
  }

  @Test func `a manifest reads back from its bytes`() throws {
    let manifest = try manifest([9, 19, 20, 300])
    let bytes = try manifest.bytes()
    #expect(try ArchiveManifest(topic: .commands, bytes: bytes, place: "test") == manifest)
    #expect(bytes.count { $0 == 0x0A } == 4)
    for line in bytes.indices {
      var changed = bytes
      changed[line] ^= 0x04
      let read = try? ArchiveManifest(topic: .commands, bytes: changed, place: "test")
      #expect(read != manifest, "byte \(line)")
    }
  }

  @Test func `each offset is in one segment`() throws {
    let manifest = try manifest([9, 19, 20, 300])
    for offset in 0...300 {
      let segment = try #require(manifest.segment(containing: Int64(offset)))
      #expect((segment.first...segment.last).contains(Int64(offset)))
    }
    #expect(manifest.segment(containing: 301) == nil)
    #expect(manifest.segment(containing: -1) == nil)
    #expect(manifest.segment(reaching: Self.time.advanced(bySeconds: 15))?.first == 10)
    #expect(manifest.segment(reaching: Self.time.advanced(bySeconds: 301)) == nil)
  }

  @Test(arguments: [(11, 12), (9, 12), (10, 9)] as [(Int64, Int64)])
  func `a gap is refused`(first: Int64, last: Int64) throws {
    var manifest = try manifest([9])
    #expect(throws: StrataError.self) {
      try manifest.append(segment(first, last), place: "test")
    }
  }

  @Test func `an event's time is over after so many days`() {
    let retention = EventRetention(days: 90)
    let end = Self.time.advanced(bySeconds: 90 * 86_400)
    #expect(retention.isOver(for: Self.time, at: end))
    #expect(!retention.isOver(for: Self.time, at: end.advanced(bySeconds: -1)))
    #expect(EventRetention(days: -3).days == 0)
  }

  @Test(
    arguments: [
      ("5", 5), (" 12\n", 12), ("\"90\"", 90), ("0", 0), ("", nil), ("-1", nil), ("1.5", nil),
      ("\"", nil), ("1234567890", nil), ("five", nil),
    ] as [(String, Int?)])
  func `a setting is a whole number or none`(text: String, number: Int?) {
    #expect(SettingNumber.parse(Array(text.utf8)) == number)
  }
}
