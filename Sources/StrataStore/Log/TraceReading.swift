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
    let concealed = try ConfigurationReading.concealedKeys(in: connection)
    return try ConfigurationReading.versions(in: .everything, at: index, in: connection)
      .filter(\.isPresent)
      .map { version in
        let value = concealed.contains(version.key) ? nil : version.value
        let text = value.flatMap { $0.bytes.count <= shownValueBytes ? $0.text : nil }
        return LayerRecords.ConfigurationValue(
          key: version.key.path, value: text, index: version.index, entry: version.entry)
      }
  }

  private static let shownValueBytes = 4096
}
