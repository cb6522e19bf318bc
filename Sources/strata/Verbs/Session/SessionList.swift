import ArgumentParser
import StrataCore
import StrataStore

struct SessionList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List sessions, newest first.",
    usage: "strata session list [<customer>] [<options>]",
    discussion: """
      A page has 50 sessions unless --limit says otherwise; the last line says how to \
      get the next one. With --json the answer has "next": the value for --after, or \
      null on the last page.

      EXAMPLES
        strata session list
        strata session list acme --active
        strata session list --limit 200 --json
      """)

  @Argument(help: "Only this customer's sessions.", completion: .customers)
  var customer: String?

  @Flag(help: "Only sessions that are active.")
  var active = false

  @OptionGroup(title: "Page") var page: PageArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let customer = try customer.map { name throws(StrataError) in try CustomerID(name) }
    try await store.withStore(for: .reading) { opened in
      var query = SessionQuery(customer: customer, state: active ? .active : nil)
      query.after = try page.cursor(in: opened)
      let (sessions, next) = try page.fetch(query, from: opened)
      if sessions.isEmpty, query.after == nil, let customer, !active {
        throw SessionReference.unknown(customer)
      }
      try Output.print(paged: !store.json) { output in
        if store.json {
          let answer: [String: JSONValue] = [
            "sessions": .array(sessions.map { .object(SessionJSON.summary($0)) }),
            "next": SessionJSON.text(next?.description),
          ]
          return try output.line(JSONOutput.line(answer))
        }
        try tell(sessions, next: next, on: output)
      }
    }
  }

  private func tell(_ sessions: [Session], next: SessionID?, on output: Output) throws {
    guard !sessions.isEmpty else {
      return try output.line(active ? "No session is active." : "There are no sessions.")
    }
    var table = Table()
    for session in sessions {
      table.add(
        (TerminalText.line(session.name.description), .version),
        (TimeText.minute(session.createdAt), .quiet),
        (session.outcome?.rawValue ?? (session.state == .active ? "active" : "complete"), nil),
        (TimeText.count(session.turnCount, "turn"), nil), (session.id.description, .quiet))
    }
    for line in table.lines(width: nil, style: output.style) { try output.line(line) }
    if let next { try output.line("more: add --after \(next)") }
  }
}
