import Foundation
import Testing

@Suite("explain --cases")
struct CaseTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
  }

  private func line(_ id: String, expected: String = "v1.0.0") -> String {
    """
    {"id": "\(id)", "customer_id": "acme", "history": [], "candidate": {"started_at": \
    "2026-01-09T08:30:00.000000Z", "deployment_context": {}, "opening": ["Hello"], \
    "operation": null}, "expected": {"increment": "initial", "version": "\(expected)", \
    "parent": null, "triggers": ["initial"], "why": "It is the first."}}

    """
  }

  @Test func `each case is answered in one line, without a store`() throws {
    try folder.write("a.jsonl", line("one") + line("two"))
    try folder.write("b.jsonl", line("three"))
    let run = try strata("explain", "--cases", "a.jsonl", "b.jsonl", "--json")
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    let answers = try lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(answers.map { $0["id"] as? String } == ["one", "two", "three"])
    for answer in answers {
      #expect(
        Set(answer.keys) == [
          "id", "increment", "version", "parent", "merged", "triggers", "why", "evidence",
        ])
      #expect(answer["version"] as? String == "v1.0.0")
      #expect(answer["parent"] is NSNull)
    }
    let piped = try strata("explain", "--cases", "-", "--json", input: line("one"))
    #expect(piped.output.split(separator: "\n").first == lines.first)
  }

  @Test func `a vocabulary's terms are read by`() throws {
    let history = """
      [{"version": "v1.0.0", "created_at": "2026-01-08T08:30:00.000000Z", "last_activity_at": \
      "2026-01-08T08:30:00.000000Z", "deployment_context": {"environment": "production"}, \
      "conversation": [{"role": "user", "content": "We run our gateway on AWS."}]}]
      """
    let words = "From now on we run this in our playpen."
    try folder.write(
      "a.jsonl",
      line("one").replacingOccurrences(of: "\"history\": []", with: "\"history\": \(history)")
        .replacingOccurrences(of: "\"Hello\"", with: "\"\(words)\""))
    try folder.write("words.json", #"{"environment": {"test": ["playpen"]}}"#)
    let without = try strata("explain", "--cases", "a.jsonl", "--json")
    #expect(try without.json()["version"] as? String == "v1.1.0", "\(without.errors)")
    let with = try strata(
      "explain", "--cases", "a.jsonl", "--vocabulary", "words.json", "--json")
    #expect(try with.json()["version"] as? String == "v2.0.0")
    try folder.write("words.json", #"{"environment": {"test": "playpen"}}"#)
    let wrong = try strata("explain", "--cases", "a.jsonl", "--vocabulary", "words.json")
    #expect(wrong.status == 2)
    #expect(
      wrong.errors == """
        strata: the field 'environment.test' is text, not a list
          at: words.json

        """)
    let alone = try strata("explain", "acme", "--vocabulary", "words.json")
    #expect(alone.errors.hasPrefix("strata: --vocabulary goes with --cases"))
  }

  @Test func `a broken line is reported with its number and the rest goes on`() throws {
    try folder.write(
      "a.jsonl",
      line("one") + "{nope\n\n" + #"{"id": "x", "candidate": {"started_at": 5}}"# + "\n"
        + line("two"))
    let run = try strata("explain", "--cases", "a.jsonl", "--json")
    #expect(run.status == 1)
    #expect(run.output.split(separator: "\n").count == 2)
    let errors = run.errors.split(separator: "\n")
    #expect(errors.count == 2)
    #expect(errors.first?.contains(#""place":"a.jsonl:2:2""#) == true)
    #expect(errors.last?.contains(#""place":"a.jsonl:4""#) == true)
    #expect(errors.last?.contains("the field 'candidate.started_at' is a number, not text") == true)
  }

  @Test func `scores say which cases came out wrong`() throws {
    try folder.write("a.jsonl", line("one") + line("two", expected: "v3.0.0"))
    let run = try strata("explain", "--cases", "a.jsonl")
    #expect(run.status == 1)
    #expect(
      run.output.hasPrefix("increment  100.0 %  2 of 2\nversion     50.0 %  1 of 2\n")
        || run.output.hasPrefix("increment  100.0 %  2 of 2\nversion    50.0 %   1 of 2\n"))
    #expect(run.output.contains("\nwrong two\n"))
    #expect(run.output.contains("version: v1.0.0 instead of v3.0.0\n"))
    #expect(run.output.contains("expected  It is the first.\n"))
    try folder.write("b.jsonl", line("one"))
    #expect(try strata("explain", "--cases", "b.jsonl").status == 0)
  }

  @Test func `a file that is not there is not found`() throws {
    let run = try strata("explain", "--cases", "nowhere.jsonl")
    #expect(run.status == 3)
    #expect(run.errors.contains("at: nowhere.jsonl"))
  }
}
