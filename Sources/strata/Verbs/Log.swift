import ArgumentParser
import StrataCore
import StrataStore

struct Log: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a customer's versions, newest first, and why each was made.",
    usage: "strata log [<customer>] [--graph] [<options>]",
    discussion: """
      Each version is shown with its time, what triggered it, how it ended, and why it \
      was made. With --graph each line of work is drawn as a column: where a new line \
      left another one, and which versions were mended. Without CUSTOMER the customers \
      are listed, with --graph each with its graph.

      A page has 50 versions unless --limit says otherwise.

      EXAMPLES
        strata log
        strata log acme --graph
        strata log acme --limit 200 --json | jq -r '.sessions[].version'
      """)

  @Argument(help: "Whose versions. Without it: the customers.", completion: .customers)
  var customer: String?

  @Flag(help: "Draw the lines of work beside the text.")
  var graph = false

  @OptionGroup(title: "Page") var page: PageArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    guard let customer else {
      return graph && !store.json ? try await drawCustomers() : try await listCustomers()
    }
    let id = try CustomerID(customer)
    try await store.withStore(for: .reading) { opened in
      var query = SessionQuery(customer: id)
      query.after = try page.cursor(in: opened)
      let (sessions, next) = try page.fetch(query, from: opened)
      if sessions.isEmpty, query.after == nil { throw SessionReference.unknown(id) }
      try Output.print(paged: !store.json) { output in
        if store.json {
          let answer: [String: JSONValue] = [
            "customer": .string(id.name),
            "sessions": .array(sessions.map { .object(SessionJSON.summary($0)) }),
            "next": SessionJSON.text(next?.description),
          ]
          return try output.line(JSONOutput.line(answer))
        }
        try tell(sessions, next: next, on: output)
      }
    }
  }

  private func drawCustomers() async throws {
    try await store.withStore(for: .reading) { opened in
      let customers = try opened.customers()
      try Output.print(paged: true) { output in
        if customers.isEmpty { try output.line("There are no customers yet.") }
        for customer in customers {
          let (sessions, next) = try page.fetch(SessionQuery(customer: customer.id), from: opened)
          try output.line(output.style(.heading, TerminalText.line(customer.id.name)))
          try tell(sessions, next: next, on: output)
          if customer.id != customers.last?.id { try output.line() }
        }
      }
    }
  }

  private func tell(_ sessions: [Session], next: SessionID?, on output: Output) throws {
    let view = LogView(
      style: output.style, width: output.width, isUnicode: output.terminal.isUnicode)
    for line in view.lines(sessions, graph: graph) { try output.line(line) }
    if graph, !sessions.isEmpty {
      try output.line()
      try output.line(view.legend())
    }
    if next != nil, let last = sessions.last {
      try output.line("older: add --after \(ShellWord.quoted(last.name.description))")
    }
  }

  private func listCustomers() async throws {
    try await store.withStore(for: .reading) { opened in
      let customers = try opened.customers()
      try Output.print(paged: !store.json) { output in
        if store.json {
          return try output.line(JSONOutput.line(["customers": customers]))
        }
        guard !customers.isEmpty else { return try output.line("There are no customers yet.") }
        var table = Table()
        for customer in customers {
          table.add(
            (TerminalText.line(customer.id.name), .heading),
            (customer.newest.description, .version),
            (TimeText.count(customer.sessionCount, "session"), nil),
            ("last \(TimeText.minute(customer.lastActivityAt))", .quiet))
        }
        for line in table.lines(width: nil, style: output.style) { try output.line(line) }
      }
    }
  }
}
