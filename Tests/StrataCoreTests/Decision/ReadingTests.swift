import Testing

@testable import StrataCore

/// The tokeniser and what hostile text does to it.
@Suite struct ReadingTests {
  private func words(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Tokeniser.tokens(of: bytes).filter(\.isWord).map {
      String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self)
    }
  }

  @Test(arguments: [
    ("We don't", ["We", "do", "n't"]), ("it’s on-prem", ["it", "’s", "on", "prem"]),
    ("ALB/NLB, v1.2.0!", ["ALB", "NLB", "v1", "2.0"]), ("4k rps", ["4k", "rps"]),
    ("3,400 users", ["3,400", "users"]), ("", []), ("…", []),
  ])
  func textIsCutAtItsJoints(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test func aQuestionIsOnlyTheClauseThatAsks() {
    let passage = Passage("We moved to Azure, what do we do?", with: .builtIn)
    #expect(passage.clauses.map(\.isQuestion) == [false, true])
  }

  @Test(arguments: [
    "2026-01-05T09:00:01Z ERROR upstream timed out", "$ kubectl get pods -n sec",
    "Error: INSTALLATION FAILED", "{\"cloud\": \"azure\", \"n\": 1}",
    "[critical][wasm] failed to load",
  ])
  func machineOutputIsCode(line: String) {
    let spoken = Passage(line, with: .builtIn).sentences.filter { !$0.isCode }
    #expect(spoken.isEmpty)
  }

  @Test(arguments: ["Memory climbs since Monday: 15 MB an hour.", "so lambda layer? 380 ms today"])
  func speechIsNotCode(line: String) {
    let machine = Passage(line, with: .builtIn).sentences.filter(\.isCode)
    #expect(machine.isEmpty)
  }

  @Test(arguments: [
    "", " ", "\n\n\n", "🙂🙃🎉", "\0\0\0", "…—–", "'", "''''", "n't", "'s", "```", "a\u{301}\u{327}é",
    "\u{202E}azure\u{202C}", "??!!..", "(((((", "http://", "- - -", "from to from to Azure to to",
    "ａｚｕｒｅ", "\u{FEFF}AWS",
  ])
  func strangeTextIsRead(text: String) throws {
    #expect(try decide(text).version.description == "v1.1.0")
  }

  /// All that is read around a mention lies in its clause and sentence: bounded pieces, and as many
  /// as the text is long, make the reading linear.
  @Test(arguments: [
    "If we moved from AWS to Azure, would Kong (or Istio) fail in prod? ", "azure prod kong not ",
  ])
  func aLongTextIsReadInBoundedPieces(unit: String) throws {
    func pieces(_ count: Int) -> (clauses: Int, cues: Int, longest: Int) {
      let passage = Passage(String(repeating: unit, count: count), with: .builtIn)
      let longest = passage.sentences.map(\.tokens.count).max() ?? 0
      return (passage.clauses.count, passage.cues.count, longest)
    }
    let (small, large) = (pieces(1_000), pieces(4_000))
    #expect(large.longest <= 240)
    #expect(large.clauses <= small.clauses * 4 + 4)
    #expect(large.cues == small.cues * 4)
    let request = DecisionRequest(
      startedAt: day(1), opening: [String(repeating: unit, count: 4_000)])
    #expect(Opening(request, with: .builtIn, having: ReadTexts()).claims.count <= 1_000)
  }
}
