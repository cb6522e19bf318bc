import ArgumentParser
import StrataCore
import StrataStore

struct ReviewFind: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Look for what is to be reviewed and put it into the queue.",
    usage: "strata review find [<customer>] [<options>]",
    discussion: """
      Sessions that were imported are looked at only by this.

      EXAMPLES
        strata review find
        strata review find acme
      """)

  @Argument(help: "Of which customer. Without it: of all.", completion: .customers)
  var customer: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let id = try customer.map { try CustomerID($0) }
    try await store.withStore(for: .writing) { opened in
      if let id { _ = try SessionReference.newest(id).session(in: opened) }
      let customers = try id.map { [$0] } ?? opened.customers().map(\.id)
      var raised: [ReviewItem] = []
      for customer in customers { raised += try await opened.findReviews(of: customer) }
      let found = raised
      try Output.print { output in
        if store.json {
          let answer: [String: JSONValue] = ["reviews": .array(found.map(ReviewJSON.item))]
          return try output.line(JSONOutput.line(answer))
        }
        guard !found.isEmpty else { return try output.line("Nothing new is for review.") }
        for item in found {
          try output.line(
            "\(output.style(.version, item.id))  \(TerminalText.line(item.customer.name))  "
              + ReviewView.headline(item))
        }
      }
    }
  }
}
