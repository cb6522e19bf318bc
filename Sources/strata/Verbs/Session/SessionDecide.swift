import ArgumentParser
import StrataCore
import StrataStore

struct SessionDecide: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Record a decision that later sessions should know.",
    usage: "strata session decide <session> <topic> <choice> [<options>]",
    discussion: """
      A later decision on the same topic in the same session replaces the earlier one; \
      both are kept. Where another session of the line chose otherwise, and this decision \
      does not say that it replaces it (--alternative with the other choice, or a reason \
      such as 'instead of'), the two are put up for review.

      EXAMPLES
        strata session decide acme gateway "load balancer" --because "TLS ends there"
        strata session decide acme region eu-west-1 --alternative eu-central-1
      """)

  @Argument(help: "Which session.", completion: .customers)
  var session: String

  @Argument(help: "What was to be decided, in a few words.")
  var topic: String

  @Argument(help: "What was chosen.")
  var choice: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Why. Repeatable.", valueName: "text"))
  var because: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("What else was weighed. Repeatable.", valueName: "text"))
  var alternative: [String] = []

  @Option(help: ArgumentHelp("Who decided.", valueName: "name"))
  var by: String?

  @Option(help: ArgumentHelp("When (RFC 3339). Default: now.", valueName: "time"))
  var at: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let reference = try SessionReference(parsing: session)
    guard !topic.isEmpty, !choice.isEmpty else {
      throw StrataError(.usage, "a decision needs a topic and a choice", remedy: "give both")
    }
    let decision = KeyDecision(
      topic: topic, choice: choice,
      rationale: because.isEmpty ? nil : because.joined(separator: "; "),
      alternatives: alternative, decidedBy: by,
      at: try timestamp(at, of: "--at") ?? StoreOptions().clock())
    try await store.withStore(for: .writing) { opened in
      let grown = try await opened.record(decision, in: try reference.activeName(in: opened))
      let raised = (try? await opened.findReviews(of: grown.customer)) ?? []
      try Output.print { output in
        if store.json {
          var answer = SessionJSON.summary(grown)
          answer["reviews"] = .array(raised.map(ReviewJSON.item))
          answer["key_decision"] = try SessionJSON.value(decision)
          return try output.line(JSONOutput.line(answer))
        }
        try output.line(
          TerminalText.line("\(grown.name): \(topic) is decided: \(choice)"))
        for item in raised {
          try output.line(
            output.style(.warning, "for review: ") + "\(item.id): \(ReviewView.headline(item))")
        }
      }
    }
  }
}
