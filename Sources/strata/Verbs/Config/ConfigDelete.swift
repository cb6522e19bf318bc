import ArgumentParser
import StrataCore
import StrataStore

struct ConfigDelete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Take the values of keys away, all of them or none.",
    usage: "strata config delete <key> ... [--expect <index>] [<options>]",
    discussion: """
      What the keys had stays in the history and can be rolled back to. A key without a \
      value is an error, and nothing is deleted.

      EXAMPLES
        strata config delete rebe-shell/config/old-url --reason "nobody reads it"
        strata config delete a/b --expect 12 --reason "replaced by a/c"
      """)

  @Argument(help: "Which keys.")
  var keys: [String]

  @Option(help: ArgumentHelp("Only where the one key's index is this.", valueName: "index"))
  var expect: Int64?

  @OptionGroup(title: "Change") var authorship: AuthorshipArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    guard expect == nil || keys.count == 1 else {
      throw StrataError(
        .usage, "--expect is for one key",
        remedy: #"for several use 'strata config set --changes' with "expected_index""#)
    }
    var changes: [ConfigurationChange] = []
    for key in keys {
      changes.append(ConfigurationChange(try ConfigurationKey(key), .delete, expecting: expect))
    }
    let asked = changes
    let transaction = try ConfigurationTransaction(asked, by: try authorship.authorship())
    try await store.withStore(for: .writing) { opened in
      for change in asked where change.expected == nil {
        _ = try opened.configuration(of: change.key)
      }
      let outcome = try await opened.changeConfiguration(transaction)
      let concealed = try opened.concealedConfigurationKeys()
      try Output.print { output in
        try ConfigurationAnswer(outcome, concealed: concealed, asJSON: store.json).write(to: output)
      }
    }
  }
}
