import Foundation
import StrataCore

/// What the merging of contexts and the checking of decisions ask of the journal, in one view of it.
struct ContinuityReading {
  let connection: any SQLConnection
  let customer: CustomerID
  /// Only what sessions up to this one said, where a version is asked that is not its line's newest.
  var limit: Int64 = .max

  private var name: SQLValue { .text(customer.name) }

  // MARK: - Overrides and reviews

  private static let kinds = "kind IN ('context.set', 'review.raised', 'review.resolved')"

  /// What was set and what is or was for review, in order.
  func entries() throws -> [JournalEntry] {
    try JournalReading.entries(
      "WHERE customer = ? AND \(Self.kinds) ORDER BY position", [name], connection)
  }

  /// The same of all customers.
  static func entries(in connection: any SQLConnection) throws -> [JournalEntry] {
    try JournalReading.entries("WHERE \(kinds) ORDER BY position", [], connection)
  }

  /// What was for review, under the numbers that sessions have now.
  static func queue(
    _ entries: [JournalEntry], in connection: any SQLConnection
  ) throws -> [ReviewItem] {
    try ReviewItem.queue(entries).map { item in
      try item.renumbered { session in
        try connection.query(
          "SELECT major, minor, patch FROM session_versions WHERE id = ?",
          .text(session.description)
        ).first.map { try SemanticVersion(row: $0, from: 0) }
      }
    }
  }

  /// What persons set, in order; what was erased counts as taken back.
  func overrides(_ entries: [JournalEntry]) throws -> [ContextMerging.Override] {
    try entries.compactMap { entry in
      guard entry.kind == .contextSet, let session = entry.session else { return nil }
      let fields = try JSONFields(entry.body, place: "entry \(entry.position)")
      guard let field = ContextField(rawValue: try fields.requiredText("field")),
        let row = try connection.query(
          """
          SELECT s.major, s.minor, s.patch, c.content FROM session_versions s
            LEFT JOIN contents c ON c.entry = ? AND c.name = 'context'
          WHERE s.id = ?
          """, .integer(entry.position), .text(session.description)
        ).first
      else { return nil }
      return ContextMerging.Override(
        field: field, value: row.isNull(3) ? nil : try row.utf8(3),
        version: try SemanticVersion(row: row, from: 0), by: entry.actor)
    }
  }

  // MARK: - Lines

  /// The sides of the deployment whose change opened a line.
  func opened(_ major: Int) throws -> Set<Facet> {
    let row = try connection.query(
      """
      SELECT e.body FROM session_versions s JOIN entries e ON e.position = s.position
      WHERE s.customer = ? AND s.major = ? AND s.minor = 0 AND s.patch = 0
      """, name, .int(major)
    ).first
    guard let row,
      let triggers = try JSONFields(
        JSONReader.value(of: Array(row.text(0).utf8), place: "entry"), place: "entry"
      ).object("assignment")?.texts("triggers")
    else { return [] }
    return Set(Facet.allCases.filter { triggers.contains($0.trigger.rawValue) })
  }

  /// The versions that were merged into a line, up to one of its versions.
  func merges(upTo version: SemanticVersion) throws -> [SemanticVersion] {
    try connection.query(
      """
      SELECT merged FROM session_versions
      WHERE customer = ? AND major = ? AND minor <= ? AND merged IS NOT NULL
      """, name, .int(version.major), .int(version.minor)
    ).map { try SemanticVersion(parsing: try $0.text(0)) }
  }

  /// What every line had said when a session started, read anew.
  ///
  /// - Complexity: O(everything that was said until then).
  func lines(by policy: VersionPolicy) throws -> [ContextMerging.Line] {
    var profiles: [Int: (profile: LineProfile, lastActivityAt: Timestamp)] = [:]
    let sessions = try StoredSession.all(
      "WHERE s.customer = ? AND s.position <= ? ORDER BY s.position", [name, .integer(limit)],
      in: connection)
    for stored in sessions {
      let session = stored.session
      var line =
        profiles[session.version.major] ?? (LineProfile(), session.lastActivityAt)
      let turns = try JournalReading.turns(
        of: stored.position, from: 0, limit: session.turnCount, in: connection,
        erasedAs: { _ in "" })
      policy.absorb(
        LineProfile.Excerpt(version: session.version, context: session.context, turns: turns),
        into: &line.profile)
      line.lastActivityAt = max(line.lastActivityAt, session.lastActivityAt)
      profiles[session.version.major] = line
    }
    return try profiles.map { major, line in
      ContextMerging.Line(
        major: major, claims: line.profile.claims, lastActivityAt: line.lastActivityAt,
        opened: try opened(major))
    }
  }

  /// When a line was worked on: the beginnings and last activities of its sessions.
  func moments(of major: Int) throws -> [Timestamp] {
    try connection.query(
      """
      SELECT created_at, last_activity FROM session_versions WHERE customer = ? AND major = ?
      """, name, .int(major)
    ).flatMap { [try $0.time(0), try $0.time(1)] }
  }

  /// The newest session of a line, patches included.
  func newest(of major: Int) throws -> ReviewItem.Subject? {
    try connection.query(
      """
      SELECT id, major, minor, patch FROM session_versions WHERE customer = ? AND major = ?
      ORDER BY minor DESC, patch DESC LIMIT 1
      """, name, .int(major)
    ).first.map { row in
      ReviewItem.Subject(
        session: try SessionID(parsing: try row.text(0)),
        version: try SemanticVersion(row: row, from: 1), decision: nil)
    }
  }

  /// Whether one of two lines was merged into the other.
  func areMerged(_ one: Int, _ two: Int) throws -> Bool {
    try [(one, two), (two, one)].contains { line, other in
      guard let newest = SemanticVersion(line, Int(Int32.max), 0) else { return false }
      return try merges(upTo: newest).contains { $0.major == other }
    }
  }

  // MARK: - Decisions

  /// The lines in which something was decided.
  func linesWithDecisions() throws -> [Int] {
    try connection.query(
      """
      SELECT DISTINCT major FROM session_versions WHERE customer = ? AND decision_count > 0
      ORDER BY major
      """, name
    ).map { try $0.int(0) }
  }

  /// The decisions of some lines, the oldest session first.
  func decisions(of majors: [Int]) throws -> [CarriedDecision] {
    let rows = try majors.flatMap { major in
      try connection.query(
        """
        SELECT position, id, major, minor, patch, progress FROM session_versions
        WHERE customer = ? AND major = ? AND decision_count > 0 AND position <= ?
        """, name, .int(major), .integer(limit))
    }
    let decoder = JSONDecoder()
    let sorted = try rows.map { (try $0.integer(0), $0) }.sorted { $0.0 < $1.0 }
    return try sorted.flatMap { position, row -> [CarriedDecision] in
      let version = try SemanticVersion(row: row, from: 2)
      let session = try SessionID(parsing: try row.text(1))
      let decisions =
        if let progress = try row.optionalText(5) {
          try decoder.decode(SessionProgress.self, from: Data(progress.utf8)).decisions
        } else {
          try StoredSession.at(position, in: connection).session.decisions
        }
      return decisions.enumerated().map { index, decision in
        CarriedDecision(
          reference: .init(session: session, version: version, number: index + 1),
          decision: decision)
      }
    }
  }

  // MARK: - What was said

  /// How many sessions are looked through for recent turns.
  private static let sessionLimit = 48

  /// The most recent turns of the user, the newest first: of the session's own line, then of others.
  /// Where it is known who works, theirs only, unless there are none.
  func recentTurns(of major: Int, by user: String?) throws -> [SpeakerReading.Spoken] {
    var spoken = try turns("s.major = ?", "s.minor DESC", major, by: user)
    if spoken.count < SpeakerReading.window {
      spoken += try turns("s.major <> ?", "s.position DESC", major, by: user)
    }
    if spoken.isEmpty, user != nil { return try recentTurns(of: major, by: nil) }
    return Array(spoken.prefix(SpeakerReading.window))
  }

  private func turns(
    _ condition: String, _ order: String, _ major: Int, by user: String?
  ) throws -> [SpeakerReading.Spoken] {
    let sessions = try connection.query(
      """
      SELECT s.position, s.major, s.minor, s.patch FROM session_versions s
        JOIN entries e ON e.position = s.position
      WHERE s.customer = ? AND \(condition) AND s.patch = 0 AND s.position <= ?
        \(user == nil ? "" : "AND e.actor = ?")
      ORDER BY \(order) LIMIT ?
      """,
      [name, .int(major), .integer(limit)] + (user.map { [.text($0)] } ?? [])
        + [.int(Self.sessionLimit)])
    var spoken: [SpeakerReading.Spoken] = []
    for session in sessions where spoken.count < SpeakerReading.window {
      let version = try SemanticVersion(row: session, from: 1)
      let rows = try connection.query(
        """
        SELECT sequence, content FROM turns
        WHERE session = ? AND role = 'user' AND content IS NOT NULL
        ORDER BY sequence DESC LIMIT ?
        """, .integer(try session.integer(0)), .int(SpeakerReading.window - spoken.count))
      spoken += try rows.map {
        SpeakerReading.Spoken(version: version, turn: try $0.int(0), text: try $0.utf8(1))
      }
    }
    return spoken
  }

  /// The words that stand at a source; nil where it is no turn, or the turn was erased.
  func quote(_ source: ContextMerge.Source) throws -> String? {
    guard let turn = source.turn,
      let row = try connection.query(
        """
        SELECT t.content FROM turns t JOIN session_versions s ON s.position = t.session
        WHERE s.customer = ? AND s.major = ? AND s.minor = ? AND s.patch = ? AND t.sequence = ?
        """, [name] + source.version.columns + [.int(turn)]
      ).first, !row.isNull(0)
    else { return nil }
    let bytes = try row.bytes(0)
    guard !source.bytes.isEmpty else {
      return String(String(decoding: bytes.prefix(160), as: UTF8.self))
    }
    guard source.bytes.upperBound <= bytes.count else { return nil }
    return String(decoding: bytes[source.bytes], as: UTF8.self)
  }
}
