import StrataCore

/// What can be asked of the configuration and its history.
enum ConfigurationReading {
  // The author and the reason stand in the audit log; the value in its row, or, where the entry only
  // commits to it, among the contents.
  private static let selection = """
    SELECT c.config_index, c.key, c.operation, coalesce(c.value, k.content), k.erased,
      e.recorded_at, e.actor, a.reason, c.entry
    FROM configuration c JOIN entries e ON e.position = c.entry
      LEFT JOIN config_audit a ON a.entry = c.entry
      LEFT JOIN contents k ON k.entry = c.entry AND k.name = 'value:' || c.key
    """

  /// The index of the last change, 0 before the first.
  static func lastIndex(in connection: any SQLConnection) throws -> Int64 {
    try connection.query("SELECT coalesce(max(config_index), 0) FROM configuration").first?
      .integer(0) ?? 0
  }

  /// The index that was in force at a point.
  ///
  /// Indexes only rise, times may not: where the clock was set back, the highest index that was
  /// recorded at or before the time counts.
  /// - Throws: ``StrataError`` with code `notFound` for an index that does not exist.
  static func index(
    at point: ConfigurationPoint, in connection: any SQLConnection
  ) throws -> Int64 {
    switch point {
    case .now: return try lastIndex(in: connection)
    case .index(let index):
      let last = try lastIndex(in: connection)
      guard (0...last).contains(index) else {
        throw StrataError(
          .notFound, "there is no configuration index \(index)",
          remedy: "indexes go from 0 (before the first change) to \(last)")
      }
      return index
    case .time(let time):
      return try connection.query(
        """
        SELECT c.config_index FROM configuration c JOIN entries e ON e.position = c.entry
        WHERE e.recorded_at <= ? ORDER BY c.config_index DESC LIMIT 1
        """, .time(time)
      ).first?.integer(0) ?? 0
    }
  }

  /// The last change of a key up to an index; nil where it never had a value until then.
  static func version(
    of key: ConfigurationKey, at index: Int64 = .max, in connection: any SQLConnection
  ) throws -> ConfigurationVersion? {
    try connection.query(
      "\(selection) WHERE c.key = ? AND c.config_index <= ? ORDER BY c.config_index DESC LIMIT 1",
      .text(key.path), .integer(index)
    ).first.map(version)
  }

  /// A value that Strata itself goes by, as of an index; nil where the key has none.
  static func setting(
    _ key: String, at index: Int64 = .max, in connection: any SQLConnection
  ) throws -> [UInt8]? {
    try version(of: ConfigurationKey(key), at: index, in: connection)?.value?.bytes
  }

  /// The last change of each key of a scope up to an index, deletions too, by key.
  ///
  /// - Complexity: O(changes of the scope up to the index).
  static func versions(
    in scope: ConfigurationScope, at index: Int64 = .max, in connection: any SQLConnection
  ) throws -> [ConfigurationVersion] {
    let condition = condition(scope)
    return try connection.query(
      """
      \(selection) WHERE \(condition.sql) AND c.config_index <= ? AND NOT EXISTS (
        SELECT 1 FROM configuration n
        WHERE n.key = c.key AND n.config_index > c.config_index AND n.config_index <= ?)
      ORDER BY c.key
      """, condition.arguments + [.integer(index), .integer(index)]
    ).map(version)
  }

  /// The newest transactions that touched a scope before an index, whole ones, newest first.
  static func history(
    of scope: ConfigurationScope, before index: Int64, limit: Int, in connection: any SQLConnection
  ) throws -> [ConfigurationVersion] {
    guard limit > 0 else { return [] }
    let condition = condition(scope)
    return try connection.query(
      """
      \(selection) WHERE \(condition.sql) AND c.config_index < ? AND c.config_index >= (
        SELECT coalesce(min(newest.i), 0) FROM (
          SELECT DISTINCT c.config_index AS i FROM configuration c
          WHERE \(condition.sql) AND c.config_index < ? ORDER BY i DESC LIMIT ?) AS newest)
      ORDER BY c.config_index DESC, c.key
      """,
      condition.arguments + [.integer(index)] + condition.arguments + [
        .integer(index), .int(limit),
      ]
    ).map(version)
  }

  /// The first transactions that touched a scope after an index and up to another, whole ones, oldest
  /// first.
  static func changes(
    of scope: ConfigurationScope, after index: Int64, upTo last: Int64 = .max, limit: Int,
    in connection: any SQLConnection
  ) throws -> [ConfigurationVersion] {
    let condition = condition(scope)
    return try connection.query(
      """
      \(selection) WHERE \(condition.sql) AND c.config_index > ? AND c.config_index <= (
        SELECT coalesce(max(oldest.i), 0) FROM (
          SELECT DISTINCT c.config_index AS i FROM configuration c
          WHERE \(condition.sql) AND c.config_index > ? AND c.config_index <= ?
          ORDER BY i LIMIT ?) AS oldest)
      ORDER BY c.config_index, c.key
      """,
      condition.arguments + [.integer(index)] + condition.arguments
        + [.integer(index), .integer(last), .int(limit)]
    ).map(version)
  }

  /// The keys that are concealed by what the store is told and by what always holds.
  static func concealedKeys(in connection: any SQLConnection) throws -> ConcealedKeys {
    let key = try ConfigurationKey(ConcealedKeys.settingPath)
    guard let value = try version(of: key, in: connection)?.value else { return ConcealedKeys() }
    return try ConcealedKeys(value, of: key)
  }

  private static func condition(
    _ scope: ConfigurationScope
  ) -> (sql: String, arguments: [SQLValue]) {
    switch scope {
    case .everything: return ("1 = 1", [])
    case .key(let key): return ("c.key = ?", [.text(key.path)])
    // Both databases compare keys by their bytes, and '0' comes right after '/'.
    case .under(let key):
      return ("c.key >= ? AND c.key < ?", [.text(key.path + "/"), .text(key.path + "0")])
    }
  }

  private static func version(_ row: SQLRow) throws -> ConfigurationVersion {
    let name = try row.text(2)
    guard let operation = ConfigurationVersion.Operation(rawValue: name) else {
      throw StrataError(
        .corrupt, "the configuration holds the unknown operation \(name)",
        place: "configuration index \(try row.integer(0))", remedy: "run 'strata fsck'")
    }
    return ConfigurationVersion(
      index: try row.integer(0), key: try ConfigurationKey(try row.text(1)), operation: operation,
      value: row.isNull(3) ? nil : try ConfigurationValue(try row.bytes(3)),
      isErased: !row.isNull(4), at: try row.time(5), author: try row.optionalText(6),
      reason: try row.optionalText(7), entry: try row.integer(8))
  }
}
