import Foundation
import Glibc
import StrataCore
import StrataStore
import SystemPackage
import Testing

/// Real commands, run through the built `strata`.
@Suite("Exec")
struct ExecTests {
  private let folder: TemporaryFolder
  private let strata: Command

  init() throws {
    folder = try TemporaryFolder()
    strata = Command(in: folder)
    try #require(try strata("init").status == 0)
    try #require(try strata("session", "start", "acme", "--user", "ada").status == 0)
  }

  /// What the journal says of the commands so far, with what is kept of each.
  private func commands() throws -> [(entry: JournalEntry, command: String, output: String?)] {
    var options = StoreOptions()
    options.access = .reading
    let store = try SessionStore.open(at: .init("\(folder.path)/.strata"), options: options)
    return try store.entries(from: 1).filter { $0.kind == .commandExecuted }.map { entry in
      let contents = try store.contents(of: entry)
      return (
        entry, String(decoding: contents["command"] ?? [], as: UTF8.self),
        contents["output"].map { String(decoding: $0, as: UTF8.self) }
      )
    }
  }

  private func member(_ entry: JournalEntry, _ group: String, _ name: String) -> JSONValue? {
    guard case .object(let body) = entry.body, case .object(let members)? = body[group] else {
      return nil
    }
    return members[name]
  }

  private func expectFsckIsClean() throws {
    let run = try strata("fsck")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  @Test func `passes output, errors and status through and records the run`() throws {
    let run = try strata("exec", "acme", "--", "sh", "-c", "echo out; echo err >&2; exit 3")
    #expect(run.status == 3 && run.output == "out\n" && run.errors == "err\n")
    let kept = try #require(try commands().first)
    #expect(kept.command == "sh -c 'echo out; echo err >&2; exit 3'")
    #expect(kept.output == "out\nerr\n" && kept.entry.actor == "ada" && kept.entry.sequence == 2)
    #expect(member(kept.entry, "command", "type") == "sh")
    #expect(member(kept.entry, "execution", "mode") == "local")
    #expect(member(kept.entry, "execution", "status") == "failure")
    #expect(member(kept.entry, "execution", "exit_code") == 3)
    #expect(member(kept.entry, "metadata", "output_size_bytes") == 8)
    #expect(member(kept.entry, "metadata", "from_cache") == false)
    try expectFsckIsClean()
  }

  @Test func `is also a verb of session, and says what it recorded`() throws {
    let run = try strata(
      "session", "exec", "acme", "--type", "system_info", "--field", "hostname", "--cached",
      "--user",
      "eve", "--json", "--", "true")
    #expect(run.status == 0 && run.output == "")
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(run.errors.utf8)) as? [String: Any])
    #expect(
      record["kind"] as? String == "command.executed" && record["user_id"] as? String == "eve")
    #expect((record["command"] as? [String: Any])?["fields"] as? [String] == ["hostname"])
    #expect((record["metadata"] as? [String: Any])?["from_cache"] as? Bool == true)
  }

  @Test func `standard input and large output are what they would be`() throws {
    let input = String(repeating: "what goes in comes out\n", count: 20_000)
    let run = try strata("exec", "acme", "--keep", "2000", "--", "cat", input: input)
    #expect(run.status == 0 && run.output == input)
    let kept = try #require(try commands().first)
    #expect(
      member(kept.entry, "metadata", "output_size_bytes") == .integer(Int64(input.utf8.count)))
    #expect(
      kept.output?.contains("[strata: \(input.utf8.count - 2000) bytes left out here]") == true)
    #expect((kept.output?.utf8.count ?? 0) < 2100)
  }

  @Test(arguments: [("nonesuch", Int32(127)), ("/etc/passwd", 126)])
  func `what cannot be started is recorded as well`(program: String, status: Int32) throws {
    let run = try strata("exec", "acme", "--", program)
    #expect(run.status == status)
    #expect(run.errors.contains("'\(program)' cannot be started"))
    let kept = try #require(try commands().first)
    #expect(member(kept.entry, "execution", "status") == "error")
    #expect(member(kept.entry, "execution", "exit_code") == nil)
  }

  @Test func `a signal that ends the command shows in the status`() throws {
    #expect(try strata("exec", "acme", "--", "sh", "-c", "kill -KILL $$").status == 137)
    let kept = try #require(try commands().first)
    #expect(member(kept.entry, "execution", "status") == "signalled")
    #expect(member(kept.entry, "execution", "signal") == 9)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGWINCH])
  func `a signal is handed on, and the run is recorded`(signal: Int32) throws {
    let script = """
      trap 'echo got; exit 7' INT TERM HUP QUIT USR1 WINCH
      echo ready; while :; do :; done
      """
    let run = try LiveCommand(strata, "exec", "acme", "--", "sh", "-c", script)
    try #require(run.nextLine() == "ready")
    run.send(signal)
    let (lines, status) = run.finish()
    #expect(lines == ["got"] && status == 7)
    let kept = try #require(try commands().first)
    #expect(kept.output == "ready\ngot\n")
    #expect(member(kept.entry, "execution", "exit_code") == 7)
  }

  @Test func `a command that does not answer a signal dies of it`() throws {
    let run = try LiveCommand(
      strata, "exec", "acme", "--", "sh", "-c", "echo ready; exec sleep 600")
    try #require(run.nextLine() == "ready")
    run.send(SIGTERM)
    #expect(run.finish().status == 143)
    let kept = try #require(try commands().first)
    #expect(member(kept.entry, "execution", "signal") == 15)
  }

  @Test func `stopping and going on are handed on`() throws {
    let script = """
      trap 'echo stopped; s=1' TSTP; trap 'c=1' CONT
      echo ready; until [ "$s$c" = 11 ]; do :; done; echo continued
      """
    let run = try LiveCommand(strata, "exec", "acme", "--", "sh", "-c", script)
    try #require(run.nextLine() == "ready")
    run.send(SIGTSTP)
    #expect(run.waitUntilStopped())
    run.send(SIGCONT)
    let (lines, status) = run.finish()
    #expect(lines == ["stopped", "continued"] && status == 0)
  }

  @Test func `a reader that goes away ends the command as it would without Strata`() throws {
    let run = try strata.shell("strata exec acme -- yes | head -n 1")
    #expect(run.output == "y\n")
    let kept = try #require(try commands().first)
    #expect(member(kept.entry, "execution", "signal") == 13)
  }

  @Test func `secrets are passed on and not kept`() throws {
    let secret = "hunter" + "2hunter2"
    let run = try strata("exec", "acme", "--", "echo", "DB_PASSWORD=\(secret)")
    #expect(run.output == "DB_PASSWORD=\(secret)\n")
    let kept = try #require(try commands().first)
    #expect(kept.output == "DB_PASSWORD=[redacted: secret]\n")
    #expect(!kept.command.contains(secret) && kept.command.contains("[redacted: secret]"))
    #expect(member(kept.entry, "metadata", "redactions") == 2)
    #expect(try strata.shell("grep -rl \(secret) .strata").status == 1)
  }

  @Test func `own rules are used, and wrong ones refuse before anything runs`() throws {
    try folder.write(
      ".strata/redaction.json", #"{"patterns": {"ticket": "T-\\d+"}, "standard": false}"#)
    #expect(try strata("exec", "acme", "--", "echo", "T-42").output == "T-42\n")
    #expect(try commands().first?.output == "[redacted: ticket]\n")
    try folder.write(".strata/redaction.json", #"{"patterns": {"ticket": "("}}"#)
    let run = try strata("exec", "acme", "--", "touch", "ran")
    #expect(
      run.status == 2 && run.errors.contains("the pattern 'ticket' is not a regular expression"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/ran"))
  }

  @Test func `a sealed session runs nothing`() throws {
    try #require(try strata("session", "complete", "acme").status == 0)
    for name in ["acme", "acme/v1.0.0"] {
      #expect(try strata("exec", name, "--", "touch", "ran").status == 4)
    }
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/ran"))
    #expect(try commands().isEmpty)
  }

  @Test func `what cannot be recorded is said`() throws {
    let run = try strata("exec", "acme", "--", Command.program, "session", "complete", "acme")
    #expect(run.status == 5)
    #expect(run.errors.contains("the command ended with 0, and could not be recorded"))
    #expect(run.errors.contains("is sealed"))
  }

  @Test func `the terminal is the command's own where that is asked for`() throws {
    #expect(try strata.onTerminal("exec", "acme", "--tty", "--", "test", "-t", "1").status == 0)
    #expect(try strata.onTerminal("exec", "acme", "--", "test", "-t", "1").status == 1)
    let (first, second) = (try commands()[0], try commands()[1])
    #expect(first.output == nil && member(first.entry, "metadata", "output_size_bytes") == nil)
    #expect(second.output == "" && member(second.entry, "metadata", "output_size_bytes") == 0)
  }

  @Test(arguments: [
    ["exec", "acme"], ["exec", "acme", "--"], ["exec", "acme", "--keep", "-1", "--", "true"],
    ["exec", "acme", "--ssh-config", "x", "--", "true"],
    ["exec", "acme", "--ssh", "-oProxyCommand=x", "--", "true"],
    ["exec", "acme", "--ssh", "a b", "--", "true"], ["exec", "acme", "--ssh", "a:0", "--", "true"],
    ["exec", "acme", "--ssh", "[::1]x", "--", "true"],
    ["exec", "acme", "--ssh", "-x@a", "--", "true"],
  ])
  func `wrong arguments are refused`(arguments: [String]) throws {
    let line = arguments.map { "'\($0)'" }.joined(separator: " ")
    #expect(try strata.shell("strata \(line)").status == 2)
    #expect(try commands().isEmpty)
  }
}
