import Foundation
import StrataCore

/// What answers to "why is this so?" are read with: each question bounded, each served by an index.
enum WhyReading {
  /// How many entries an answer cites of one kind.
  static let citedCount = 20

  /// One entry with the name of its session.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` where it is not there.
  static func cited(_ position: Int64, in connection: any SQLConnection) throws -> CitedEntry {
    guard
      let entry = try JournalReading.entries(
        "WHERE position = ?", [.integer(position)], connection
      ).first
    else {
      throw StrataError(
        .corrupt, "the journal has no entry \(position)", remedy: "run 'strata audit verify'")
    }
    return try cited(
      entry, of: entry.session.flatMap { try name(of: $0, in: connection) }, in: connection)
  }

  /// An entry of a session whose name is known, with what it decided.
  static func cited(
    _ entry: JournalEntry, of session: SessionName?, in connection: any SQLConnection
  ) throws -> CitedEntry {
    guard entry.kind == .decisionRecorded else { return CitedEntry(entry, session: session) }
    let content = try JournalReading.content(Content.decision, of: entry.position, in: connection)
    return CitedEntry(
      entry, session: session,
      decision: content.flatMap { try? JSONDecoder().decode(KeyDecision.self, from: Data($0)) })
  }

  /// A session's name as `customer/v1.2.0`, or nil where there is no such session.
  private static func name(
    of id: SessionID, in connection: any SQLConnection
  ) throws -> SessionName? {
    let row = try connection.query(
      "SELECT customer, major, minor, patch FROM session_versions WHERE id = ?",
      .text(id.description)
    ).first
    return try row.map { row in
      .version(try CustomerID(try row.text(0)), try SemanticVersion(row: row, from: 1))
    }
  }

  /// The last entry that was recorded at a time or before; 0 where none was.
  ///
  /// Times only rise with positions but for a clock that was set back, so they are halved: O(log n).
  static func lastPosition(
    at time: Timestamp, in connection: any SQLConnection
  ) throws -> Int64 {
    let count =
      try connection.query("SELECT coalesce(max(position), 0) FROM entries").first?.integer(0) ?? 0
    return try (0..<max(0, count)).partitioningIndex { before in
      let recorded = try connection.query(
        "SELECT recorded_at FROM entries WHERE position = ?", .integer(before + 1)
      ).first?.time(0)
      return recorded.map { $0 > time } ?? true
    }
  }
}
