import ArgumentParser
import StrataCore
import StrataStore

struct DeploymentVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deployment",
    abstract: "Record what was brought to which environment.",
    subcommands: [DeploymentRecording.self])
}

struct DeploymentRecording: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record a deployment.",
    usage: "strata deployment record --environment <name> [<options>]",
    discussion: """
      The deployment is one entry of the journal, one row of deployment_audit and one \
      message of strata-system-events; with --session it belongs to that session, also \
      where the session is complete.

      EXAMPLES
        strata deployment record --environment production --artifact shop \\
          --artifact-version v1.4.0 --session acme
        strata deployment record --environment staging --status failed
      """)

  @Option(help: ArgumentHelp("Where to, for example production.", valueName: "name"))
  var environment: String

  @Option(help: ArgumentHelp("What.", valueName: "name"))
  var artifact: String?

  @Option(help: ArgumentHelp("Which version of it.", valueName: "version"))
  var artifactVersion: String?

  @Option(help: "How far it came.")
  var status: DeploymentRecord.Status = .succeeded

  @Option(help: ArgumentHelp("In which session.", valueName: "session"), completion: .customers)
  var session: String?

  @Option(help: ArgumentHelp("Who did it. Default: the session's user.", valueName: "name"))
  var user: String?

  @Option(help: ArgumentHelp("In which realm. Default: the session's.", valueName: "name"))
  var realm: String?

  @OptionGroup var particulars: MetadataArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let reference = try session.map { text throws(StrataError) in
      try SessionReference(parsing: text)
    }
    let record = DeploymentRecord(
      environment: environment, artifact: artifact, version: artifactVersion, status: status,
      metadata: try particulars.members(), user: user, realm: realm)
    try await store.withStore(for: .writing) { opened in
      let name = try reference.map { SessionName.id(try $0.session(in: opened).id) }
      let entry = try await opened.record(deployment: record, in: name)
      try Output.print { output in
        if store.json { return try output.line(JSONOutput.line(EntryJSON.members(of: entry))) }
        try output.line(
          TerminalText.line(
            "the deployment to \(environment) (\(status.rawValue)) is entry \(entry.position)"))
      }
    }
  }
}
