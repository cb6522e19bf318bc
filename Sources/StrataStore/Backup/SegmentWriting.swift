import StrataCore
import SystemPackage
import TransparencyLog

/// Writes entries with all that belongs to them as lines of JSON: the record of an entry as it was
/// signed, then its contents, the turns it added, and where it was imported from.
///
/// What was erased is named with the entry that erased it, without words.
struct SegmentWriting {
  /// A stretch of entries, ready to be sealed.
  struct Stretch {
    var first: Int64
    var last: Int64
    var from: Timestamp
    var to: Timestamp
    var lines: [UInt8]
  }

  /// A stretch ends where it has so many bytes or entries.
  static let byteLimit = 8 << 20
  static let entryLimit: Int64 = 4096
  private static let step: Int64 = 128

  private let connection: any SQLConnection
  private let origins: [Int64: [Origin]]

  /// - Parameter first: the first entry that will be asked for.
  init(in connection: any SQLConnection, from first: Int64) throws {
    self.connection = connection
    var origins: [Int64: [Origin]] = [:]
    for row in try connection.query(
      "SELECT session, source, key, digest, turn_count FROM origins WHERE session >= ?",
      .integer(first))
    {
      origins[try row.integer(0), default: []].append(
        Origin(
          source: try row.text(1), key: try row.text(2), digest: try row.text(3),
          turnCount: try row.int(4)))
    }
    self.origins = origins
  }

  /// The next stretch, from an entry up to at most another.
  ///
  /// - Parameter bounded: whether it ends where it grows large.
  /// - Throws: ``StrataError`` with code `corrupt` where an entry is missing or is not what was signed.
  func stretch(
    _ range: ClosedRange<Int64>, bounded: Bool = true, leaf: (RecordHash) throws -> Void
  ) throws -> Stretch {
    var stretch = Stretch(
      first: range.lowerBound, last: range.lowerBound - 1, from: Timestamp(microseconds: .max),
      to: Timestamp(microseconds: .min), lines: [])
    while stretch.last < range.upperBound {
      let start = stretch.last + 1
      let end = min(start + Self.step - 1, range.upperBound)
      let rows = try connection.query(
        """
        SELECT \(EntryRow.columns) FROM entries WHERE position >= ? AND position <= ?
        ORDER BY position
        """, .integer(start), .integer(end)
      ).map { try EntryRow($0) }
      guard rows.count == Int(end - start + 1) else { throw Self.unsigned(start) }
      let contents = try contents(start...end)
      for row in rows {
        try add(row, contents[row.record.position] ?? [], to: &stretch, leaf: leaf)
      }
      let isLarge =
        stretch.lines.count >= Self.byteLimit || stretch.last - stretch.first >= Self.entryLimit - 1
      if bounded && isLarge { break }
    }
    return stretch
  }

  private static func unsigned(_ position: Int64) -> StrataError {
    StrataError(
      .corrupt, "entry \(position) is missing or not what was signed, so it is not backed up",
      place: "entry \(position)", remedy: "run 'strata audit verify'")
  }

  private func add(
    _ row: EntryRow, _ contents: [[UInt8]], to stretch: inout Stretch,
    leaf: (RecordHash) throws -> Void
  ) throws {
    let bytes = row.record.bytes
    let hash = RecordHash(of: bytes)
    guard hash.node.bytes == row.storedLeaf else { throw Self.unsigned(row.record.position) }
    try leaf(hash)
    append("entry", bytes, to: &stretch.lines)
    for content in contents { append("content", content, to: &stretch.lines) }
    if TurnCommitment.kinds.contains(where: { $0.rawValue == row.record.kind }) {
      for turn in try turns(of: row.entry()) { append("turn", turn, to: &stretch.lines) }
    }
    for origin in origins[row.record.position] ?? [] {
      append("origin", Self.line(origin), to: &stretch.lines)
    }
    stretch.last = row.record.position
    stretch.from = min(stretch.from, row.recordedAt)
    stretch.to = max(stretch.to, row.recordedAt)
  }

  private func append(_ name: StaticString, _ value: [UInt8], to lines: inout [UInt8]) {
    lines += Array("{\"".utf8)
    name.withUTF8Buffer { lines += $0 }
    lines += Array("\":".utf8)
    lines += value
    lines += Array("}\n".utf8)
  }

  private static func line(_ origin: Origin) -> [UInt8] {
    var object = CanonicalObject()
    object.string("digest", origin.digest)
    object.string("key", origin.key)
    object.string("source", origin.source)
    object.integer("turns", origin.turnCount)
    return object.finished()
  }

  // MARK: - What can be erased

  private func contents(_ range: ClosedRange<Int64>) throws -> [Int64: [[UInt8]]] {
    var contents: [Int64: [[UInt8]]] = [:]
    for row in try connection.query(
      """
      SELECT entry, name, digest, erased, salt, content FROM contents
      WHERE entry >= ? AND entry <= ? ORDER BY entry, name
      """, .integer(range.lowerBound), .integer(range.upperBound))
    {
      let bytes = row.isNull(5) ? nil : try row.bytes(5)
      let text = bytes.flatMap { String(validating: $0, as: UTF8.self) }
      var object = CanonicalObject(reserving: (bytes?.count ?? 0) + 256)
      object.string("bytes", text == nil ? bytes?.hexadecimal : nil)
      object.string("digest", try row.bytes(2).digestText)
      object.integer("erased", row.isNull(3) ? nil : try row.integer(3))
      object.string("name", try row.text(1))
      object.string("salt", row.isNull(4) ? nil : try row.bytes(4).hexadecimal)
      object.string("text", text)
      contents[try row.integer(0), default: []].append(object.finished())
    }
    return contents
  }

  private func turns(of entry: JournalEntry) throws -> [[UInt8]] {
    guard let commitment = TurnCommitment(of: entry), let session = entry.session else { return [] }
    let rows = try connection.query(
      """
      SELECT t.role, t.at, t.author, t.digest, t.erased, t.salt, t.content FROM turns t
        JOIN session_versions s ON s.position = t.session
      WHERE s.id = ? AND t.sequence >= ? AND t.sequence < ? ORDER BY t.sequence
      """, .text(session.description), .int(commitment.turns.lowerBound),
      .int(commitment.turns.upperBound))
    guard rows.count == commitment.count else { throw Self.unsigned(entry.position) }
    return try rows.map { row in
      let text = row.isNull(6) ? nil : try row.utf8(6)
      var object = CanonicalObject(reserving: (text?.utf8.count ?? 0) + 256)
      object.string("at", row.isNull(1) ? nil : try row.time(1).description)
      object.string("author", row.isNull(2) ? nil : try row.utf8(2))
      object.string("digest", try row.bytes(3).digestText)
      object.integer("erased", row.isNull(4) ? nil : try row.integer(4))
      object.string("role", try row.text(0))
      object.string("salt", row.isNull(5) ? nil : try row.bytes(5).hexadecimal)
      object.string("text", text)
      return object.finished()
    }
  }
}
