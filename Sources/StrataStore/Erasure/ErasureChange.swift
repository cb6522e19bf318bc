import StrataCore

/// The transaction that erases (row D6): words go, digests stay, and an entry in the chain of each
/// session that is concerned says what went, by whom, under which rule.
struct ErasureChange {
  let request: ErasureRequest
  let notice: ErasureNotice
  let code: CodeState?
  var generator: any RandomNumberGenerator
  /// The id of the session that is erased.
  let erased: String
  /// When and where it was erased, for an erasure that is taken over from another store.
  var joined: JSONValue?

  /// Performs a plan.
  ///
  /// - Returns: the entry of the erased session, and the sessions whose directories are to be written
  ///   anew, the erased one first.
  mutating func perform(
    _ plan: ErasurePlan, in transaction: JournalTransaction
  ) throws -> (entry: Int64, changed: [StoredSession]) {
    let connection = transaction.connection
    var stored = plan.stored
    let isDescribed = plan.targets.contains { $0.name == Content.start }
    withoutWords(&stored.session, plan, hasStart: isDescribed)
    let contents = try isDescribed ? [StartContent.content(of: stored.session, salt: salt())] : []
    let entry = try append(
      to: &stored, body: body(of: plan), contents: contents, in: transaction)
    try connection.run(
      """
      UPDATE turns SET content = NULL, author = NULL, salt = NULL, erased = ?
      WHERE session = ? AND content IS NOT NULL
      """, .integer(entry), .integer(stored.position))
    for target in plan.targets { try erase(target, by: entry, in: connection) }
    try update(stored, content: isDescribed ? entry : nil, in: connection)
    try connection.run(
      "DELETE FROM origins WHERE session = ? AND key = digest", .integer(stored.position))
    try connection.run(
      "UPDATE origins SET digest = 'erased' WHERE session = ?", .integer(stored.position))
    var changed = [stored]
    for other in plan.others { changed.append(try perform(other, in: transaction)) }
    try forgetLines(of: changed, in: connection)
    return (entry, changed)
  }

  private mutating func perform(
    _ other: ErasurePlan.Other, in transaction: JournalTransaction
  ) throws -> StoredSession {
    var stored = other.stored
    stored.session.decision = other.decision
    var contents: [Content] = []
    if let bytes = other.content {
      contents = [Content(name: Content.start, salt: salt(), bytes: bytes)]
    }
    let entry = try append(
      to: &stored, body: body(of: nil, contents: other.content == nil ? [:] : [Content.start: 1]),
      contents: contents, in: transaction)
    if other.content != nil {
      let target = ErasurePlan.Target(entry: other.contentEntry, name: Content.start)
      try erase(target, by: entry, in: transaction.connection)
    }
    try update(stored, content: other.content == nil ? nil : entry, in: transaction.connection)
    return stored
  }

  private mutating func salt() -> [UInt8] { .salt(using: &generator) }

  // MARK: - What stands in the place of the words

  private func withoutWords(_ session: inout Session, _ plan: ErasurePlan, hasStart: Bool) {
    let words = notice.text
    if hasStart {
      session.decision = withoutWords(session.decision)
      if !session.context.isEmpty {
        session.context = DeploymentContext(other: ["erased": .string(words)])
      }
    }
    session.decisions = session.decisions.map { notice.standing(inFor: $0) }
    session.notes.append(notice.note(turnCount: plan.turnCount, contents: plan.contentCounts))
  }

  private func withoutWords(_ decision: VersionDecision) -> VersionDecision {
    var decision = decision
    decision.why = notice.text
    for index in decision.evidence.indices {
      decision.evidence[index].quote = nil
      if decision.evidence[index].trigger == .projectSwitch {
        decision.evidence[index].finding = notice.text
      }
    }
    for index in decision.rejected.indices {
      decision.rejected[index].quote = nil
      decision.rejected[index].reason = notice.text
    }
    return decision
  }

  private func body(
    of plan: ErasurePlan?, contents: [String: Int] = [:]
  ) throws(StrataError) -> [UInt8] {
    let counts = plan?.contentCounts ?? contents
    var members: [String: JSONValue] = [
      "rule": .string(notice.rule), "turns": .integer(Int64(plan?.turnCount ?? 0)),
      "contents": .object(counts.mapValues { .integer(Int64($0)) }),
    ]
    members["reason"] = request.reason.map(JSONValue.string)
    members["session"] = .string(erased)
    members["joined"] = joined
    return try CanonicalJSON.bytes(.object(members))
  }

  // MARK: - Rows

  private func append(
    to stored: inout StoredSession, body: [UInt8], contents: [Content],
    in transaction: JournalTransaction
  ) throws -> Int64 {
    try SessionChange.append(
      .contentErased, to: &stored, actor: notice.by ?? AuditRow.unknown, code: code, body: body,
      contents: contents,
      in: transaction
    ).position
  }

  private func erase(
    _ target: ErasurePlan.Target, by entry: Int64, in connection: any SQLConnection
  ) throws {
    try connection.run(
      """
      UPDATE contents SET content = NULL, salt = NULL, erased = ?
      WHERE entry = ? AND name = ? AND content IS NOT NULL
      """, .integer(entry), .integer(target.entry), .text(target.name))
  }

  private func update(
    _ stored: StoredSession, content: Int64?, in connection: any SQLConnection
  ) throws {
    let session = stored.session
    let hasProgress =
      session.state == .sealed || !session.decisions.isEmpty || !session.notes.isEmpty
    try connection.run(
      """
      UPDATE session_versions SET rationale = ?, progress = ?, entry_count = ?, chain = ?,
        content_entry = coalesce(?, content_entry) WHERE position = ?
      """,
      .text(session.decision.why),
      .text(orNull: hasProgress ? SessionProgress(of: session).text : nil),
      .int(stored.entryCount), .bytes(stored.chain), .integer(orNull: content),
      .integer(stored.position))
  }

  /// What lines remember is made of words, so it is made anew from what is left: with the next start
  /// in each line, in every process.
  private func forgetLines(
    of changed: [StoredSession], in connection: any SQLConnection
  ) throws {
    guard let session = changed.first?.session else { return }
    let name = SQLValue.text(session.customer.name)
    try connection.run(
      "UPDATE customers SET revision = revision + 1, changes = changes + 1 WHERE name = ?", name)
    let revision =
      try connection.query("SELECT revision FROM customers WHERE name = ?", name).first?
      .integer(0) ?? 0
    for major in Set(changed.map(\.session.version.major)).sorted() {
      let line = [name, SQLValue.int(major)]
      try connection.run("DELETE FROM line_profiles WHERE customer = ? AND major = ?", line)
      try connection.run(
        "INSERT INTO line_profiles (customer, major, folded, profile) VALUES (?, ?, ?, ?)",
        line + [.integer(revision), .bytes(LineProfile().bytes)])
      try connection.run(
        "UPDATE session_versions SET absorbed = -1 WHERE customer = ? AND major = ?", line)
      let project = try StoredSession.all(
        "WHERE s.customer = ? AND s.major = ? ORDER BY s.position DESC", line, in: connection
      ).lazy.compactMap(\.session.context.project).first
      try connection.run(
        "UPDATE lines SET project = ? WHERE customer = ? AND major = ?",
        [.text(orNull: project.map(CustomerState.projectKey))] + line)
    }
  }
}

// MARK: - What is said of an erasure in a session

extension ErasureNotice {
  /// What stands in the place of a key decision.
  func standing(inFor decision: KeyDecision) -> KeyDecision {
    KeyDecision(topic: text, choice: text, at: decision.at)
  }

  /// The session's note: what was erased.
  func note(turnCount: Int, contents: [String: Int]) -> String {
    let contents = contents.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let turns = turnCount == 1 ? "1 turn" : "\(turnCount) turns"
    let parts = (turnCount > 0 ? [turns] : []) + contents
    return "\(text): \(parts.joined(separator: ", "))"
  }

  /// The same, of the body of a `content.erased` entry.
  func note(of body: JSONValue) -> String {
    func number(_ value: JSONValue?) -> Int {
      if case .integer(let number)? = value { Int(number) } else { 0 }
    }
    var contents: [String: Int] = [:]
    if case .object(let members)? = body.member("contents") {
      contents = members.mapValues { number($0) }
    }
    return note(turnCount: number(body.member("turns")), contents: contents)
  }
}
