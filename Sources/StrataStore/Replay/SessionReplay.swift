import Foundation
import StrataCore
import TransparencyLog

/// A session as its entries tell it: what its row in `session_versions` must be (row T2).
///
/// What an erasure took away is not needed: the last description of the session that an entry
/// committed to is still there, and says what stands in the place of the words.
struct SessionReplay {
  /// The session as it is now.
  private(set) var session: Session
  /// The numbers that were taken when its version was assigned (row C4).
  private(set) var taken: [SemanticVersion] = []
  /// The columns of ``columns``.
  var row: [SQLValue] {
    let change = VersionChange(session)
    return [
      .integer(position), .text(session.id.description), .text(session.customer.name),
    ] + session.version.columns + [
      .text(session.family.description), .text(orNull: change.previous?.description),
      .text(orNull: session.decision.merged?.description),
      .text(change.trigger.rawValue), .text(change.rationale), .text(session.state.rawValue),
      .time(session.createdAt), .time(session.lastActivityAt), .int(session.turnCount),
      .int(entryCount), .bytes(chain), .int(session.decisions.count),
      .text(orNull: progress), .integer(contentEntry),
    ]
  }

  /// The columns that follow from the entries. `absorbed` is not among them: it says how far the
  /// profile of the line has read, which is a cache.
  static let columns = [
    "position", "id", "customer", "major", "minor", "patch", "family", "parent", "merged", "cause",
    "rationale", "state", "created_at", "last_activity", "turn_count", "entry_count", "chain",
    "decision_count", "progress", "content_entry",
  ]

  private let position: Int64
  private let entryCount: Int
  private let chain: [UInt8]
  private let contentEntry: Int64
  /// Whether anything changed after the start: from then on the row says what differs from it.
  private var hasChanged = false

  private var progress: String? {
    let isTelling =
      session.state == .sealed
      || (hasChanged && !(session.decisions.isEmpty && session.notes.isEmpty))
    return isTelling ? SessionProgress(of: session).text : nil
  }

  /// Goes through the entries of a session, in order, of which the first starts it.
  ///
  /// - Parameters:
  ///   - known: an entry of theirs that was read already.
  ///   - isProved: whether their leaves were held against the log already.
  /// - Complexity: O(entries and turns of the session).
  init(
    _ rows: [EntryRow], known: JournalEntry? = nil, isProved: Bool = false,
    in connection: any SQLConnection
  ) throws {
    let entries = try rows.map { row in
      if let known, known.position == row.record.position { return known }
      return try row.entry(isProved: isProved)
    }
    guard let first = rows.first, let last = rows.last, let id = entries.first?.session,
      entries.first?.kind == .sessionStarted
    else {
      throw StrataError(
        .corrupt, "the first entry of a session does not start it",
        place: rows.first.map { "entry \($0.record.position)" }, remedy: "run 'strata audit verify'"
      )
    }
    position = first.record.position
    entryCount = rows.count
    chain = isProved ? last.storedLeaf : last.leaf.node.bytes
    let described = entries.last { $0.contents[Content.start] != nil } ?? entries[0]
    contentEntry = described.position
    let contents = try Self.contents(of: id, in: connection)
    session = try JSONDecoder().decode(
      Session.self,
      from: Data(
        try CanonicalSession.whole(
          String(decoding: first.record.body, as: UTF8.self),
          content: contents[contentEntry]?[Content.start]
        ).utf8))
    try goThrough(entries.dropFirst(), contents, times: Self.times(of: position, in: connection))
  }

  // MARK: - Entry by entry

  private mutating func goThrough(
    _ entries: ArraySlice<JournalEntry>, _ contents: [Int64: [String: [UInt8]]],
    times: [Timestamp?]
  ) throws {
    // The description after an erasure has all key decisions until then, without their words.
    let rewritten = entries.last { isErasure($0) && $0.contents[Content.start] != nil }?.position
    for entry in entries {
      switch entry.kind {
      case .turnsAppended: try take(turns: entry, times)
      case .decisionRecorded:
        guard entry.position > rewritten ?? 0 else { continue }
        session.decisions.append(
          try Self.decision(of: entry, contents[entry.position]?[Content.decision]))
        reach(session.decisions.last?.at)
      case .commandExecuted: reach(entry.happenedAt)
      case .contextSet: break
      case .deploymentRecorded: if session.state != .sealed { reach(entry.happenedAt) }
      case .versionResolved: try resolve(by: entry)
      case .sessionCompleted: try complete(by: entry)
      case .contentErased: erase(by: entry, isRewriting: entry.position == rewritten)
      case .versionCollision:
        if case .string(let version)? = entry.body.member("taken") {
          taken.append(try SemanticVersion(parsing: version))
        }
        continue
      default: continue
      }
      hasChanged = true
    }
  }

  private mutating func reach(_ time: Timestamp?) {
    hasChanged = true
    if let time { session.lastActivityAt = max(session.lastActivityAt, time) }
  }

  private mutating func take(turns entry: JournalEntry, _ times: [Timestamp?]) throws {
    guard case .integer(let first)? = entry.body.member("first"),
      case .integer(let count)? = entry.body.member("count"), first > 0, count >= 0,
      Int(first) - 1 + Int(count) <= times.count
    else { throw Self.unreadable(entry) }
    session.turnCount += Int(count)
    let spoken = times[Int(first) - 1..<Int(first) - 1 + Int(count)].compactMap { $0 }.max()
    reach(spoken ?? entry.happenedAt)
  }

  private mutating func resolve(by entry: JournalEntry) throws {
    let placement = try Placement(of: entry)
    placement.apply(to: &session)
  }

  private mutating func complete(by entry: JournalEntry) throws {
    let fields = try JSONFields(entry.body, place: "entry \(entry.position)")
    session.state = .sealed
    session.outcome = try fields.choice("outcome", Session.Outcome.self)
    session.completedAt = try fields.parsed("completed_at") { (text) throws(StrataError) in
      try Timestamp(parsing: text)
    }
    if case .integer(let number)? = entry.body.member("satisfaction") {
      session.satisfaction = Int(number)
    }
  }

  private mutating func erase(by entry: JournalEntry, isRewriting: Bool) {
    guard isErasure(entry),
      let notice = ErasureNotice(by: entry.actor, body: entry.body, at: entry.recordedAt)
    else { return }
    if !isRewriting {
      session.decisions = session.decisions.map { notice.standing(inFor: $0) }
    }
    session.notes.append(notice.note(of: entry.body))
  }

  /// Whether an entry erased the words of this session, not merely what quoted another one.
  private func isErasure(_ entry: JournalEntry) -> Bool {
    entry.kind == .contentErased
      && entry.body.member("session") == .string(session.id.description)
  }

  // MARK: - What entries commit to

  private static func contents(
    of session: SessionID, in connection: any SQLConnection
  ) throws -> [Int64: [String: [UInt8]]] {
    var contents: [Int64: [String: [UInt8]]] = [:]
    for row in try connection.query(
      """
      SELECT c.entry, c.name, c.content FROM entries e JOIN contents c ON c.entry = e.position
      WHERE e.session = ? AND c.name IN ('start', 'decision') AND c.content IS NOT NULL
      """, .text(session.description))
    {
      contents[try row.integer(0), default: [:]][try row.text(1)] = try row.bytes(2)
    }
    return contents
  }

  /// When each turn was spoken.
  private static func times(
    of session: Int64, in connection: any SQLConnection
  ) throws -> [Timestamp?] {
    try connection.query(
      "SELECT at FROM turns WHERE session = ? ORDER BY sequence", .integer(session)
    ).map { row in row.isNull(0) ? nil : try row.time(0) }
  }

  private static func decision(of entry: JournalEntry, _ content: [UInt8]?) throws -> KeyDecision {
    if let content { return try JSONDecoder().decode(KeyDecision.self, from: Data(content)) }
    guard case .string(let at)? = entry.body.member("at") else { throw unreadable(entry) }
    return KeyDecision(topic: "erased", choice: "erased", at: try Timestamp(parsing: at))
  }

  private static func unreadable(_ entry: JournalEntry) -> StrataError {
    StrataError(
      .corrupt, "the entry does not say what its kind says", place: "entry \(entry.position)",
      remedy: "run 'strata audit verify'")
  }
}
