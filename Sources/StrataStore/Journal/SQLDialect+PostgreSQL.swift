import StrataCore

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
      SELECT checksum_failures || ' pages do not fit their checksums' FROM pg_stat_database
      WHERE datname = current_database() AND checksum_failures > 0
      """,
    objectNames: """
      SELECT c.relname::text FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
      WHERE c.relnamespace = to_regnamespace('\(postgresSchema)') AND i.indisvalid IS NOT FALSE
      UNION ALL
      SELECT t.tgname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = to_regnamespace('\(postgresSchema)') AND t.tgenabled IN ('O', 'A')
      UNION ALL
      SELECT proname::text FROM pg_proc WHERE pronamespace = to_regnamespace('\(postgresSchema)')
      """,
    removal: { object in
      switch object.kind {
      case .index: "DROP INDEX IF EXISTS \(object.name)"
      case .trigger: "DROP TRIGGER IF EXISTS \(object.name) ON \(object.table)"
      case .function, .table, .view: nil
      }
    },
    engineVersion: "SELECT current_setting('server_version')",
    jsonText: { column, member in "(\(column) ->> '\(member)')" },
    codeMember: postgresCodeMember,
    deferringKeys: [foreignKeys("DEFERRABLE INITIALLY DEFERRED")],
    checkingKeys: ["SET CONSTRAINTS ALL IMMEDIATE", foreignKeys("NOT DEFERRABLE")],
    settings: [
      Setting(name: "fsync", query: "SELECT current_setting('fsync')", expected: "on"),
      Setting(
        name: "full_page_writes", query: "SELECT current_setting('full_page_writes')",
        expected: "on"),
    ])

  /// Alters every foreign key of the journal's tables.
  private static func foreignKeys(_ change: String) -> String {
    """
    DO $$ DECLARE key record; BEGIN
      FOR key IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint
        WHERE contype = 'f' AND connamespace = '\(postgresSchema)'::regnamespace
      LOOP
        EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I \(change)', key.owner, key.conname);
      END LOOP;
    END $$
    """
  }

  private static func postgresCodeMember(_ member: String) -> String {
    "(code::json ->> '\(member)')"
  }

  private static let postgresStatements =
    [
      "CREATE SCHEMA IF NOT EXISTS \(postgresSchema)",
      """
      CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
      CREATE TABLE entries (
        position BIGINT PRIMARY KEY,
        recorded_at TIMESTAMPTZ NOT NULL,
        kind TEXT NOT NULL,
        customer TEXT COLLATE "C",
        session UUID,
        sequence BIGINT,
        actor TEXT,
        realm TEXT,
        conversation TEXT,
        code TEXT,
        configuration BIGINT NOT NULL,
        previous BYTEA,
        contents TEXT,
        body TEXT NOT NULL,
        topic TEXT COLLATE "C" NOT NULL,
        topic_offset BIGINT NOT NULL,
        leaf BYTEA NOT NULL,
        CHECK ((session IS NULL) = (sequence IS NULL))
      )
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
    ] + codeIndexes(postgresCodeMember) + appendOnly("entries") + [
      """
      CREATE TABLE contents (
        entry BIGINT NOT NULL REFERENCES entries (position),
        name TEXT COLLATE "C" NOT NULL,
        salt BYTEA,
        digest BYTEA NOT NULL,
        content BYTEA,
        erased BIGINT REFERENCES entries (position),
        PRIMARY KEY (entry, name),
        CHECK ((content IS NULL) = (erased IS NOT NULL))
      )
      """,
      """
      CREATE TABLE configuration (
        config_index BIGINT NOT NULL,
        key TEXT COLLATE "C" NOT NULL,
        operation TEXT NOT NULL,
        value BYTEA,
        entry BIGINT NOT NULL REFERENCES entries (position),
        PRIMARY KEY (config_index, key)
      )
      """,
      "CREATE INDEX configuration_by_key ON configuration (key, config_index)",
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
        merged TEXT,
        cause TEXT NOT NULL,
        rationale TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at TIMESTAMPTZ NOT NULL,
        last_activity TIMESTAMPTZ NOT NULL,
        turn_count BIGINT NOT NULL,
        entry_count BIGINT NOT NULL,
        chain BYTEA NOT NULL,
        absorbed BIGINT NOT NULL,
        decision_count BIGINT NOT NULL,
        progress TEXT,
        content_entry BIGINT NOT NULL REFERENCES entries (position),
        UNIQUE (customer, major, minor, patch)
      )
      """,
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
        session BIGINT NOT NULL REFERENCES session_versions (position),
        sequence BIGINT NOT NULL,
        role TEXT NOT NULL,
        at TIMESTAMPTZ,
        author BYTEA,
        salt BYTEA,
        digest BYTEA NOT NULL,
        content BYTEA,
        erased BIGINT REFERENCES entries (position),
        PRIMARY KEY (session, sequence),
        CHECK ((content IS NULL) = (erased IS NOT NULL))
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
        profile BYTEA NOT NULL,
        PRIMARY KEY (customer, major)
      )
      """,
      """
      CREATE TABLE origins (
        source TEXT NOT NULL,
        key TEXT NOT NULL,
        session BIGINT NOT NULL REFERENCES session_versions (position),
        digest TEXT NOT NULL,
        turn_count BIGINT NOT NULL
      )
      """,
      // What others name may be longer than what a tree takes of a text; a hash has no limit.
      "CREATE UNIQUE INDEX origin_is_taken_once ON origins (md5(source), md5(key))",
      "CREATE INDEX origin_by_key ON origins USING hash (key)",
      """
      CREATE TABLE ssh_connections (
        id UUID PRIMARY KEY,
        host TEXT COLLATE "C" NOT NULL,
        port BIGINT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('idle', 'active', 'closed')),
        created_at TIMESTAMPTZ NOT NULL,
        last_used_at TIMESTAMPTZ NOT NULL
      )
      """,
      "CREATE INDEX idle_connection ON ssh_connections (host, port) WHERE state = 'idle'",
    ] + postgresEventTables + AuditTable.allCases.flatMap(auditTable) + [sessionsView]

  /// What consumer groups keep of the topics (rows E2–E4).
  private static let postgresEventTables = [
    """
    CREATE TABLE topics (
      name TEXT COLLATE "C" PRIMARY KEY,
      first_offset BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE consumer_offsets (
      consumer_group TEXT COLLATE "C" NOT NULL,
      topic TEXT COLLATE "C" NOT NULL,
      committed BIGINT NOT NULL,
      committed_at TIMESTAMPTZ NOT NULL,
      state TEXT,
      PRIMARY KEY (consumer_group, topic)
    )
    """,
    """
    CREATE TABLE event_statistics (
      day TEXT COLLATE "C" NOT NULL,
      topic TEXT COLLATE "C" NOT NULL,
      event_type TEXT COLLATE "C" NOT NULL,
      outcome TEXT COLLATE "C" NOT NULL,
      count BIGINT NOT NULL,
      PRIMARY KEY (day, topic, event_type, outcome)
    )
    """,
    """
    CREATE TABLE alerts (
      rule TEXT COLLATE "C" NOT NULL,
      event BIGINT NOT NULL,
      entry BIGINT NOT NULL REFERENCES entries (position),
      PRIMARY KEY (rule, event)
    )
    """,
  ]

  /// A table of the audit log, with the columns of Seed A; `entry` names the leaf (rows D1, D2).
  private static func auditTable(_ table: AuditTable) -> [String] {
    let name = table.rawValue
    let columns = table.columns.map { "\($0) \(postgresType(of: $0, in: table))" }
      .joined(separator: ", ")
    return [
      """
      CREATE TABLE \(name) (
        id BIGINT PRIMARY KEY,
        \(columns),
        entry BIGINT NOT NULL UNIQUE REFERENCES entries (position)
      )
      """,
      "CREATE INDEX idx_\(name)_user ON \(name) USING hash (user_id)",
      "CREATE INDEX idx_\(name)_realm ON \(name) USING hash (realm_id)",
      "CREATE INDEX idx_\(name)_timestamp ON \(name) (timestamp)",
    ] + appendOnly(name)
  }

  private static func postgresType(of column: String, in table: AuditTable) -> String {
    switch column {
    case "timestamp", "created_at": "TIMESTAMPTZ NOT NULL"
    case "config_index": "BIGINT NOT NULL"
    case "success": "BOOLEAN NOT NULL"
    case "session_id": table == .sessions || table == .commands ? "UUID NOT NULL" : "UUID"
    case "client_ip": "INET"
    case "command", "execution", "result", "changes": "JSONB NOT NULL"
    case "metadata": "JSONB"
    case "user_id", "realm_id", "event_type", "status", "environment": "TEXT NOT NULL"
    default: "TEXT"
    }
  }

  /// Layer 3 as Seed A has it: always as current as the rows it shows (row T2).
  private static let sessionsView = """
    CREATE VIEW sessions AS
    SELECT s.id AS id, e.actor AS user_id, e.realm AS realm_id, e.conversation AS conversation_id,
      s.created_at AS created_at, s.last_activity AS last_active_at,
      jsonb_build_object('customer', s.customer, 'entries', s.entry_count, 'state', s.state,
        'turns', s.turn_count, 'version', 'v' || s.major || '.' || s.minor || '.' || s.patch)
        AS state
    FROM session_versions s JOIN entries e ON e.position = s.position
    """

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
