import Crypto
import StrataCore
import TransparencyLog

/// A stretch of the journal in which every row is what was signed, recognised by its bytes where the
/// database keeps them: most of a log, at a fraction of what reading it as values costs.
///
/// It trusts no more than ``AuditVerification`` does: each leaf is derived from its row and compared
/// with the hash that is held outside the database. It only ever says that all is well; about
/// everything else the verification finds out itself.
struct SignedStretch {
  typealias Link = (sequence: Int, leaf: [UInt8])

  /// The leaves, in order.
  private(set) var leaves: [RecordHash] = []
  /// The next offset of each topic.
  private(set) var offsets: [String: Int64]
  /// The `id` that each table's next row must have.
  private(set) var ids: [AuditTable: Int64]
  /// The ends of the chains of the sessions in it.
  private(set) var chains: [String: Link] = [:]
  /// Those of them that were completed.
  private(set) var completed: Set<String> = []
  /// The entries that committed to turns; the turns themselves are still to be checked.
  private(set) var turnEntries: [JournalEntry] = []

  private static let kinds = JournalEntry.Kind.allCases.map { (Array($0.rawValue.utf8), $0) }
  private static let entries =
    "SELECT \(EntryRow.columns) FROM entries WHERE position >= ? AND position <= ? ORDER BY position"
  private static let contents = """
    SELECT entry, name, salt, digest, content FROM contents WHERE entry >= ? AND entry <= ?
    ORDER BY entry, name
    """
  private static let audits = Dictionary(
    uniqueKeysWithValues: AuditTable.allCases.map { table in
      (
        table,
        """
        SELECT id, entry, \(table.columns.joined(separator: ", ")) FROM \(table.rawValue)
        WHERE entry >= ? AND entry <= ? ORDER BY entry
        """
      )
    })

  /// A cursor with the row it stands at.
  private struct Rows {
    let cursor: any RowCursor
    var isAtRow: Bool

    init?(_ sql: String, _ range: ClosedRange<Int64>, in connection: any SQLConnection) throws {
      guard
        let cursor = try connection.cursor(
          sql, [.integer(range.lowerBound), .integer(range.upperBound)])
      else { return nil }
      self.cursor = cursor
      isAtRow = try cursor.next()
    }

    mutating func advance() throws { isAtRow = try cursor.next() }
  }

  /// Recognises the entries of a range and everything that belongs to them; nil where anything is not
  /// what it must be, or cannot be told from its bytes.
  ///
  /// - Parameters:
  ///   - offsets: the next offset of each topic.
  ///   - ids: the `id` that each table's next row must have.
  ///   - link: the entry of a session before one with a number.
  init?(
    _ range: ClosedRange<Int64>, in connection: any SQLConnection, hashes: SignedHashes,
    offsets: [String: Int64], ids: [AuditTable: Int64],
    link: (_ sequence: Int, _ session: String) throws -> Link?
  ) throws {
    self.offsets = offsets
    self.ids = ids
    guard var entries = try Rows(Self.entries, range, in: connection),
      var contents = try Rows(Self.contents, range, in: connection)
    else { return nil }
    var audits: [AuditTable: Rows] = [:]
    for (table, sql) in Self.audits {
      audits[table] = try Rows(sql, range, in: connection)
    }
    leaves.reserveCapacity(range.count)
    var memory: [UInt8] = []
    for position in range {
      guard entries.isAtRow, let columns = Self.columns(entries.cursor),
        columns.position == position,
        let kind = Self.kind(columns.kind), kind != .configurationChanged
      else { return nil }
      memory = EntryRecord.bytes(of: columns, reusing: consume memory)
      let leaf = memory.withUnsafeBytes { RecordHash(of: $0) }
      guard hashes.hash(of: position) == leaf.node,
        let stored = entries.cursor.blob(16), TreeHash(bytes: stored) == leaf.node,
        takeOffset(entries.cursor, kind), try takeLink(columns, kind, leaf, link),
        try takeContents(columns, &contents)
      else { return nil }
      if let table = kind.auditTable {
        let id = self.ids[table, default: 1]
        guard let rows = audits[table], rows.isAtRow,
          AuditRowBytes(rows.cursor, of: columns).isRow(id, of: table, for: kind)
        else { return nil }
        self.ids[table] = id + 1
        try audits[table]?.advance()
      }
      if TurnCommitment.kinds.contains(kind) {
        turnEntries.append(try JournalEntry(record: memory))
      }
      leaves.append(leaf)
      try entries.advance()
    }
    // A row that is left belongs to an entry that has none.
    guard !contents.isAtRow, audits.values.allSatisfy({ !$0.isAtRow }) else { return nil }
  }

  private static func columns(_ row: any RowCursor) -> EntryRecord.Columns? {
    guard let position = row.integer(0), let time = row.integer(1),
      let configuration = row.integer(10)
    else { return nil }
    var columns = EntryRecord.Columns(
      position: position, recordedAt: Timestamp(microseconds: time), configuration: configuration)
    columns.kind = row.text(2)
    columns.customer = row.text(3)
    columns.session = row.text(4)
    columns.sequence = row.integer(5)
    columns.actor = row.text(6)
    columns.realm = row.text(7)
    columns.conversation = row.text(8)
    columns.code = row.text(9)
    columns.previous = row.blob(11)
    columns.contents = row.text(12)
    columns.body = row.text(13)
    return columns
  }

  private static func kind(_ text: UnsafeRawBufferPointer?) -> JournalEntry.Kind? {
    guard let text else { return nil }
    return kinds.first { name, _ in name.count == text.count && text.elementsEqual(name) }?.1
  }

  private mutating func takeOffset(_ row: any RowCursor, _ kind: JournalEntry.Kind) -> Bool {
    let topic = kind.topic.rawValue
    let offset = offsets[topic, default: 0]
    offsets[topic] = offset + 1
    return row.integer(15) == offset && row.text(14).map { $0.elementsEqual(topic.utf8) } == true
  }

  private mutating func takeLink(
    _ columns: EntryRecord.Columns, _ kind: JournalEntry.Kind, _ leaf: RecordHash,
    _ link: (Int, String) throws -> Link?
  ) throws -> Bool {
    guard let text = columns.session else { return columns.sequence == nil }
    guard let sequence = columns.sequence.map({ Int($0) }) else { return false }
    let session = String(decoding: text, as: UTF8.self)
    let former = try chains[session] ?? link(sequence, session)
    guard sequence == (former?.sequence ?? 0) + 1 else { return false }
    if let former {
      guard columns.previous.map({ $0.elementsEqual(former.leaf) }) == true else { return false }
    } else if columns.previous != nil {
      return false
    }
    chains[session] = (sequence, leaf.node.bytes)
    if kind == .sessionCompleted { completed.insert(session) }
    return true
  }

  /// The contents are those whose digests the entry names.
  private func takeContents(
    _ columns: EntryRecord.Columns, _ rows: inout Rows
  ) throws -> Bool {
    let names = CanonicalMembers(columns.contents)
    if columns.contents != nil, names == nil { return false }
    var count = 0
    while rows.isAtRow, rows.cursor.integer(0) == columns.position {
      guard let name = rows.cursor.text(1), let digest = rows.cursor.blob(3),
        let expected = names?.value(name), expected.isDigest(digest)
      else { return false }
      // Whether one that is gone was erased is to be found out elsewhere.
      guard let content = rows.cursor.blob(4), let salt = rows.cursor.blob(2) else { return false }
      var hash = SHA256()
      hash.update(bufferPointer: salt)
      hash.update(bufferPointer: content)
      guard hash.finalize().withUnsafeBytes({ $0.isSame(as: digest) }) else { return false }
      count += 1
      try rows.advance()
    }
    return count == names?.count ?? 0
  }
}

extension UnsafeRawBufferPointer {
  /// Whether it is the JSON text of a digest.
  fileprivate func isDigest(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard count == 2 * bytes.count + 9,
      UnsafeRawBufferPointer(rebasing: self[..<8]).isSame(as: "\"sha256:"),
      last == UInt8(ascii: "\"")
    else { return false }
    for (index, byte) in bytes.enumerated() {
      guard Self.digit(self[8 + 2 * index]) == byte >> 4,
        Self.digit(self[9 + 2 * index]) == byte & 15
      else { return false }
    }
    return true
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
