import ArgumentParser
import StrataCore
import StrataStore

struct ConfigList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List keys with their values.",
    usage: "strata config list [<prefix>] [--show] [<options>]",
    discussion: """
      Each key is shown with the index of its last change. Values of keys that look like \
      secrets are concealed; patterns of your own stand under strata/config/concealed, a \
      JSON array such as ["billing/*"].

      EXAMPLES
        strata config list
        strata config list rebe-shell/config
        strata config list --json | jq -r '.values[].key'
      """)

  @Argument(help: "Only this key and the keys under it.")
  var prefix: String?

  @OptionGroup var concealment: ConcealmentArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let scopes = try self.scopes()
    try await store.withStore(for: .reading) { opened in
      var index: Int64 = 0
      var found: [ConfigurationVersion] = []
      for (number, scope) in scopes.enumerated() {
        let next = try opened.configuration(in: scope, at: number == 0 ? .now : .index(index))
        index = next.index
        found += next.values
      }
      let values = found
      let concealed = try concealment.concealed(in: opened)
      try Output.print(paged: !store.json) { output in
        if store.json {
          let json = ConfigurationJSON(concealed: concealed)
          let answer: [String: JSONValue] = [
            "index": .integer(index),
            "values": .array(values.map { .object(json.version($0)) }),
          ]
          return try output.line(JSONOutput.line(answer))
        }
        guard !values.isEmpty else { return try output.line("No key has a value.") }
        let view = ConfigurationView(concealed: concealed, style: output.style)
        for line in view.values(values) { try output.line(line) }
      }
    }
  }

  /// The key itself and what lies under it.
  private func scopes() throws(StrataError) -> [ConfigurationScope] {
    let scope = try ConfigurationScope(prefix ?? "")
    guard case .key(let key) = scope else { return [scope] }
    return [scope, .under(key)]
  }
}
