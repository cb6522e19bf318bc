import ArgumentParser
import StrataCore
import StrataStore

struct EventsGroups: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "groups",
    abstract: "Show how far the consumer groups have come, or let one begin anew.",
    usage: "strata events groups [--reset <group>] [<options>]",
    discussion: """
      analytics, audit and alerting are Strata's own ('strata events run'). Of those \
      --reset empties what the group made; it is made again of the journal when the group \
      runs. Any other group reads from --to, or from the beginning; with --topic only in \
      that topic.

      EXAMPLES
        strata events groups
        strata events groups --reset billing --topic shell-auth-events --to 120
        strata events groups --reset analytics
      """)

  @Option(help: ArgumentHelp("The group that begins anew.", valueName: "group"))
  var reset: String?

  @Option(help: ArgumentHelp("Only in this topic.", valueName: "topic"))
  var topic: Topic?

  @Option(help: ArgumentHelp("The offset to go on from.", valueName: "offset"))
  var to: Int64 = 0

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if reset == nil, topic != nil || to != 0 {
      throw ValidationError("--topic and --to belong to --reset")
    }
    if to != 0, topic == nil {
      throw ValidationError("--to needs --topic: offsets are a topic's own")
    }
    if let reset, StandingGroup(rawValue: reset) != nil, topic != nil {
      throw ValidationError("'\(reset)' begins anew in all its topics: leave --topic out")
    }
  }

  func run() async throws {
    try await store.withStore(for: reset == nil ? .reading : .writing) { opened in
      if let reset { try await begin(reset, in: opened) }
      let offsets = try opened.consumerOffsets()
      try Output.print { output in
        if store.json {
          return try output.line(JSONOutput.line(["groups": JSONValue.array(offsets.map(json))]))
        }
        var table = Table()
        for offset in offsets {
          table.add(
            (TerminalText.line(offset.group), .heading), (offset.topic.rawValue, nil),
            ("at \(offset.committed)", nil),
            (offset.lag == 0 ? "has read all" : "\(offset.lag) to read", nil),
            (offset.committedAt.map(TimeText.second) ?? "never ran", .quiet))
        }
        for line in table.lines(width: nil, style: output.style) { try output.line(line) }
      }
    }
  }

  private func begin(_ name: String, in store: SessionStore) async throws {
    if let own = StandingGroup(rawValue: name) { return try await store.reset(own) }
    let group = try ConsumerGroup(name)
    guard try store.consumerOffsets().contains(where: { $0.group == name }) else {
      throw StrataError(
        .notFound, "there is no consumer group '\(group)'",
        remedy: "'strata events groups' lists those that have read")
    }
    for each in Topic.allCases where topic == nil || topic == each {
      try await store.reset(group, in: each, to: to)
    }
  }

  private func json(_ offset: ConsumerOffset) -> JSONValue {
    [
      "group": .string(offset.group), "topic": .string(offset.topic.rawValue),
      "committed": .integer(offset.committed),
      "committed_at": SessionJSON.text(offset.committedAt?.description),
      "lag": .integer(offset.lag),
    ]
  }
}
