import ArgumentParser
import StrataCore
import StrataStore

struct ConfigAt: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "at",
    abstract: "Show what was in force at a time, at an index, or during a session.",
    usage: "strata config at <time-or-index> [<keys>] | --session <session> [<keys>]",
    discussion: """
      Of a session, every entry names the index under which it was made: what was in \
      force at its first entry is shown, and every change up to its last one.

      EXAMPLES
        strata config at 2026-01-05T09:00:00Z
        strata config at 12 rebe-shell/config/feature-flags
        strata config at --session acme/v1.2.0 rebe-shell/config/
      """)

  @Argument(
    help: ArgumentHelp(
      "The time (RFC 3339) or the index, then a key or a PREFIX/. Default: all keys.",
      valueName: "point-and-keys"
    ))
  var words: [String] = []

  @Option(
    help: ArgumentHelp("The session, instead of a time or an index."), completion: .customers)
  var session: String?

  @OptionGroup var concealment: ConcealmentArguments
  @OptionGroup(title: "Store") var store: StoreArguments

  func run() async throws {
    let point = session == nil ? words.first : nil
    guard session != nil || point != nil else {
      throw StrataError(
        .usage, "there is no time, no index and no session",
        remedy: "strata config at 2026-01-05T09:00:00Z")
    }
    let rest = words.dropFirst(session == nil ? 1 : 0)
    guard rest.count <= 1 else {
      throw StrataError(
        .usage, "there is more than one key: \(rest.joined(separator: " "))",
        remedy: "name one key, or a prefix with a slash at its end")
    }
    let scope = try ConfigurationScope(rest.first ?? "")
    if let session { return try await show(SessionReference(parsing: session), scope) }
    try await show(ConfigurationInput.point(point ?? "", of: "the time"), scope)
  }

  private func show(_ point: ConfigurationPoint, _ scope: ConfigurationScope) async throws {
    try await store.withStore(for: .reading) { opened in
      let snapshot = try opened.configuration(in: scope, at: point)
      if case .key(let key) = scope, snapshot.values.isEmpty {
        throw StrataError(
          .notFound, "\(key) had no value at index \(snapshot.index), which was in force then",
          remedy: "'strata config history' says what it had when")
      }
      let concealed = try concealment.concealed(in: opened)
      try Output.print(paged: !store.json) { output in
        if store.json {
          return try output.line(JSONOutput.line(json(snapshot, concealed: concealed)))
        }
        let view = ConfigurationView(concealed: concealed, style: output.style)
        try output.line("Index \(output.style(.version, "\(snapshot.index)")) was in force.")
        for line in view.values(snapshot.values, indent: 2) { try output.line(line) }
      }
    }
  }

  private func show(_ reference: SessionReference, _ scope: ConfigurationScope) async throws {
    try await store.withStore(for: .reading) { opened in
      let session = try reference.session(in: opened)
      let found = try opened.configuration(of: session.name, in: scope)
      let concealed = try concealment.concealed(in: opened)
      try Output.print(paged: !store.json) { output in
        if store.json {
          return try output.line(JSONOutput.line(json(found, concealed: concealed)))
        }
        let view = ConfigurationView(concealed: concealed, style: output.style)
        let name = TerminalText.line(session.name.description)
        try output.line(output.style(.heading, name))
        for line in spans(found.spans, style: output.style) { try output.line(line) }
        try output.line("In force at its first entry:")
        let values = view.values(found.first.values, indent: 2)
        for line in values.isEmpty ? ["  nothing"] : values { try output.line(line) }
        guard !found.changes.isEmpty else {
          return try output.line("Nothing of this changed up to its last entry.")
        }
        try output.line("Changed up to its last entry:")
        for line in view.transactions(found.changes, indent: 2) { try output.line(line) }
      }
    }
  }

  private func spans(_ spans: [ConfigurationSpan], style: Style) -> [String] {
    var table = Table()
    for span in spans {
      let entries =
        span.firstSequence == span.lastSequence
        ? "entry \(span.firstSequence)" : "entries \(span.firstSequence) to \(span.lastSequence)"
      table.add(
        (entries, nil), ("index \(span.index)", .version),
        ("\(TimeText.second(span.start)) to \(TimeText.second(span.end))", .quiet))
    }
    return table.lines(indent: 2, width: nil, style: style)
  }

  // MARK: - JSON

  private func json(
    _ snapshot: ConfigurationSnapshot, concealed: ConcealedKeys?
  ) -> [String: JSONValue] {
    let json = ConfigurationJSON(concealed: concealed)
    return [
      "index": .integer(snapshot.index),
      "values": .array(snapshot.values.map { .object(json.version($0)) }),
    ]
  }

  private func json(
    _ found: SessionConfiguration, concealed: ConcealedKeys?
  ) -> [String: JSONValue] {
    var members = json(found.first, concealed: concealed)
    members["session"] = .string(found.session.description)
    members["last_index"] = .integer(found.spans.last?.index ?? 0)
    members["spans"] = .array(
      found.spans.map { span in
        [
          "index": .integer(span.index), "first_sequence": .integer(Int64(span.firstSequence)),
          "last_sequence": .integer(Int64(span.lastSequence)),
          "start": .string(span.start.description), "end": .string(span.end.description),
        ]
      })
    members["transactions"] = .array(
      ConfigurationJSON(concealed: concealed).transactions(found.changes).map(JSONValue.object))
    return members
  }
}
