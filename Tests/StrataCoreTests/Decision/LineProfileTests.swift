import Testing

@testable import StrataCore

/// What is kept of a line: which terms, and the bytes a store keeps.
@Suite struct LineProfileTests {
  private func profile(sessions: Int) throws -> LineProfile {
    var profile = LineProfile()
    for index in 0..<sessions {
      let words = (0..<60).map { "term\(index)x\($0)" }.joined(separator: " ")
      VersionPolicy().absorb(
        LineProfile.Excerpt(
          version: try #require(SemanticVersion(1, index, 0)), context: bakery,
          turns: [
            Turn(.user, "We moved from AWS to Azure for 4,000 users. \(words)"),
            Turn(.assistant, "HIPAA applies? Kong – “the beast” – fails. 🎉"),
          ]), into: &profile)
    }
    return profile
  }

  @Test(arguments: [0, 1, 3, 20]) func bytesAreReadBack(sessions: Int) throws {
    let profile = try profile(sessions: sessions)
    #expect(try LineProfile(bytes: profile.bytes) == profile)
  }

  @Test func damagedBytesAreRefused() throws {
    let bytes = try profile(sessions: 3).bytes
    for count in 0..<bytes.count {
      #expect(throws: StrataError.self) { try LineProfile(bytes: Array(bytes.prefix(count))) }
    }
    #expect(throws: StrataError.self) { try LineProfile(bytes: bytes + [0]) }
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] = 0xFF
      _ = try? LineProfile(bytes: damaged)
    }
  }

  @Test func theHeaviestTermsAreKept() throws {
    var full = LineProfile()
    for key in 0..<UInt64(LineProfile.maximumTerms) {
      full.terms[key << 40] = key < 10 ? 0.1 : 2
    }
    VersionPolicy().absorb(
      LineProfile.Excerpt(
        version: .first, context: .init(), turns: [Turn(.user, "quorum ledger zeppelin")]),
      into: &full)
    #expect(full.terms.count == LineProfile.maximumTerms)
    for key in 0..<UInt64(3) { #expect(full.terms[key << 40] == nil) }
    #expect(full.terms[3 << 40] == 0.1)
    #expect(full.terms[Token.key("zeppelin")] != nil)
  }
}
