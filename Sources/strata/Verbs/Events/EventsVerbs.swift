import ArgumentParser

struct EventsVerbs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Read the topics, run the consumer groups, archive.",
    discussion: """
      Everything that happens is an event of one topic: shell-session-events, \
      shell-command-events, shell-auth-events, strata-system-events. Events are numbered \
      by offset, from 0. A consumer group remembers how far it has read. docs/events.md \
      says more.

      EXAMPLES
        strata events tail shell-session-events
        strata events run --once
      """,
    subcommands: [
      EventsTopics.self, EventsRead.self, EventsTail.self, EventsGroups.self, EventsArchive.self,
      EventsRun.self,
    ])
}
