import Foundation
import StrataCore

/// What changed from one session to another: a value, for people and for programs.
struct Comparison: Hashable {
  /// One thing that differs; nil where one side does not have it.
  struct Change: Hashable {
    var name: String
    var from: JSONValue?
    var to: JSONValue?
  }

  /// Fields of the deployment context.
  var context: [Change]
  /// Decisions by topic: the choice that stands at the end.
  var decisions: [Change]
  /// Outcome, satisfaction, phase, durations.
  var metrics: [Change]
  /// Turns by role, words, characters.
  var conversation: [Change]

  /// Whether nothing differs.
  var isEmpty: Bool {
    context.isEmpty && decisions.isEmpty && metrics.isEmpty && conversation.isEmpty
  }

  /// Compares two sessions.
  init(from old: SessionRecord, to new: SessionRecord) throws(StrataError) {
    context = Self.changes(try Self.fields(old.session), try Self.fields(new.session))
    decisions = Self.changes(Self.choices(old.session), Self.choices(new.session))
    metrics = Self.changes(Self.metrics(old), Self.metrics(new))
    conversation = Self.changes(Self.counts(old), Self.counts(new))
  }

  /// The sections with their names, in the order in which they are shown.
  var sections: [(name: String, changes: [Change])] {
    [
      ("context", context), ("decisions", decisions), ("metrics", metrics),
      ("conversation", conversation),
    ]
  }

  private static func changes(
    _ old: [String: JSONValue], _ new: [String: JSONValue]
  ) -> [Change] {
    Set(old.keys).union(new.keys).sorted().compactMap { name in
      old[name] == new[name] ? nil : Change(name: name, from: old[name], to: new[name])
    }
  }

  private static func fields(_ session: Session) throws(StrataError) -> [String: JSONValue] {
    guard case .object(let fields) = try SessionJSON.value(session.context) else { return [:] }
    return fields
  }

  private static func choices(_ session: Session) -> [String: JSONValue] {
    Dictionary(session.decisions.map { ($0.topic, .string($0.choice)) }) { _, last in last }
  }

  private static func metrics(_ record: SessionRecord) -> [String: JSONValue] {
    let session = record.session
    let timeline = record.timeline
    var metrics: [String: JSONValue] = [
      "state": .string(session.state.rawValue),
      "active_seconds": .integer(timeline.activeMicroseconds / 1_000_000),
      "active_periods": .integer(Int64(timeline.periods.count)),
      "duration_seconds": .integer(
        session.lastActivityAt.microseconds(since: session.createdAt) / 1_000_000),
    ]
    metrics["outcome"] = session.outcome.map { .string($0.rawValue) }
    metrics["phase"] = session.phase.map { .string($0.rawValue) }
    metrics["satisfaction"] = session.satisfaction.map { .integer(Int64($0)) }
    return metrics
  }

  private static func counts(_ record: SessionRecord) -> [String: JSONValue] {
    let counts = record.conversation
    var result: [String: JSONValue] = [
      "turns": .integer(Int64(record.turns.count)), "words": .integer(Int64(counts.words)),
      "characters": .integer(Int64(counts.characters)),
    ]
    for (role, count) in counts.turns { result["turns_\(role)"] = .integer(Int64(count)) }
    return result
  }
}

extension Comparison {
  /// `{"context": [{"name", "from", "to"}], "decisions": …, "metrics": …, "conversation": …}`.
  var json: [String: JSONValue] {
    Dictionary(
      uniqueKeysWithValues: sections.map { section in
        let changes = section.changes.map { change -> JSONValue in
          ["name": .string(change.name), "from": change.from ?? .null, "to": change.to ?? .null]
        }
        return (section.name, .array(changes))
      })
  }

  /// The lines for a person: what was there in red, what is there in green.
  func lines(style: Style) throws -> [String] {
    var lines: [String] = []
    for section in sections where !section.changes.isEmpty {
      lines.append(style(.heading, section.name))
      for change in section.changes {
        let name = TerminalText.line(change.name)
        if let from = change.from {
          lines.append(style(.bad, "  - \(name): \(try Self.shown(from))"))
        }
        if let to = change.to {
          lines.append(style(.good, "  + \(name): \(try Self.shown(to))"))
        }
      }
    }
    return lines
  }

  private static func shown(_ value: JSONValue) throws -> String {
    if case .string(let text) = value { return TerminalText.line(text) }
    return TerminalText.line(try JSONOutput.line(value))
  }
}
