import Foundation
import Testing

/// The help of every verb stands word for word in docs/commands, where it can be read and reviewed.
///
/// `STRATA_WRITE_HELP=1 swift test --filter HelpTests` writes the files anew.
@Suite("Help")
struct HelpTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("docs/commands")

  static let verbs = [
    "", "init", "session", "session start", "session say", "session decide", "session complete",
    "session list", "session exec", "exec", "join", "recover", "config", "config get",
    "config set", "config delete", "config list", "config history", "config rollback",
    "config watch", "config at", "log", "show", "insights", "diff", "explain", "import", "erase",
    "patch", "access", "deployment", "deployment record", "fsck",
    "backup", "backup make", "backup verify", "backup list", "backup key", "restore",
    "doctor", "code", "code status", "code check", "code milestone", "metrics", "trace", "why",
    "why config", "why line", "why decision", "verify", "report", "report sow", "report template",
    "audit", "audit verify", "audit prove", "audit checkpoint", "audit key",
    "audit key show", "audit key rotate", "audit key follow", "audit witness",
    "audit witness add", "audit witness list", "audit witness remove", "audit witness cosign",
    "audit witness request", "audit witness accept", "audit witness key", "audit witness sign",
    "audit anchor", "audit chain", "audit chain verify", "audit export", "events",
    "context", "review", "review list", "review show", "review resolve", "review find", "merge",
    "events topics", "events read", "events tail", "events groups", "events archive", "events run",
  ]

  @Test(arguments: verbs)
  func `is as documented`(verb: String) throws {
    let folder = try TemporaryFolder()
    var command = Command(in: folder)
    command.environment["COLUMNS"] = "80"
    let run = try command.shell("strata \(verb) --help")
    #expect(run.status == 0)
    #expect(run.errors == "")
    let name = verb.isEmpty ? "strata" : "strata-" + verb.replacingOccurrences(of: " ", with: "-")
    let file = Self.folder.appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["STRATA_WRITE_HELP"] == "1" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try run.output.write(to: file, atomically: true, encoding: .utf8)
    }
    let documented = try? String(contentsOf: file, encoding: .utf8)
    #expect(run.output == documented, "docs/commands/\(name).txt says something else")
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(
      ["session", "code", "config", "deployment"].contains(verb) || run.output.contains("EXAMPLES"))
  }

  @Test func `strata alone shows the overview`() throws {
    let strata = Command(in: try TemporaryFolder())
    let overview = try strata()
    #expect(overview.status == 0)
    #expect(try strata("help").output == overview.output)
    for verb in Self.verbs where !verb.isEmpty {
      let name = verb.split(separator: " ").first.map(String.init) ?? ""
      #expect(overview.output.contains("\n  \(name) "), "\(name)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a completion script is made`(shell: String) throws {
    let run = try Command(in: try TemporaryFolder())("--generate-completion-script", shell)
    #expect(run.status == 0)
    #expect(run.output.contains("strata"))
    #expect(run.output.contains("complete"))
  }

  @Test func `the version needs neither store nor git nor a terminal`() throws {
    var strata = Command(in: try TemporaryFolder())
    strata.environment = ["STRATA_STORE": "/nonexistent"]
    let run = try strata("--version")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("strata "))
    #expect(run.errors == "")
  }
}
