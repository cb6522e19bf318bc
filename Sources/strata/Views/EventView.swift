import StrataCore
import StrataStore

/// Events and alerts as the verbs show them.
enum EventView {
  /// One event on one line, for people.
  static func line(_ event: TopicEvent, style: Style) -> String {
    var words = [
      style(.quiet, TimeText.second(event.happenedAt)), String(event.offset),
      style(event.type == .alertRaised ? .bad : .heading, event.type.rawValue),
    ]
    if let outcome = event.outcome {
      words.append(style(outcome == "success" ? .good : .bad, TerminalText.line(outcome)))
    }
    if case .string(let message)? = event.message.member("details")?.member("message") {
      words.append(TerminalText.line(message))
    }
    for (name, value) in [("by", event.user), ("for", event.customer)] {
      if let value { words.append("\(name) \(TerminalText.line(value))") }
    }
    if let origin = event.origin { words.append(style(.quiet, "from store \(origin)")) }
    if let session = event.session { words.append(style(.quiet, session.description)) }
    return words.joined(separator: "  ")
  }

  /// One event on one line, for programs: `{"event", "offset", "topic"}`.
  static func json(_ event: TopicEvent) -> JSONValue {
    [
      "event": event.message, "offset": .integer(event.offset),
      "topic": .string(event.topic.rawValue),
    ]
  }

  /// A page of events.
  static func print(_ events: [TopicEvent], asJSON: Bool, on output: Output) throws {
    for event in events {
      try output.line(
        asJSON ? JSONOutput.line(json(event)) : line(event, style: output.style))
    }
  }

  /// One alert on one line.
  static func line(_ alert: Alert, asJSON: Bool, style: Style) throws(StrataError) -> String {
    if asJSON { return try JSONOutput.line(["alert": alert.body]) }
    return "\(style(.bad, "alert:")) \(TerminalText.line(alert.message)) "
      + style(.quiet, "[\(alert.rule)]")
  }
}
