import StrataCore

/// Reads a ``CustomerState`` from the journal, as far as some requests need it.
///
/// The cost depends on the number of lines (at most ``CustomerState/lineLimit``, and those that the
/// requests name) and on the turns that no profile knows yet, never on the number of sessions.
struct CustomerStateReading {
  let connection: any SQLConnection
  let customer: CustomerID
  /// An earlier state, whose profiles are reused where they are still right.
  let known: CustomerState?

  /// A part of a session that is still to be absorbed.
  struct Remainder: Sendable {
    var session: SessionID
    var excerpt: LineProfile.Excerpt
  }

  /// The state and what it has yet to absorb, of each line the oldest session first.
  func read(for questions: [DecisionRequest]) throws -> (CustomerState, [Remainder]) {
    var state = CustomerState(of: customer)
    guard
      let row = try connection.query(
        """
        SELECT fence, revision, changes, session_count, highest_major FROM customers WHERE name = ?
        """, .text(customer.name)
      ).first
    else { return (state, []) }
    state.fence = try row.integer(0)
    state.revision = try row.integer(1)
    state.changeCount = try row.integer(2)
    state.sessionCount = try row.int(3)
    state.highestMajor = try row.int(4)
    var remainders: [Remainder] = []
    if let known, known.revision == state.revision, known.changeCount == state.changeCount,
      questions.allSatisfy(known.hasLines)
    {
      state.lines = known.lines
    } else {
      try readLines(into: &state, for: questions)
      remainders = try readRemainders(of: &state)
    }
    try readHighestPatches(into: &state, for: questions)
    return (state, remainders)
  }

  /// How often the customer was changed: the transactions that started sessions, and all.
  func changeCounts() throws -> (revision: Int64, changes: Int64)? {
    try connection.query(
      "SELECT revision, changes FROM customers WHERE name = ?", .text(customer.name)
    ).first.map { (try $0.integer(0), try $0.integer(1)) }
  }

  private func readLines(
    into state: inout CustomerState, for questions: [DecisionRequest]
  ) throws {
    let columns = """
      SELECT major, family, newest_minor, newest_patch, last_activity, phase, project FROM lines
      WHERE customer = ?
      """
    let name = SQLValue.text(customer.name)
    var rows = try connection.query(
      "\(columns) ORDER BY last_activity DESC, major DESC LIMIT ?", name,
      .int(CustomerState.lineLimit))
    for major in Set(questions.flatMap(\.namedLines)).sorted() {
      rows += try connection.query("\(columns) AND major = ?", name, .int(major))
    }
    let projects = Set(questions.compactMap(\.context.project).map(CustomerState.projectKey))
    for project in projects.sorted() {
      rows += try connection.query(
        "\(columns) AND project = ? ORDER BY major DESC LIMIT ?", name, .text(project),
        .int(CustomerState.lineLimit))
    }
    for row in rows {
      let major = try row.int(0)
      if state.lines[major] == nil { state.lines[major] = try line(row, major: major) }
    }
  }

  private func line(_ row: SQLRow, major: Int) throws -> CustomerState.Line {
    guard let family = FamilyID(try row.text(1)),
      let newest = SemanticVersion(major, try row.int(2), try row.int(3))
    else {
      throw StrataError(
        .corrupt, "the journal's record of line v\(major) of \(customer) cannot be read",
        remedy: "run 'strata fsck'")
    }
    let key = [SQLValue.text(customer.name), .int(major)]
    let stamp = try connection.query(
      "SELECT folded FROM line_profiles WHERE customer = ? AND major = ?", key
    ).first?.integer(0)
    // What an erasure took from the stored profile must not live on in the one that is known.
    let earlier = known?.lines[major].flatMap { $0.folded == stamp ?? 0 ? $0 : nil }
    var line = CustomerState.Line(
      family: family, newest: newest, lastActivityAt: try row.time(4),
      phase: try row.optionalText(5).flatMap(WorkflowPhase.init), project: try row.optionalText(6),
      profile: LineProfile(), folded: stamp ?? 0, absorbed: [:],
      changes: try earlier.flatMap { $0.newest == newest ? $0.changes : nil }
        ?? JournalReading.changes(upTo: newest, of: customer, in: connection))
    if let earlier {
      line.profile = earlier.profile
      line.absorbed = earlier.absorbed
    } else if stamp != nil,
      let bytes = try connection.query(
        "SELECT profile FROM line_profiles WHERE customer = ? AND major = ?", key
      ).first?.bytes(0)
    {
      line.profile = try LineProfile(bytes: bytes)
    }
    return line
  }

  private func readRemainders(of state: inout CustomerState) throws -> [Remainder] {
    let rows = try state.lines.keys.sorted().flatMap { major in
      try connection.query(
        """
        SELECT id, major, minor, patch, absorbed, turn_count, position FROM session_versions
        WHERE customer = ? AND major = ? AND absorbed < turn_count ORDER BY position
        """, .text(customer.name), .int(major))
    }
    var remainders: [Remainder] = []
    for row in rows {
      let id = try SessionID(parsing: try row.text(0))
      let version = try SemanticVersion(row: row, from: 1)
      guard let line = state.lines[version.major] else { continue }
      let count = try row.int(5)
      let done = try line.absorbed[id] ?? row.int(4)
      if done >= count { continue }
      let position = try row.integer(6)
      var excerpt = LineProfile.Excerpt(version: version, context: .init(), turns: [])
      // The context is part of the session's start, so it is absorbed with the first excerpt only.
      if done < 0 {
        excerpt.context = try StoredSession.at(position, in: connection).session.context
      }
      excerpt.firstTurn = max(0, done)
      excerpt.turns = try JournalReading.turns(
        of: position, from: excerpt.firstTurn, limit: count - excerpt.firstTurn, in: connection,
        erasedAs: { _ in "" })
      remainders.append(Remainder(session: id, excerpt: excerpt))
    }
    return remainders
  }

  private func readHighestPatches(
    into state: inout CustomerState, for questions: [DecisionRequest]
  ) throws {
    for target in Set(questions.compactMap { $0.operation?.target }) {
      let rows = try connection.query(
        """
        SELECT max(patch), count(CASE WHEN patch = ? THEN 1 END) FROM session_versions
        WHERE customer = ? AND major = ? AND minor = ?
        """, .int(target.patch), .text(customer.name), .int(target.major), .int(target.minor))
      guard let row = rows.first, !row.isNull(0), try row.int(1) > 0 else { continue }
      state.highestPatches[target.unpatched] = SemanticVersion(
        target.major, target.minor, try row.int(0))
    }
  }
}

extension CustomerState {
  /// Whether it has the lines that a request needs.
  func hasLines(for question: DecisionRequest) -> Bool {
    (question.context.project == nil || lines.count == highestMajor)
      && question.namedLines.allSatisfy { lines[$0] != nil }
  }
}

extension DecisionRequest {
  /// The lines that the request names.
  var namedLines: [Int] {
    [operation?.target.major, choice?.line, choice?.merging?.major].compactMap { $0 }
  }
}
