import ArgumentParser
import StrataCore
import StrataStore
import SystemPackage

struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show one session in full.",
    discussion: """
      Shows why the session has its version and on which words that rests, what is known \
      of the deployment, what was decided, when it was worked on, and the conversation.

      A SESSION is named by its id, as CUSTOMER/v1.2.0, or as CUSTOMER for the newest.

      EXAMPLES
        strata show acme/v1.2.0
        strata show acme --brief
        strata show acme --json | jq .deployment_context
      """)

  @Argument(help: "Which session.", completion: .customers)
  var session: String

  @Flag(help: "Leave the conversation out.")
  var brief = false

  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let reference = try SessionReference(parsing: session)
    try await store.withStore(for: .reading) { opened in
      let record = try SessionRecord(reference.session(in: opened), in: opened)
      let derived = try opened.versions(
        derivedFrom: record.session.version, of: record.session.customer)
      let root = opened.root.string
      try Output.print(paged: !store.json) { output in
        if store.json {
          return try output.line(JSONOutput.line(json(record, derived: derived, root: root)))
        }
        let view = ShowView(
          record: record, derived: derived, root: root, style: output.style, width: output.width)
        for line in try view.header() { try output.line(line) }
        guard !brief, !record.turns.isEmpty else { return }
        try output.line()
        try output.line(output.style(.heading, "Conversation"))
        for turn in record.turns {
          for line in view.turn(turn) { try output.line(line) }
        }
      }
    }
  }

  private func json(
    _ record: SessionRecord, derived: [SemanticVersion], root: String
  ) throws(StrataError) -> [String: JSONValue] {
    func periods(_ periods: [Timeline.Period]) -> JSONValue {
      .array(
        periods.map {
          ["start": .string($0.start.description), "end": .string($0.end.description)]
        })
    }
    let timeline = record.timeline
    var answer = try SessionJSON.whole(record.session, root: root)
    answer["derived"] = .array(derived.map { .string($0.description) })
    answer["timeline"] = [
      "active_periods": periods(timeline.periods), "gaps": periods(timeline.gaps),
      "active_seconds": .integer(timeline.activeMicroseconds / 1_000_000),
    ]
    if !brief { answer["conversation"] = .array(try record.turns.map(SessionJSON.value)) }
    return answer
  }
}
