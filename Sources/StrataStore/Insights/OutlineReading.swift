import Foundation
import StrataCore

/// Reads the outlines of a customer's sessions, page by page.
struct OutlineReading {
  let connection: any SQLConnection
  let customer: CustomerID

  /// How many sessions are read at a time.
  static let sessionLimit = 500
  /// The times of how many turns are read at a time.
  static let turnLimit = 20_000

  /// All of them, in the order in which the store took them.
  func outlines() throws -> [SessionOutline] {
    var outlines: [SessionOutline] = []
    var last: Int64 = 0
    while true {
      let rows = try connection.query(
        """
        SELECT s.position, s.major, s.minor, s.patch, s.family, s.parent, s.state, s.created_at,
          s.last_activity, s.progress, e.body, s.turn_count
        FROM session_versions s JOIN entries e ON e.position = s.position
        WHERE s.customer = ? AND s.position > ? ORDER BY s.position LIMIT ?
        """, .text(customer.name), .integer(last), .int(Self.sessionLimit))
      var page = try rows.map(StoredOutline.init)
      try readWork(of: &page)
      outlines += page.map(\.outline)
      guard rows.count == Self.sessionLimit, let end = page.last else { return outlines }
      last = end.position
    }
  }

  /// Reads when turns were said, for as many sessions at a time as the limit allows.
  private func readWork(of page: inout [StoredOutline]) throws {
    var first = 0
    while first < page.count {
      var end = first + 1
      var turns = page[first].turnCount
      while end < page.count, turns + page[end].turnCount <= Self.turnLimit {
        turns += page[end].turnCount
        end += 1
      }
      let timelines =
        end == first + 1
        ? [page[first].position: try timeline(ofLong: page[first])]
        : try timelines(of: page[first..<end])
      for index in first..<end {
        let said = timelines[page[index].position]
        page[index].outline.workedMicroseconds =
          (said.map(page[index].ends.merging) ?? page[index].ends).activeMicroseconds
      }
      first = end
    }
  }

  private func timelines(of page: ArraySlice<StoredOutline>) throws -> [Int64: Timeline] {
    guard let first = page.first, let last = page.last else { return [:] }
    // Sessions of others may lie between these; their turns are left out by the database.
    let rows = try connection.query(
      """
      SELECT t.session, t.at FROM session_versions s JOIN turns t ON t.session = s.position
      WHERE s.customer = ? AND s.position >= ? AND s.position <= ? AND t.at IS NOT NULL
      """, .text(customer.name), .integer(first.position), .integer(last.position))
    var moments: [Int64: [Timestamp]] = [:]
    for row in rows { moments[try row.integer(0), default: []].append(try row.time(1)) }
    return moments.mapValues { Timeline(moments: $0) }
  }

  /// One session alone, which may have more turns than the limit: read in pieces, for timelines of
  /// pieces merge to the timeline of the whole.
  private func timeline(ofLong session: StoredOutline) throws -> Timeline {
    var timeline = Timeline(moments: [])
    for start in stride(from: 0, to: max(session.turnCount, 1), by: Self.turnLimit) {
      let rows = try connection.query(
        """
        SELECT at FROM turns
        WHERE session = ? AND sequence > ? AND sequence <= ? AND at IS NOT NULL
        """, .integer(session.position), .int(start), .int(start + Self.turnLimit))
      timeline = timeline.merging(Timeline(moments: try rows.map { try $0.time(0) }))
    }
    return timeline
  }
}

/// An outline as the journal keeps it, before its turns are looked at.
private struct StoredOutline {
  var position: Int64
  var turnCount: Int
  var outline: SessionOutline
  /// When it was worked on, as far as no turn says it.
  var ends: Timeline

  /// What the entry that started the session says, without what was said in it.
  private struct Start: Decodable {
    struct Assignment: Decodable {
      struct Override: Decodable {
        var policyTriggers: [Trigger]

        enum CodingKeys: String, CodingKey { case policyTriggers = "policy_triggers" }
      }

      var increment: Increment
      var triggers: [Trigger]
      var override: Override?
    }

    var assignment: Assignment
    var phase: WorkflowPhase?
    var outcome: Session.Outcome?
    var satisfaction: Int?
  }

  /// What changed since, as far as it matters here.
  private struct Progress: Decodable {
    struct Decision: Decodable { var at: Timestamp }

    var outcome: Session.Outcome?
    var satisfaction: Int?
    var decisions: [Decision]
  }

  init(_ row: SQLRow) throws {
    position = try row.integer(0)
    turnCount = try row.int(11)
    do {
      let start = try JSONDecoder().decode(Start.self, from: Data(try row.text(10).utf8))
      let progress = try row.optionalText(9).map {
        try JSONDecoder().decode(Progress.self, from: Data($0.utf8))
      }
      guard let family = FamilyID(try row.text(4)) else {
        throw StrataError(
          .corrupt, "the family id is malformed", remedy: "run 'strata fsck'")
      }
      let assignment = start.assignment
      outline = SessionOutline(
        version: try SemanticVersion(row: row, from: 1), family: family,
        parent: try row.optionalText(5).map { try SemanticVersion(parsing: $0) },
        increment: assignment.increment,
        triggers: assignment.triggers.filter {
          assignment.override?.policyTriggers.contains($0) ?? true
        },
        isChosen: assignment.override != nil,
        state: Session.State(rawValue: try row.text(6)) ?? .active,
        outcome: progress == nil ? start.outcome : progress?.outcome,
        satisfaction: progress == nil ? start.satisfaction : progress?.satisfaction,
        phase: start.phase, createdAt: try row.time(7), lastActivityAt: try row.time(8))
      ends = Timeline(
        moments: [outline.createdAt, outline.lastActivityAt]
          + (progress?.decisions.map(\.at) ?? []))
    } catch {
      throw StrataError(
        .corrupt, "the journal's record of a session cannot be read", place: "entry \(position)",
        remedy: "run 'strata fsck'", cause: error)
    }
  }
}
