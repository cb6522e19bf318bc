import StrataTesting
import Testing

@testable import StrataCore

@Suite struct ConversationExcerptTests {
  private let turns = [
    Turn(.system, "You are an advisor."), Turn(.user, "Move us to Azure."),
    Turn(.user, "It is urgent."), Turn(.assistant, "When?"), Turn(.user, "In May."),
  ]

  @Test func requestIsWhatWasSaidBeforeTheFirstAnswer() {
    let excerpt = ConversationExcerpt(of: turns)
    #expect(excerpt.request() == "Move us to Azure.\n\nIt is urgent.")
    #expect(excerpt.unanswered == "In May.")
    #expect(ConversationExcerpt().request() == nil)
    #expect(ConversationExcerpt(of: [Turn(.assistant, "Hello."), turns[1]]).request() == nil)
    #expect(ConversationExcerpt(of: [Turn(.user, " \n")]).request() == nil)
  }

  @Test func anAnswerSettlesTheLastMessage() {
    var excerpt = ConversationExcerpt(of: turns)
    excerpt.take([Turn(.assistant, "May it is.")])
    #expect(excerpt.unanswered == nil)
    let notice = "[erased by ada under rule gdpr-17 at 2026-01-05T09:00:00.000000Z]"
    #expect(ConversationExcerpt(of: [Turn(.user, notice)]).unanswered == nil)
  }

  /// Whatever the steps in which turns come, and however much of them is read again.
  @Test(arguments: 1...30)
  func stepsDoNotMatter(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let turns = (0..<Int.random(in: 0...14, using: &generator)).map { index in
      Turn(
        Int.random(in: 0..<6, using: &generator) == 0 ? .assistant : .user,
        String(repeating: "é漢a ", count: .random(in: 0...400, using: &generator)) + "\(index)")
    }
    let whole = ConversationExcerpt(of: turns)
    var steps = ConversationExcerpt()
    var done = 0
    while done < turns.count {
      let next = Int.random(in: done + 1...turns.count, using: &generator)
      steps.take(Array(turns[done..<next]))
      done = next
    }
    let read = ConversationExcerpt(
      opening: Array(turns.prefix(ConversationExcerpt.openingTurns)), last: turns.last,
      of: turns.count)
    #expect(steps == whole, "seed \(seed)")
    #expect(read == whole, "seed \(seed)")
  }

  @Test func whatIsKeptIsBounded() throws {
    let long = String(repeating: "word ", count: 100_000)
    let excerpt = ConversationExcerpt(of: Array(repeating: Turn(.user, long), count: 20))
    let request = try #require(excerpt.request())
    #expect(request.count <= ConversationExcerpt.requestLength + 2)
    #expect(request.hasSuffix("word …"))
    #expect(try #require(excerpt.unanswered).count <= 202)
    #expect(MemoryLayout.size(ofValue: excerpt) < 100)
    #expect(excerpt.request(upTo: 10) == "word word …")
  }
}
