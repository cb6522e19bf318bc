import StrataCore
import StrataTesting
import SystemPackage
import Testing

@testable import StrataStore

/// One way in which a store is damaged, and what is expected of its check and its repair.
struct Damage: Sendable, CustomTestStringConvertible {
  /// What a repair can save.
  enum Rest: Sendable, Equatable {
    /// Every word, and every proof.
    case everything
    /// Every word; what proved some of them is gone, which `audit verify` goes on to say.
    case words
    /// What else there was; some words are nowhere any more.
    case others
    /// Nothing may be changed: it needs a backup. The findings stay.
    case untouched
  }

  var name: String
  /// What the check finds: exactly these codes.
  var codes: Set<String>
  var rest: Rest
  var perform: @Sendable (DamagedStore) throws -> Void
  var testDescription: String { name }

  init(
    _ name: String, _ codes: Set<String>, _ rest: Rest = .everything,
    _ perform: @escaping @Sendable (DamagedStore) throws -> Void
  ) {
    (self.name, self.codes, self.rest, self.perform) = (name, codes, rest, perform)
  }
}

enum DamageCatalogue {
  private static let sealed = "acme/v1.0.0"
  private static let active = "acme/v1.1.0"

  /// Files are damaged alike whatever the database: beside a server, those of one name will do.
  static let all = files + beside + views + words + database + own + pairs

  private static let isOnServer = JournalBackend.chosen == .postgres
  private static let beside = isOnServer ? [] : directories + folders
  /// What only the chosen database can suffer.
  private static let own = isOnServer ? server : file

  // MARK: - Each of the four files

  private static let damagedFiles = isOnServer ? [.conversation] : SessionFile.allCases

  static let files = damagedFiles.flatMap { file -> [Damage] in
    let name = file.rawValue
    func path(_ store: DamagedStore) -> String { store.file(file, of: sealed) }
    return [
      Damage("\(name) missing", ["file.missing"]) { try $0.remove($0.file(file, of: sealed)) },
      Damage("\(name) cut off", ["file.changed"]) { store in
        try store.edit(store.file(file, of: sealed)) { $0.removeLast($0.count / 2) }
      },
      Damage("\(name) emptied", ["file.changed"]) {
        try $0.write([], to: $0.file(file, of: sealed))
      },
      Damage("\(name) all zeros", ["file.changed"]) { store in
        try store.edit(store.file(file, of: sealed)) { $0 = Array(repeating: 0, count: $0.count) }
      },
      Damage("\(name) with a flipped bit", ["file.changed"]) { store in
        try store.edit(store.file(file, of: sealed)) { $0[$0.count / 3] ^= 4 }
      },
      Damage("\(name) swapped with the sibling's", ["file.changed"]) { store in
        try store.swap(store.file(file, of: sealed), store.file(file, of: active))
      },
      Damage("\(name) a folder", ["file.missing"]) { store in
        try store.remove(store.file(file, of: sealed))
        try store.makeFolder(store.file(file, of: sealed))
      },
      Damage("\(name) readable by nobody else", ["directory.permissions"]) {
        try $0.setMode(0o600, of: $0.file(file, of: sealed))
      },
    ]
  }

  // MARK: - Directories

  static let directories: [Damage] = [
    Damage("directory missing", ["directory.missing"]) {
      try $0.remove($0.path("sessions/\(sealed)"))
    },
    Damage("directory emptied", ["file.missing"]) { store in
      for file in SessionFile.allCases { try store.remove(store.file(file, of: sealed)) }
    },
    Damage("a file in place of the directory", ["directory.missing"]) { store in
      try store.remove(store.path("sessions/\(sealed)"))
      try store.make(store.path("sessions/\(sealed)"))
    },
    Damage("a link in place of the directory", ["directory.missing"]) { store in
      try store.move(store.path("sessions/\(sealed)"), to: store.folder.path.string + "/away")
      try store.link(
        store.path("sessions/\(sealed)"), to: store.folder.path.string + "/away")
    },
    Damage("a link in place of a file", ["file.missing"]) { store in
      let path = store.file(.metadata, of: sealed)
      try store.move(path, to: path + ".real")
      try store.move(path + ".real", to: store.folder.path.string + "/away.json")
      try store.link(path, to: store.folder.path.string + "/away.json")
    },
    Damage("directory under another version", ["directory.missing", "directory.unknown"]) {
      try $0.move($0.path("sessions/\(sealed)"), to: $0.path("sessions/acme/v7.0.0"))
    },
    Damage("directory under no version's name", ["directory.missing", "path.unknown"]) {
      try $0.move($0.path("sessions/\(sealed)"), to: $0.path("sessions/acme/v1.0"))
    },
    Damage("directory of another customer", ["directory.missing", "directory.unknown"]) {
      try $0.move($0.path("sessions/\(sealed)"), to: $0.path("sessions/globex/v4.0.0"))
    },
    Damage("two directories swapped", ["file.changed"]) {
      try $0.swap($0.path("sessions/\(sealed)"), $0.path("sessions/\(active)"))
    },
    Damage("a directory twice", ["directory.unknown"]) {
      try $0.copy($0.path("sessions/\(sealed)"), to: $0.path("sessions/acme/v1.0.1"))
    },
    Damage("an empty directory of a version", ["directory.unknown"]) {
      try $0.makeFolder($0.path("sessions/acme/v9.0.0"))
    },
    Damage("directory's mode", ["directory.permissions"]) {
      try $0.setMode(0o700, of: $0.path("sessions/\(sealed)"))
    },
    Damage("a file too much in a directory", ["file.unknown"]) {
      try $0.make($0.path("sessions/\(sealed)/notes.txt"))
    },
    Damage("a file too much beside versions", ["path.unknown"]) {
      try $0.make($0.path("sessions/acme/notes.txt"))
    },
    Damage("a folder that is no customer's", ["path.unknown"]) {
      try $0.makeFolder($0.path("sessions/.hidden"))
    },
    Damage("customer's folder missing", ["directory.missing"]) {
      try $0.remove($0.path("sessions/acme"))
    },
    Damage("a file in place of the customer's folder", ["directory.missing", "path.unknown"]) {
      try $0.remove($0.path("sessions/acme"))
      try $0.make($0.path("sessions/acme"))
    },
    Damage("metadata of another version", ["file.changed"]) {
      try $0.replace(
        "\"version\": \"v1.0.0\"", with: "\"version\": \"v2.0.0\"",
        in: $0.file(.metadata, of: sealed))
    },
    Damage("metadata with another parent", ["file.changed"]) {
      try $0.replace(
        "\"previous_session_version\": \"v1.0.0\"",
        with: "\"previous_session_version\": \"v1.1.0\"",
        in: $0.file(.metadata, of: active))
    },
    Damage("metadata of the future", ["file.changed"]) {
      try $0.replace(
        "\"created_timestamp\": \"2026", with: "\"created_timestamp\": \"2126",
        in: $0.file(.metadata, of: sealed))
    },
    Damage("a conversation with one turn more", ["file.changed"]) {
      try $0.replace(
        "\n  ]\n}",
        with: ",\n    {\"role\": \"user\", \"content\": \"forged\", \"turn\": 4}\n  ]\n}",
        in: $0.file(.conversation, of: sealed))
    },
    Damage("a conversation with other words", ["file.changed"]) {
      try $0.replace(
        "two node groups", with: "no node groups", in: $0.file(.conversation, of: sealed))
    },
  ]

  // MARK: - The store's own folders

  static let folders: [Damage] = [
    Damage("sessions/ missing", ["folder.missing", "directory.missing"]) {
      try $0.remove($0.path("sessions"))
    },
    Damage(".staging/ missing", ["folder.missing"]) { try $0.remove($0.path(".staging")) },
    Damage("quarantine/ missing", ["folder.missing"]) { try $0.remove($0.path("quarantine")) },
    Damage("a file in place of quarantine/", ["folder.missing"]) {
      try $0.remove($0.path("quarantine"))
      try $0.make($0.path("quarantine"))
    },
    Damage("quarantine/ open to everybody", ["folder.permissions"]) {
      try $0.setMode(0o755, of: $0.path("quarantine"))
    },
    Damage("the witness's key open to everybody", ["key.permissions"]) {
      try $0.make($0.path("keys/witness.key"))
      try $0.setMode(0o644, of: $0.path("keys/witness.key"))
    },
    Damage("the log's key open to everybody", ["key.permissions"]) {
      try $0.setMode(0o644, of: $0.path("keys/log.key"))
    },
    Damage("a creation left behind", ["creation.unfinished"]) { store in
      try store.makeFolder(store.path(".staging/torn-0123456789abcdef"))
      store.clock.advance(bySeconds: 366 * 86_400)
    },
    Damage("half a lock", ["lock.stale"]) { store in
      try store.make(store.path("sessions/acme/.version_lock"), "{\"holder")
      store.clock.advance(bySeconds: 366 * 86_400)
    },
    Damage("a file of the archive missing", ["archive.file"]) { store in
      let manifest = try EventArchive(
        layout: store.layout, fileSystem: POSIXFileSystem()
      ).manifest(of: .sessions)
      guard let segment = manifest.segments.first else { throw DamageError("no archive") }
      try store.remove(store.layout.archived(segment).string)
    },
    Damage("a file of the archive changed", ["archive.file"]) { store in
      let manifest = try EventArchive(
        layout: store.layout, fileSystem: POSIXFileSystem()
      ).manifest(of: .sessions)
      guard let segment = manifest.segments.first else { throw DamageError("no archive") }
      try store.edit(store.layout.archived(segment).string) { $0[$0.count / 2] ^= 1 }
    },
    Damage("an archive's manifest cut off", ["archive.manifest"]) { store in
      try store.edit(store.layout.archiveManifest(of: .sessions).string) {
        $0.removeLast($0.count / 2)
      }
    },
    Damage("an archive missing", ["archive.missing"]) {
      try $0.remove($0.path("archive/\(Topic.sessions.rawValue)"))
    },
    Damage("temporary storage with half a session", ["temporary.waiting"]) { store in
      let name =
        String(repeating: "0", count: 19) + "1-0193e9a0-7c00-7000-8000-000000000001.json"
      try store.makeFolder(store.folder.path.string + "/temporary")
      try store.make(store.folder.path.string + "/temporary/\(name)", "{\"half")
    },
  ]

  // MARK: - Rows that entries make

  static let views: [Damage] = [
    row(
      "a session that is its own parent",
      "UPDATE session_versions SET parent = 'v1.1.0' WHERE minor = 1"),
    row(
      "a session with a parent that is nowhere",
      "UPDATE session_versions SET parent = 'v8.0.0' WHERE minor = 1"),
    Damage("a cycle of parents", ["view.row"]) {
      try $0.sql(
        "UPDATE session_versions SET parent = 'v1.1.0' WHERE customer = 'acme' AND minor = 0")
    },
    row("a session without parent", "UPDATE session_versions SET parent = NULL WHERE minor = 1"),
    row("a session's row missing", "DELETE FROM session_versions WHERE minor = 1"),
    row(
      "a session's row too much",
      """
      INSERT INTO session_versions SELECT 1, '0193e9a0-7c00-7000-8000-000000000009', customer, 5, 0, 0,
        family, parent, merged, cause, rationale, state, created_at, last_activity, turn_count,
        entry_count, chain, absorbed, decision_count, progress, content_entry
      FROM session_versions WHERE minor = 1
      """),
    Damage("the numbers of two sessions swapped", ["view.row"]) {
      try $0.sql(
        "UPDATE session_versions SET minor = 7 WHERE customer = 'acme' AND minor = 1",
        "UPDATE session_versions SET minor = 1 WHERE customer = 'acme' AND minor = 0",
        "UPDATE session_versions SET minor = 0 WHERE customer = 'acme' AND minor = 7")
    },
    row(
      "a session of the future",
      "UPDATE session_versions SET created_at = created_at * 2 WHERE minor = 1"),
    row(
      "times reversed", "UPDATE session_versions SET last_activity = created_at - 9 WHERE minor = 1"
    ),
    row(
      "a session of another customer",
      "UPDATE session_versions SET customer = 'globex' WHERE minor = 1"),
    row("a session of another family", "UPDATE session_versions SET family = 'x' WHERE minor = 1"),
    row(
      "a session with another id",
      "UPDATE session_versions SET id = '0193e9a0-7c00-7000-8000-000000000009' WHERE minor = 1"),
    row(
      "a session that is not sealed", "UPDATE session_versions SET state = 'active' WHERE minor = 0"
    ),
    row(
      "a session with too many turns", "UPDATE session_versions SET turn_count = 9 WHERE minor = 1"),
    row(
      "a session with other entries", "UPDATE session_versions SET entry_count = 9 WHERE minor = 1"),
    row(
      "a session with another chain", "UPDATE session_versions SET chain = x'00' WHERE minor = 1"),
    row(
      "a session's progress", "UPDATE session_versions SET progress = '{' WHERE state = 'sealed'"),
    row("a customer's row missing", "DELETE FROM customers WHERE name = 'acme'"),
    row(
      "a customer's counts",
      "UPDATE customers SET session_count = 9, highest_major = 9 WHERE name = 'acme'"),
    row("a line's row missing", "DELETE FROM lines WHERE customer = 'acme'"),
    row("a line that ends elsewhere", "UPDATE lines SET newest_minor = 0 WHERE customer = 'acme'"),
    row("a row of the audit log edited", "UPDATE session_audit SET user_id = 'eve' WHERE id = 1"),
    row("a row of the audit log missing", "DELETE FROM access_audit"),
    row(
      "a row of the audit log too much",
      """
      INSERT INTO access_audit SELECT 99, timestamp, user_id, realm_id, event_type, auth_method,
        success, client_ip, metadata, created_at, 2 FROM access_audit
      """),
    Damage("a value of the configuration", ["configuration.row"]) {
      try $0.sql("UPDATE configuration SET value = x'39'")
    },
    Damage("a value of the configuration missing", ["configuration.row", "configuration.rows"]) {
      try $0.sql("DELETE FROM configuration")
    },
    row("a statistic", "UPDATE event_statistics SET count = count + 1"),
    row("how far a group of Strata's own has come", "UPDATE consumer_offsets SET committed = 9999"),
    Damage("how far another group has come", ["consumer.offset"]) {
      try $0.sql(
        "INSERT INTO consumer_offsets VALUES ('billing', 'shell-session-events', 999, 0, NULL)")
    },
    Damage("a mark beyond the end", ["mark.ahead"]) {
      try $0.sql(
        "INSERT INTO meta (name, value) VALUES ('materialised_through', '99999') "
          + "ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    },
  ]

  private static func row(_ name: String, _ statement: String) -> Damage {
    let statement =
      statement.contains("minor =") && statement.hasPrefix("UPDATE")
      ? statement + " AND customer = 'acme'" : statement
    return Damage(name, ["view.row"]) { try $0.sql(statement) }
  }

  // MARK: - What was said

  private static let turn =
    "session = (SELECT position FROM session_versions "
    + "WHERE customer = 'acme' AND minor = 0) AND sequence = 2"
  private static let start =
    "name = 'start' AND entry = (SELECT position FROM session_versions "
    + "WHERE customer = 'acme' AND minor = 0)"

  static let words: [Damage] = [
    Damage("a turn with other words", ["turn.changed"]) {
      try $0.sql("UPDATE turns SET content = CAST('forged' AS BLOB) WHERE \(turn)")
    },
    Damage("a turn of another speaker", ["turn.changed"]) {
      try $0.sql("UPDATE turns SET author = CAST('eve' AS BLOB) WHERE \(turn)")
    },
    Damage("a turn of another role", ["turn.changed"]) {
      try $0.sql("UPDATE turns SET role = 'user' WHERE \(turn)")
    },
    Damage("a turn of no role", ["turn.changed"]) {
      try $0.sql("UPDATE turns SET role = 'nobody' WHERE \(turn)")
    },
    Damage("a turn of another time", ["turn.changed"]) {
      try $0.sql("UPDATE turns SET at = 1 WHERE \(turn)")
    },
    Damage("a turn with another digest", ["turn.changed", "entry.turns"]) {
      try $0.sql("UPDATE turns SET digest = zeroblob(32) WHERE \(turn)")
    },
    Damage("a turn without words", ["content.missing"]) {
      try $0.sql("UPDATE turns SET content = NULL WHERE \(turn)")
    },
    Damage("two turns swapped", ["entry.turns"]) { store in
      let other = turn.replacing("= 2", with: "= 3")
      try store.sql(
        "UPDATE turns SET sequence = 77 WHERE \(turn)",
        "UPDATE turns SET sequence = 2 WHERE \(other)",
        "UPDATE turns SET sequence = 3 WHERE \(turn.replacing("= 2", with: "= 77"))")
    },
    Damage("a turn that nobody said", ["turn.unknown"]) {
      try $0.sql(
        """
        INSERT INTO turns SELECT session, 9, role, at, author, salt, digest, content, erased FROM turns
        WHERE \(turn)
        """)
    },
    Damage("a turn missing", ["turn.missing"], .words) {
      try $0.sql("DELETE FROM turns WHERE \(turn)")
    },
    Damage("a turn with another salt", ["turn.changed"], .words) {
      try $0.sql("UPDATE turns SET salt = zeroblob(16) WHERE \(turn)")
    },
    Damage("all turns missing", ["turn.missing"], .words) { try $0.sql("DELETE FROM turns") },
    Damage("the start's content", ["content.changed"]) {
      try $0.sql("UPDATE contents SET content = CAST('{}' AS BLOB) WHERE \(start)")
    },
    Damage("the start's content missing", ["content.missing"], .words) {
      try $0.sql("DELETE FROM contents WHERE \(start)")
    },
    Damage("the start's digest", ["content.changed"]) {
      try $0.sql("UPDATE contents SET digest = zeroblob(32) WHERE \(start)")
    },
    Damage("a decision's content", ["content.changed"]) {
      try $0.sql("UPDATE contents SET content = CAST('{}' AS BLOB) WHERE name = 'decision'")
    },
    Damage("a command's output", ["content.changed"], .words) {
      try $0.sql("UPDATE contents SET content = x'00' WHERE name = 'output'")
    },
    Damage("a command's output missing", ["content.missing"], .words) {
      try $0.sql("DELETE FROM contents WHERE name = 'output'")
    },
    Damage("a content that nothing speaks of", ["content.unknown"]) {
      try $0.sql(
        "INSERT INTO contents SELECT entry, 'extra', salt, digest, content, erased FROM contents "
          + "WHERE \(start)")
    },
  ]

  // MARK: - The database

  static let database: [Damage] = [
    Damage("a trigger missing", ["schema.missing"]) {
      try $0.sql("DROP TRIGGER entries_are_not_updated")
    },
    Damage("an index missing", ["schema.missing"]) { try $0.sql("DROP INDEX session_by_customer") },
    Damage("a view missing", ["schema.missing"]) { try $0.sql("DROP VIEW sessions") },
    Damage("a table of rows that entries make missing", ["schema.missing"]) {
      try $0.sql("DROP TABLE lines")
    },
    Damage("an entry with another actor", ["view.row"], .untouched) {
      try $0.sql(
        "UPDATE entries SET actor = 'eve' WHERE kind = 'session.started' AND actor = 'mira'")
    },
    Damage("an entry that cannot be read", ["view.row"], .untouched) {
      try $0.sql("UPDATE entries SET body = '{' WHERE kind = 'session.completed'")
    },
  ]

  private static let file: [Damage] = [
    row("a session whose id is none", "UPDATE session_versions SET id = 'nonsense' WHERE minor = 1")
  ]

  private static let server: [Damage] = [
    Damage("a trigger switched off", ["schema.missing"]) {
      try $0.sql("ALTER TABLE session_audit DISABLE TRIGGER session_audit_are_not_changed")
    },
    Damage("an index that was not finished", ["schema.missing"]) {
      try $0.sql(
        "UPDATE pg_index SET indisvalid = false "
          + "WHERE indexrelid = 'session_by_customer'::regclass")
    },
    Damage("what all triggers call missing", ["schema.missing"]) {
      try $0.sql("DROP FUNCTION refuse_change CASCADE")
    },
  ]

  // MARK: - Two at once

  static let pairs: [Damage] = [
    Damage("a turn, and its conversation cut off elsewhere", ["turn.changed"]) { store in
      try store.sql("UPDATE turns SET content = x'00' WHERE \(turn)")
      try store.edit(store.file(.conversation, of: sealed)) { $0.removeLast(40) }
    },
    Damage("a turn in both halves", ["turn.changed"], .others) { store in
      try store.sql("UPDATE turns SET content = CAST('forged' AS BLOB) WHERE \(turn)")
      try store.replace(
        "two node groups", with: "forged", in: store.file(.conversation, of: sealed))
    },
    Damage("a turn without words in both halves", ["content.missing"], .others) { store in
      try store.sql("UPDATE turns SET content = NULL WHERE \(turn)")
      try store.remove(store.path("sessions/\(sealed)"))
    },
    Damage("a session's row and its directory", ["view.row"]) { store in
      try store.sql("DELETE FROM session_versions WHERE minor = 1")
      try store.remove(store.path("sessions/\(active)"))
    },
    Damage("a table missing and a turn changed", ["schema.missing"]) { store in
      try store.sql(
        "DROP TABLE lines", "UPDATE turns SET content = CAST('forged' AS BLOB) WHERE \(turn)")
    },
    Damage("every directory and every customer's row", ["view.row", "directory.missing"]) { store in
      try store.sql("DELETE FROM customers", "DELETE FROM lines")
      try store.remove(store.path("sessions/acme"))
      try store.remove(store.path("sessions/globex"))
    },
  ]
}
