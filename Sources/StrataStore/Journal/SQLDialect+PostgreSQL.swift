extension SQLDialect {
  /// The schema of the database that holds the journal, apart from what others keep there.
  package static let postgresSchema = "strata"

  /// PostgreSQL's, from version 13. Moments are `TIMESTAMPTZ`, which keeps microseconds; all numbers
  /// are `BIGINT`; texts are ordered by their bytes, as in SQLite. What digests are made of is kept as
  /// the text it was, never as `JSONB`, which writes it anew.
  package static let postgres = SQLDialect(
    name: "PostgreSQL",
    statements: postgresStatements,
    metaTable: """
      SELECT tablename::text FROM pg_tables WHERE schemaname = '\(postgresSchema)'
        AND tablename = 'meta'
      """,
    faults: """
      SELECT 'the index ' || c.relname || ' is not valid' FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relnamespace = '\(postgresSchema)'::regnamespace AND NOT i.indisvalid
      UNION ALL
      SELECT 'the trigger ' || t.tgname || ' is switched off' FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = '\(postgresSchema)'::regnamespace AND t.tgenabled NOT IN ('O', 'A')
      UNION ALL
      SELECT checksum_failures || ' pages do not fit their checksums' FROM pg_stat_database
      WHERE datname = current_database() AND checksum_failures > 0
      """,
    engineVersion: "SELECT current_setting('server_version')",
    settings: [
      Setting(name: "fsync", query: "SELECT current_setting('fsync')", expected: "on"),
      Setting(
        name: "full_page_writes", query: "SELECT current_setting('full_page_writes')",
        expected: "on"),
    ])

  private static let postgresStatements =
    [
      "CREATE SCHEMA \(postgresSchema)",
      """
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% of the journal are never changed or deleted', TG_TABLE_NAME
          USING ERRCODE = 'restrict_violation';
      END $$
      """,
      """
      CREATE TABLE meta (
        name TEXT COLLATE "C" PRIMARY KEY,
        value TEXT NOT NULL
      )
      """,
      """
      CREATE TABLE code_states (
        id BIGINT PRIMARY KEY,
        document TEXT NOT NULL UNIQUE
      )
      """,
      """
      CREATE TABLE entries (
        position BIGINT PRIMARY KEY,
        recorded_at TIMESTAMPTZ NOT NULL,
        kind TEXT NOT NULL,
        customer TEXT COLLATE "C",
        session UUID,
        sequence BIGINT,
        actor TEXT,
        code BIGINT REFERENCES code_states (id),
        body TEXT NOT NULL,
        CHECK ((session IS NULL) = (sequence IS NULL))
      )
      """,
      """
      CREATE UNIQUE INDEX entry_by_session ON entries (session, sequence) WHERE session IS NOT NULL
      """,
      """
      CREATE INDEX collision_by_customer ON entries (customer, recorded_at)
      WHERE kind IN ('version.collision', 'version.collision_pattern')
      """,
    ] + appendOnly("entries") + [
      """
      CREATE TABLE customers (
        name TEXT COLLATE "C" PRIMARY KEY,
        fence BIGINT NOT NULL,
        revision BIGINT NOT NULL,
        changes BIGINT NOT NULL,
        session_count BIGINT NOT NULL,
        highest_major BIGINT NOT NULL,
        newest TEXT,
        last_activity TIMESTAMPTZ NOT NULL
      )
      """,
      """
      CREATE TABLE session_versions (
        position BIGINT PRIMARY KEY REFERENCES entries (position),
        id UUID NOT NULL UNIQUE,
        customer TEXT COLLATE "C" NOT NULL REFERENCES customers (name),
        major BIGINT NOT NULL,
        minor BIGINT NOT NULL,
        patch BIGINT NOT NULL,
        family TEXT NOT NULL,
        parent TEXT,
        cause TEXT NOT NULL,
        rationale TEXT NOT NULL,
        decision TEXT NOT NULL,
        decision_salt BYTEA NOT NULL,
        state TEXT NOT NULL,
        created_at TIMESTAMPTZ NOT NULL,
        last_activity TIMESTAMPTZ NOT NULL,
        turn_count BIGINT NOT NULL,
        entry_count BIGINT NOT NULL,
        absorbed BIGINT NOT NULL,
        progress TEXT,
        UNIQUE (customer, major, minor, patch)
      )
      """,
      """
      CREATE INDEX session_to_absorb ON session_versions (customer, major, position)
      WHERE absorbed < turn_count
      """,
      "CREATE INDEX session_by_customer ON session_versions (customer, position)",
      """
      CREATE TABLE turns (
        session BIGINT NOT NULL REFERENCES session_versions (position),
        sequence BIGINT NOT NULL,
        role TEXT NOT NULL,
        at TIMESTAMPTZ,
        author BYTEA,
        salt BYTEA NOT NULL,
        digest BYTEA NOT NULL,
        content BYTEA NOT NULL,
        PRIMARY KEY (session, sequence)
      )
      """,
      """
      CREATE TABLE lines (
        customer TEXT COLLATE "C" NOT NULL REFERENCES customers (name),
        major BIGINT NOT NULL,
        family TEXT NOT NULL,
        newest_minor BIGINT NOT NULL,
        newest_patch BIGINT NOT NULL,
        last_activity TIMESTAMPTZ NOT NULL,
        phase TEXT,
        project TEXT,
        PRIMARY KEY (customer, major)
      )
      """,
      "CREATE INDEX line_by_activity ON lines (customer, last_activity)",
      "CREATE INDEX line_by_project ON lines (customer, project) WHERE project IS NOT NULL",
      """
      CREATE TABLE line_profiles (
        customer TEXT COLLATE "C" NOT NULL,
        major BIGINT NOT NULL,
        folded BIGINT NOT NULL,
        profile TEXT NOT NULL,
        PRIMARY KEY (customer, major)
      )
      """,
      """
      CREATE TABLE origins (
        source TEXT COLLATE "C" NOT NULL,
        key TEXT COLLATE "C" NOT NULL,
        session BIGINT NOT NULL REFERENCES session_versions (position),
        digest TEXT NOT NULL,
        turn_count BIGINT NOT NULL,
        PRIMARY KEY (source, key)
      )
      """,
    ]

  /// Refuses UPDATE, DELETE and TRUNCATE of a table's rows.
  private static func appendOnly(_ table: String) -> [String] {
    [
      """
      CREATE TRIGGER \(table)_are_not_changed BEFORE UPDATE OR DELETE ON \(table)
      FOR EACH ROW EXECUTE FUNCTION refuse_change()
      """,
      """
      CREATE TRIGGER \(table)_are_not_truncated BEFORE TRUNCATE ON \(table)
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
      """,
    ]
  }
}
