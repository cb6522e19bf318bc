import ArgumentParser
import StrataCore
import StrataStore

struct WitnessRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Take a witness off the list.",
    usage: "strata audit witness remove <name> [<options>]",
    discussion: """
      Its cosignatures stay where they are.

      EXAMPLES
        strata audit witness remove witness.example/w1 --reason "closed down"
      """)

  @Argument(help: "The witness's name, as 'list' shows it in front of its key.")
  var name: String

  @OptionGroup(title: "Change") var authorship: AuthorshipArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let authorship = try authorship.authorship()
    // A key is as good a name: it begins with it.
    let name = String(name.split(separator: "+").first ?? "")
    try await store.withStore(for: .writing) {
      try await $0.removeWitness(named: name, by: authorship)
    }
    try Output.print { output in
      try output.line(
        store.json
          ? JSONOutput.line(["removed": JSONValue.string(name)])
          : "\(TerminalText.line(name)) is no witness of the log any more")
    }
  }
}
