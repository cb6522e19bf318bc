import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a store.",
    discussion: """
      Makes the folder .strata in the current directory, or the one that --store or \
      STRATA_STORE names. The other verbs find it from any folder below. On a store \
      that exists already it changes nothing and says so.

      EXAMPLES
        strata init
        strata init --store /var/lib/advisor
      """)

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let root = store.newLocation().root
    let existed = StoreArguments.isStore(root)
    if existed {
      var options = StoreOptions()
      options.access = .reading
      try await SessionStore.open(at: root, options: options).close()
    } else {
      try await SessionStore.initialize(at: root).close()
    }
    try Output.print { output in
      let path = StoreArguments.currentFolder.pushing(root).lexicallyNormalized().string
      if store.json {
        let answer: JSONValue = ["store": .string(path), "created": .bool(!existed)]
        return try output.line(JSONOutput.line(answer))
      }
      let shown = TerminalText.line(path)
      try output.line(
        existed
          ? "There is a store in \(shown) already; nothing was changed."
          : "Made a store in \(shown)")
      try output.line("next: strata session start CUSTOMER --message \"…\"")
    }
  }
}
