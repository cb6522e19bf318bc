import StrataCore
import StrataTesting
import Testing

@Suite("Versions (V1)")
struct SemanticVersionTests {
  @Test(arguments: ["v0.0.0", "v1.0.0", "v1.2.3", "v10.20.30", "v999999999.0.999999999"])
  func `a strict version is read and written unchanged`(text: String) throws {
    #expect(try SemanticVersion(parsing: text).description == text)
  }

  @Test(arguments: [
    ("", "expected 'v' at position 1"),
    ("1.0.0", "expected 'v' at position 1"),
    ("V1.0.0", "expected 'v' at position 1"),
    ("v", "expected the major number at position 2"),
    ("v1", "expected '.' at position 3"),
    ("v1.0", "expected '.' at position 5"),
    ("v1..0", "expected the minor number at position 4"),
    ("v01.0.0", "the major number has a leading zero at position 2"),
    ("v1.00.0", "the minor number has a leading zero at position 4"),
    ("v1.0.0 ", "expected the end at position 7"),
    ("v1.0.0-rc1", "expected the end at position 7"),
    ("v1.0.-1", "expected the patch number at position 6"),
    ("v1000000000.0.0", "the major number is above 999999999 at position 11"),
    ("v99999999999999999999.0.0", "the major number is above 999999999 at position 11"),
    ("v1.0.٣", "expected the patch number at position 6"),
    ("v1.0.0\0", "expected the end at position 7"),
  ])
  func `anything else is refused with the reason and the position`(
    text: String, reason: String
  ) {
    let error = #expect(throws: StrataError.self) { try SemanticVersion(parsing: text) }
    #expect(error?.code == .invalidInput)
    #expect(error?.message.hasSuffix(reason) == true, "\(error?.message ?? "")")
    #expect(error?.remedy == "write it as v{major}.{minor}.{patch}, for example v1.2.0")
  }

  @Test func `a very long text is cut in the message`() {
    let error = #expect(throws: StrataError.self) {
      try SemanticVersion(parsing: String(repeating: "x", count: 1_000_000))
    }
    #expect((error?.message.utf8.count ?? .max) < 150)
  }

  @Test func `the next numbers follow SemVer and stop at the largest`() throws {
    var generator = SeededGenerator.printingSeed()
    for _ in 0..<1000 {
      let numbers = (0..<3).map { _ in
        Int.random(in: 0..<SemanticVersion.maximumComponent, using: &generator)
      }
      let version = try #require(SemanticVersion(numbers[0], numbers[1], numbers[2]))
      #expect(version.nextMajor == SemanticVersion(numbers[0] + 1, 0, 0))
      #expect(version.nextMinor == SemanticVersion(numbers[0], numbers[1] + 1, 0))
      #expect(version.nextPatch == SemanticVersion(numbers[0], numbers[1], numbers[2] + 1))
      for next in [version.nextMajor, version.nextMinor, version.nextPatch] {
        #expect(try #require(next) > version)
      }
      #expect(try SemanticVersion(parsing: version.description) == version)
    }
    let top = SemanticVersion.maximumComponent
    let last = try #require(SemanticVersion(top, top, top))
    #expect(last.nextMajor == nil && last.nextMinor == nil && last.nextPatch == nil)
    #expect(SemanticVersion(-1, 0, 0) == nil && SemanticVersion(top + 1, 0, 0) == nil)
  }

  @Test func `order is by major, then minor, then patch, never by text`() throws {
    let ordered = ["v1.0.0", "v1.0.9", "v1.0.10", "v1.2.0", "v1.10.0", "v2.0.0", "v10.0.0"]
    let versions = try ordered.map { try SemanticVersion(parsing: $0) }
    #expect(versions.shuffled().sorted() == versions)
  }
}
