import ArgumentParser
import StrataCore
import StrataStore

struct SessionComplete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete",
    abstract: "Complete a session and seal it.",
    usage: "strata session complete <session> [<options>]",
    discussion: """
      A completed session takes no more turns. What has to be mended later becomes a \
      new patch version: 'strata session start CUSTOMER --operation KIND --target V'.

      EXAMPLES
        strata session complete acme --outcome success
        strata session complete acme/v1.2.0 --outcome partial --satisfaction 3
      """)

  @Argument(help: "Which session.", completion: .customers)
  var session: String

  @Option(help: "How it ended.")
  var outcome: Session.Outcome = .success

  @Option(help: ArgumentHelp("The customer's satisfaction, 1 to 5.", valueName: "n"))
  var satisfaction: Int?

  @Option(help: ArgumentHelp("When (RFC 3339). Default: now.", valueName: "time"))
  var at: String?

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if let satisfaction, !(1...5).contains(satisfaction) {
      throw ValidationError("a satisfaction is a number from 1 to 5, not \(satisfaction)")
    }
  }

  func run() async throws {
    let reference = try SessionReference(parsing: session)
    let completion = Completion(
      outcome: outcome, satisfaction: satisfaction, at: try timestamp(at, of: "--at"))
    try await store.withStore(for: .writing) { opened in
      let name = try reference.activeName(in: opened)
      let sealed = try await opened.complete(name, completion)
      try Output.print { output in
        if store.json { return try output.line(JSONOutput.line(SessionJSON.summary(sealed))) }
        let rating = satisfaction.map { ", satisfaction \($0) of 5" } ?? ""
        try output.line(
          "\(TerminalText.line(sealed.name.description)) is complete: \(outcome.rawValue)\(rating), "
            + TimeText.count(sealed.turnCount, "turn"))
        let customer = ShellWord.quoted(sealed.customer.name)
        try output.line("next: strata log \(customer) --graph")
      }
    }
  }
}
