import ArgumentParser
import StrataCore
import StrataStore
import TransparencyLog

struct WitnessAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Name a witness that cosigns the store's checkpoints.",
    usage: "strata audit witness add <vkey> [<url>] [<options>]",
    discussion: """
      The URL is the witness's prefix, without add-checkpoint. Without one its requests and \
      replies go by other ways ('witness request', 'witness accept'). A witness of the same \
      name is replaced. The change is one of the configuration, with author and reason.

      EXAMPLES
        strata audit witness add "$WITNESS_KEY" https://witness.example/ \\
          --reason "asked for by the auditor"
      """)

  @Argument(help: ArgumentHelp("The witness's public key.", valueName: "vkey"))
  var key: String

  @Argument(help: "Where it answers.")
  var url: String?

  @OptionGroup(title: "Change") var authorship: AuthorshipArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let witness = try KnownWitness(key: KeyArgument.witness(key), url: url)
    if let url { _ = try WitnessClient(prefix: url, timeoutSeconds: 1) }
    let authorship = try authorship.authorship()
    try await store.withStore(for: .writing) { try await $0.add(witness, by: authorship) }
    try Output.print { output in
      if store.json { return try output.line(JSONOutput.line(WitnessJSON.value(witness))) }
      try output.line("\(TerminalText.line(witness.key.name.text)) is a witness of the log")
    }
  }
}

/// A witness as JSON (docs/json.md).
enum WitnessJSON {
  static func value(_ witness: KnownWitness) -> JSONValue {
    [
      "name": .string(witness.key.name.text), "key": .string(witness.key.description),
      "url": witness.url.map(JSONValue.string) ?? .null,
    ]
  }
}
