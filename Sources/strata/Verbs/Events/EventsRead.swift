import ArgumentParser
import StrataCore
import StrataStore

struct EventsRead: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Show events of a topic, oldest first.",
    usage: "strata events read <topic> [<options>]",
    discussion: """
      Begins with the first event there ever was unless --from says otherwise; events \
      that have left the topic come from the archive. With --json each event is a line: \
      {"topic", "offset", "event"}. Without it the last line says how to get the next page.

      With --group the group goes on where it has stopped, and remembers that it has \
      read what was printed.

      EXAMPLES
        strata events read shell-session-events
        strata events read shell-command-events --from 2026-01-05T09:00:00Z --limit 0
        strata events read strata-system-events --type AlertRaised --json
        strata events read shell-auth-events --group billing --json
      """)

  @Argument(help: "Which topic.")
  var topic: Topic

  @Option(help: ArgumentHelp("At most this many; 0 for all.", valueName: "n"))
  var limit: Int = 50

  @Option(help: ArgumentHelp("Read as a consumer group.", valueName: "name"))
  var group: String?

  @OptionGroup(title: "Events") var events: EventArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  /// How many events are printed at once.
  private static let pageSize = 1000

  func validate() throws {
    guard limit >= 0 else { throw ValidationError("--limit is a number from 0, not \(limit)") }
    if group != nil, events.from != nil {
      throw ValidationError("a group goes on where it has stopped: --group takes no --from")
    }
  }

  func run() async throws {
    let group = try group.map { name throws(StrataError) in try ConsumerGroup(name) }
    try await store.withStore(for: group == nil ? .reading : .writing) { opened in
      let start = try group.map { EventQuery.Start.offset(try opened.committed(by: $0, in: topic)) }
      var query = try events.query(topic, orFrom: start ?? .beginning, limit: 0, in: opened)
      var rest = limit == 0 ? Int.max : limit
      while rest > 0 {
        query.limit = min(rest, Self.pageSize)
        let page = try opened.events(query)
        try Output.print { try EventView.print(page.events, asJSON: store.json, on: $0) }
        if let group { try await opened.commit(page.next, of: group, in: topic) }
        rest -= page.events.count
        query.start = .offset(page.next)
        guard page.events.count == query.limit else { return }
      }
      query.limit = 1
      if !store.json, group == nil, try !opened.events(query).events.isEmpty,
        case .offset(let next) = query.start
      {
        try Output.print { try $0.line("more: add --from \(next)") }
      }
    }
  }
}
