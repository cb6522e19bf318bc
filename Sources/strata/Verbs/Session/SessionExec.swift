import ArgumentParser
import Glibc
import StrataCore
import StrataStore

struct SessionExec: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exec",
    abstract: "Run a command and record it in a session.",
    usage: "strata exec <session> [<options>] -- <command> ...",
    discussion: """
      Runs the command as it is, without a shell, and records it in the session: where \
      it ran, how long, what came of it, how much it wrote. What it reads and writes, \
      its exit status and signals pass through unchanged. The command and its output \
      are kept so that they can be erased; secrets are taken out before (docs/exec.md). \
      With --ssh the command runs on another machine, through the system's ssh.

      Exits as the command did, with 128 and the number of the signal that ended it, \
      126 or 127 where it could not be started, 5 where it could not be recorded. With \
      --json the record is one line on standard error.

      EXAMPLES
        strata exec acme -- kubectl get pods
        strata exec acme --ssh ops@10.20.31.5:2222 -- uname -a
        strata session exec acme/v1.2.0 --tty -- vim notes.md
        strata exec acme -- sh -c 'make test 2>&1 | tail'
      """)

  @Argument(help: "Which session; it must be active.", completion: .customers)
  var session: String

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The program and its arguments.", valueName: "command"))
  var command: [String] = []

  @Option(
    help: ArgumentHelp("Run it on another machine.", valueName: "[user@]host[:port]"))
  var ssh: String?

  @Option(
    help: ArgumentHelp(
      "With --ssh: a configuration file for ssh, as its -F.", valueName: "file"),
    completion: .file())
  var sshConfig: String?

  @Flag(help: "Let the command have the terminal; its output is not kept.")
  var tty = false

  @Option(help: ArgumentHelp("How much of the output is kept at most, in bytes.", valueName: "n"))
  var keep = 1 << 20

  @Option(
    help: ArgumentHelp(
      "What kind of command it is. Default: the program's name.", valueName: "name"))
  var type: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("What of the kind it asks for. Repeatable.", valueName: "name"))
  var field: [String] = []

  @Option(help: ArgumentHelp("Who runs it. Default: the session's user.", valueName: "name"))
  var user: String?

  @Flag(help: "Say that the answer comes from a cache.")
  var cached = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    guard !command.isEmpty, command[0] != "" else {
      throw ValidationError("there is no command; it comes after '--'")
    }
    guard (0...CommandRecord.maximumOutputBytes).contains(keep) else {
      throw ValidationError("--keep is a number from 0 to \(CommandRecord.maximumOutputBytes)")
    }
    guard ssh != nil || sshConfig == nil else {
      throw ValidationError("--ssh-config needs --ssh")
    }
  }

  func run() async throws {
    let reference = try SessionReference(parsing: session)
    let remote = try ssh.map { text throws(StrataError) in
      SecureShell(remote: try RemoteHost(parsing: text), configuration: sshConfig)
    }
    let status = try await store.withStore(for: .writing) { opened in
      let name = try Self.activeSession(reference, in: opened)
      let account = CommandAccount(
        words: command, type: type, fields: field, user: user, isFromCache: cached,
        rules: try opened.redactionRules())
      return try await perform(account, in: name, of: opened, through: remote)
    }
    throw ExitCode(status)
  }

  /// The session, which must be active before anything runs.
  private static func activeSession(
    _ reference: SessionReference, in store: SessionStore
  ) throws -> SessionName {
    let name = try reference.activeName(in: store)
    let session = try store.session(name)
    guard session.state == .active else {
      throw StrataError(
        .conflict, "\(session.name) is sealed, so no command runs in it",
        remedy:
          "start a new session: strata session start \(ShellWord.quoted(session.customer.name))")
    }
    return .id(session.id)
  }

  private func perform(
    _ account: CommandAccount, in name: SessionName, of opened: SessionStore,
    through remote: SecureShell?
  ) async throws -> Int32 {
    let settings = remote?.settings()
    var connection: SSHConnection?
    if let settings {
      connection = try await opened.openConnection(to: settings.host, port: settings.port)
    }
    let relay = try SignalRelay()
    let keeper = tty ? nil : OutputKeeper(limit: keep, rules: account.rules)
    var run = CommandRun(relay: relay, keeper: keeper)
    let hasTerminal = tty && isatty(0) == 1
    let outcome = try run.run(remote?.words(for: command, withTerminal: hasTerminal) ?? command)
    if case .notStarted(let code) = outcome.end {
      let program = remote == nil ? command[0] : "ssh"
      let error = StrataError(
        .notFound, "'\(program)' cannot be started: \(String(cString: strerror(code)))")
      Output.complain(ErrorReport(error).text(style: Terminal.current.errorStyle))
    }
    if let remote, let settings { connection?.state = remote.state(by: settings) }
    let status = CommandAccount.exitStatus(of: outcome.end)
    do {
      let record = try account.record(
        of: outcome, on: settings?.host ?? StoreOptions().holder.host, over: connection)
      let entry = try await opened.record(command: record, in: name)
      if store.json { Output.complain(try JSONOutput.line(EntryJSON.members(of: entry)) + "\n") }
    } catch {
      throw StrataError(
        .storage, "the command ended with \(status), and could not be recorded", cause: error)
    }
    return status
  }
}
