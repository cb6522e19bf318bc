import StrataCore

/// A customer's history, newest first, with or without its graph.
struct LogView {
  let style: Style
  let width: Int?
  let isUnicode: Bool

  /// The lines of a log.
  func lines(_ sessions: [Session], graph: Bool) -> [String] {
    guard graph else {
      return sessions.flatMap { entry($0, head: "", rest: "    ", restWidth: 4) }
    }
    let nodes = sessions.map {
      LineGraph.Node(
        version: $0.version, parent: $0.previousVersion, merged: $0.decision.merged)
    }
    let rows = LineGraph.rows(nodes, isUnicode: isUnicode)
    return zip(sessions, rows).flatMap { session, row in
      entry(
        session, head: row.head.drawn(style), rest: row.rest.drawn(style),
        restWidth: row.rest.count)
    }
  }

  /// What the signs of the graph mean.
  func legend() -> String {
    let glyphs: LineGraph.Glyphs = isUnicode ? .unicode : .ascii
    return style(
      .quiet, "\(glyphs.first) new line   \(glyphs.node) the line goes on   \(glyphs.patch) mend")
  }

  private func entry(
    _ session: Session, head graph: String, rest: String, restWidth: Int
  ) -> [String] {
    let trigger = session.decision.triggers.first.map(\.shortName) ?? ""
    var head =
      graph + "\(style(.version, session.version.description))  "
      + "\(style(.quiet, TimeText.minute(session.createdAt)))  \(style(.heading, trigger))"
    if let parent = session.previousVersion, !Self.isNext(session.version, parent) {
      head += style(.quiet, session.version.patch > 0 ? "  mends \(parent)" : "  from \(parent)")
    }
    if let merged = session.decision.merged { head += style(.quiet, "  merges \(merged)") }
    head += "  " + state(session)
    let why = DisplayWidth.wrapped(
      TerminalText.line(session.decision.why), to: width.map { max($0 - restWidth, 20) })
    return [head] + why.map { Self.trimmed(rest + $0) }
  }

  private func state(_ session: Session) -> String {
    let turns = TimeText.count(session.turnCount, "turn")
    return switch (session.state, session.outcome) {
    case (.active, _): style(.quiet, turns) + " " + style(.good, "active")
    case (.sealed, .success): style(.quiet, "\(turns), success")
    case (.sealed, let outcome?): style(.quiet, turns + ",") + " " + style(.bad, outcome.rawValue)
    case (.sealed, nil): style(.quiet, "\(turns), complete")
    }
  }

  /// Whether a version is simply the one after its parent, which needs no words.
  private static func isNext(_ version: SemanticVersion, _ parent: SemanticVersion) -> Bool {
    version.patch == 0 && version.major == parent.major && version.minor == parent.minor + 1
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
