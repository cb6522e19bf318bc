import ArgumentParser
import StrataCore
import StrataStore

struct ReviewShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one item with what it rests on.",
    discussion: """
      EXAMPLES
        strata review show conflict-3fa91c02d4be
      """)

  @Argument(help: "Which item.")
  var item: String

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    try await store.withStore(for: .reading) { opened in
      let view = try ReviewView(try Self.item(item, in: opened), in: opened)
      try Output.print { output in
        if store.json { return try output.line(JSONOutput.line(try view.json())) }
        for line in view.lines(style: output.style, width: output.width) { try output.line(line) }
      }
    }
  }

  static func item(_ id: String, in store: SessionStore) throws -> ReviewItem {
    guard let item = try store.reviews().first(where: { $0.id == id }) else {
      throw StrataError(
        .notFound, "there is no review item \(id.debugDescription)",
        remedy: "'strata review list --all' shows them")
    }
    return item
  }
}
