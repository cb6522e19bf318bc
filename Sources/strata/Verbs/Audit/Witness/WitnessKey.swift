import ArgumentParser
import StrataCore
import StrataStore
import TransparencyLog

struct WitnessKey: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Print the public key by which this store cosigns.",
    discussion: """
      The key is made when it is first asked for. A witness keeps its name for ever.

      EXAMPLES
        strata audit witness key
        strata audit witness key --name witness.example/w1
      """)

  @Option(help: "What the witness is called. Default: the log's name and /witness.")
  var name: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let name: KeyName?
    do {
      name = try self.name.map { try KeyName($0) }
    } catch {
      throw StrataError(
        .usage, "a witness cannot be called that: \(error)",
        remedy: "give a name without white space and +, for example witness.example/w1")
    }
    let key = try await store.withStore(for: .writing) { try $0.witnessKey(named: name) }
    try Output.print { output in
      try output.line(
        store.json
          ? JSONOutput.line(["key": JSONValue.string(key.description)]) : key.description)
    }
  }
}
