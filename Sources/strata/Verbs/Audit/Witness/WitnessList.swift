import ArgumentParser
import StrataCore
import StrataStore
import TransparencyLog

struct WitnessList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the witnesses of the store's log.",
    discussion: """
      EXAMPLES
        strata audit witness list
        strata audit witness list --json | jq -r '.witnesses[].key'
      """)

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let witnesses = try await store.withStore(for: .reading) { try $0.witnesses() }
    try Output.print { output in
      if store.json {
        return try output.line(
          JSONOutput.line(["witnesses": JSONValue.array(witnesses.map(WitnessJSON.value))]))
      }
      if witnesses.isEmpty {
        try output.line("The log has no witness; name one with 'strata audit witness add'.")
      }
      for witness in witnesses {
        try output.line(TerminalText.line(witness.key.description))
        try output.line("  at: \(TerminalText.line(witness.url ?? "no URL"))")
      }
    }
  }
}
