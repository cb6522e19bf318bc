import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct SessionStart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Start a session and give it its version.",
    usage: "strata session start <customer> [<options>]",
    discussion: """
      Strata compares the opening messages and the context with the customer's earlier \
      sessions and decides which line of work the session continues. The answer says \
      which version it got, why, on which words that rests, and what else was weighed. \
      'strata explain' with the same arguments says the same and writes nothing.

      When the command returns, the session is safe and its directory is there.

      EXAMPLES
        strata session start acme --message "How do I deploy to EKS?"
        strata session start acme -m "It is live." --context context.json --json
        strata session start acme --context '{"cloud_provider": "azure"}'
        strata session start acme --operation metadata_corrections --target v1.2.0
        strata session start acme --increment major --reason "a new tenant"
        id=$(strata session start acme --message-file mail.txt --id-only)
      """)

  @Argument(help: "Whose session it is.", completion: .customers)
  var customer: String

  @OptionGroup(title: "Session") var start: StartArguments
  @OptionGroup(title: "Code") var code: CodeArguments

  @Flag(help: "Print nothing but the session's id.")
  var idOnly = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    var request = try start.request(for: customer)
    request.code = try code.state()
    let asked = request
    try await store.withStore(for: .writing) { opened in
      let session = try await opened.start(asked)
      // The session is safe; where the store cannot be read or written, that it was started is told.
      let raised = try? await opened.findReviews(of: session.customer)
      let context = idOnly || raised == nil ? nil : try? opened.context(of: session.name)
      try Output.print {
        try tell(session, context, raised: raised ?? [], root: opened.root.string, on: $0)
      }
    }
  }

  private func tell(
    _ session: Session, _ context: ContextMerge?, raised: [ReviewItem], root: String,
    on output: Output
  ) throws {
    if idOnly { return try output.line(session.id.description) }
    if store.json {
      var answer = try SessionJSON.whole(session, root: root)
      answer["context"] =
        try context.map { .object(try ContextJSON.whole($0, reviews: raised)) } ?? .null
      return try output.line(JSONOutput.line(answer))
    }
    let name = ShellWord.quoted(session.name.description)
    try output.line(
      output.style(.heading, TerminalText.line(session.customer.name)) + "  "
        + DecisionView.headline(session.decision, style: output.style))
    let view = DecisionView(decision: session.decision, style: output.style, width: output.width)
    for line in view.lines() { try output.line(line) }
    var table = Table()
    table.add(("session", .quiet), (session.id.description, nil))
    let directory = SessionPlace.directory(of: session, root: root)
    table.add(("files", .quiet), (TerminalText.line(directory), nil))
    for note in session.notes { table.add(("note", .warning), (TerminalText.line(note), nil)) }
    for line in table.lines(indent: 2, width: nil, style: output.style) { try output.line(line) }
    if let context, !context.fields.isEmpty {
      try output.line(output.style(.heading, "Known so far"))
      let view = ContextView(merge: context, style: output.style, width: output.width)
      for line in try view.fields() { try output.line(line) }
    }
    for item in raised {
      try output.line(
        output.style(.warning, "for review: ") + "\(item.id): \(ReviewView.headline(item))")
    }
    try output.line()
    try output.line("next: strata session say \(name) \"…\"")
    try output.line("      strata session complete \(name) --outcome success")
  }
}
