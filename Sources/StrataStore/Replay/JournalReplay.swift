import StrataCore
import TransparencyLog

/// Makes the views of a journal anew: goes through the entries in order and fills the empty tables of
/// another database.
///
/// Not made anew are what follows from no entry: fencing numbers and counters of changes, how far a
/// line's profile has read and the profile itself (a cache of the turns), where an import came from,
/// how far consumer groups of others have come, and where topics begin (the archive says that).
struct JournalReplay {
  /// How many entries are read at a time.
  private static let step: Int64 = 1024

  private let source: any SQLConnection
  private let target: any SQLConnection
  private let store: SessionID
  private let isProved: Bool
  private var ids: [AuditTable: Int64] = [:]
  private var offsets: [Topic: Int64] = [:]
  private var customers: [String: CustomerReplay] = [:]
  /// Rows of `entries` whose own columns do not follow from what happened.
  private(set) var findings: [Finding] = []
  /// The first entries of sessions that cannot be told from their entries, because what they commit to
  /// is damaged, and their customers: nothing is said of their rows.
  private(set) var untold: (sessions: Set<Int64>, customers: Set<String>) = ([], [])

  /// - Parameters:
  ///   - source: the journal.
  ///   - target: a database with the same tables, all empty.
  ///   - store: the store's id, a part of each event.
  ///   - isProved: whether the entries were just written by this process, from records whose root is signed.
  init(
    of source: any SQLConnection, into target: any SQLConnection, store: SessionID,
    isProved: Bool = false
  ) {
    self.isProved = isProved
    self.source = source
    self.target = target
    self.store = store
  }

  /// Fills the tables.
  ///
  /// - Complexity: O(bytes of the journal without turns and outputs); one session and one row for each
  ///   customer and line in memory.
  mutating func run(progress: (Progress) -> Void) throws {
    let last = try end()
    var next: Int64 = 1
    while next <= last {
      let end = min(next + Self.step - 1, last)
      for row in try source.query(
        """
        SELECT \(EntryRow.columns) FROM entries WHERE position >= ? AND position <= ?
        ORDER BY position
        """, .integer(next), .integer(end))
      {
        try take(EntryRow(row))
      }
      progress(Progress(step: "views", completed: Int(end), total: Int(last)))
      next = end + 1
    }
    // Where an entry is not what it was, nothing is made of the others.
    guard findings.isEmpty else { return }
    for customer in customers.values { try insert(customer) }
    try EventReplay(source: source, target: target, store: store).run()
  }

  /// The rows that some sessions make, by their first entries and their customers.
  static func untold(
    _ sessions: Set<SessionID>, in connection: any SQLConnection
  ) throws -> (sessions: Set<Int64>, customers: Set<String>) {
    var untold: (sessions: Set<Int64>, customers: Set<String>) = ([], [])
    for id in sessions {
      for row in try connection.query(
        "SELECT position, customer FROM entries WHERE session = ? AND sequence = 1",
        .text(id.description))
      {
        untold.sessions.insert(try row.integer(0))
        if let name = try row.optionalText(1) { untold.customers.insert(name) }
      }
    }
    return untold
  }

  /// The numbers that each customer's sessions found taken.
  var taken: [String: Set<SemanticVersion>] { customers.mapValues(\.taken) }

  private func end() throws -> Int64 {
    try source.query("SELECT coalesce(max(position), 0) FROM entries").first?.integer(0) ?? 0
  }

  private mutating func take(_ row: EntryRow) throws {
    let entry: JournalEntry
    do {
      entry = try row.entry(isProved: isProved)
    } catch {
      findings.append(
        ViewComparison.finding(
          "entries", [.integer(row.record.position)], "the entry cannot be read: \(error)"))
      return
    }
    let topic = entry.kind.topic
    let offset = offsets[topic, default: 0]
    offsets[topic] = offset + 1
    if !isProved,
      row.topic != topic.rawValue || row.topicOffset != offset
        || row.storedLeaf != row.leaf.node.bytes
    {
      findings.append(
        ViewComparison.finding(
          "entries", [.integer(entry.position)],
          "the topic, the offset or the leaf is not what the "
            + "entry gives"))
    }
    try insertAudit(of: entry)
    switch entry.kind {
    case .sessionStarted: try start(entry)
    case .configurationChanged: try change(entry)
    case .commandExecuted:
      try ConnectionReplay(
        entry.body, at: entry.recordedAt, place: "entry \(entry.position)")?.take(into: target)
    case .alertRaised: try raise(entry)
    case .lockBroken:
      if let name = entry.customer?.name, customers[name] == nil {
        customers[name] = CustomerReplay(name)
      }
    default: break
    }
  }

  private mutating func insertAudit(of entry: JournalEntry) throws {
    guard let row = try AuditRow(entry) else { return }
    let id = ids[row.table, default: 0] + 1
    ids[row.table] = id
    try target.run(
      row.table.insertion,
      [.integer(id), .integer(entry.position)] + row.values.map(SQLValue.init))
  }

  // MARK: - Layer 3

  private mutating func start(_ entry: JournalEntry) throws {
    guard let id = entry.session else { return }
    let rows = try source.query(
      "SELECT \(EntryRow.columns) FROM entries WHERE session = ? ORDER BY sequence",
      .text(id.description)
    ).map { try EntryRow($0) }
    let replay: SessionReplay
    do {
      replay = try SessionReplay(rows, known: entry, isProved: isProved, in: source)
    } catch {
      if (error as? StrataError)?.code == .storage { throw error }
      untold.sessions.insert(entry.position)
      if let name = entry.customer?.name { untold.customers.insert(name) }
      return
    }
    try insert(replay.row + [.int(-1)], SessionReplay.columns + ["absorbed"], "session_versions")
    let name = replay.session.customer.name
    customers[name, default: CustomerReplay(name)].add(replay)
  }

  private func insert(_ customer: CustomerReplay) throws {
    try insert(
      customer.row + [.int(0), .int(0), .int(0)],
      CustomerReplay.columns + ["fence", "revision", "changes"], "customers")
    for line in customer.lineRows { try insert(line, CustomerReplay.lineColumns, "lines") }
  }

  // MARK: - Layers 2 and 4

  private func change(_ entry: JournalEntry) throws {
    let record = try ConfigurationRecord(body(of: entry), place: "entry \(entry.position)")
    for change in record.changes {
      var value = SQLValue.null
      if case .verbatim(let text) = change.evidence { value = .bytes(Array(text.utf8)) }
      try insert(
        [
          .integer(record.index), .text(change.key.path), .text(change.operation.rawValue), value,
          .integer(entry.position),
        ], ["config_index", "key", "operation", "value", "entry"], "configuration")
    }
  }

  private func raise(_ entry: JournalEntry) throws {
    guard case .string(let rule)? = entry.body.member("rule"),
      case .integer(let event)? = entry.body.member("event")
    else { return }
    try RaisedAlerts(connection: target).insert(rule: rule, event: event, entry: entry.position)
  }

  /// The body of an entry, wherever it is kept.
  private func body(of entry: JournalEntry) throws -> JSONValue {
    guard entry.contents[Content.body] != nil,
      let content = try JournalReading.content(Content.body, of: entry.position, in: source)
    else { return entry.body }
    return try JSONReader.value(of: content, place: "entry \(entry.position)")
  }

  private func insert(_ values: [SQLValue], _ columns: [String], _ table: String) throws {
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    try target.run(
      "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))", values)
  }
}
