import ArgumentParser
import StrataCore
import StrataStore

struct Context: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a session inherits from its family, and where each field comes from.",
    usage: """
      strata context <customer> [<version>] [<options>]
      strata context <customer> [<version>] --set <field>=<value> ...
      strata context <customer> [<version>] --unset <field> ... [<options>]
      """,
    discussion: """
      Merges what the line's versions say, then the customer's other lines, recent first: \
      the deployment, the preferred provider, how much the user knows and how they like \
      to talk. Each field names its version, its turn and the words. What was taken back \
      or contradicted does not come back; it is listed with the reason. Key decisions are \
      shown with whether they still apply. Without VERSION: the newest of the line that \
      was active last.

      --set puts your own value in the place of what was read, from that version on, and \
      keeps who did it; --unset takes it back. docs/continuity.md says how fields are \
      learned.

      EXAMPLES
        strata context acme
        strata context acme v1.3.0 --json | jq .fields.cloud_provider
        strata context acme --set user_expertise_level=expert --reason "asked"
        strata context acme --set compliance=pci_dss,gdpr
        strata context acme --unset user_expertise_level
      """)

  @Argument(help: "Whose context.", completion: .customers)
  var customer: String

  @Argument(help: "Of which version.")
  var version: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Set a field. Repeatable.", valueName: "field=value"))
  var set: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Take back what was set. Repeatable.", valueName: "field"))
  var unset: [String] = []

  @Option(help: ArgumentHelp("With --set or --unset: why.", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("With --set or --unset: who. Default: you.", valueName: "name"))
  var by: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let customer = try CustomerID(customer)
    let name = try version.map {
      SessionName.version(customer, try SemanticVersion(parsing: $0))
    }
    let changes = try changes()
    guard reason == nil && by == nil || !changes.isEmpty else {
      throw StrataError(
        .usage, "--reason and --by go with --set or --unset", remedy: "leave them out")
    }
    try await store.withStore(for: changes.isEmpty ? .reading : .writing) { opened in
      var merge = try name.map(opened.context) ?? opened.context(of: customer)
      for change in changes {
        _ = try await opened.setContext(
          change.field, to: change.value, in: .version(customer, merge.version), reason: reason,
          by: by ?? StoreOptions().holder.user)
      }
      if !changes.isEmpty { merge = try opened.context(of: .version(customer, merge.version)) }
      let items = try opened.reviews(of: customer).filter { $0.resolution == nil }
      try Output.print(paged: !store.json) { output in
        if store.json {
          return try output.line(JSONOutput.line(ContextJSON.whole(merge, reviews: items)))
        }
        let view = ContextView(merge: merge, style: output.style, width: output.width)
        for line in try view.lines(openReviews: items.count) { try output.line(line) }
      }
    }
  }

  private func changes() throws(StrataError) -> [(field: ContextField, value: String?)] {
    var changes: [(ContextField, String?)] = []
    for text in set {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw StrataError(
          .usage, "\(text.debugDescription) is no field with a value", place: "--set",
          remedy: "write FIELD=VALUE, for example user_expertise_level=expert")
      }
      changes.append((try field(String(parts[0]), of: "--set"), String(parts[1])))
    }
    for name in unset { changes.append((try field(name, of: "--unset"), nil)) }
    return changes
  }

  private func field(_ name: String, of option: String) throws(StrataError) -> ContextField {
    if let field = ContextField(rawValue: name) { return field }
    throw StrataError(
      .usage, "\(name.debugDescription) is no field of a context", place: option,
      remedy: "use one of \(ContextField.allCases.map(\.rawValue).joined(separator: ", "))")
  }
}
