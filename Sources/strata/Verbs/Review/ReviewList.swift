import ArgumentParser
import StrataCore
import StrataStore

struct ReviewList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what is open, the oldest first.",
    usage: "strata review list [<customer>] [--all] [<options>]",
    discussion: """
      EXAMPLES
        strata review list
        strata review list acme --all --json | jq -r '.reviews[].id'
      """)

  @Argument(help: "Of which customer. Without it: of all.", completion: .customers)
  var customer: String?

  @Flag(help: "What is resolved too.")
  var all = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let id = try customer.map { try CustomerID($0) }
    try await store.withStore(for: .reading) { opened in
      if let id { _ = try SessionReference.newest(id).session(in: opened) }
      let items = try opened.reviews(of: id).filter { all || $0.resolution == nil }
      try Output.print(paged: !store.json) { output in
        if store.json {
          let answer: [String: JSONValue] = ["reviews": .array(items.map(ReviewJSON.item))]
          return try output.line(JSONOutput.line(answer))
        }
        guard !items.isEmpty else { return try output.line("Nothing is for review.") }
        var table = Table()
        for item in items {
          table.add(
            (item.id, .version), (TerminalText.line(item.customer.name), .heading),
            (ReviewView.state(item), .quiet), (ReviewView.headline(item), nil))
        }
        for line in table.lines(width: output.width, style: output.style) { try output.line(line) }
      }
    }
  }
}
