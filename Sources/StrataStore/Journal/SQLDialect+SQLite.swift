extension SQLDialect {
  /// SQLite's.
  static let sqlite = SQLDialect(
    name: "SQLite",
    statements: sqliteStatements,
    metaTable: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'meta'",
    faults: "SELECT quick_check FROM pragma_quick_check(100) WHERE quick_check <> 'ok'",
    engineVersion: "SELECT sqlite_version()",
    settings: [
      Setting(name: "journal_mode", query: "PRAGMA journal_mode", expected: "wal"),
      Setting(name: "foreign_keys", query: "PRAGMA foreign_keys", expected: "1"),
    ])

  private static let sqliteStatements = [
    """
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE code_states (
      id INTEGER PRIMARY KEY,
      document TEXT NOT NULL UNIQUE
    ) STRICT
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
      code INTEGER REFERENCES code_states (id),
      body TEXT NOT NULL,
      CHECK ((session IS NULL) = (sequence IS NULL))
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX entry_by_session ON entries (session, sequence) WHERE session IS NOT NULL
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
      cause TEXT NOT NULL,
      rationale TEXT NOT NULL,
      decision TEXT NOT NULL,
      decision_salt BLOB NOT NULL,
      state TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      last_activity INTEGER NOT NULL,
      turn_count INTEGER NOT NULL,
      entry_count INTEGER NOT NULL,
      absorbed INTEGER NOT NULL,
      progress TEXT,
      UNIQUE (customer, major, minor, patch)
    ) STRICT
    """,
    // Of two indexes that serve a query equally SQLite takes the one that was made first. With the
    // other order, asking what is still to be absorbed walks all sessions of a customer.
    """
    CREATE INDEX session_to_absorb ON session_versions (customer, major, position)
    WHERE absorbed < turn_count
    """,
    "CREATE INDEX session_by_customer ON session_versions (customer, position)",
    """
    CREATE TABLE turns (
      session INTEGER NOT NULL REFERENCES session_versions (position),
      sequence INTEGER NOT NULL,
      role TEXT NOT NULL,
      at INTEGER,
      author BLOB,
      salt BLOB NOT NULL,
      digest BLOB NOT NULL,
      content BLOB NOT NULL,
      PRIMARY KEY (session, sequence)
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
      profile TEXT NOT NULL,
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
  ]
}
