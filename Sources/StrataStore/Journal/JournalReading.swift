import Foundation
import StrataCore

/// What can be asked of the journal beside whole sessions.
enum JournalReading {
  /// A page of sessions, in the order in which the store took them.
  static func sessions(
    _ query: SessionQuery, in connection: any SQLConnection
  ) throws -> [Session] {
    var conditions: [String] = []
    var arguments: [SQLValue] = []
    if let customer = query.customer {
      conditions.append("s.customer = ?")
      arguments.append(.text(customer.name))
    }
    if let state = query.state {
      conditions.append("s.state = ?")
      arguments.append(.text(state.rawValue))
    }
    let (following, preceding) = query.newestFirst ? ("<", ">") : (">", "<")
    for (id, comparison) in [(query.after, following), (query.before, preceding)] {
      guard let id else { continue }
      conditions.append("s.position \(comparison) ?")
      arguments.append(.integer(try StoredSession.named(.id(id), in: connection).position))
    }
    let restriction = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    arguments.append(.int(max(0, query.limit)))
    return try StoredSession.all(
      "\(restriction) ORDER BY s.position \(query.newestFirst ? "DESC" : "ASC") LIMIT ?",
      arguments, in: connection
    ).map(\.session)
  }

  /// What turns are read from: ``turn(_:erasedAs:)`` takes the first seven columns. The rest is the
  /// salt, the digest, and the kind of the entry that erased the turn.
  static let turnSelection = """
    SELECT t.role, t.content, t.at, t.author, x.actor, x.recorded_at, x.body, t.salt, t.digest,
      x.kind
    FROM turns t LEFT JOIN entries x ON x.position = t.erased
    """

  /// The same, and which session's turn of which number it is.
  static let turnRowSelection = """
    SELECT t.role, t.content, t.at, t.author, x.actor, x.recorded_at, x.body, t.salt, t.digest,
      x.kind, t.session, t.sequence
    FROM turns t LEFT JOIN entries x ON x.position = t.erased
    """

  /// Some turns of a session, from a number that counts from 0.
  ///
  /// - Parameter erasedAs: what stands in the place of what was erased.
  static func turns(
    of session: Int64, from first: Int, limit: Int, in connection: any SQLConnection,
    erasedAs notice: (ErasureNotice) -> String = \.text
  ) throws -> [Turn] {
    // Bounded so that no sum overflows; no session has that many turns.
    let start = min(max(0, first), Int(Int32.max))
    let count = min(max(0, limit), Int(Int32.max))
    return try connection.query(
      """
      \(turnSelection)
      WHERE t.session = ? AND t.sequence > ? AND t.sequence <= ? ORDER BY t.sequence
      """, .integer(session), .int(start), .int(start + count)
    ).map { try turn($0, erasedAs: notice) }
  }

  static func turn(
    _ row: SQLRow, erasedAs notice: (ErasureNotice) -> String = \.text
  ) throws -> Turn {
    guard let role = Turn.Role(rawValue: try row.text(0)) else {
      throw StrataError(
        .corrupt, "the journal holds a turn of the unknown role \(try row.text(0))",
        remedy: "run 'strata fsck'")
    }
    let erasure = try row.isNull(1) ? self.notice(row) : nil
    return Turn(
      role, try erasure.map(notice) ?? row.utf8(1), at: row.isNull(2) ? nil : try row.time(2),
      author: row.isNull(3) ? nil : try row.utf8(3))
  }

  private static func notice(_ row: SQLRow) throws -> ErasureNotice {
    guard !row.isNull(6),
      let notice = ErasureNotice(
        by: try row.optionalText(4),
        body: try JSONReader.value(of: Array(try row.text(6).utf8), place: "entry"),
        at: try row.time(5))
    else {
      throw StrataError(
        .corrupt, "a turn has no content, and no entry says that it was erased",
        remedy: "run 'strata fsck'")
    }
    return notice
  }

  /// All customers that have sessions, by name.
  static func customers(in connection: any SQLConnection) throws -> [CustomerSummary] {
    try connection.query(
      """
      SELECT name, session_count, newest, last_activity FROM customers
      WHERE newest IS NOT NULL ORDER BY name
      """
    ).map { row in
      CustomerSummary(
        id: try CustomerID(try row.text(0)), sessionCount: try row.int(1),
        newest: try SemanticVersion(parsing: try row.text(2)), lastActivityAt: try row.time(3))
    }
  }

  /// The versions of a customer with their parents.
  static func lineage(
    of customer: CustomerID, in connection: any SQLConnection
  ) throws -> Lineage {
    let rows = try connection.query(
      "SELECT major, minor, patch, parent, family, merged FROM session_versions WHERE customer = ?",
      .text(customer.name))
    return Lineage(
      try rows.map { row in
        guard let family = FamilyID(try row.text(4)) else {
          throw StrataError(
            .corrupt, "the journal holds a malformed family id", remedy: "run 'strata fsck'")
        }
        return Lineage.Node(
          version: try SemanticVersion(row: row, from: 0),
          parent: try row.optionalText(3).map { try SemanticVersion(parsing: $0) },
          merged: try row.optionalText(5).map { try SemanticVersion(parsing: $0) },
          family: family)
      })
  }

  /// The change that made a version and those of its nearest ancestors, newest first.
  static func changes(
    upTo version: SemanticVersion?, of customer: CustomerID, in connection: any SQLConnection
  ) throws -> [VersionChange] {
    var changes: [VersionChange] = []
    var next = version
    while let version = next, changes.count < SessionRendering.historyLength {
      guard
        let row = try connection.query(
          """
          SELECT created_at, cause, parent, rationale FROM session_versions
          WHERE customer = ? AND major = ? AND minor = ? AND patch = ?
          """, [.text(customer.name)] + version.columns
        ).first
      else { break }
      let parent = try row.optionalText(2).map { try SemanticVersion(parsing: $0) }
      changes.append(
        VersionChange(
          at: try row.time(0), trigger: Trigger(rawValue: try row.text(1)) ?? .initial,
          previous: parent, new: version, rationale: try row.text(3)))
      next = parent
    }
    return changes
  }

  /// The session that was imported from an origin, and the origin as it was kept.
  static func imported(
    from origin: Origin, in connection: any SQLConnection
  ) throws -> (session: Session, origin: Origin)? {
    guard
      let row = try connection.query(
        "SELECT session, digest, turn_count FROM origins WHERE source = ? AND key = ?",
        .text(origin.source), .text(origin.key)
      ).first
    else { return nil }
    let stored = try StoredSession.at(try row.integer(0), in: connection)
    let kept = Origin(
      source: origin.source, key: origin.key, digest: try row.text(1), turnCount: try row.int(2))
    return (stored.session, kept)
  }

  /// A content of an entry; nil where it has none of that name, or it was erased.
  static func content(
    _ name: String, of entry: Int64, in connection: any SQLConnection
  ) throws -> [UInt8]? {
    try connection.query(
      "SELECT content FROM contents WHERE entry = ? AND name = ? AND content IS NOT NULL",
      .integer(entry), .text(name)
    ).first?.bytes(0)
  }

  /// The entries of a session, in order.
  static func entries(
    of session: SessionID, in connection: any SQLConnection
  ) throws -> [JournalEntry] {
    try entries("WHERE session = ? ORDER BY sequence", [.text(session.description)], connection)
  }

  /// The entries that a condition on `entries` selects.
  static func entries(
    _ condition: String, _ arguments: [SQLValue], _ connection: any SQLConnection
  ) throws -> [JournalEntry] {
    try connection.query("SELECT \(EntryRow.columns) FROM entries \(condition)", arguments)
      .map { try EntryRow($0).entry() }
  }
}
