import ArgumentParser
import StrataCore
import StrataStore

struct EventsArchive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Move events whose time in the topic is over into the archive.",
    discussion: """
      Events stay in their topic for 90 days, or for the number of days that the \
      configuration key strata/events/retention-days says. They leave it when their file \
      is written: archive/TOPIC/TOPIC-FIRST-LAST.jsonl.gz in the store, one JSON line an \
      event. 'events read' goes on reading them. Nothing is deleted.

      EXAMPLES
        strata events archive
        strata events archive --older-than 30 --json
        zcat .strata/archive/shell-auth-events/*.jsonl.gz | jq .event_type
      """)

  @Option(
    help: ArgumentHelp("Days, instead of what the configuration says.", valueName: "days"))
  var olderThan: Int?

  @OptionGroup(title: "Store") var store: StoreArguments

  func validate() throws {
    if let olderThan, olderThan < 0 {
      throw ValidationError("--older-than is a number from 0, not \(olderThan)")
    }
  }

  func run() async throws {
    try await store.withStore(for: .writing) { opened in
      let topics = try await opened.archiveEvents(olderThanDays: olderThan)
      try Output.print { output in
        if store.json {
          return try output.line(JSONOutput.line(["topics": JSONValue.array(topics.map(json))]))
        }
        for topic in topics {
          let count = topic.added.reduce(0) { $0 + $1.eventCount }
          try output.line(
            "\(topic.topic.rawValue): \(TimeText.count(Int(count), "event")) archived in "
              + "\(TimeText.count(topic.added.count, "file")); the topic begins at "
              + "\(topic.firstOffset)")
        }
      }
    }
  }

  private func json(_ topic: ArchivedTopic) -> JSONValue {
    [
      "topic": .string(topic.topic.rawValue), "first_offset": .integer(topic.firstOffset),
      "added": .array(
        topic.added.map { segment in
          [
            "file": .string(segment.fileName), "first_offset": .integer(segment.first),
            "last_offset": .integer(segment.last), "sha256": .string(segment.digest.hexadecimal),
          ]
        }),
    ]
  }
}
