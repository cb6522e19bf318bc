import ArgumentParser
import StrataCore
import StrataStore

struct EventsTopics: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "topics",
    abstract: "List the topics, or count their events by day.",
    discussion: """
      With --daily: how many events of each type and outcome there were on each day, as \
      the group analytics has counted them so far ('strata events run').

      EXAMPLES
        strata events topics
        strata events topics --daily
      """)

  @Flag(help: "Counts by day, type and outcome.")
  var daily = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    try await store.withStore(for: .reading) { opened in
      if daily { return try tell(try opened.eventStatistics()) }
      let topics = try opened.topics()
      try Output.print { output in
        if store.json {
          return try output.line(JSONOutput.line(["topics": JSONValue.array(topics.map(json))]))
        }
        var table = Table()
        for topic in topics {
          table.add(
            (topic.topic.rawValue, .heading),
            ("from \(topic.firstOffset)", nil), ("next \(topic.end)", nil),
            (TimeText.count(Int(topic.end - topic.firstOffset), "event"), nil),
            ("\(topic.archivedCount) archived", .quiet))
        }
        for line in table.lines(width: nil, style: output.style) { try output.line(line) }
      }
    }
  }

  private func json(_ topic: TopicSummary) -> JSONValue {
    [
      "topic": .string(topic.topic.rawValue), "first_offset": .integer(topic.firstOffset),
      "next_offset": .integer(topic.end), "archived_count": .integer(topic.archivedCount),
    ]
  }

  private func tell(_ statistics: [EventStatistic]) throws {
    try Output.print(paged: !store.json) { output in
      if store.json {
        let counts = statistics.map { statistic -> JSONValue in
          [
            "day": .string(statistic.day), "topic": .string(statistic.topic.rawValue),
            "event_type": .string(statistic.type.rawValue),
            "outcome": SessionJSON.text(statistic.outcome), "count": .integer(statistic.count),
          ]
        }
        return try output.line(JSONOutput.line(["statistics": JSONValue.array(counts)]))
      }
      guard !statistics.isEmpty else {
        return try output.line("Nothing is counted yet: run 'strata events run --once'.")
      }
      var table = Table()
      for statistic in statistics {
        table.add(
          (statistic.day, .quiet), (statistic.type.rawValue, .heading),
          (TerminalText.line(statistic.outcome ?? "-"), nil), (String(statistic.count), nil))
      }
      for line in table.lines(width: nil, style: output.style) { try output.line(line) }
    }
  }
}
