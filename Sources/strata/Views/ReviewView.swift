import StrataCore
import StrataStore

/// A review item for a person, with the decisions that it is about as they stand in their sessions.
struct ReviewView {
  let item: ReviewItem
  /// The decisions, where it is about decisions.
  private let decisions: [(version: SemanticVersion, decision: KeyDecision)]

  init(_ item: ReviewItem, in store: SessionStore) throws {
    self.item = item
    decisions = try item.subjects.compactMap { subject in
      guard let number = subject.decision else { return nil }
      let all = try store.session(.id(subject.session)).decisions
      return all.indices.contains(number - 1) ? (subject.version, all[number - 1]) : nil
    }
  }

  /// One line: what it is about.
  static func headline(_ item: ReviewItem) -> String {
    let versions = item.subjects.map(\.version.description)
    switch item.kind {
    case .decisionConflict:
      return "\(versions.joined(separator: " and ")) decided differently"
    case .mergeCandidate:
      let lines = item.subjects.map { "v\($0.version.major)" }
      return "lines \(lines.joined(separator: " and ")) look like one"
    }
  }

  /// Whether it is open.
  static func state(_ item: ReviewItem) -> String {
    item.resolution?.outcome.rawValue ?? "open since \(TimeText.minute(item.raisedAt))"
  }

  /// What a person did about it.
  static func resolution(_ item: ReviewItem) -> String? {
    guard let resolution = item.resolution else { return nil }
    let what =
      switch resolution.outcome {
      case .kept: "kept the decision of \(resolution.kept?.version.description ?? "one")"
      case .merged: "merged as \(resolution.made?.description ?? "a version")"
      case .dismissed: "dismissed"
      }
    let by = resolution.by.map { " by \($0)" } ?? ""
    return "\(what)\(by) at \(TimeText.minute(resolution.at)): \(resolution.reason)"
  }

  func lines(style: Style, width: Int?) -> [String] {
    var table = Table()
    table.add(("customer", .quiet), (TerminalText.line(item.customer.name), nil))
    table.add(("about", .quiet), (Self.headline(item), nil))
    table.add(("raised", .quiet), ("\(TimeText.minute(item.raisedAt)), entry \(item.entry)", nil))
    for (version, decision) in decisions {
      let why = decision.rationale.map { ", because \($0)" } ?? ""
      table.add(
        (version.description, .version),
        (TerminalText.line("\(decision.topic): \(decision.choice)\(why)"), nil))
    }
    for (name, words) in grounds() { table.add((name, .quiet), (TerminalText.line(words), nil)) }
    if let resolution = Self.resolution(item) {
      table.add(("resolved", .good), (TerminalText.line(resolution), nil))
    }
    return [style(.version, item.id)] + table.lines(indent: 2, width: width, style: style)
  }

  private func grounds() -> [(String, String)] {
    guard item.kind == .mergeCandidate else { return [] }
    var words: [(String, String)] = []
    if case .array(let same)? = item.grounds["same"] {
      words.append(("same", same.compactMap(\.text).joined(separator: ", ")))
    }
    if case .object(let overlap)? = item.grounds["overlap"],
      let start = overlap["start"]?.text, let end = overlap["end"]?.text
    {
      words.append(("active", "both from \(start) to \(end)"))
    }
    if case .integer(let percent)? = item.grounds["similarity_percent"],
      case .integer(let shared)? = item.grounds["shared_terms"]
    {
      words.append(("topics", "\(percent) % alike, \(shared) words in common"))
    }
    return words
  }

  func json() throws(StrataError) -> JSONValue {
    guard case .object(var members) = ReviewJSON.item(item) else { return .null }
    var shown: [JSONValue] = []
    for (version, decision) in decisions {
      guard case .object(var fields) = try SessionJSON.value(decision) else { continue }
      fields["version"] = .string(version.description)
      shown.append(.object(fields))
    }
    members["key_decisions"] = .array(shown)
    return .object(members)
  }
}

/// The JSON of a review item (docs/json.md); each name is always there.
enum ReviewJSON {
  static func item(_ item: ReviewItem) -> JSONValue {
    var resolution: JSONValue = .null
    if let resolved = item.resolution {
      resolution = [
        "outcome": .string(resolved.outcome.rawValue), "reason": .string(resolved.reason),
        "by": SessionJSON.text(resolved.by), "at": .string(resolved.at.description),
        "kept": SessionJSON.text(resolved.kept?.version.description),
        "made": SessionJSON.text(resolved.made?.description),
        "entry": .integer(resolved.entry),
      ]
    }
    return [
      "id": .string(item.id), "kind": .string(item.kind.rawValue),
      "customer": .string(item.customer.name), "raised_at": .string(item.raisedAt.description),
      "entry": .integer(item.entry), "grounds": .object(item.grounds), "resolution": resolution,
      "subjects": .array(
        item.subjects.map { subject in
          [
            "session": .string(subject.session.description),
            "version": .string(subject.version.description),
            "decision": subject.decision.map { .integer(Int64($0)) } ?? .null,
          ]
        }),
    ]
  }
}

extension JSONValue {
  fileprivate var text: String? {
    if case .string(let text) = self { text } else { nil }
  }
}
