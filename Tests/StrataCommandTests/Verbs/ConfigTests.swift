import Foundation
import Testing

@Suite("config get, set, delete, list, history, rollback, watch, at")
struct ConfigTests {
  private let folder: TemporaryFolder
  private let strata: Command
  private let flags = "rebe-shell/config/feature-flags"

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
  }

  @discardableResult
  private func set(_ key: String, _ value: String) throws -> Run {
    let run = try strata(
      "config", "set", key, value, "--reason", "test", "--user", "ada", "--json")
    try #require(run.status == 0, "\(run.errors)")
    return run
  }

  private func values(_ run: Run) throws -> [String: String] {
    let values = try #require(try run.json()["values"] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: values.map {
        ($0["key"] as? String ?? "", $0["value"] as? String ?? "(concealed)")
      })
  }

  @Test func `a value is set and read with who, when, why and its index`() throws {
    let answer = try set("/" + flags, #"{"wasm-preview": true}"#).json()
    #expect(answer["index"] as? Int == 1)
    #expect(answer["changed"] as? Bool == true)
    let read = try strata("config", "get", flags, "--json").json()
    #expect(read["key"] as? String == flags)
    #expect(read["value"] as? String == #"{"wasm-preview": true}"#)
    #expect(read["index"] as? Int == 1)
    #expect(read["user_id"] as? String == "ada")
    #expect(read["reason"] as? String == "test")
    #expect((read["timestamp"] as? String)?.hasSuffix("Z") == true)
    let human = try strata("config", "get", flags)
    #expect(human.output.hasPrefix("\(flags)\n  value   {\"wasm-preview\": true}\n  index   1\n"))
    #expect(human.output.hasSuffix("  by      ada\n  reason  test\n"))
    let listed = try values(try strata("config", "list", "rebe-shell/config", "--json"))
    #expect(listed["rebe-shell/config/version"] == "1.0.0")
    #expect(listed["rebe-shell/config/updated-at"] == read["timestamp"] as? String)
    #expect(try strata("config", "list", flags).output.hasPrefix("\(flags)  1  {"))
    #expect(try strata("config", "list", "nothing").output == "No key has a value.\n")
    #expect(try strata("fsck").status == 0)
  }

  @Test func `a flag is printed as true or false`() throws {
    try set(flags, #"{"wasm-preview": true, "claude-integration": false, "rate": 1}"#)
    #expect(try strata("config", "get", flags, "--flag", "wasm-preview").output == "true\n")
    let off = try strata("config", "get", flags, "--flag", "claude-integration", "--json")
    #expect(try off.json()["enabled"] as? Bool == false)
    let gone = try strata("config", "get", flags, "--flag", "gone")
    #expect(gone.status == 3)
    #expect(gone.errors.hasPrefix("strata: \(flags) has no flag \"gone\"\n"))
    let wrong = try strata("config", "get", flags, "--flag", "rate")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("is neither true nor false"))
  }

  @Test func `bytes come back as they were given`() throws {
    let bytes = Data([0, 0xFF, 0x0A, 0x41])
    try folder.write("value", bytes)
    #expect(try strata("config", "set", "a", "--file", "value", "--reason", "r").status == 0)
    #expect(try strata.shell("strata config get a --raw | cmp - value").status == 0)
    #expect(
      try strata("config", "get", "a", "--json").json()["value_base64"] as? String
        == bytes.base64EncodedString())
    #expect(try strata("config", "get", "a").output.contains("  value   (4 bytes)\n"))
    try folder.write("large", Data(count: 524_289))
    let large = try strata("config", "set", "a", "--file", "large", "--reason", "r")
    #expect(large.status == 2)
    #expect(large.errors.contains("the value has 524289 bytes, and 524288 are the most"))
  }

  @Test func `a missing key, a wrong key and half a pair are told apart`() throws {
    let missing = try strata("config", "get", "a/b")
    #expect(missing.status == 3)
    #expect(missing.errors.hasPrefix("strata: a/b has no value\n"))
    #expect(try strata("config", "delete", "a/b", "--reason", "r").status == 3)
    #expect(try strata("config", "history", "a/b").status == 3)
    #expect(try strata("config", "rollback", "a/b", "--to", "0", "--reason", "r").status == 3)
    #expect(try strata("config", "rollback", "a/b", "--to", "9", "--reason", "r").status == 3)
    let wrong = try strata("config", "get", "a//b")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("segment 2 is empty"))
    let half = try strata("config", "set", "a", "1", "b", "--reason", "r")
    #expect(half.status == 2)
    #expect(half.errors.hasPrefix("strata: the key \"b\" has no value\n"))
    #expect(try strata("config", "set", "--reason", "r").status == 2)
    #expect(try strata("config", "set", "a", "1", "--reason", " ").status == 2)
    #expect(try strata("config", "set", "a", "1", "/a", "2", "--reason", "r").status == 2)
    #expect(try strata("config", "at").status == 2)
    #expect(try strata("config", "at", "yesterday").status == 2)
    #expect(try strata("config", "watch", "--since", "5").status == 2)
    #expect(try strata("config", "list").output == "No key has a value.\n")
  }

  @Test func `an index that has moved is a conflict that says what is there`() throws {
    try set("a", "1")
    try set("a", "2")
    let late = try strata("config", "set", "a", "3", "--expect", "1", "--reason", "r")
    #expect(late.status == 4)
    #expect(
      late.errors.hasPrefix(
        "strata: a was expected at index 1 and is at index 2 with the value \"2\"\n"))
    let created = try strata("config", "set", "a", "3", "--expect", "0", "--reason", "r", "--json")
    #expect(try created.errorJSON()["code"] as? String == "conflict")
    #expect(try strata("config", "delete", "a", "--expect", "1", "--reason", "r").status == 4)
    #expect(try strata("config", "set", "a", "3", "--expect", "2", "--reason", "r").status == 0)
    #expect(
      try strata("config", "set", "a", "1", "b", "2", "--expect", "3", "--reason", "r").status == 2)
    let same = try strata("config", "set", "a", "3", "--reason", "r")
    #expect(same.status == 0)
    #expect(same.output == "Nothing changes; the index stays 3.\n")
  }

  @Test func `changes of a file take place together or not at all`() throws {
    try set("a", "1")
    try folder.write(
      "changes.json",
      #"[{"key": "a", "delete": true, "expected_index": 1}, {"key": "b", "value": {"z": 1, "a": []}}]"#
    )
    let run = try strata(
      "config", "set", "--changes", "changes.json", "--reason", "r", "--json")
    #expect(try run.json()["index"] as? Int == 2)
    #expect(try values(try strata("config", "list", "--json")) == ["b": #"{"a":[],"z":1}"#])
    let again = try strata("config", "set", "--changes", "changes.json", "--reason", "r")
    #expect(again.status == 4)
    for (text, problem) in [
      ("{}", "this is no list of changes"), (#"[{"key": "a"}]"#, "has neither a value nor"),
      (#"[{"key": "a", "value": "1", "delete": true}]"#, "has neither a value nor"),
      (#"[{"value": "1"}]"#, "the field '[0].key' is missing"),
      (#"[{"key": "a", "value": 1, "expected_index": "x"}]"#, "is no index, from 0"),
    ] {
      try folder.write("wrong.json", text)
      let wrong = try strata("config", "set", "--changes", "wrong.json", "--reason", "r")
      #expect(wrong.status == 2)
      #expect(wrong.errors.contains(problem), "\(wrong.errors)")
    }
  }

  @Test func `history and rollback, and what was in force when`() throws {
    try set("s/config/x", "1")
    try set("s/config/x", "2")
    let time = try #require(
      try strata("config", "get", "s/config/x", "--json").json()["timestamp"] as? String)
    #expect(try strata("config", "delete", "s/config/x", "--reason", "gone").status == 0)
    let back = try strata(
      "config", "rollback", "s/config/", "--to", "1", "--reason", "it broke", "--user", "eve")
    #expect(back.status == 0)
    #expect(back.output.contains("  eve  it broke\n  s/config/updated-at = "))
    #expect(back.output.contains("\n  s/config/x = 1 (rolled back)\n"))
    #expect(try strata("config", "get", "s/config/version", "--raw").output == "2.1.0")
    let history = try strata("config", "history", "s/config/x", "--limit", "3")
    #expect(
      history.output.split(separator: "\n").filter { $0.hasPrefix("  ") } == [
        "  s/config/x = 1 (rolled back)", "  s/config/x deleted", "  s/config/x = 2",
      ])
    #expect(history.output.hasSuffix("older: add --before 2\n"))
    let json = try strata("config", "history", "s/config/x", "--before", "2", "--json").json()
    let transactions = try #require(json["transactions"] as? [[String: Any]])
    #expect(transactions.count == 1 && transactions[0]["index"] as? Int == 1)
    #expect(json["next"] is NSNull)
    #expect(
      try values(try strata("config", "at", time, "s/config/x", "--json")).values.first == "2")
    #expect(try values(try strata("config", "at", "1", "s/", "--json"))["s/config/x"] == "1")
    #expect(try strata("config", "at", "3", "s/config/x").status == 3)
    #expect(try strata("config", "at", "2000-01-01T00:00:00Z").output == "Index 0 was in force.\n")
    let byTime = try strata(
      "config", "rollback", "s/config/x", "--to", time, "--reason", "r", "--json")
    #expect(try byTime.json()["index"] as? Int == 5)
    #expect(try strata("fsck").status == 0)
  }

  @Test func `a session's entries tell under which configuration they were made`() throws {
    try set("a", "1")
    _ = try strata("session", "start", "acme", "-m", "one")
    try set("a", "2")
    _ = try strata("session", "say", "acme", "two")
    let answer = try strata("config", "at", "--session", "acme", "a", "--json").json()
    #expect(answer["index"] as? Int == 1 && answer["last_index"] as? Int == 2)
    let spans = try #require(answer["spans"] as? [[String: Any]])
    #expect(spans.map { $0["index"] as? Int } == [1, 2])
    #expect((answer["values"] as? [[String: Any]])?.first?["value"] as? String == "1")
    let transactions = try #require(answer["transactions"] as? [[String: Any]])
    #expect((transactions.first?["changes"] as? [[String: Any]])?.first?["value"] as? String == "2")
    let human = try strata("config", "at", "--session", "acme/v1.0.0").output
    #expect(human.hasPrefix("acme/v1.0.0\n  entry 1  index 1  "))
    #expect(human.contains("In force at its first entry:\n  a  1  1\n"))
    #expect(human.contains("Changed up to its last entry:\n  2  "))
    #expect(try strata("config", "at", "--session", "nobody").status == 3)
  }

  @Test func `a secret is shown to who asks for it by name, and nowhere else`() throws {
    try set("db/password", "hunter2")
    try set("strata/config/concealed", #"["billing/*"]"#)
    try set("billing/account", "DE-42")
    let verbs = [["list"], ["history"], ["at", "3"], ["watch", "--since", "0", "--timeout", "0"]]
    for verb in verbs {
      let words = verb.joined(separator: " ")
      for json in ["", " --json"] {
        let hidden = try strata.shell("strata config \(words)\(json)")
        #expect(hidden.status == 0, "\(hidden.errors)")
        #expect(!hidden.output.contains("hunter2") && !hidden.output.contains("DE-42"), "\(words)")
        let shown = try strata.shell("strata config \(words)\(json) --show").output
        #expect(shown.contains("hunter2") && shown.contains("DE-42"), "\(words)")
      }
    }
    #expect(try strata("config", "get", "db/password", "--raw").output == "hunter2")
    let conflict = try strata("config", "set", "db/password", "x", "--expect", "9", "--reason", "r")
    #expect(conflict.status == 4 && !conflict.errors.contains("hunter2"))
  }

  @Test func `a person at a terminal is asked why`() throws {
    let run = try strata.shell(
      "echo because | script -qec \"'\(Command.program)' config set a 1\" /dev/null")
    #expect(run.output.contains("Why is this changed?"), "\(run.output)")
    #expect(
      try strata("config", "get", "a", "--json").json()["reason"] as? String == "because")
    #expect(try strata("config", "set", "a", "2").status == 0)
    #expect(try strata("config", "get", "a", "--json").json()["reason"] is NSNull)
    #expect(try strata("config", "get", "a").output.hasSuffix("  reason  (no reason given)\n"))
  }
}

// MARK: - Watching

extension ConfigTests {
  /// Shell functions that wait for a state, at most ten seconds.
  private static let waiting = """
    until_lines() {
      for i in $(seq 200); do [ $(wc -l < out) -ge $1 ] && return; sleep 0.05; done; exit 9
    }
    until_ended() {
      for i in $(seq 200); do kill -$1 $pid 2>/dev/null || return; sleep 0.05; done; exit 9
    }
    """

  @Test(arguments: ["INT", "TERM"])
  func `a watch tells each change as it is made until it is interrupted`(signal: String) throws {
    try set("shop/a", "1")
    let run = try strata.shell(
      """
      \(Self.waiting)
      '\(Command.program)' config watch shop/ --since 0 --timeout 60 --json > out 2> err & pid=$!
      until_lines 1
      strata config set other/a 1 --reason r > /dev/null
      strata config set shop/a 2 shop/b 3 --reason both --user ada > /dev/null
      until_lines 2
      until_ended \(signal)
      wait $pid; echo "status $?"; cat out err
      """)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3 && lines.first == "status 0", "\(run.output)\(run.errors)")
    let last = try JSONSerialization.jsonObject(with: Data((lines.last ?? "").utf8))
    let told = try #require(last as? [String: Any])
    #expect(told["index"] as? Int == 3)
    #expect(told["reason"] as? String == "both" && told["user_id"] as? String == "ada")
    let changes = try #require(told["changes"] as? [[String: Any]])
    #expect(changes.map { $0["key"] as? String } == ["shop/a", "shop/b"])
    #expect(changes.map { $0["value"] as? String } == ["2", "3"])
  }

  @Test func `a watch that goes on where it was killed misses nothing`() throws {
    try set("shop/a", "1")
    let run = try strata.shell(
      """
      \(Self.waiting)
      '\(Command.program)' config watch shop/ --since 0 --timeout 60 > out & pid=$!
      until_lines 2
      until_ended KILL
      wait $pid; echo "status $?"
      strata config set shop/a 2 --reason r > /dev/null
      strata config delete shop/a --reason r > /dev/null
      strata config watch shop/ --since 1 --once
      strata config watch shop/ --since 2 --once
      strata config watch shop/ --since 3 --timeout 0.2
      """)
    let told = run.output.split(separator: "\n").filter { $0.hasPrefix(" ") || $0.hasPrefix("st") }
    #expect(
      told == ["status 137", "  shop/a = 2", "  shop/a deleted"], "\(run.output)\(run.errors)")
    #expect(run.status == 0)
  }
}
