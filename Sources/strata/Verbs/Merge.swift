import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct Merge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Merge another line of work into a line: a new version with two parents.",
    usage: "strata merge <version> <other> --reason <text> [<options>]",
    discussion: """
      Makes the next minor of the line of VERSION, made on top of its newest version and \
      of OTHER. What both lines say is inherited from then on, the line of VERSION first. \
      No version that exists is changed. Only a person merges; 'strata review list' shows \
      which lines look like one.

      EXAMPLES
        strata merge acme/v1.3.0 acme/v2.1.0 --reason "one checkout"
      """)

  @Argument(help: "A version of the line that goes on, as CUSTOMER/v1.3.0.")
  var version: String

  @Argument(help: "The version that is merged into it, as CUSTOMER/v2.1.0.")
  var other: String

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String

  @Option(help: ArgumentHelp("Who. Default: you.", valueName: "name"))
  var by: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let names = [try SessionName(parsing: version), try SessionName(parsing: other)]
    try await store.withStore(for: .writing) { opened in
      let sessions = try names.map { try opened.session($0) }
      guard let line = sessions.first, let other = sessions.last, line.customer == other.customer
      else {
        throw StrataError(
          .usage, "the two versions are of different customers",
          remedy: "name two versions of one customer")
      }
      let made = try await opened.merge(
        other.version, into: line.version, of: line.customer, reason: reason,
        by: by ?? StoreOptions().holder.user)
      try Output.print { output in
        if store.json {
          return try output.line(
            JSONOutput.line(SessionJSON.whole(made, root: opened.root.string)))
        }
        try output.line(
          output.style(.heading, TerminalText.line(made.customer.name)) + "  "
            + DecisionView.headline(made.decision, style: output.style))
      }
    }
  }
}
