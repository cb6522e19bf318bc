public import StrataCore
import TransparencyLog

extension SessionStore {
  /// What the five layers hold about a session (row K1), in one view of the database.
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  /// - Complexity: O(entries of the session and keys of the configuration), whatever the size of the
  ///   store.
  public func layerRecords(of name: SessionName) throws -> LayerRecords {
    let signed = Int64(try log.newest().checkpoint.size.count)
    let store = marker.store
    return try driver.read { connection in
      let stored = try StoredSession.named(name, in: connection)
      let rows = try connection.query(
        "SELECT \(EntryRow.columns) FROM entries WHERE session = ? ORDER BY sequence",
        .text(stored.session.id.description)
      ).map { try EntryRow($0) }
      let audit = try Self.auditRows(of: stored.session.id, rows: rows, in: connection)
      let erased = try Self.erasedContents(of: stored.session.id, in: connection)
      let entries = try rows.map { row in
        LayerRecords.Entry(
          entry: try row.entry(), leaf: row.leaf.node.bytes, offset: row.topicOffset,
          auditRow: audit[row.record.position], erased: erased[row.record.position] ?? [])
      }
      let index = rows.map(\.record.configuration).max() ?? 0
      return LayerRecords(
        store: store, session: stored.session, entries: entries, entryCount: stored.entryCount,
        chain: stored.chain,
        configuration: try Self.configuration(at: index, in: connection), signed: signed)
    }
  }

  /// The entries that changed the configuration, up to an index, in order.
  ///
  /// - Complexity: O(index).
  public func configurationEntries(through index: Int64) throws -> [Int64] {
    try driver.read { connection in
      try connection.query(
        """
        SELECT DISTINCT entry FROM configuration WHERE config_index <= ? ORDER BY entry
        """, .integer(index)
      ).map { try $0.integer(0) }
    }
  }

  private static func auditRows(
    of session: SessionID, rows: [EntryRow], in connection: any SQLConnection
  ) throws -> [Int64: Int64] {
    var ids: [Int64: Int64] = [:]
    let tables = Set(
      rows.compactMap { JournalEntry.Kind(rawValue: $0.record.kind)?.auditTable })
    for table in tables {
      for row in try connection.query(
        """
        SELECT a.entry, a.id FROM \(table.rawValue) a JOIN entries e ON e.position = a.entry
        WHERE e.session = ?
        """, .text(session.description))
      {
        ids[try row.integer(0)] = try row.integer(1)
      }
    }
    return ids
  }

  private static func erasedContents(
    of session: SessionID, in connection: any SQLConnection
  ) throws -> [Int64: [String]] {
    var erased: [Int64: [String]] = [:]
    for row in try connection.query(
      """
      SELECT c.entry, c.name FROM contents c JOIN entries e ON e.position = c.entry
      WHERE e.session = ? AND c.erased IS NOT NULL ORDER BY c.entry, c.name
      """, .text(session.description))
    {
      erased[try row.integer(0), default: []].append(try row.text(1))
    }
    return erased
  }

  /// Each key's newest value at an index; deleted keys are left out.
  private static func configuration(
    at index: Int64, in connection: any SQLConnection
  ) throws -> [LayerRecords.ConfigurationValue] {
    guard index > 0 else { return [] }
    return try connection.query(
      """
      SELECT c.key, c.value, c.config_index, c.entry FROM configuration c
      WHERE c.config_index = (SELECT max(n.config_index) FROM configuration n
        WHERE n.key = c.key AND n.config_index <= ?) AND c.operation <> 'delete'
      ORDER BY c.key
      """, .integer(index)
    ).map { row in
      let bytes = row.isNull(1) ? [] : try row.bytes(1)
      let text = bytes.count <= shownValueBytes ? String(validating: bytes, as: UTF8.self) : nil
      return LayerRecords.ConfigurationValue(
        key: try row.text(0), value: text, index: try row.integer(2), entry: try row.integer(3))
    }
  }

  private static let shownValueBytes = 4096
}
