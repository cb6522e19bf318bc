import ArgumentParser
import StrataCore
import StrataStore

struct Access: AsyncParsableCommand {
  /// What was attempted, as the verb calls it.
  enum Attempt: String, CaseIterable, ExpressibleByArgument {
    case login, logout, failed

    var event: AccessRecord.Event {
      switch self {
      case .login: .login
      case .logout: .logout
      case .failed: .failed
      }
    }
  }

  static let configuration = CommandConfiguration(
    abstract: "Record that somebody logged in or out, or failed to.",
    usage: "strata access <login|logout|failed> --user <name> [<options>]",
    discussion: """
      Whatever checks passwords or tokens tells Strata what came of it; the attempt is \
      one entry of the journal, one row of access_audit and one message of \
      shell-auth-events. An address is kept as it is and cannot be erased.

      EXAMPLES
        strata access login --user dev1 --realm 000001 --method vault_token --mfa
        strata access failed --user dev1 --ip 10.20.31.42
        strata access logout --user dev1 --json
      """)

  @Argument(help: "What happened.")
  var attempt: Attempt

  @Option(help: ArgumentHelp("Who.", valueName: "name"))
  var user: String

  @Option(help: ArgumentHelp("In which realm.", valueName: "name"))
  var realm: String?

  @Option(help: ArgumentHelp("How, for example vault_token.", valueName: "name"))
  var method: String?

  @Option(help: ArgumentHelp("From which IP address.", valueName: "address"))
  var ip: String?

  @Flag(inversion: .prefixedNo, help: "Whether a second factor was used.")
  var mfa: Bool?

  @OptionGroup var particulars: MetadataArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    var metadata = try particulars.members()
    if let mfa { metadata["mfa_used"] = .bool(mfa) }
    let record = AccessRecord(
      attempt.event, user: user, realm: realm, method: method,
      clientIP: try ip.map { text throws(StrataError) in try IPAddress(parsing: text) },
      metadata: metadata)
    try await store.withStore(for: .writing) { opened in
      let entry = try await opened.record(access: record)
      try Output.print { output in
        if store.json { return try output.line(JSONOutput.line(EntryJSON.members(of: entry))) }
        try output.line(
          TerminalText.line("\(record.event.rawValue) of \(user) is entry \(entry.position)"))
      }
    }
  }
}
