import Foundation
import StrataCore

/// A session as the journal keeps it: what it was at its start, from its first entry, its decision
/// and what has changed since, from its row in `session_versions`.
struct StoredSession: Sendable {
  /// The position of its `session.started` entry; the number by which other tables refer to it.
  var position: Int64
  /// How many entries it has.
  var entryCount: Int
  /// The leaf hash of the last of them.
  var chain: [UInt8]
  /// Its present state.
  var session: Session

  private static let selection = """
    SELECT s.position, s.entry_count, s.major, s.minor, s.patch, s.state, s.last_activity,
      s.turn_count, s.progress, e.body, e.code, c.content, s.chain,
      s.parent, s.merged, s.family
    FROM session_versions s JOIN entries e ON e.position = s.position
      LEFT JOIN contents c ON c.entry = s.content_entry AND c.name = 'start'
    """

  /// The sessions that a condition on `s` selects; the condition may order and limit them.
  static func all(
    _ condition: String, _ arguments: [SQLValue], in connection: any SQLConnection
  ) throws -> [StoredSession] {
    try connection.query("\(selection) \(condition)", arguments).map(StoredSession.init)
  }

  /// One session by name, or nil.
  static func find(
    _ name: SessionName, in connection: any SQLConnection
  ) throws -> StoredSession? {
    switch name {
    case .id(let id):
      try all("WHERE s.id = ?", [.text(id.description)], in: connection).first
    case .version(let customer, let version):
      try all(
        "WHERE s.customer = ? AND s.major = ? AND s.minor = ? AND s.patch = ?",
        [.text(customer.name)] + version.columns, in: connection
      ).first
    }
  }

  /// One session by name.
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  static func named(
    _ name: SessionName, in connection: any SQLConnection
  ) throws -> StoredSession {
    guard let stored = try find(name, in: connection) else {
      throw StrataError(
        .notFound, "there is no session \(name)", remedy: "list what there is with 'strata log'")
    }
    return stored
  }

  /// One session by the position of its first entry.
  static func at(_ position: Int64, in connection: any SQLConnection) throws -> StoredSession {
    guard
      let stored = try all("WHERE s.position = ?", [.integer(position)], in: connection).first
    else {
      throw StrataError(
        .corrupt, "entry \(position) of the journal starts no session", remedy: "run 'strata fsck'")
    }
    return stored
  }

  private init(_ row: SQLRow) throws {
    position = try row.integer(0)
    entryCount = try row.int(1)
    chain = try row.bytes(12)
    let version = try SemanticVersion(row: row, from: 2)
    do {
      session = try JSONDecoder().decode(
        Session.self,
        from: Data(
          try CanonicalSession.whole(
            try row.text(9), content: row.isNull(11) ? nil : try row.bytes(11)
          ).utf8))
      session.version = version
      // A join may have given other numbers to a session and to those it goes on from.
      session.decision.parent = try row.optionalText(13).map { try SemanticVersion(parsing: $0) }
      session.decision.merged = try row.optionalText(14).map { try SemanticVersion(parsing: $0) }
      session.family = FamilyID(try row.text(15)) ?? session.family
      session.lastActivityAt = try row.time(6)
      session.turnCount = try row.int(7)
      if let progress = try row.optionalText(8) {
        try JSONDecoder().decode(SessionProgress.self, from: Data(progress.utf8))
          .apply(to: &session)
      }
      session.state = Session.State(rawValue: try row.text(5)) ?? .active
      session.code = try row.optionalText(10).map {
        try JSONDecoder().decode(CodeState.self, from: Data($0.utf8))
      }
    } catch {
      throw StrataError(
        .corrupt, "the journal's record of a session cannot be read", place: "entry \(position)",
        remedy: "run 'strata fsck'", cause: error)
    }
  }
}

/// What has changed in a session since its start, beyond the columns.
struct SessionProgress: Codable {
  var outcome: Session.Outcome?
  var satisfaction: Int?
  var completedAt: Timestamp?
  var decisions: [KeyDecision]
  var notes: [String]

  init(of session: Session) {
    outcome = session.outcome
    satisfaction = session.satisfaction
    completedAt = session.completedAt
    decisions = session.decisions
    notes = session.notes
  }

  enum CodingKeys: String, CodingKey {
    case outcome, satisfaction, decisions, notes
    case completedAt = "completed_at"
  }

  func apply(to session: inout Session) {
    session.outcome = outcome
    session.satisfaction = satisfaction
    session.completedAt = completedAt
    session.decisions = decisions
    session.notes = notes
  }

  var text: String {
    var object = CanonicalObject()
    object.string("completed_at", completedAt?.description)
    object.array("decisions", decisions.map(CanonicalSession.bytes))
    object.strings("notes", notes)
    object.string("outcome", outcome?.rawValue)
    object.integer("satisfaction", satisfaction)
    return String(decoding: object.finished(), as: UTF8.self)
  }
}

extension SemanticVersion {
  /// The three numbers as columns.
  var columns: [SQLValue] { [.int(major), .int(minor), .int(patch)] }

  /// Reads the three numbers from consecutive columns.
  init(row: SQLRow, from column: Int) throws(StrataError) {
    guard
      let version = SemanticVersion(
        try row.int(column), try row.int(column + 1), try row.int(column + 2))
    else {
      throw StrataError(
        .corrupt, "the journal holds a version with a negative or huge number",
        remedy: "run 'strata fsck'")
    }
    self = version
  }
}
