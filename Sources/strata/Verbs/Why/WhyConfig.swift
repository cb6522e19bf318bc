import ArgumentParser
import StrataCore
import StrataStore

struct WhyConfig: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Why a configuration key has its value, and what ran under it.",
    usage: "strata why config <key> [--at <time-or-index>] [<options>]",
    discussion: """
      Says who set it, when and why, what it replaced, and which sessions ran under it; \
      sessions that the reason names (by id, or as acme/v1.2.0) are shown with it. A key \
      that was deleted has a reason too.

      EXAMPLES
        strata why config shop/config/feature-flags
        strata why config shop/config/feature-flags --at 2026-01-05T09:00:00Z
        strata why config shop/config/backend-url --json | jq .sessions
      """)

  @Argument(help: "Which key.")
  var key: String

  @Option(
    help: ArgumentHelp(
      "At a time (RFC 3339) or an index. Default: now.", valueName: "time-or-index"))
  var at: String?

  @Option(help: ArgumentHelp("Sessions with entries after this one.", valueName: "entry"))
  var after: Int64?

  @OptionGroup var concealment: ConcealmentArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let key = try ConfigurationKey(key)
    let point = try at.map { text throws(StrataError) in
      try ConfigurationInput.point(text, of: "--at")
    }
    try await store.withStore(for: .reading) { opened in
      let cause = try opened.cause(of: key, at: point ?? .now, after: after)
      let concealed = try concealment.concealed(in: opened)
      try Output.print(paged: !store.json) { output in
        if store.json {
          return try output.line(
            JSONOutput.line(WhyJSON.configuration(cause, concealed: concealed)))
        }
        let view = WhyView(style: output.style, width: output.width)
        for line in view.configuration(cause, concealed: concealed) { try output.line(line) }
      }
    }
  }
}
