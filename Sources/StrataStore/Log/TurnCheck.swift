import StrataCore

/// Derives what entries committed to about turns from the rows of `turns` (row D7): of each turn its
/// digest from salt and text, of each entry the digest over these. Takes the entries in order; of the
/// turns only some are in memory at a time.
struct TurnCheck {
  private static let step = 64
  private static let sessionStep = 1000

  private let connection: any SQLConnection
  /// How many rows the entries account for.
  private var accounted: Int64 = 0

  init(connection: any SQLConnection) { self.connection = connection }

  /// The findings about the turns that an entry added.
  ///
  /// - Complexity: O(bytes of the turns).
  mutating func check(_ entry: JournalEntry) throws -> [AuditFinding] {
    guard let commitment = TurnCommitment(of: entry), let session = entry.session else { return [] }
    let start =
      entry.sequence == 1 ? entry.position : try firstEntry(of: session)
    // Without its first entry, which is a finding of its own, nothing leads to the turns.
    guard let start else { return [] }
    var findings: [AuditFinding] = []
    var digest = TurnDigest()
    var next = commitment.first
    while next < commitment.turns.upperBound {
      let end = min(next + Self.step, commitment.turns.upperBound)
      for row in try connection.query(
        """
        SELECT t.role, t.content, t.at, t.author, t.salt, t.digest, t.sequence, x.kind
        FROM turns t LEFT JOIN entries x ON x.position = t.erased
        WHERE t.session = ? AND t.sequence >= ? AND t.sequence < ? ORDER BY t.sequence
        """, .integer(start), .int(next), .int(end))
      {
        let number = try row.int(6)
        findings += Self.missing(next..<number, of: session, entry)
        next = number + 1
        accounted += 1
        digest.update(try derived(row, number, of: session, entry, into: &findings))
      }
      findings += Self.missing(next..<end, of: session, entry)
      next = end
    }
    if findings.isEmpty, digest.finished() != commitment.digest {
      // The rows fit their own digests, which were made anew with them: which of the turns it was
      // shows where the entry added one only.
      let isOne = commitment.count == 1
      findings.append(
        AuditFinding(
          .rowEdited, table: "turns", row: Int64(commitment.first), entry: entry.position,
          (isOne
            ? "turn \(commitment.first)"
            : "one of the turns \(commitment.first) to \(commitment.turns.upperBound - 1)")
            + " of session \(session) is not what entry \(entry.position) committed to"))
    }
    return findings
  }

  private func firstEntry(of session: SessionID) throws -> Int64? {
    try connection.query(
      "SELECT position FROM entries WHERE session = ? AND sequence = 1", .text(session.description)
    ).first?.integer(0)
  }

  /// Rows that no entry accounts for.
  func finish() throws -> [AuditFinding] {
    let count = try connection.query("SELECT count(*) FROM turns").first?.integer(0) ?? 0
    guard count > accounted else { return [] }
    var findings: [AuditFinding] = []
    var last: Int64 = -1
    while findings.count < AuditVerification.findingLimit {
      let rows = try connection.query(
        """
        SELECT t.session, e.session, min(t.sequence), max(t.sequence)
        FROM turns t LEFT JOIN entries e ON e.position = t.session AND e.sequence = 1
        WHERE t.session > ? GROUP BY t.session, e.session ORDER BY t.session LIMIT \(Self.sessionStep)
        """, .integer(last))
      for row in rows {
        last = try row.integer(0)
        let committed = try row.optionalText(1).map { try lastTurn(of: $0) } ?? 0
        let (lowest, highest) = (try row.int(2), try row.int(3))
        guard lowest < 1 || highest > committed else { continue }
        let first = lowest < 1 ? lowest : max(committed + 1, lowest)
        findings.append(
          AuditFinding(
            .rowAdded, table: "turns", row: Int64(first), entry: last,
            "no entry committed to turn \(first) of the session that entry \(last) started"))
      }
      if rows.count < Self.sessionStep { break }
    }
    return findings
  }

  /// The last turn that the entries of a session commit to.
  private func lastTurn(of session: String) throws -> Int {
    let rows = try connection.query(
      """
      SELECT \(EntryRow.columns) FROM entries WHERE session = ?
        AND kind IN ('session.started', 'turns.appended') ORDER BY sequence DESC LIMIT 1
      """, .text(session))
    for row in rows {
      if let entry = try? EntryRow(row).entry(), let commitment = TurnCommitment(of: entry) {
        return commitment.turns.upperBound - 1
      }
    }
    return 0
  }

  /// The digest of a turn; of one that was erased, what is left of it.
  private func derived(
    _ row: SQLRow, _ number: Int, of session: SessionID, _ entry: JournalEntry,
    into findings: inout [AuditFinding]
  ) throws -> [UInt8] {
    let stored = try row.bytes(5)
    func note(_ message: String) {
      findings.append(
        AuditFinding(
          .rowEdited, table: "turns", row: Int64(number), entry: entry.position,
          "turn \(number) of session \(session) \(message)"))
    }
    if row.isNull(1) {
      if try row.optionalText(7) != JournalEntry.Kind.contentErased.rawValue {
        note("has no text, and no entry says that it was erased")
      }
      return stored
    }
    guard let turn = try? JournalReading.turn(row), !row.isNull(4) else {
      note("cannot be read")
      return stored
    }
    let derived = SaltedDigest.of(turn, salt: try row.bytes(4))
    if derived != stored { note("is not what entry \(entry.position) committed to") }
    return derived
  }

  private static func missing(
    _ numbers: Range<Int>, of session: SessionID, _ entry: JournalEntry
  ) -> [AuditFinding] {
    numbers.prefix(AuditVerification.findingLimit).map { number in
      AuditFinding(
        .rowMissing, table: "turns", row: Int64(number), entry: entry.position,
        "turn \(number) of session \(session) is not there, and entry \(entry.position) "
          + "committed to it")
    }
  }
}
