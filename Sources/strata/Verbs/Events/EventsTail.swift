import ArgumentParser
import StrataCore
import StrataStore

struct EventsTail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tail",
    abstract: "Show the newest events of a topic, and go on as they come.",
    usage: "strata events tail <topic> [<options>]",
    discussion: """
      Begins with the 10 newest events unless --from says otherwise, and waits for more \
      until it is interrupted. With --json each event is a line: {"topic", "offset", \
      "event"}.

      With --group the group goes on where it has stopped. Events are printed before the \
      group's offset is kept, so whoever is killed and starts again misses none and may \
      see some twice: metadata.event_id tells them.

      EXAMPLES
        strata events tail shell-session-events
        strata events tail strata-system-events --type AlertRaised
        strata events tail shell-command-events --from beginning --session acme --json
        strata events tail shell-session-events --group billing --json
      """)

  @Argument(help: "Which topic.")
  var topic: Topic

  @Option(help: ArgumentHelp("Read as a consumer group.", valueName: "name"))
  var group: String?

  @Option(help: ArgumentHelp("How often to look for new events.", valueName: "seconds"))
  var interval: Double = 0.5

  @OptionGroup(title: "Events") var events: EventArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  private static let pageSize = 256
  private static let newestCount = 10

  func validate() throws {
    guard interval > 0 else { throw ValidationError("--interval is a number above 0") }
    if group != nil, events.from != nil {
      throw ValidationError("a group goes on where it has stopped: --group takes no --from")
    }
  }

  func run() async throws {
    let group = try group.map { name throws(StrataError) in try ConsumerGroup(name) }
    StopSignal.listen()
    try await store.withStore(for: group == nil ? .reading : .writing) { opened in
      let start = try group.map { EventQuery.Start.offset(try opened.committed(by: $0, in: topic)) }
      var query = try events.query(
        topic, orFrom: start ?? .newest(Self.newestCount), limit: Self.pageSize, in: opened)
      var committed: Int64?
      while !StopSignal.isAsked {
        let page = try opened.events(query)
        try Output.print { try EventView.print(page.events, asJSON: store.json, on: $0) }
        if let group, page.next != committed {
          try await opened.commit(page.next, of: group, in: topic)
          committed = page.next
        }
        query.start = .offset(page.next)
        if page.events.count < query.limit { try await StopSignal.wait(seconds: interval) }
      }
    }
  }
}
