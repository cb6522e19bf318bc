import StrataCore
import TransparencyLog

/// Derives the whole audit log from the rows of the journal and compares it with what is held outside
/// the database: the newest checkpoint, others that the caller holds, the tiles of hashes (row D7).
///
/// No hash that is stored in the database is trusted. Memory is bounded whatever the number of entries,
/// but for the sessions that are active.
struct AuditVerification {
  private static let step: Int64 = 2048
  /// How many entries are recognised at once: one tile of hashes.
  private static let stretch = Int64(Tile.fullWidth)
  static let findingLimit = 1000
  private static let rememberedSessions = 100_000

  private let connection: any SQLConnection
  private let hashes: SignedHashes
  private let signed: Int64
  private let progress: (Progress) -> Void

  private var verifier: LogVerifier
  private var findings: [AuditFinding] = []
  private var findingCount = 0
  private var next: Int64 = 1
  private var offsets: [String: Int64] = [:]
  private var chains: [String: (sequence: Int, leaf: [UInt8])] = [:]
  private var differing: [DifferingRow] = []
  private var configurationEntries: [Int64] = []
  /// How many entries were recognised by their bytes.
  private(set) var recognisedCount = 0

  /// A row whose record does not hash to what was signed.
  private struct DifferingRow {
    var row: EntryRow
    var signed: TreeHash
    /// Whether the hash stored beside it was changed along with it.
    var isConsistent: Bool
  }

  /// Verifies against checkpoints whose signatures were verified, the newest of the log among them.
  init(
    in connection: any SQLConnection, checkpoints: [Checkpoint], hashes: SignedHashes,
    progress: @escaping (Progress) -> Void
  ) {
    self.connection = connection
    self.hashes = hashes
    self.progress = progress
    signed = Int64(checkpoints.map(\.size.count).max() ?? 0)
    verifier = LogVerifier(expecting: checkpoints)
  }

  /// Runs through the journal.
  ///
  /// - Complexity: O(bytes of the journal), one pass.
  mutating func run() throws -> AuditReport {
    let last = try highestPosition()
    var tables = AuditTableCheck(connection: connection)
    configurationEntries = try readConfigurationEntries()
    while next <= last {
      if try passSigned(through: last, &tables) {
        progress(Progress(step: "entries", completed: Int(next - 1), total: Int(last)))
        continue
      }
      let end = min(next + Self.step - 1, last)
      let rows = try connection.query(
        """
        SELECT \(EntryRow.columns) FROM entries WHERE position >= ? AND position <= ?
        ORDER BY position
        """, .integer(next), .integer(end))
      var entries: [(row: EntryRow, entry: JournalEntry?)] = []
      for row in rows {
        let row = try EntryRow(row)
        try skipMissing(before: row.record.position)
        let leaf = row.leaf
        try take(row, leaf: leaf)
        entries.append((row, try check(row, leaf: leaf)))
      }
      try skipMissing(before: end + 1)
      for finding in try tables.check(entries) { note(finding) }
      progress(Progress(step: "entries", completed: Int(end), total: Int(last)))
    }
    for finding in try tables.finish() { note(finding) }
    judgeDifferences()
    try judgeRoots(last: last)
    return AuditReport(
      entries: last, signed: signed,
      root: Int64(verifier.size.count) >= signed ? verifier.root.base64 : nil, findings: findings,
      findingCount: findingCount)
  }

  private func highestPosition() throws -> Int64 {
    try connection.query("SELECT coalesce(max(position), 0) FROM entries").first?.integer(0) ?? 0
  }

  private mutating func note(_ finding: AuditFinding) {
    findingCount += 1
    if findings.count < Self.findingLimit { findings.append(finding) }
  }

  // MARK: What is as it was signed

  /// Goes past the next entries where all of them are what was signed.
  private mutating func passSigned(
    through last: Int64, _ tables: inout AuditTableCheck
  ) throws -> Bool {
    let end = min(next + Self.stretch - (next - 1) % Self.stretch - 1, last)
    guard end <= signed, !isConfigured(next...end),
      let stretch = try SignedStretch(
        next...end, in: connection, hashes: hashes, offsets: offsets, ids: tables.ids,
        link: { try self.chains[$1] ?? self.link(before: $0, of: $1) })
    else { return false }
    for leaf in stretch.leaves { try verifier.append(leaf) }
    offsets = stretch.offsets
    for finding in try tables.pass(
      through: end, ids: stretch.ids, turnsOf: stretch.turnEntries)
    { note(finding) }
    for (session, link) in stretch.chains {
      if chains.count >= Self.rememberedSessions { chains.removeAll() }
      chains[session] = stretch.completed.contains(session) ? nil : link
    }
    next = end + 1
    recognisedCount += stretch.leaves.count
    return true
  }

  /// The entries that rows of the configuration claim to belong to, in order.
  private func readConfigurationEntries() throws -> [Int64] {
    try connection.query("SELECT DISTINCT entry FROM configuration ORDER BY entry").map {
      try $0.integer(0)
    }
  }

  private func isConfigured(_ range: ClosedRange<Int64>) -> Bool {
    let place = configurationEntries.partitioningIndex { $0 >= range.lowerBound }
    return place < configurationEntries.count && range.contains(configurationEntries[place])
  }

  // MARK: Leaves

  /// Rows that are not there: what was signed takes their place in the tree, so that what follows can
  /// be judged by itself.
  private mutating func skipMissing(before position: Int64) throws {
    while next < position {
      note(
        AuditFinding(
          .rowMissing, row: next, entry: next, "entry \(next) is not there; the rows after it are"))
      try verifier.append(RecordHash(node: hashes.hash(of: next) ?? .empty))
      next += 1
    }
  }

  private mutating func take(_ row: EntryRow, leaf: RecordHash) throws {
    let isConsistent = leaf.node.bytes == row.storedLeaf
    if let expected = hashes.hash(of: next), next <= signed, expected != leaf.node {
      differing.append(DifferingRow(row: row, signed: expected, isConsistent: isConsistent))
      try verifier.append(leaf, stored: RecordHash(node: expected))
    } else {
      try verifier.append(leaf)
      if !isConsistent {
        note(
          AuditFinding(
            .rowEdited, row: next, entry: next,
            "the hash that is stored beside entry \(next) is not that of its record"))
      }
    }
    next += 1
  }

  // MARK: The chain of a session, the offsets of a topic

  private mutating func check(_ row: EntryRow, leaf: RecordHash) throws -> JournalEntry? {
    let record = row.record
    guard let entry = try? row.entry() else {
      note(
        AuditFinding(
          .rowEdited, row: record.position, entry: record.position,
          "entry \(record.position) cannot be read: its columns are not in canonical form"))
      return nil
    }
    let offset = offsets[row.topic, default: 0]
    if row.topic != entry.kind.topic.rawValue || row.topicOffset != offset {
      note(
        AuditFinding(
          .rowEdited, row: record.position, entry: record.position,
          "entry \(record.position) is message \(row.topicOffset) of \(row.topic), and must be "
            + "message \(offset) of \(entry.kind.topic.rawValue)"))
    }
    offsets[row.topic] = row.topicOffset + 1
    try checkChain(of: entry, leaf: leaf.node.bytes)
    return entry
  }

  private mutating func checkChain(of entry: JournalEntry, leaf: [UInt8]) throws {
    guard let session = entry.session?.description, let sequence = entry.sequence else { return }
    let former = try chains[session] ?? link(before: sequence, of: session)
    if sequence != (former?.sequence ?? 0) + 1 || entry.previous != former?.leaf {
      let expected = former.map { "entry \($0.sequence)" } ?? "none"
      note(
        AuditFinding(
          sequence > (former?.sequence ?? 0) + 1 ? .rowMissing : .rowEdited, row: entry.position,
          entry: entry.position,
          "entry \(sequence) of session \(session) does not follow on what stands before it "
            + "(\(expected))"))
    }
    // Little follows on a session's completion, so that most sessions need not be remembered.
    if chains.count >= Self.rememberedSessions { chains.removeAll() }
    chains[session] = entry.kind == .sessionCompleted ? nil : (sequence, leaf)
  }

  /// The entry before one of a session that is not remembered, derived from its row.
  private func link(
    before sequence: Int, of session: String
  ) throws -> (sequence: Int, leaf: [UInt8])? {
    guard sequence > 1 else { return nil }
    let row = try connection.query(
      """
      SELECT \(EntryRow.columns) FROM entries WHERE session = ? AND sequence < ?
      ORDER BY sequence DESC LIMIT 1
      """, .text(session), .int(sequence)
    ).first.map { try EntryRow($0) }
    guard let row, let number = row.record.sequence else { return nil }
    return (number, row.leaf.node.bytes)
  }

  // MARK: Judgement

  private mutating func judgeDifferences() {
    let hasRightRoot = !verifier.findings.contains {
      if case .wrongRoot = $0 { true } else { false }
    }
    if hasRightRoot, !differing.isEmpty, Int64(verifier.size.count) >= signed {
      note(
        AuditFinding(
          .damagedLog, table: "log/tile", entry: differing.first?.row.record.position,
          "the rows are what was signed, and the tiles of hashes beside the checkpoint are not"))
      return
    }
    guard let first = differing.first, let last = differing.last else { return }
    let isSuffix =
      Int64(differing.count) == last.row.record.position - first.row.record.position + 1
      && last.row.record.position == min(signed, next - 1)
    if isSuffix, differing.count > 1, differing.allSatisfy(\.isConsistent) {
      note(
        AuditFinding(
          .fork, row: first.row.record.position, entry: first.row.record.position,
          "from entry \(first.row.record.position) on the journal is another one than what was "
            + "signed: an old copy was put back and continued"))
      return
    }
    let places = Dictionary(differing.map { ($0.signed, $0.row.record.position) }) { one, _ in one }
    for difference in differing {
      let position = difference.row.record.position
      if let origin = origin(of: difference.row, among: places) {
        note(
          AuditFinding(
            .rowMoved, row: position, entry: position,
            "row \(position) holds entry \(origin): rows were swapped, reordered, or one was put "
              + "in between"))
      } else {
        note(
          AuditFinding(
            .rowEdited, row: position, entry: position,
            "entry \(position) is not what was signed"))
      }
    }
  }

  /// The entry that a row was before it was given another position.
  private func origin(of row: EntryRow, among places: [TreeHash: Int64]) -> Int64? {
    var record = row.record
    let near = [record.position - 1, record.position + 1]
    for candidate in near + places.values.sorted().prefix(64) where candidate != row.record.position
    {
      record.position = candidate
      let leaf = RecordHash(of: record.bytes).node
      if hashes.hash(of: candidate) == leaf { return candidate }
    }
    return nil
  }

  private mutating func judgeRoots(last: Int64) throws {
    for finding in verifier.finish() {
      switch finding {
      case .recordDiffers: continue
      case .tailMissing(let checkpoint, let size):
        note(
          AuditFinding(
            .tailCut, row: Int64(size.count) + 1, entry: Int64(size.count) + 1,
            "the journal ends at entry \(size), and \(checkpoint.size) were signed"))
      case .fork(let one, _):
        note(
          AuditFinding(
            .fork, table: "checkpoint", entry: Int64(one.size.count),
            "two checkpoints over \(one.size) entries have different roots"))
      case .wrongRoot(let checkpoint, _, let hashesLeadThere):
        // Where the hashes outside the database lead to the root, the rows that differ are all.
        guard !hashesLeadThere, differing.isEmpty else { continue }
        note(
          AuditFinding(
            .rowEdited, entry: nil,
            "the first \(checkpoint.size) entries are not those that were signed, and no tile says "
              + "which of them differ"))
      }
    }
  }
}
