import Foundation
import Testing

@Suite("metrics")
struct MetricsTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
  }

  private func start(_ customer: String, _ arguments: String...) throws {
    let more = arguments.joined(separator: " ")
    let run = try strata.shell("strata session start \(customer) --message hello \(more)")
    try #require(run.status == 0, "\(run.errors)")
  }

  @Test func `the page of a store is one that promtool accepts`() throws {
    try start("acme", "--user dev1", "--realm 000001", "--conversation 001")
    try start("bolt", "--user dev1", "--realm 000001", "--conversation 001")
    try start("core")
    try start("done", "--user dev2")
    try #require(try strata("session", "complete", "done", "--outcome", "success").status == 0)
    let run = try strata("metrics", "--instance", "shell-backend-1", "--check")
    #expect(run.status == 0, "\(run.errors)")
    for line in [
      #"session_active{conversation="001",realm="000001",user="dev1"} 2"#,
      #"session_active{conversation="",realm="",user=""} 1"#,
      #"strata_version_assignment_total{status="success"} 4"#, "strata_integrity_ratio 1",
    ] {
      #expect(run.output.contains("\n\(line)\n"), "\(line)\n\(run.output)")
    }
    #expect(!run.output.contains("dev2"))
    #expect(run.output.contains(#"rebe_shell_memory_bytes{instance="shell-backend-1"} "#))
    #expect(run.output.contains(#"rebe_shell_cpu_seconds_total{instance="shell-backend-1"} 0."#))
    let judged = try strata.shell("strata metrics --check | promtool check metrics")
    #expect(judged.status == 0)
    #expect(judged.output + judged.errors == "")
  }

  @Test func `no session stands in a label, and series are bounded`() throws {
    for number in 1...4 { try start("c\(number)", "--user u\(number)") }
    let run = try strata("metrics", "--series", "2")
    #expect(
      run.output.contains(#"session_active{conversation="other",realm="other",user="other"} 2"#))
    let series = run.output.split(separator: "\n").filter { $0.hasPrefix("session_active{") }
    #expect(series.count == 3)
    let sessions = try #require(
      try strata("session", "list", "--json").json()["sessions"] as? [[String: Any]])
    for session in sessions {
      let id = try #require(session["session"] as? String)
      #expect(!run.output.contains(id))
    }
    #expect(try strata("metrics", "--series", "0").status == 2)
  }

  @Test func `a broken session lowers the integrity`() throws {
    try start("acme")
    try start("bolt")
    try FileManager.default.removeItem(
      atPath: "\(folder.path)/.strata/sessions/acme/v1.0.0/conversation.json")
    #expect(try strata("metrics", "--check").output.contains("\nstrata_integrity_ratio 0.5\n"))
    #expect(try !strata("metrics").output.contains("strata_integrity_ratio"))
  }

  @Test func `the answer in JSON has the same numbers`() throws {
    try start("acme", "--user dev1")
    let json = try strata("metrics", "--json").json()
    let metrics = try #require(json["metrics"] as? [[String: Any]])
    let active = try #require(metrics.first { $0["name"] as? String == "session_active" })
    #expect(active["type"] as? String == "gauge")
    let samples = try #require(active["samples"] as? [[String: Any]])
    #expect(samples.first?["value"] as? Int == 1)
    #expect((samples.first?["labels"] as? [String: String])?["user"] == "dev1")
  }
}
