import Foundation
import Testing

/// `access`, `deployment record` and `erase` at the command line.
@Suite("Records")
struct RecordTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
  }

  @Test func `an access is recorded with everything that was said of it`() throws {
    let run = try strata(
      "access", "login", "--user", "dev1", "--realm", "000001", "--method", "vault_token", "--ip",
      "2001:DB8::1", "--mfa", "--metadata", #"{"agent": "cli"}"#, "--json")
    #expect(run.status == 0, "\(run.errors)")
    let entry = try run.json()
    #expect(entry["kind"] as? String == "access.attempted" && entry["entry"] as? Int == 2)
    #expect(entry["event_type"] as? String == "login" && entry["success"] as? Bool == true)
    #expect(entry["client_ip"] as? String == "2001:db8::1" && entry["user_id"] as? String == "dev1")
    let metadata = try #require(entry["metadata"] as? [String: Any])
    #expect(metadata["mfa_used"] as? Bool == true && metadata["agent"] as? String == "cli")
    let failed = try strata("access", "failed", "--user", "dev1")
    #expect(failed.output == "auth_failed of dev1 is entry 3\n")
    #expect(try strata("fsck").status == 0)
  }

  @Test(arguments: [
    ["access", "login"], ["access", "enter", "--user", "a"], ["access", "login", "--user", ""],
    ["access", "login", "--user", "a", "--ip", "localhost"],
    ["access", "login", "--user", "a", "--metadata", "[]"],
    ["deployment", "record"], ["deployment", "record", "--environment", "x", "--status", "done"],
    ["erase", "--session", "acme", "--rule", "r"], ["erase", "--session", "acme/v1.0.0"],
  ])
  func `wrong arguments are refused`(arguments: [String]) throws {
    let line = arguments.map { "'\($0)'" }.joined(separator: " ")
    let run = try strata.shell("strata \(line)")
    #expect(run.status == 2, "\(run.output)\(run.errors)")
  }

  @Test func `a deployment belongs to its session where one is named`() throws {
    let id = try strata("session", "start", "acme", "--user", "ada", "--id-only").output
      .trimmingCharacters(in: .newlines)
    let run = try strata(
      "deployment", "record", "--environment", "production", "--artifact", "shop",
      "--artifact-version", "v1.4.0", "--session", "acme", "--json")
    let entry = try run.json()
    #expect(entry["session"] as? String == id && entry["user_id"] as? String == "ada")
    #expect(entry["version"] as? String == "v1.4.0" && entry["status"] as? String == "succeeded")
    let alone = try strata("deployment", "record", "--environment", "staging", "--status", "failed")
    #expect(alone.output == "the deployment to staging (failed) is entry 4\n")
    #expect(
      try strata("deployment", "record", "--environment", "x", "--session", "nobody").status == 3)
  }

  @Test func `an erasure says what it does, does it once, and leaves no word`() throws {
    _ = try strata("session", "start", "acme", "-m", "The zzyxmarker runs on AWS.")
    _ = try strata("exec", "acme", "--", "echo", "zzyxmarker")
    _ = try strata("session", "complete", "acme")
    let words = { () throws in try strata.shell("grep -rl zzyxmarker .strata").output }
    let arguments = "erase --session acme/v1.0.0 --rule gdpr-17 --by ada"
    let planned = try strata.shell("strata \(arguments) --dry-run")
    #expect(
      planned.output == """
        acme/v1.0.0: 1 turn, 1 command, 1 output, 1 start would be erased under rule gdpr-17
        Nothing was changed.

        """)
    #expect(try words() != "")
    let run = try strata.shell("strata \(arguments) --json")
    #expect(run.status == 0, "\(run.errors)")
    let report = try run.json()
    #expect(report["turns"] as? Int == 1 && report["swept"] as? Bool == true)
    #expect(report["successor"] as? String == "acme/v1.0.1" && report["by"] as? String == "ada")
    #expect(try words() == "")
    #expect(
      try strata.shell("strata \(arguments)").output == """
        Nothing is left to erase in acme/v1.0.0.
        anonymised successor: acme/v1.0.1

        """)
    #expect(
      try strata("show", "acme/v1.0.0").output.contains("[erased by ada under rule gdpr-17 at "))
    #expect(try strata("fsck").status == 0)
  }
}
