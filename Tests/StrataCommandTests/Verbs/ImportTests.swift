import Foundation
import Testing

@Suite("import")
struct ImportTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
    try folder.write(
      "chat.jsonl",
      """
      {"id": "a", "messages": [{"role": "user", "content": "How do I deploy to EKS?"}]}
      {"id": "b", "messages": [{"role": "user", "content": "The pods are pending."}]}

      """)
  }

  @Test func `conversations become sessions, once`() throws {
    let dry = try strata("import", "chat.jsonl", "--customer", "acme", "--dry-run")
    #expect(dry.status == 0)
    #expect(dry.output.hasPrefix("2 conversations would be imported, 0 continued, 0 there already"))
    #expect(dry.output.hasSuffix("Nothing was written.\n"))
    #expect(try strata("log", "acme").status == 3)
    let first = try strata("import", "chat.jsonl", "--customer", "acme", "--json")
    #expect(first.status == 0)
    #expect(first.errors == "")
    #expect(try first.json()["imported"] as? Int == 2)
    let sessions = try strata("session", "list", "acme", "--json").json()["sessions"] as? [Any]
    #expect(sessions?.count == 2)
    let again = try strata("import", "chat.jsonl", "--customer", "acme")
    #expect(again.status == 0)
    #expect(
      again.output.hasPrefix("0 conversations imported, 0 continued, 2 there already; 0 turns\n"))
  }

  @Test func `how a conversation ended stays open where nobody said it`() throws {
    try #require(try strata("import", "chat.jsonl", "--customer", "acme").status == 0)
    let session = try strata("show", "acme/v1.0.0", "--json").json()
    #expect(session["state"] as? String == "sealed")
    #expect(session["outcome"] is NSNull)
    #expect(try strata("log", "acme").output.contains("1 turn, complete\n"))
    #expect(try strata("show", "acme").output.contains("complete\n"))
    #expect(try strata("session", "list", "acme").output.contains("  complete  "))
    try folder.write(
      "more.jsonl",
      #"{"id": "c", "messages": [{"role": "user", "content": "How do I deploy to EKS?"}]}"#)
    let said = try strata("import", "more.jsonl", "--customer", "beta", "--outcome", "failure")
    #expect(said.status == 0)
    #expect(try strata("log", "beta").output.contains("1 turn, failure\n"))
  }

  @Test func `a broken record is reported and the rest is taken`() throws {
    try folder.write(
      "broken.jsonl",
      """
      {"id": "a", "messages": [{"role": "user", "content": "Hello"}]}
      {"id": "b", "messages": [{"role": "user", "content": "He
      {"id": "c", "messages": [{"role": "user", "content": "Hello again"}]}

      """)
    let run = try strata("import", "broken.jsonl", "--customer", "acme")
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("2 conversations imported"))
    #expect(run.output.contains("\n1 problem\n"))
    #expect(run.errors.contains("\n  at: broken.jsonl:2:"))
    #expect(run.errors.hasPrefix("strata: "))
  }

  @Test func `what is not known or not there is said`() throws {
    let nobody = try strata("import", "chat.jsonl")
    #expect(nobody.status == 2)
    #expect(nobody.errors.contains("--customer"))
    #expect(try strata("import", "nowhere.json", "--customer", "acme").status == 3)
    let format = try strata("import", "chat.jsonl", "--format", "pdf")
    #expect(format.status == 2)
    #expect(format.errors.contains("'chatgpt'"))
  }

  @Test func `progress goes to a terminal only`() throws {
    let shown = try strata.onTerminal("import", "chat.jsonl", "--customer", "acme")
    #expect(shown.output.contains("\r\u{1B}[K"))
    #expect(shown.output.contains("2 conversations imported"))
    #expect(try !strata("import", "chat.jsonl", "--customer", "acme").errors.contains("\r"))
  }
}
