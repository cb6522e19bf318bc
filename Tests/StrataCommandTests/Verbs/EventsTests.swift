import Foundation
import Glibc
import StrataCore
import StrataStore
import Testing

@Suite("events")
struct EventsTests {
  private let strata: Command
  private let root: String

  init() throws {
    strata = Command(in: try TemporaryFolder())
    root = "\(strata.folder.path)/.strata"
    _ = try strata("init")
    _ = try strata("session", "start", "acme", "-m", "Hello", "--user", "dev1")
    _ = try strata("session", "say", "acme", "More")
    _ = try strata("session", "complete", "acme", "--outcome", "success")
  }

  private func events(_ run: Run) throws -> [[String: Any]] {
    try run.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  private func types(_ run: Run) throws -> [String] {
    try events(run).compactMap { ($0["event"] as? [String: Any])?["event_type"] as? String }
  }

  @Test func `a session's events are in its topic`() throws {
    let run = try strata("events", "read", "shell-session-events", "--json")
    #expect(run.status == 0)
    let found = try events(run)
    #expect(try types(run) == ["SessionStarted", "TurnsAppended", "SessionEnded"])
    #expect(found.compactMap { $0["offset"] as? Int } == [0, 1, 2])
    #expect(found.allSatisfy { $0["topic"] as? String == "shell-session-events" })
    let event = try #require(found.first?["event"] as? [String: Any])
    #expect(event["version"] as? String == "1.0")
    #expect(event["user_id"] as? String == "dev1")
    let human = try strata("events", "read", "shell-session-events", "--limit", "2")
    #expect(human.output.contains("SessionStarted"))
    #expect(human.output.hasSuffix("more: add --from 2\n"))
  }

  @Test func `events are chosen by place, session and type`() throws {
    _ = try strata("session", "start", "globex", "-m", "Hi")
    let read = ["events", "read", "shell-session-events", "--json"]
    func run(_ options: String) throws -> Run {
      try strata.shell("strata \(read.joined(separator: " ")) \(options)")
    }
    #expect(try types(run("--from 2")) == ["SessionEnded", "SessionStarted"])
    #expect(try types(run("--from beginning --limit 1")) == ["SessionStarted"])
    #expect(try types(run("--from 2000-01-01T00:00:00Z")).count == 4)
    #expect(try types(run("--from 9999-01-01T00:00:00Z")) == [])
    #expect(try types(run("--session acme")).count == 3)
    #expect(try types(run("--type SessionEnded --type TurnsAppended")).count == 2)
    for wrong in ["--from yesterday", "--from -1", "--type Nothing", "--limit -1"] {
      let run = try run(wrong)
      #expect(run.status == 2, "\(wrong)")
      #expect(run.output == "")
    }
    #expect(try run("--session initech").status == 3)
    #expect(try strata("events", "read", "nowhere").status == 2)
  }

  @Test func `a group reads each event once`() throws {
    let first = try strata(
      "events", "read", "shell-session-events", "--group", "billing", "--limit", "2", "--json")
    #expect(try types(first) == ["SessionStarted", "TurnsAppended"])
    let second = try strata(
      "events", "read", "shell-session-events", "--group", "billing", "--json")
    #expect(try types(second) == ["SessionEnded"])
    let third = try strata(
      "events", "read", "shell-session-events", "--group", "billing", "--json")
    #expect(third.output == "")
    let groups = try strata("events", "groups", "--json").json()["groups"] as? [[String: Any]]
    let billing = try #require(groups?.first { $0["group"] as? String == "billing" })
    #expect(billing["committed"] as? Int == 3)
    #expect(billing["lag"] as? Int == 0)
    #expect(
      try strata(
        "events", "groups", "--reset", "billing", "--topic", "shell-session-events", "--to", "1"
      ).status == 0)
    let again = try strata(
      "events", "read", "shell-session-events", "--group", "billing", "--json")
    #expect(try types(again) == ["TurnsAppended", "SessionEnded"])
    #expect(try strata("events", "groups", "--reset", "nobody").status == 3)
    #expect(try strata("events", "read", "shell-session-events", "--group", "audit").status == 4)
    #expect(try strata("events", "read", "shell-session-events", "--group", "a b").status == 2)
  }

  @Test func `the groups count and say how far they are`() throws {
    let before = try strata("events", "groups")
    #expect(before.output.contains("never ran"))
    let run = try strata("events", "run", "--once")
    #expect(run.status == 0)
    #expect(run.output == "analytics: 4 events\naudit: 4 events\nalerting: 1 event\n")
    #expect(try strata("events", "groups").output.contains("has read all"))
    let daily = try strata("events", "topics", "--daily", "--json").json()
    let statistics = try #require(daily["statistics"] as? [[String: Any]])
    let ended = try #require(statistics.first { $0["event_type"] as? String == "SessionEnded" })
    #expect(ended["count"] as? Int == 1)
    #expect(ended["outcome"] as? String == "success")
    #expect(try strata("events", "groups", "--reset", "analytics").status == 0)
    #expect(try strata("events", "topics", "--daily").output.hasPrefix("Nothing is counted yet"))
    #expect(try strata("events", "run", "--once").output.hasPrefix("analytics: 4 events\n"))
    #expect(try strata("fsck").output == "Nothing is wrong.\n")
  }

  @Test func `archived events are read as before, and by other programs`() throws {
    let before = try strata("events", "read", "shell-session-events", "--json").output
    let run = try strata("events", "archive", "--older-than", "0")
    #expect(run.status == 0)
    #expect(
      run.output.contains(
        "shell-session-events: 3 events archived in 1 file; the topic begins at 3"))
    #expect(try strata("events", "read", "shell-session-events", "--json").output == before)
    let folder = "\(root)/archive/shell-session-events"
    let zcat = try strata.shell("zcat \(folder)/shell-session-events-0-2.jsonl.gz")
    #expect(zcat.status == 0)
    #expect(zcat.output.split(separator: "\n").count == 3)
    let manifest = try String(contentsOfFile: "\(folder)/manifest.jsonl", encoding: .utf8)
    let sums = try strata.shell("sha256sum \(folder)/*.gz").output.prefix(64)
    #expect(manifest.contains(sums))
    let topics = try strata("events", "topics", "--json").json()["topics"] as? [[String: Any]]
    let topic = try #require(topics?.first { $0["topic"] as? String == "shell-session-events" })
    #expect(topic["first_offset"] as? Int == 3)
    #expect(topic["archived_count"] as? Int == 3)
    #expect(topic["next_offset"] as? Int == 3)
    #expect(try strata("fsck").output == "Nothing is wrong.\n")
  }

  @Test func `tail follows until it is interrupted`() throws {
    let run = try strata.shell(
      """
      '\(Command.program)' events tail shell-session-events --json --interval 0.05 > out &
      pid=$!
      strata session start globex -m Hi > /dev/null
      for i in $(seq 600); do [ "$(wc -l < out)" -ge 4 ] && break; sleep 0.05; done
      kill -INT $pid; wait $pid; status=$?; cat out; exit $status
      """)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try types(run) == ["SessionStarted", "TurnsAppended", "SessionEnded", "SessionStarted"])
  }

  @Test func `whoever completes an anomaly sees the alert`() throws {
    let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1e6))
    let held = LockRecord(
      holder: .current(), acquiredAt: now.advanced(bySeconds: -7200),
      leaseUntil: now.advanced(bySeconds: -3600), token: "test", fence: 1)
    let file = "\(root)/sessions/acme/.version_lock"
    try JSONEncoder().encode(held).write(to: URL(fileURLWithPath: file))
    let run = try strata("session", "start", "acme", "-m", "Hello again")
    #expect(run.status == 0)
    #expect(run.errors == "alert: a version lock was broken: acme [lock-breaks]\n")
    let alerts = try strata(
      "events", "read", "strata-system-events", "--type", "AlertRaised", "--json")
    #expect(try types(alerts) == ["AlertRaised"])
    let next = try strata("session", "say", "acme", "Once more", "--json")
    #expect(next.errors == "")
    #expect(try !strata("events", "run", "--once").output.contains("alert:"))
  }
}
