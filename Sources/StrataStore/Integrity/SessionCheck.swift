import Foundation
import StrataCore

/// Checks one session: its turns against the digests in its entries, and its directory against a
/// fresh rendering (row Q1).
struct SessionCheck {
  let driver: any SQLDriver
  let directory: SessionDirectory

  /// What is checked, read in one view of the database.
  private struct Kept {
    var stored: StoredSession
    var turns: [Turn]
    var changes: [VersionChange]
    var findings: [Finding]
  }

  /// The findings about a session.
  ///
  /// - Parameter isLate: asked where the directory differs: whether to wait a little and look again,
  ///   for another process may be writing it at this moment.
  func findings(of id: SessionID, isLate: () -> Bool) throws -> [Finding] {
    while true {
      let content = try driver.read { try read(id, in: $0) }
      let session = content.stored.session
      let differences: [DirectoryDifference]
      do {
        differences = try directory.verify(
          session, turns: content.turns, changes: content.changes)
      } catch {
        guard error.code == .corrupt else { throw error }
        return content.findings + [
          Finding(
            "directory.missing", place: "sessions/\(session.customer)/\(session.version)",
            error.description, remedy: error.remedy ?? "put the directory back")
        ]
      }
      if differences.isEmpty || !isLate() {
        return content.findings + differences.map { Self.finding($0, in: session) }
      }
    }
  }

  private func read(_ id: SessionID, in connection: any SQLConnection) throws -> Kept {
    let stored = try StoredSession.named(.id(id), in: connection)
    let rows = try connection.query(
      "\(JournalReading.turnSelection) WHERE t.session = ? ORDER BY t.sequence",
      .integer(stored.position))
    var turns: [Turn] = []
    var digests: [[UInt8]] = []
    var findings: [Finding] = []
    for (index, row) in rows.enumerated() {
      let turn = try JournalReading.turn(row)
      turns.append(turn)
      digests.append(try row.bytes(8))
      if row.isNull(1) {
        let place = "\(stored.session.name) turn \(index + 1)"
        findings += try Self.erasure(by: row.optionalText(9), of: "the turn", at: place)
      } else if SaltedDigest.of(turn, salt: try row.bytes(7)) != digests[index] {
        findings.append(
          Finding(
            "turn.changed", place: "\(stored.session.name) turn \(index + 1)",
            "the turn is not what its entry committed to",
            remedy: "restore the journal from a backup; keep a copy of what is there"))
      }
    }
    findings += try commitments(of: stored.session, digests: digests, in: connection)
    findings += try contents(of: stored.session, in: connection)
    let changes = try JournalReading.changes(
      upTo: stored.session.version, of: stored.session.customer, in: connection)
    return Kept(stored: stored, turns: turns, changes: changes, findings: findings)
  }

  /// Every turn belongs to exactly one entry, and the entry's digest is that of its turns.
  private func commitments(
    of session: Session, digests: [[UInt8]], in connection: any SQLConnection
  ) throws -> [Finding] {
    var next = 1
    var findings: [Finding] = []
    let rows = try connection.query(
      "SELECT \(EntryRow.columns) FROM entries WHERE session = ? ORDER BY sequence",
      .text(session.id.description))
    for row in rows {
      guard let entry = try? EntryRow(row).entry(), let commitment = TurnCommitment(of: entry)
      else { continue }
      let range = next..<(next + commitment.count)
      let actual =
        commitment.first == next && range.upperBound <= digests.count + 1
        ? TurnCommitment(
          to: Array(digests[range.lowerBound - 1..<range.upperBound - 1]), from: next)
        : nil
      if actual != commitment {
        findings.append(
          Finding(
            "entry.turns", place: "entry \(entry.position)",
            "the entry does not fit the turns of \(session.name)",
            remedy: "restore the journal from a backup; keep a copy of what is there"))
      }
      next = range.upperBound
    }
    if next != digests.count + 1 {
      findings.append(
        Finding(
          "entry.turns", place: session.name.description,
          "the entries commit to \(next - 1) turns, and there are \(digests.count)",
          remedy: "restore the journal from a backup; keep a copy of what is there"))
    }
    return findings
  }

  /// Only an entry of its own kind erases; without it, something was merely taken away.
  private static func erasure(
    by kind: String?, of what: String, at place: String
  ) -> [Finding] {
    guard kind != JournalEntry.Kind.contentErased.rawValue else { return [] }
    return [
      Finding(
        "content.missing", place: place, "\(what) is gone, and no entry says that it was erased",
        remedy: "restore the journal from a backup; keep a copy of what is there")
    ]
  }

  /// Every content is the one that its entry committed to, or was erased.
  private func contents(
    of session: Session, in connection: any SQLConnection
  ) throws -> [Finding] {
    let rows = try connection.query(
      """
      SELECT e.position, e.contents, c.name, c.salt, c.content, c.digest, x.kind
      FROM entries e JOIN contents c ON c.entry = e.position
        LEFT JOIN entries x ON x.position = c.erased
      WHERE e.session = ? ORDER BY e.position, c.name
      """, .text(session.id.description))
    return try rows.flatMap { row -> [Finding] in
      let (position, name) = (try row.integer(0), try row.text(2))
      let place = "entry \(position) of \(session.name)"
      if row.isNull(4) {
        let missing = Self.erasure(
          by: try row.optionalText(6), of: "the content \(name.debugDescription)", at: place)
        if !missing.isEmpty { return missing }
      }
      let digest =
        row.isNull(4)
        ? try row.bytes(5) : SaltedDigest.of(try row.bytes(4), salt: try row.bytes(3))
      let expected = try JSONDecoder().decode(
        [String: String].self, from: Data((try row.optionalText(1) ?? "{}").utf8))
      guard expected[name] != digest.digestText else { return [] }
      return [
        Finding(
          "content.changed", place: place,
          "the content \(name.debugDescription) is not what its entry committed to",
          remedy: "restore the journal from a backup; keep a copy of what is there")
      ]
    }
  }

  private static func finding(_ difference: DirectoryDifference, in session: Session) -> Finding {
    let place = "sessions/\(session.customer)/\(session.version)"
    let message = difference.description
    let repair = "it is made whole from the journal when the store is next opened after a crash"
    switch difference {
    case .missingDirectory, .notDirectory:
      return Finding("directory.missing", place: place, message, remedy: repair)
    case .missing, .notFile:
      return Finding("file.missing", place: place, message, remedy: repair)
    case .differs:
      return Finding("file.changed", place: place, message, remedy: repair)
    case .unexpected:
      return Finding(
        "file.unknown", .warning, place: place, message, remedy: "move it to another place")
    case .permissions:
      return Finding(
        "directory.permissions", .warning, place: place, message,
        remedy: "give it the owner, group and mode of the customer's directory")
    }
  }
}
