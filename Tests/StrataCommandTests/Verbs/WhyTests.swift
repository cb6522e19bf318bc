import Foundation
import Testing

/// From what is there back to who decided it (row K3), with a real Git repository.
@Suite("why config, line, decision")
struct WhyTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    var command = Command(in: folder)
    command.commit(as: "ada")
    strata = command
    try #require(try strata("init").status == 0)
  }

  @discardableResult
  private func shell(_ script: String, _ location: SourceLocation = #_sourceLocation) throws
    -> String
  {
    let run = try strata.shell("set -e; \(script)")
    try #require(run.status == 0, "\(run.errors)", sourceLocation: location)
    return run.output.trimmingCharacters(in: .newlines)
  }

  private func json(_ arguments: String, _ location: SourceLocation = #_sourceLocation) throws
    -> [String: Any]
  {
    try strata.shell("strata why \(arguments) --json").json(location)
  }

  private func names(_ value: Any?) -> [String] {
    (value as? [[String: Any]] ?? []).map { $0["name"] as? String ?? "" }
  }

  // MARK: - Configuration

  @Test
  func `a value leads to its change, the session that its reason names, and what ran under it`()
    throws
  {
    try shell(
      """
      strata session start acme --message 'We deploy on AWS.' --no-code >/dev/null
      strata config set shop/config/limit 10 --reason first --user bob >/dev/null
      strata session say acme 'Slow.' >/dev/null
      strata config set shop/config/limit 20 --reason 'asked for in (acme/v1.0.0).' --user ada >/dev/null
      strata session start other --message 'We deploy on Azure.' --no-code >/dev/null
      strata session say other 'More.' >/dev/null
      strata config delete shop/config/limit --reason gone --user eve >/dev/null
      """)
    let now = try json("config shop/config/limit")
    #expect((now["value"] as? [String: Any])?["operation"] as? String == "delete")
    #expect((now["value"] as? [String: Any])?["user_id"] as? String == "eve")
    #expect(now["entry_count"] as? Int == 0)

    let second = try json("config shop/config/limit --at 2")
    let value = try #require(second["value"] as? [String: Any])
    #expect(value["value"] as? String == "20" && value["user_id"] as? String == "ada")
    #expect(names(second["named_sessions"]) == ["acme/v1.0.0"])
    #expect(names(second["sessions"]) == ["other/v1.0.0"])
    #expect((second["sessions"] as? [[String: Any]])?.first?["entry_count"] as? Int == 2)
    let replaced = second["replaced"] as? [[String: Any]]
    #expect(replaced?.map { $0["value"] as? String } == ["10"])
    let cause = try #require(second["cause"] as? [String: Any])
    #expect(cause["kind"] as? String == "configuration.changed")
    #expect(cause["position"] as? Int == value["entry"] as? Int)
    let next = second["replaced_by"] as? [String: Any]
    #expect(next?["reason"] as? String == "gone")
    // Two turns' entries and the starts, and the deletion itself, which was decided under the value.
    #expect(second["entry_count"] as? Int == 3)

    try shell("strata config rollback shop/config/limit --to 1 --reason back --user eve >/dev/null")
    let back = try json("config shop/config/limit")
    #expect((back["restored"] as? [String: Any])?["index"] as? Int == 1)

    let text = try shell("strata why config shop/config/limit --at 2")
    #expect(text.hasPrefix("shop/config/limit\n  value   20\n"))
    #expect(text.contains("Caused by\n") && text.contains("by ada\n"))
    #expect(text.contains("The reason names\n  acme/v1.0.0  session "))
    #expect(text.contains("Made under it\n  3 entries\n  other/v1.0.0  2 entries  entries "))
    #expect(try strata("fsck").status == 0)
  }

  @Test func `a concealed value stays concealed, and a key that never was is not found`() throws {
    try shell("strata config set shop/config/api-token hunter2 --reason r >/dev/null")
    let run = try strata("why", "config", "shop/config/api-token", "--json")
    #expect(!run.output.contains("hunter2"))
    #expect(
      try strata("why", "config", "shop/config/api-token", "--show").output.contains("hunter2"))
    let unknown = try strata("why", "config", "never")
    #expect(unknown.status == 3)
    #expect(unknown.errors.hasPrefix("strata: never never had a value\n"))
  }

  // MARK: - A line

  /// A repository with three commits, and a session's entries on each of them.
  private func history() throws -> [String] {
    try shell(
      """
      git init -q -b main . && echo .strata > .gitignore && printf 'one\\ntwo\\n' > pool.txt
      git add . && git commit -q -m first
      strata session start acme --message 'We deploy on AWS.' >/dev/null
      strata session decide acme pool bounded --because 'it grew' --by ada >/dev/null
      printf 'one\\nbounded\\n' > pool.txt && git commit -q -a -m 'Bound the pool'
      strata session start other --message 'We deploy on Azure.' >/dev/null
      printf 'zero\\none\\nbounded\\n' > pool.txt && git commit -q -a -m 'Count from zero'
      strata session start third --message 'We deploy on GCP.' >/dev/null
      git rev-list --reverse HEAD
      """
    ).split(separator: "\n").map(String.init)
  }

  @Test func `a line leads to its commit, the work before it and what ran on it`() throws {
    let commits = try history()
    let answer = try json("line pool.txt:3")
    let line = try #require(answer["line"] as? [String: Any])
    #expect(line["commit"] as? String == commits[1])
    #expect(line["parents"] as? [String] == [commits[0]])
    #expect(line["text"] as? String == "bounded" && line["original_number"] as? Int == 2)
    #expect(line["summary"] as? String == "Bound the pool" && line["author"] as? String == "ada")
    let before = try #require(answer["before"] as? [String: Any])
    let entries = try #require(before["entries"] as? [[String: Any]])
    #expect(
      entries.map { $0["kind"] as? String } == ["decision.recorded", "session.started"])
    #expect(names(entries) == ["acme/v1.0.0", "acme/v1.0.0"] && before["more"] as? Bool == false)
    let decision = entries.first?["key_decision"] as? [String: Any]
    #expect(
      decision?["choice"] as? String == "bounded" && decision?["decided_by"] as? String == "ada")
    let since = (answer["since"] as? [String: Any])?["entries"]
    #expect(names(since) == ["other/v1.0.0", "third/v1.0.0"])
    #expect(answer["commits"] as? [String] == [commits[1], commits[2]].sorted())

    // A line of the last commit has nothing of what ran on the code before it.
    let last = try json("line pool.txt:1")
    #expect(names((last["since"] as? [String: Any])?["entries"]) == ["third/v1.0.0"])
    #expect(names((last["before"] as? [String: Any])?["entries"]) == ["other/v1.0.0"])

    let text = try shell("strata why line pool.txt:3")
    #expect(text.hasPrefix("pool.txt:3  bounded\n  commit   \(commits[1])\n"))
    #expect(text.contains(": pool: bounded, because it grew (decided by ada)\n"))
    #expect(text.contains("  as       pool.txt:2\n"))
  }

  @Test func `a line is found from elsewhere, in a bare repository, and before it is committed`()
    throws
  {
    let commits = try history()
    try shell("git clone -q --bare . ../\(URL(fileURLWithPath: folder.path).lastPathComponent).git")
    defer { try? FileManager.default.removeItem(atPath: folder.path + ".git") }
    let bare = try json("line pool.txt:3 --repository \(folder.path).git")
    #expect((bare["line"] as? [String: Any])?["commit"] as? String == commits[1])
    let elsewhere = try strata.shell(
      "cd / && strata why line \(folder.path)/pool.txt:3 --store \(folder.path)/.strata --json"
    ).json()
    #expect((elsewhere["line"] as? [String: Any])?["commit"] as? String == commits[1])

    try shell("mkdir sub; echo new >> pool.txt")
    let new = try strata.shell("cd sub; strata why line ../pool.txt:4 --json").json()
    let line = try #require(new["line"] as? [String: Any])
    #expect(line["commit"] is NSNull && line["path"] as? String == "pool.txt")
    #expect(line["parents"] as? [String] == [commits[2]])
    #expect(names((new["before"] as? [String: Any])?["entries"]) == ["third/v1.0.0"])
    #expect(try shell("strata why line pool.txt:4").contains("none: the line is not committed"))
  }

  @Test func `an entry that points at the file is found on whatever commit it was made`() throws {
    _ = try history()
    try folder.write("code.json", #"{"file":"pool.txt","line":3,"commit":"unknown"}"#)
    try shell("strata session start fourth --message 'Why this bound?' --code code.json >/dev/null")
    let answer = try json("line pool.txt:3")
    #expect(names((answer["pointing"] as? [String: Any])?["entries"]) == ["fourth/v1.0.0"])
    #expect(
      try shell("strata why line pool.txt:3").contains("Pointing at the file, newest first\n"))
  }

  @Test func `what is no line, no file or no repository is said plainly`() throws {
    _ = try history()
    for (place, status, words) in [
      ("pool.txt", 2, "names no line of a file"), ("pool.txt:0", 2, "names no line of a file"),
      ("pool.txt:99", 3, "the file has no line 99"), ("gone.txt:1", 3, "Git knows no such file"),
      (".strata/strata.json:1", 3, "Git knows no such file"),
      ("../gone.txt:1", 3, "outside the repository"),
    ] as [(String, Int32, String)] {
      let run = try strata("why", "line", place)
      #expect(run.status == status, "\(place): \(run.errors)")
      #expect(run.errors.contains(words), "\(place): \(run.errors)")
    }
    let nowhere = try strata("why", "line", "a:1", "--repository", "/")
    #expect(nowhere.status == 3 && nowhere.errors.contains("lies in no Git repository"))
  }

  // MARK: - A decision

  @Test func `a decision leads to what was said before it and to the session it goes on from`()
    throws
  {
    try shell(
      """
      strata session start acme --no-code --message 'We deploy our API on AWS EKS.' >/dev/null
      strata session decide acme region eu-west-1 --because 'customers are there' >/dev/null
      strata session complete acme --outcome success >/dev/null
      strata session start acme --no-code --message 'Add monitoring to the API on EKS.' >/dev/null
      strata session say acme 'It must be cheap.' >/dev/null
      strata session decide acme metrics prometheus --because cheap --alternative paid --by ada >/dev/null
      strata session say acme 'Thanks.' >/dev/null
      """)
    for name in ["1", "metrics", "METRICS"] {
      let answer = try json("decision acme \(name)")
      let decision = try #require(answer["key_decision"] as? [String: Any])
      #expect(decision["choice"] as? String == "prometheus" && answer["number"] as? Int == 1)
      let said = try #require(answer["said"] as? [[String: Any]])
      #expect(
        said.map { $0["content"] as? String } == [
          "Add monitoring to the API on EKS.", "It must be cheap.",
        ])
      let cause = try #require(answer["cause"] as? [String: Any])
      #expect(cause["kind"] as? String == "decision.recorded")
      #expect(said.allSatisfy { ($0["entry"] as? Int ?? .max) < cause["position"] as? Int ?? 0 })
      let before = (answer["before"] as? [String: Any])?["entries"] as? [[String: Any]]
      #expect(before?.map { $0["kind"] as? String } == ["session.started", "turns.appended"])
      let ancestors = try #require(answer["ancestors"] as? [[String: Any]])
      #expect(names(ancestors) == ["acme/v1.0.0"])
      let earlier = ancestors.first?["key_decisions"] as? [[String: Any]]
      #expect(earlier?.first?["choice"] as? String == "eu-west-1")
    }
    let text = try shell("strata why decision acme metrics")
    #expect(text.contains("because     cheap\n") && text.contains("It goes on from\n  acme/v1.0.0"))
    let unknown = try strata("why", "decision", "acme", "database")
    #expect(unknown.status == 3 && unknown.errors.contains("it decided about: metrics"))
    #expect(try strata("why", "decision", "acme", "2").errors.contains("name one of 1 to 1"))
  }

  @Test func `a version leads to the turns that its evidence quotes, and erasure shows`() throws {
    try shell(
      """
      strata session start acme --no-code --message 'We deploy our API gateway on AWS.' >/dev/null
      strata session start acme --no-code --message 'We moved everything from AWS to Azure.' >/dev/null
      """)
    let answer = try json("decision acme")
    #expect(answer["key_decision"] is NSNull)
    let grounds = try #require(answer["grounds"] as? [[String: Any]])
    let said = grounds.compactMap { $0["said"] as? [String: Any] }
    #expect(!said.isEmpty)
    for turn in said {
      #expect((turn["content"] as? String)?.contains("Azure") == true)
      #expect(turn["turn"] as? Int == 1 && turn["entry"] is Int)
    }
    let text = try shell("strata why decision acme")
    #expect(text.contains("Where it was said\n  acme/v2.0.0 turn 1, entry "))
    try shell("strata erase --session acme/v2.0.0 --rule gdpr-17 --by dpo >/dev/null")
    let erased = try shell("strata why decision acme/v2.0.0")
    #expect(!erased.contains("moved everything") && erased.contains("under rule gdpr-17"))
  }
}
