import ArgumentParser
import Glibc
import StrataCore
import StrataStore

struct SessionSay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "say",
    abstract: "Add turns to an active session.",
    usage: "strata session say <session> [<text> ...] [<options>]",
    discussion: """
      Each TEXT is one turn. With '-', or without TEXT when standard input is no \
      terminal, turns are read from standard input: JSON lines of {"role", "content", \
      "at", "author"}, of which only content must be there, or plain text, which is one \
      turn. Either all turns are added or none.

      EXAMPLES
        strata session say acme "The pods are pending." "Since this morning."
        strata session say acme/v1.2.0 --role assistant "Look at the node group."
        strata session say acme - < turns.jsonl
        kubectl describe pod web-0 | strata session say acme --role tool --format text
      """)

  @Argument(help: "Which session.", completion: .customers)
  var session: String

  @Argument(help: ArgumentHelp("What was said; - for standard input.", valueName: "text"))
  var texts: [String] = []

  @Option(help: "Who speaks, where a turn does not say it itself.")
  var role: Turn.Role = .user

  @Option(help: ArgumentHelp("The speaker's name or model.", valueName: "name"))
  var author: String?

  @Option(help: ArgumentHelp("When it was said (RFC 3339). Default: now.", valueName: "time"))
  var at: String?

  @Option(help: "How standard input is to be read.")
  var format: TurnFormat = .auto

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let reference = try SessionReference(parsing: session)
    let turns = try self.turns()
    try await store.withStore(for: .writing) { opened in
      let grown = try await opened.append(turns, to: try reference.activeName(in: opened))
      try Output.print { try tell(grown, added: turns.count, on: $0) }
    }
  }

  private func turns() throws(StrataError) -> [Turn] {
    let input = TurnInput(role: role, author: author, at: try timestamp(at, of: "--at"))
    var turns: [Turn] = []
    var isRead = false
    for text in texts.isEmpty && isatty(0) == 0 ? ["-"] : texts {
      guard text == "-" else {
        turns.append(Turn(role, text, at: input.at, author: author))
        continue
      }
      guard !isRead else { throw StrataError(.usage, "standard input can be read only once") }
      isRead = true
      turns += try input.turns(BoundedInput("-"), format: format)
    }
    guard turns.contains(where: { !$0.content.isEmpty }) else {
      throw StrataError(
        .usage, "there is nothing to say",
        remedy: "give a text, or '-' and turns on standard input")
    }
    return turns
  }

  private func tell(_ session: Session, added: Int, on output: Output) throws {
    if store.json {
      var answer = SessionJSON.summary(session)
      answer["turns_added"] = .integer(Int64(added))
      return try output.line(JSONOutput.line(answer))
    }
    try output.line(
      "\(TerminalText.line(session.name.description)): \(TimeText.count(added, "turn")) added, "
        + "\(session.turnCount) in all")
  }
}
