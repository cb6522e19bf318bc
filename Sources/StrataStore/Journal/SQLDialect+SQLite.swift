import StrataCore

extension SQLDialect {
  /// SQLite's.
  static let sqlite = SQLDialect(
    name: "SQLite",
    statements: sqliteTables + codeIndexes(sqliteCodeMember) + sqliteEventTables + sqliteAuditTables
      + sqliteViews,
    metaTable: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'meta'",
    faults: "SELECT quick_check FROM pragma_quick_check(100) WHERE quick_check <> 'ok'",
    objectNames: "SELECT name FROM sqlite_schema",
    removal: { _ in nil },
    engineVersion: "SELECT sqlite_version()",
    jsonText: { column, member in "CAST(json_extract(\(column), '$.\(member)') AS TEXT)" },
    codeMember: sqliteCodeMember,
    deferringKeys: ["PRAGMA defer_foreign_keys = ON"], checkingKeys: [],
    settings: [
      Setting(name: "journal_mode", query: "PRAGMA journal_mode", expected: "wal"),
      Setting(name: "foreign_keys", query: "PRAGMA foreign_keys", expected: "1"),
    ])

  private static func sqliteCodeMember(_ member: String) -> String {
    "CAST(json_extract(code, '$.\(member)') AS TEXT)"
  }

  private static let sqliteTables = [
    """
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE entries (
      position INTEGER PRIMARY KEY,
      recorded_at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      customer TEXT,
      session TEXT,
      sequence INTEGER,
      actor TEXT,
      realm TEXT,
      conversation TEXT,
      code TEXT,
      configuration INTEGER NOT NULL,
      previous BLOB,
      contents TEXT,
      body TEXT NOT NULL,
      topic TEXT NOT NULL,
      topic_offset INTEGER NOT NULL,
      leaf BLOB NOT NULL,
      CHECK ((session IS NULL) = (sequence IS NULL))
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX entry_by_session ON entries (session, sequence) WHERE session IS NOT NULL
    """,
    "CREATE UNIQUE INDEX entry_by_topic ON entries (topic, topic_offset)",
    """
    CREATE INDEX continuity_by_customer ON entries (customer, position)
    WHERE kind IN ('context.set', 'review.raised', 'review.resolved')
    """,
    """
    CREATE INDEX collision_by_customer ON entries (customer, recorded_at)
    WHERE kind IN ('version.collision', 'version.collision_pattern')
    """,
    """
    CREATE TRIGGER entries_are_not_updated BEFORE UPDATE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries of the journal are never changed'); END
    """,
    """
    CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries of the journal are never deleted'); END
    """,
    """
    CREATE TABLE contents (
      entry INTEGER NOT NULL REFERENCES entries (position),
      name TEXT NOT NULL,
      salt BLOB,
      digest BLOB NOT NULL,
      content BLOB,
      erased INTEGER REFERENCES entries (position),
      PRIMARY KEY (entry, name),
      CHECK ((content IS NULL) = (erased IS NOT NULL))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE configuration (
      config_index INTEGER NOT NULL,
      key TEXT NOT NULL,
      operation TEXT NOT NULL,
      value BLOB,
      entry INTEGER NOT NULL REFERENCES entries (position),
      PRIMARY KEY (config_index, key)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX configuration_by_key ON configuration (key, config_index)",
    """
    CREATE TABLE customers (
      name TEXT PRIMARY KEY,
      fence INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      changes INTEGER NOT NULL,
      session_count INTEGER NOT NULL,
      highest_major INTEGER NOT NULL,
      newest TEXT,
      last_activity INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE session_versions (
      position INTEGER PRIMARY KEY REFERENCES entries (position),
      id TEXT NOT NULL UNIQUE,
      customer TEXT NOT NULL REFERENCES customers (name),
      major INTEGER NOT NULL,
      minor INTEGER NOT NULL,
      patch INTEGER NOT NULL,
      family TEXT NOT NULL,
      parent TEXT,
      merged TEXT,
      cause TEXT NOT NULL,
      rationale TEXT NOT NULL,
      state TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      last_activity INTEGER NOT NULL,
      turn_count INTEGER NOT NULL,
      entry_count INTEGER NOT NULL,
      chain BLOB NOT NULL,
      absorbed INTEGER NOT NULL,
      decision_count INTEGER NOT NULL,
      progress TEXT,
      content_entry INTEGER NOT NULL REFERENCES entries (position),
      UNIQUE (customer, major, minor, patch)
    ) STRICT
    """,
    // Of two indexes that serve a query equally SQLite takes the one that was made first. With the
    // other order, asking what is still to be absorbed walks all sessions of a customer.
    """
    CREATE INDEX session_to_absorb ON session_versions (customer, major, position)
    WHERE absorbed < turn_count
    """,
    """
    CREATE INDEX session_with_decisions ON session_versions (customer, major, position)
    WHERE decision_count > 0
    """,
    "CREATE INDEX session_by_customer ON session_versions (customer, position)",
    """
    CREATE TABLE turns (
      session INTEGER NOT NULL REFERENCES session_versions (position),
      sequence INTEGER NOT NULL,
      role TEXT NOT NULL,
      at INTEGER,
      author BLOB,
      salt BLOB,
      digest BLOB NOT NULL,
      content BLOB,
      erased INTEGER REFERENCES entries (position),
      PRIMARY KEY (session, sequence),
      CHECK ((content IS NULL) = (erased IS NOT NULL))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE lines (
      customer TEXT NOT NULL REFERENCES customers (name),
      major INTEGER NOT NULL,
      family TEXT NOT NULL,
      newest_minor INTEGER NOT NULL,
      newest_patch INTEGER NOT NULL,
      last_activity INTEGER NOT NULL,
      phase TEXT,
      project TEXT,
      PRIMARY KEY (customer, major)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX line_by_activity ON lines (customer, last_activity)",
    "CREATE INDEX line_by_project ON lines (customer, project) WHERE project IS NOT NULL",
    """
    CREATE TABLE line_profiles (
      customer TEXT NOT NULL,
      major INTEGER NOT NULL,
      folded INTEGER NOT NULL,
      profile BLOB NOT NULL,
      PRIMARY KEY (customer, major)
    ) STRICT
    """,
    """
    CREATE TABLE origins (
      source TEXT NOT NULL,
      key TEXT NOT NULL,
      session INTEGER NOT NULL REFERENCES session_versions (position),
      digest TEXT NOT NULL,
      turn_count INTEGER NOT NULL,
      PRIMARY KEY (source, key)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE ssh_connections (
      id TEXT PRIMARY KEY,
      host TEXT NOT NULL,
      port INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('idle', 'active', 'closed')),
      created_at INTEGER NOT NULL,
      last_used_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX idle_connection ON ssh_connections (host, port) WHERE state = 'idle'",
  ]

  /// What consumer groups keep of the topics (rows E2–E4).
  private static let sqliteEventTables = [
    """
    CREATE TABLE topics (
      name TEXT PRIMARY KEY,
      first_offset INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE consumer_offsets (
      consumer_group TEXT NOT NULL,
      topic TEXT NOT NULL,
      committed INTEGER NOT NULL,
      committed_at INTEGER NOT NULL,
      state TEXT,
      PRIMARY KEY (consumer_group, topic)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE event_statistics (
      day TEXT NOT NULL,
      topic TEXT NOT NULL,
      event_type TEXT NOT NULL,
      outcome TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (day, topic, event_type, outcome)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE alerts (
      rule TEXT NOT NULL,
      event INTEGER NOT NULL,
      entry INTEGER NOT NULL REFERENCES entries (position),
      PRIMARY KEY (rule, event)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  /// The tables of the audit log, with the columns of Seed A; `entry` names the leaf (rows D1, D2).
  private static let sqliteAuditTables = AuditTable.allCases.flatMap { table in
    let name = table.rawValue
    let columns = table.columns.map { "\($0) \(sqliteType(of: $0, in: table))" }.joined(
      separator: ", ")
    return [
      """
      CREATE TABLE \(name) (
        id INTEGER PRIMARY KEY,
        \(columns),
        entry INTEGER NOT NULL UNIQUE REFERENCES entries (position)
      ) STRICT
      """,
      "CREATE INDEX idx_\(name)_user ON \(name) (user_id)",
      "CREATE INDEX idx_\(name)_realm ON \(name) (realm_id)",
      "CREATE INDEX idx_\(name)_timestamp ON \(name) (timestamp)",
      """
      CREATE TRIGGER \(name)_is_not_updated BEFORE UPDATE ON \(name)
      BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END
      """,
      """
      CREATE TRIGGER \(name)_is_not_deleted BEFORE DELETE ON \(name)
      BEGIN SELECT RAISE(ABORT, 'the audit log is never deleted from'); END
      """,
    ]
  }

  private static func sqliteType(of column: String, in table: AuditTable) -> String {
    switch column {
    case "session_id" where table == .sessions || table == .commands: "TEXT NOT NULL"
    case "timestamp", "created_at", "config_index": "INTEGER NOT NULL"
    case "success": "INTEGER NOT NULL CHECK (success IN (0, 1))"
    case "user_id", "realm_id", "event_type", "command", "execution", "result", "changes", "status",
      "environment":
      "TEXT NOT NULL"
    default: "TEXT"
    }
  }

  /// Layer 3 as Seed A has it: always as current as the rows it shows (row T2).
  private static let sqliteViews = [
    """
    CREATE VIEW sessions AS
    SELECT s.id AS id, e.actor AS user_id, e.realm AS realm_id, e.conversation AS conversation_id,
      s.created_at AS created_at, s.last_activity AS last_active_at,
      json_object('customer', s.customer, 'entries', s.entry_count, 'state', s.state,
        'turns', s.turn_count, 'version', 'v' || s.major || '.' || s.minor || '.' || s.patch)
        AS state
    FROM session_versions s JOIN entries e ON e.position = s.position
    """
  ]
}
