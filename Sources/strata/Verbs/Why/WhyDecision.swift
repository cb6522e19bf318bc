import ArgumentParser
import StrataCore
import StrataStore

struct WhyDecision: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decision",
    abstract: "Why a session decided something, or got its version.",
    usage: "strata why decision <session> [<number-or-topic>] [<options>]",
    discussion: """
      Without a number: why the session has its version, with each quotation in the turn \
      and entry where it was said. With the number or the topic of a key decision \
      ('strata show' lists them): who took it, what was said and done last before it. \
      Then the sessions that it goes on from, with what they decided.

      EXAMPLES
        strata why decision acme/v1.2.0
        strata why decision acme/v1.2.0 2
        strata why decision acme database --json | jq .said
      """)

  @Argument(help: "Which session.", completion: .customers)
  var session: String

  @Argument(
    help: ArgumentHelp(
      "Which key decision: its number from 1, or its topic.", valueName: "number-or-topic"))
  var decision: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let reference = try SessionReference(parsing: session)
    try await store.withStore(for: .reading) { opened in
      let found = try reference.session(in: opened)
      let cause =
        try decision.map {
          try opened.causeOfDecision(number(of: $0, in: found), of: .id(found.id))
        }
        ?? opened.causeOfVersion(of: .id(found.id))
      try Output.print(paged: !store.json) { output in
        if store.json { return try output.line(JSONOutput.line(WhyJSON.decision(cause))) }
        let view = WhyView(style: output.style, width: output.width)
        for line in view.decision(cause) { try output.line(line) }
      }
    }
  }

  /// The number of the decision that is meant; of a topic the last that was decided about it.
  private func number(of text: String, in session: Session) throws(StrataError) -> Int {
    if let number = Int(text) { return number }
    let wanted = text.lowercased()
    if let index = session.decisions.lastIndex(where: { $0.topic.lowercased() == wanted }) {
      return index + 1
    }
    let topics = session.decisions.map(\.topic)
    throw StrataError(
      .notFound, "\(session.name) decided nothing about '\(TerminalText.line(text))'",
      remedy: topics.isEmpty
        ? "it has no key decisions; leave the topic out for the decision about its version"
        : "it decided about: \(TerminalText.line(topics.joined(separator: ", ")))")
  }
}
