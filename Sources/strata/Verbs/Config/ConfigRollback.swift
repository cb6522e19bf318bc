import ArgumentParser
import StrataCore
import StrataStore

struct ConfigRollback: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Give keys the values again that they had at an index or a time.",
    usage: "strata config rollback <key> | <prefix>/ --to <index-or-time> [<options>]",
    discussion: """
      A rollback is a new change with an index of its own; nothing in the history goes \
      away. A key that had no value then has none afterwards. Of a prefix, the keys \
      'version' and 'updated-at' go on and never back.

      EXAMPLES
        strata config rollback rebe-shell/config/feature-flags --to 7 --reason "it broke"
        strata config rollback rebe-shell/config/ --to 2026-01-05T09:00:00Z
      """)

  @Argument(help: "Which key, or with a slash at the end, all keys under it.")
  var scope: String

  @Option(
    help: ArgumentHelp("The index, or the time (RFC 3339), to go back to.", valueName: "point"))
  var to: String

  @OptionGroup(title: "Change") var authorship: AuthorshipArguments
  @OptionGroup var concealment: ConcealmentArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let scope = try ConfigurationScope(scope)
    let point = try ConfigurationInput.point(to, of: "--to")
    let authorship = try authorship.authorship()
    try await store.withStore(for: .writing) { opened in
      let outcome = try await opened.rollBackConfiguration(of: scope, to: point, by: authorship)
      let concealed = try concealment.concealed(in: opened)
      try Output.print { output in
        try ConfigurationAnswer(outcome, concealed: concealed, asJSON: store.json).write(to: output)
      }
    }
  }
}
