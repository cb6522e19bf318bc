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

      The journal is a file in that folder, or with --journal an empty PostgreSQL \
      database. Its password is never part of the URL: set PGPASSWORD, or enter it in \
      ~/.pgpass, for init and for every verb after it.

      EXAMPLES
        strata init
        strata init --store /var/lib/advisor
        strata init --journal postgres://advisor@db.example.org:5432/journal
      """)

  @Option(help: ArgumentHelp("A PostgreSQL database for the journal.", valueName: "url"))
  var journal: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let root = store.newLocation().root
    let existed = StoreArguments.isStore(root)
    let server = try journal.map { text throws(StrataError) in try PostgresURL(text) }
    let location =
      try await existed
      ? journalOfStore(at: root, asked: server) : make(at: root, journal: server)
    try Output.print { output in
      let path = StoreArguments.currentFolder.pushing(root).lexicallyNormalized().string
      if store.json {
        let answer: JSONValue = [
          "store": .string(path), "created": .bool(!existed),
          "journal": .string(location.description),
        ]
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

  private func make(at root: FilePath, journal: PostgresURL?) async throws -> JournalLocation {
    let store = try SessionStore.initialize(
      at: root, journal: journal, options: StoreArguments.options(for: .writing))
    try await store.close()
    return store.journal
  }

  /// Opens a store that exists, and refuses another journal than its own.
  private func journalOfStore(
    at root: FilePath, asked: PostgresURL?
  ) async throws -> JournalLocation {
    let store = try SessionStore.open(at: root, options: StoreArguments.options(for: .reading))
    try await store.close()
    guard let asked, store.journal != .postgres(asked) else { return store.journal }
    throw StrataError(
      .conflict, "there is a store already, and its journal is \(store.journal)",
      place: root.string, remedy: "name another folder with --store")
  }
}
