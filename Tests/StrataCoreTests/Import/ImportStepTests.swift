import StrataCore
import Testing

@Suite("What an import does with a conversation")
struct ImportStepTests {
  private let turns = ["a", "b", "c", "d"].map { Turn(.user, $0) }

  private func step(_ known: [Int], of count: Int, changedAt: Int? = nil) -> ImportStep {
    var past = turns
    if let changedAt { past[changedAt].content = "other" }
    let stored = ConversationDigest.prefixes(of: past)
    return ImportStep(
      known: known.map { .init(turnCount: $0, digest: stored[$0 - 1]) },
      prefixes: Array(ConversationDigest.prefixes(of: Array(turns.prefix(count)))))
  }

  @Test("starts, goes on, leaves alone, compares, and sees a changed past")
  func steps() {
    #expect(step([], of: 4) == .start)
    #expect(step([4], of: 4) == .unchanged)
    #expect(step([2], of: 4) == .goesOn(from: 2))
    #expect(step([2, 3], of: 4) == .goesOn(from: 3))
    #expect(step([2, 4], of: 2) == .unchanged)
    #expect(step([2, 4], of: 3) == .compare)
    #expect(step([4], of: 1) == .compare)
    #expect(step([2], of: 4, changedAt: 1) == .changedPast(before: 2))
    #expect(step([2, 3], of: 4, changedAt: 2) == .changedPast(before: 3))
  }

  @Test("the digest tells turns apart, not times or authors")
  func digests() throws {
    let time = try Timestamp(parsing: "2026-01-05T09:00:00Z")
    let plain = ConversationDigest.digest(of: turns)
    #expect(
      ConversationDigest.digest(of: turns.map { Turn($0.role, $0.content, at: time, author: "x") })
        == plain)
    #expect(ConversationDigest.prefixes(of: turns).last == plain)
    #expect(ConversationDigest.digest(of: [Turn(.user, "ab")]) != plain)
    #expect(
      ConversationDigest.digest(of: [Turn(.user, "a"), Turn(.user, "b")])
        != ConversationDigest.digest(of: [Turn(.user, "ab"), Turn(.user, "")]))
    #expect(
      ConversationDigest.digest(of: [Turn(.user, "a")])
        != ConversationDigest.digest(of: [Turn(.assistant, "a")]))
    #expect(plain.utf8.count == 64)
  }
}
