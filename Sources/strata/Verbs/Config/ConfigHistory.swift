import ArgumentParser
import StrataCore
import StrataStore

struct ConfigHistory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show every value that keys had, newest first, with who and why.",
    usage: "strata config history [<key> | <prefix>/] [--show] [<options>]",
    discussion: """
      Changes that were made together stand together. A page has 50 of them unless \
      --limit says otherwise.

      EXAMPLES
        strata config history rebe-shell/config/feature-flags
        strata config history rebe-shell/config/ --limit 5
        strata config history --json | jq '.transactions[0]'
      """)

  @Argument(help: "Which key, or with a slash at the end, all keys under it. Default: all.")
  var scope: String?

  @Option(help: ArgumentHelp("At most this many changes; 0 for all.", valueName: "n"))
  var limit: Int = 50

  @Option(help: ArgumentHelp("Only changes before this index.", valueName: "index"))
  var before: Int64?

  @OptionGroup var concealment: ConcealmentArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    guard limit >= 0 else { throw ValidationError("--limit is a number from 0, not \(limit)") }
  }

  func run() async throws {
    let scope = try ConfigurationScope(scope ?? "")
    try await store.withStore(for: .reading) { opened in
      let (page, next) = try self.page(of: scope, in: opened)
      if page.isEmpty, before == nil, scope != .everything {
        throw StrataError(
          .notFound, "\(scope) never had a value", remedy: "'strata config list' lists the keys")
      }
      let concealed = try concealment.concealed(in: opened)
      try Output.print(paged: !store.json) { output in
        if store.json {
          let answer = json(page, next: next, of: scope, concealed: concealed)
          return try output.line(JSONOutput.line(answer))
        }
        guard !page.isEmpty else { return try output.line("Nothing was ever changed.") }
        let view = ConfigurationView(concealed: concealed, style: output.style)
        for line in view.transactions(page) { try output.line(line) }
        if let next { try output.line("older: add --before \(next)") }
      }
    }
  }

  /// A page, and the value of --before for the next one where there is more.
  private func page(
    of scope: ConfigurationScope, in store: SessionStore
  ) throws -> (changes: [ConfigurationVersion], next: Int64?) {
    let wanted: Int = limit == 0 ? .max : min(limit, .max - 1) + 1
    let found = try store.configurationHistory(of: scope, before: before, limit: wanted)
    guard limit > 0, Set(found.map(\.index)).count > limit, let oldest = found.last?.index else {
      return (found, nil)
    }
    let page = found.filter { $0.index != oldest }
    return (page, page.last?.index)
  }

  private func json(
    _ page: [ConfigurationVersion], next: Int64?, of scope: ConfigurationScope,
    concealed: ConcealedKeys?
  ) -> [String: JSONValue] {
    [
      "scope": .string(scope.description), "next": next.map(JSONValue.integer) ?? .null,
      "transactions": .array(
        ConfigurationJSON(concealed: concealed).transactions(page).map(JSONValue.object)),
    ]
  }
}
