import Foundation
import Testing

@Suite("log, show, diff, explain")
struct HistoryTests {
  private let folder: TemporaryFolder
  private let strata: Command

  /// A customer with two lines and a mend, each step chosen, so that only the views are tested.
  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
    try start("09:00", "initial", [])
    try start("10:00", "go on", ["--increment", "minor"])
    try start("11:00", "elsewhere", ["--increment", "major"])
    try start("12:00", "go back", ["--increment", "minor", "--line", "1"])
    let mend = try strata(
      "session", "start", "acme", "--operation", "metadata_corrections", "--target", "v1.0.0",
      "--at", "2026-01-05T13:00:00Z", "--no-code")
    try #require(mend.status == 0, "\(mend.errors)")
  }

  private func start(_ time: String, _ message: String, _ choice: [String]) throws {
    let words = ["-m", "'\(message)'", "--at", "2026-01-05T\(time):00Z", "--no-code"]
    let reason = choice.isEmpty ? [] : choice + ["--reason", "'\(message)'"]
    let run = try strata.shell(
      "strata session start acme \((words + reason).joined(separator: " "))")
    try #require(run.status == 0, "\(run.errors)")
    let sealed = try strata("session", "complete", "acme", "--at", "2026-01-05T\(time):30Z")
    try #require(sealed.status == 0, "\(sealed.errors)")
  }

  @Test func `a log is newest first`() throws {
    let answer = try strata("log", "acme", "--json").json()
    let sessions = try #require(answer["sessions"] as? [[String: Any]])
    #expect(
      sessions.map { $0["version"] as? String } == [
        "v1.0.1", "v1.2.0", "v2.0.0", "v1.1.0", "v1.0.0",
      ])
    #expect(answer["next"] is NSNull)
    let lines = try strata("log", "acme").output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("v1.0.1  2026-01-05 13:00 UTC  metadata_corrections") == true)
    #expect(lines.first?.hasSuffix("mends v1.0.0  0 turns active") == true)
    #expect(lines.contains { $0.hasPrefix("v1.2.0  2026-01-05 12:00 UTC") })
  }

  @Test func `a graph shows the lines side by side`() throws {
    let run = try strata("log", "acme", "--graph")
    let heads = run.output.split(separator: "\n").filter { $0.contains(" UTC ") }
      .map { String($0.prefix(14)).trimmingCharacters(in: .whitespaces) }
    #expect(
      heads == [
        "╭─○     v1.0.1", "●       v1.2.0", "├───◆   v2.0.0", "●       v1.1.0", "◆       v1.0.0",
      ])
    #expect(run.output.hasSuffix("\n◆ new line   ● the line goes on   ○ mend\n"))
    var plain = strata
    plain.environment["LANG"] = "C"
    #expect(try plain("log", "acme", "--graph").output.contains("|---#   v2.0.0"))
  }

  @Test func `a log has pages`() throws {
    let run = try strata("log", "acme", "--limit", "2")
    #expect(run.output.hasSuffix("older: add --after acme/v1.2.0\n"))
    let next = try strata("log", "acme", "--after", "acme/v1.2.0", "--json").json()
    let sessions = try #require(next["sessions"] as? [[String: Any]])
    #expect(sessions.map { $0["version"] as? String } == ["v2.0.0", "v1.1.0", "v1.0.0"])
  }

  @Test func `without a customer the customers are listed`() throws {
    #expect(
      try strata("log").output
        == "acme  v1.0.1  5 sessions  last 2026-01-05 13:00 UTC\n")
    let graphs = try strata("log", "--graph").output
    #expect(graphs.hasPrefix("acme\n╭─○     v1.0.1  "))
    let customers = try strata("log", "--json").json()["customers"] as? [[String: Any]]
    #expect(customers?.first?["session_count"] as? Int == 5)
    let unknown = try strata("log", "nobody")
    #expect(unknown.status == 3)
    #expect(
      unknown.errors == """
        strata: there is no session of 'nobody'
          try: 'strata log' lists the customers

        """)
  }

  @Test func `a session is shown by id, by version, and the newest by its customer`() throws {
    let byVersion = try strata("show", "acme/v1.1.0", "--json")
    let id = try #require(try byVersion.json()["session"] as? String)
    #expect(try strata("show", id, "--json").output == byVersion.output)
    #expect(try strata("show", "acme", "--json").json()["version"] as? String == "v1.0.1")
    let missing = try strata("show", "acme/v9.0.0")
    #expect(missing.status == 3)
    #expect(missing.errors.contains("v9.0.0"))
  }

  @Test func `a session is shown in full`() throws {
    let shown = try strata("show", "acme/v1.0.0")
    #expect(shown.output.hasPrefix("acme  v1.0.0  initial\n  session  "))
    for words in [
      "  state    complete, success\n", "  derived  v1.0.1, v1.1.0\n",
      "\nDecision about the version\n", "\nTimeline\n  worked     2026-01-05 09:00:00 UTC to ",
      "\nConversation\n\n  user", "    initial\n",
    ] {
      #expect(shown.output.contains(words), "\(words)\nin\n\(shown.output)")
    }
    #expect(try strata("show", "acme/v1.0.0", "--brief").output.contains("Conversation") == false)
    let answer = try strata("show", "acme/v1.0.0", "--json").json()
    #expect(answer["derived"] as? [String] == ["v1.0.1", "v1.1.0"])
    let timeline = try #require(answer["timeline"] as? [String: Any])
    #expect((timeline["active_periods"] as? [Any])?.count == 1)
  }

  @Test func `what changed between two sessions is shown`() throws {
    _ = try strata(
      "session", "start", "beta", "-m", "a b c", "--context", #"{"environment": "staging"}"#,
      "--no-code")
    _ = try strata("session", "decide", "beta", "region", "eu")
    _ = try strata("session", "complete", "beta")
    _ = try strata(
      "session", "start", "beta", "-m", "a b", "--context",
      #"{"environment": "production", "project": "shop"}"#, "--no-code")
    let newest = try #require(
      try strata("show", "beta", "--json").json()["version"] as? String)
    let run = try strata("diff", "beta/v1.0.0", newest)
    #expect(run.output.hasPrefix("beta/v1.0.0 → beta/\(newest)\ncontext\n"))
    for words in [
      "  - environment: staging\n  + environment: production\n", "  + project: shop\n",
      "\ndecisions\n  - region: eu\n", "  - outcome: success\n", "  - words: 3\n  + words: 2\n",
    ] {
      #expect(run.output.contains(words), "\(words)\nin\n\(run.output)")
    }
    let changes = try strata("diff", "beta", "--json").json()
    #expect(changes["from"] as? String == "beta/v1.0.0")
    let context = try #require(changes["context"] as? [[String: Any]])
    #expect(context.map { $0["name"] as? String } == ["environment", "project"])
    #expect(context[1]["from"] is NSNull)
    #expect(try strata("diff", "beta/v1.0.0", "beta/v1.0.0").output.hasSuffix("Nothing differs.\n"))
    let alone = try strata("diff", "beta/v1.0.0")
    #expect(alone.status == 2)
    #expect(alone.errors.contains("goes on from no other version"))
  }

  @Test func `an explanation writes nothing`() throws {
    let before = try strata("log", "acme", "--json").output
    let run = try strata("explain", "acme", "-m", "The pods are pending.")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("acme would get v"))
    #expect(run.output.hasSuffix("Nothing was written.\n"))
    #expect(
      try strata("explain", "newcomer", "-m", "Hello", "--json").json()["version"] as? String
        == "v1.0.0")
    #expect(try strata("log", "acme", "--json").output == before)
    #expect(try strata("log", "newcomer").status == 3)
  }
}
