import Foundation
import Testing

@Suite("session start, say, decide, complete, list")
struct SessionTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
  }

  @Test func `a first session is v1.0.0 and its directory is there`() throws {
    let run = try strata(
      "session", "start", "acme", "--message", "How do I deploy to EKS?", "--user", "ada",
      "--realm", "north", "--conversation", "c-1", "--at", "2026-01-05T09:00:00Z", "--json")
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("}\n") && run.output.split(separator: "\n").count == 1)
    let answer = try run.json()
    #expect(answer["customer"] as? String == "acme")
    #expect(answer["version"] as? String == "v1.0.0")
    #expect(answer["increment"] as? String == "initial")
    #expect(answer["parent"] is NSNull)
    #expect(answer["triggers"] as? [String] == ["initial"])
    #expect((answer["why"] as? String)?.isEmpty == false)
    #expect((answer["session"] as? String)?.count == 36)
    #expect(answer["user_id"] as? String == "ada")
    #expect(answer["realm_id"] as? String == "north")
    #expect(answer["conversation_id"] as? String == "c-1")
    #expect(answer["created_timestamp"] as? String == "2026-01-05T09:00:00.000000Z")
    let directory = try #require(answer["directory"] as? String)
    #expect(directory.hasSuffix("/.strata/sessions/acme/v1.0.0"))
    for file in ["conversation", "deployment_context", "session_metadata"] {
      #expect(FileManager.default.fileExists(atPath: "\(directory)/\(file).json"))
    }
  }

  @Test func `a person reads the version, why, where, and what to type next`() throws {
    let run = try strata("session", "start", "acme corp", "--message", "Hello")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("acme corp  v1.0.0  initial\n  why  "))
    #expect(run.output.contains("\n  session  "))
    #expect(run.output.contains("/.strata/sessions/acme corp/v1.0.0\n"))
    #expect(
      run.output.hasSuffix(
        """

        next: strata session say 'acme corp/v1.0.0' "…"
              strata session complete 'acme corp/v1.0.0' --outcome success

        """))
    #expect(run.errors == "")
  }

  @Test func `only the id is printed where only the id is wanted`() throws {
    let id = try strata("session", "start", "acme", "--id-only").output
    #expect(id.count == 37 && id.hasSuffix("\n"))
    let shown = try strata("show", String(id.dropLast()), "--json").json()
    #expect(shown["version"] as? String == "v1.0.0")
  }

  @Test func `messages come from arguments and from a file in that order`() throws {
    try folder.write("more.txt", "second\nline\n")
    _ = try strata(
      "session", "start", "acme", "-m", "-first", "--message-file", "more.txt", "--context",
      #"{"cloud_provider": "aws", "account": 42}"#)
    let shown = try strata("show", "acme", "--json").json()
    let turns = try #require(shown["conversation"] as? [[String: Any]])
    #expect(turns.map { $0["content"] as? String } == ["-first", "second\nline"])
    #expect(turns.allSatisfy { $0["role"] as? String == "user" })
    let context = try #require(shown["deployment_context"] as? [String: Any])
    #expect(context["cloud_provider"] as? String == "aws")
    #expect(context["account"] as? Int == 42)
  }

  @Test func `turns are added as text, from a pipe, and as JSON lines`() throws {
    _ = try strata("session", "start", "acme", "-m", "one")
    let said = try strata("session", "say", "acme", "two", "three", "--role", "assistant")
    #expect(said.output == "acme/v1.0.0: 2 turns added, 3 in all\n")
    #expect(try strata("session", "say", "acme", input: "four\nfive\n").status == 0)
    let lines = """
      {"content": "six", "at": "2026-01-05T10:00:00Z", "author": "ada"}

      {"role": "tool", "content": "seven\\nlines"}
      """
    let read = try strata("session", "say", "acme", "-", "--json", input: lines)
    #expect(try read.json()["turns_added"] as? Int == 2)
    #expect(try read.json()["turn_count"] as? Int == 6)
    let shown = try strata("show", "acme", "--json").json()
    let turns = try #require(shown["conversation"] as? [[String: Any]])
    #expect(
      turns.map { $0["content"] as? String } == [
        "one", "two", "three", "four\nfive", "six", "seven\nlines",
      ])
    #expect(
      turns.map { $0["role"] as? String } == [
        "user", "assistant", "assistant", "user", "user", "tool",
      ])
    #expect(turns[4]["author"] as? String == "ada")
    #expect(turns[4]["at"] as? String == "2026-01-05T10:00:00.000000Z")
  }

  @Test func `of JSON lines with a broken one none is added`() throws {
    _ = try strata("session", "start", "acme", "-m", "one")
    let lines = "{\"content\": \"two\"}\n{\"role\": \"robot\", \"content\": \"three\"}\n"
    let run = try strata("session", "say", "acme", "-", input: lines)
    #expect(run.status == 2)
    #expect(
      run.errors == """
        strata: the field 'role' is "robot"
          at: standard input:2
          try: use one of user, assistant, system, tool

        """)
    #expect(try strata("show", "acme", "--json").json()["turn_count"] as? Int == 1)
    let broken = try strata("session", "say", "acme", "-", input: "{\"content\": \"two\"}\n{]\n")
    #expect(broken.status == 2)
    #expect(broken.errors.contains("at: standard input:2:2"))
  }

  @Test func `text that only looks like JSON is one turn`() throws {
    _ = try strata("session", "start", "acme")
    _ = try strata("session", "say", "acme", "-", input: "{\"error\": 1}\n")
    _ = try strata(
      "session", "say", "acme", "-", "--format", "text", input: "{\"content\": \"x\"}\n")
    let turns = try strata("show", "acme", "--json").json()["conversation"] as? [[String: Any]]
    #expect(
      turns?.map { $0["content"] as? String } == [#"{"error": 1}"#, #"{"content": "x"}"#])
  }

  @Test func `a decision is kept with its reason`() throws {
    _ = try strata("session", "start", "acme")
    let run = try strata(
      "session", "decide", "acme", "gateway", "load balancer", "--because", "TLS ends there",
      "--alternative", "sidecar", "--by", "ada", "--at", "2026-01-05T10:00:00Z")
    #expect(run.output == "acme/v1.0.0: gateway is decided: load balancer\n")
    let shown = try strata("show", "acme")
    #expect(
      shown.output.contains("gateway  load balancer, because TLS ends there (instead of sidecar)"))
    let decisions = try strata("show", "acme", "--json").json()["key_decisions"]
    let decision = try #require((decisions as? [[String: Any]])?.first)
    #expect(decision["decided_by"] as? String == "ada")
    #expect(decision["at"] as? String == "2026-01-05T10:00:00.000000Z")
  }

  @Test func `a completed session is sealed`() throws {
    _ = try strata("session", "start", "acme", "-m", "one")
    let run = try strata(
      "session", "complete", "acme", "--outcome", "partial", "--satisfaction", "4")
    #expect(
      run.output == """
        acme/v1.0.0 is complete: partial, satisfaction 4 of 5, 1 turn
        next: strata log acme --graph

        """)
    let late = try strata("session", "say", "acme/v1.0.0", "too late")
    #expect(late.status == 4)
    #expect(late.errors.hasPrefix("strata: "))
    #expect(late.errors.contains("\n  try: "))
    let byCustomer = try strata("session", "say", "acme", "too late")
    #expect(byCustomer.status == 4)
    #expect(
      byCustomer.errors == """
        strata: no session of 'acme' is active
          try: start one: strata session start acme

        """)
    #expect(try strata("session", "complete", "acme/v1.0.0").status == 4)
  }

  @Test func `a customer with two active sessions must say which one is meant`() throws {
    _ = try strata("session", "start", "acme", "-m", "one")
    _ = try strata("session", "start", "acme", "-m", "two")
    let run = try strata("session", "say", "acme", "three")
    #expect(run.status == 4)
    #expect(run.errors.hasPrefix("strata: more than one session of 'acme' is active\n"))
    #expect(run.errors.contains("acme/v1.0.0"))
    #expect(try strata("session", "say", "acme/v1.0.0", "three").status == 0)
  }

  @Test func `a list has pages`() throws {
    for index in 1...5 { _ = try strata("session", "start", "c\(index)", "-m", "x") }
    _ = try strata("session", "complete", "c5")
    let first = try strata("session", "list", "--limit", "2", "--json").json()
    let customers = { (page: [String: Any]) in
      (page["sessions"] as? [[String: Any]])?.compactMap { $0["customer"] as? String }
    }
    #expect(customers(first) == ["c5", "c4"])
    let next = try #require(first["next"] as? String)
    let second = try strata(
      "session", "list", "--limit", "2", "--after", next, "--json"
    ).json()
    #expect(customers(second) == ["c3", "c2"])
    let last = try strata("session", "list", "--limit", "0", "--json").json()
    #expect(customers(last)?.count == 5)
    #expect(last["next"] is NSNull)
    let active = try strata("session", "list", "--active").output
    #expect(active.split(separator: "\n").count == 4)
    #expect(try strata("session", "list", "--limit", "2").output.contains("\nmore: add --after "))
    #expect(try strata("session", "list", "nobody").status == 3)
  }

  @Test func `what a session builds on is decided when it starts`() throws {
    _ = try strata(
      "session", "start", "acme", "-m", "How do I deploy the shop to EKS?", "--context",
      #"{"cloud_provider": "aws"}"#)
    _ = try strata("session", "complete", "acme")
    let explained = try strata(
      "explain", "acme", "-m", "We have moved the shop to Azure.", "--context",
      #"{"cloud_provider": "azure"}"#, "--json"
    ).json()
    #expect(explained["version"] as? String == "v2.0.0")
    #expect(try strata("log", "acme", "--json").output.contains("v2.0.0") == false)
    let started = try strata(
      "session", "start", "acme", "-m", "We have moved the shop to Azure.", "--context",
      #"{"cloud_provider": "azure"}"#, "--json"
    ).json()
    #expect(started["version"] as? String == "v2.0.0")
    #expect(started["increment"] as? String == "major")
    #expect(
      (started["triggers"] as? [String])?.first == "new_deployment_scenario.cloud_provider_change")
    #expect((started["evidence"] as? [Any])?.isEmpty == false)
    let human = try strata("show", "acme", "--brief").output
    #expect(human.contains("trigger  new_deployment_scenario.cloud_provider_change"))
  }

  @Test func `a mend is a patch of its target`() throws {
    _ = try strata("session", "start", "acme", "-m", "one")
    _ = try strata("session", "complete", "acme")
    let run = try strata(
      "session", "start", "acme", "--operation", "metadata-corrections", "--target", "v1.0.0",
      "--json")
    #expect(try run.json()["version"] as? String == "v1.0.1")
    #expect(try run.json()["parent"] as? String == "v1.0.0")
    let missing = try strata(
      "session", "start", "acme", "--operation", "metadata_corrections", "--target", "v7.0.0")
    #expect(missing.status == 3)
  }

  @Test func `a choice is recorded beside what the policy says`() throws {
    _ = try strata("session", "start", "acme", "-m", "How do I deploy to EKS?")
    let run = try strata(
      "session", "start", "acme", "-m", "Another question", "--increment", "major", "--reason",
      "a new tenant", "--user", "ada", "--json")
    let answer = try run.json()
    #expect(answer["version"] as? String == "v2.0.0")
    let override = try #require(answer["override"] as? [String: Any])
    #expect(override["reason"] as? String == "a new tenant")
    #expect(override["by"] as? String == "ada")
    #expect(override["policy_version"] as? String == "v1.1.0")
  }
}
