import StrataCore
import SystemPackage
import TransparencyLog

/// Fills an empty journal from a backup, as it was after one of the entries (row R3): entries with what
/// belongs to them first, then the views by the same replay that a check uses.
struct JournalRestoration {
  /// What was restored.
  struct Outcome {
    /// The newest entry that was restored.
    var last: Int64
    /// When it was recorded.
    var lastAt: Timestamp
    /// The tree over the restored entries.
    var root: TreeHash
    /// The roots over fewer entries, where they were asked for.
    var formerRoots: [Int: TreeHash]
    /// The later erasures that were recorded anew.
    var erasures = LaterErasures.Outcome()
    /// The anonymised successors of later.
    var successors: [LaterErasures.Successor] = []
  }

  let reading: BackupReading
  /// The newest entry that is restored.
  let cut: Int64
  /// Sizes of the log whose roots are wanted.
  var wantedSizes: Set<Int> = []
  let progress: (Progress) -> Void

  /// Runs in one transaction of a database without tables.
  ///
  /// - Parameter finish: appends what the restored journal goes on with.
  /// - Throws: ``StrataError`` with code `corrupt` where the backup is damaged.
  func run(
    in connection: any SQLConnection, at time: Timestamp,
    using generator: inout any RandomNumberGenerator,
    finish: (Outcome, JournalTransaction) throws -> Void
  ) throws {
    for statement in connection.dialect.statements { try connection.run(statement) }
    for statement in connection.dialect.deferringKeys { try connection.run(statement) }
    var (outcome, erasures, configuration) = try load(into: connection)
    let transaction = JournalTransaction(connection, at: time, stamp: CodeStamp(nil))
    transaction.configurationChanged(to: configuration)
    outcome.erasures = try erasures.perform(in: transaction, using: &generator)
    outcome.successors = erasures.successors
    try finish(outcome, transaction)
    let offsets = try restoreOffsets(in: connection)
    var replay = JournalReplay(
      of: connection, into: connection, store: reading.manifest.store, isProved: true)
    try replay.run(progress: progress)
    guard replay.findings.isEmpty, replay.untold.sessions.isEmpty else {
      throw BackupReading.unsigned(at: reading.folder.manifestPath.string)
    }
    // The replay knows what a group came to, not when.
    for offset in offsets {
      try connection.run(
        "UPDATE consumer_offsets SET committed_at = ? WHERE consumer_group = ? AND topic = ?",
        .time(offset.at), .text(offset.group), .text(offset.topic.rawValue))
    }
    try transaction.setMeta(.format, to: String(Schema.formatVersion))
    try transaction.setMeta(.store, to: reading.manifest.store.description)
    for statement in connection.dialect.checkingKeys { try connection.run(statement) }
  }

  // MARK: - Entries

  private func load(
    into connection: any SQLConnection
  ) throws -> (Outcome, LaterErasures, configuration: Int64) {
    var outcome = Outcome(
      last: 0, lastAt: Timestamp(microseconds: 0), root: .empty, formerRoots: [:])
    var erasures = LaterErasures()
    var configuration: Int64 = 0
    var frontier = MerkleFrontier()
    var offsets: [Topic: Int64] = [:]
    var sessions: [SessionID: Int64] = [:]
    for segment in reading.manifest.segments {
      try reading.forEachRecord(in: segment) { record in
        try frontier.append(record.leaf)
        if wantedSizes.contains(frontier.size.count) {
          outcome.formerRoots[frontier.size.count] = frontier.root
        }
        guard record.position <= cut else { return try erasures.note(record) }
        let backed = try record.entry()
        try insert(backed, &offsets, &sessions, in: connection)
        if backed.entry.kind == .configurationChanged { configuration += 1 }
        outcome.last = backed.entry.position
        outcome.lastAt = backed.entry.recordedAt
        outcome.root = frontier.root
      }
      progress(
        Progress(
          step: "entries", completed: Int(segment.last), total: Int(reading.manifest.entryCount)))
    }
    let signed = try reading.checkpoint().checkpoint
    guard frontier.root == signed.root, frontier.size == signed.size else {
      throw BackupReading.unsigned(at: reading.folder.manifestPath.string)
    }
    return (outcome, erasures, configuration)
  }

  private func insert(
    _ backed: BackedEntry, _ offsets: inout [Topic: Int64], _ sessions: inout [SessionID: Int64],
    in connection: any SQLConnection
  ) throws {
    let entry = backed.entry
    let topic = entry.kind.topic
    let offset = offsets[topic, default: 0]
    offsets[topic] = offset + 1
    try EntryRow.insert(
      EntryRecord(backed), at: entry.recordedAt, topic: topic, offset: offset,
      leaf: backed.leaf.node.bytes, in: connection)
    for content in backed.contents {
      try connection.run(
        """
        INSERT INTO contents (entry, name, salt, digest, content, erased) VALUES (?, ?, ?, ?, ?, ?)
        """,
        .integer(entry.position), .text(content.name), content.salt.map(SQLValue.bytes) ?? .null,
        .bytes(content.digest), content.bytes.map(SQLValue.bytes) ?? .null,
        .integer(orNull: content.erased))
    }
    guard let session = entry.session else { return }
    if entry.kind == .sessionStarted { sessions[session] = entry.position }
    if let start = sessions[session] { try insertTurns(of: backed, to: start, in: connection) }
    for origin in backed.origins {
      try connection.run(
        "INSERT INTO origins (source, key, session, digest, turn_count) VALUES (?, ?, ?, ?, ?)",
        .text(origin.source), .text(origin.key), .integer(entry.position), .text(origin.digest),
        .int(origin.turnCount))
    }
  }

  private func insertTurns(
    of backed: BackedEntry, to session: Int64, in connection: any SQLConnection
  ) throws {
    guard let first = TurnCommitment(of: backed.entry)?.first else { return }
    for (index, turn) in backed.turns.enumerated() {
      try connection.run(
        """
        INSERT INTO turns (session, sequence, role, at, author, salt, digest, content, erased)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        .integer(session), .int(first + index), .text(turn.role), .time(orNull: turn.at),
        .utf8(orNull: turn.author), turn.salt.map(SQLValue.bytes) ?? .null, .bytes(turn.digest),
        .utf8(orNull: turn.text), .integer(orNull: turn.erased))
    }
  }

  // MARK: - Consumer groups

  /// Groups of others go on where they were, or at the end where that lies before. Strata's own begin
  /// anew after a step back in time, for what they had raised since is not there.
  private func restoreOffsets(in connection: any SQLConnection) throws -> [BackupState.Offset] {
    let isWhole = cut == reading.manifest.entryCount
    let own = Set(StandingGroup.allCases.map(\.rawValue))
    let offsets = try reading.state().offsets.filter { isWhole || !own.contains($0.group) }
    for offset in offsets {
      let end =
        try connection.query(
          "SELECT coalesce(max(topic_offset), -1) + 1 FROM entries WHERE topic = ?",
          .text(offset.topic.rawValue)
        ).first?.integer(0) ?? 0
      try ConsumerOffsets(connection: connection).set(
        min(offset.committed, end), state: offset.state, of: offset.group, in: offset.topic,
        at: offset.at)
    }
    return offsets
  }
}

extension EntryRecord {
  /// The columns of an entry's row, its JSON byte for byte as it was signed.
  fileprivate init(_ backed: BackedEntry) {
    let entry = backed.entry
    let (code, contents, body) = backed.record.withUnsafeBytes { bytes in
      let members = CanonicalMembers(bytes)
      let part = { (name: StaticString) in members?.value(name).map { [UInt8]($0) } }
      return (part("code"), part("contents"), part("body") ?? [])
    }
    self.init(
      position: entry.position, recordedAt: entry.recordedAt.description,
      kind: entry.kind.rawValue, customer: entry.customer?.name,
      session: entry.session?.description, sequence: entry.sequence, actor: entry.actor,
      realm: entry.realm, conversation: entry.conversation, code: code,
      configuration: entry.configuration, previous: entry.previous, contents: contents, body: body)
  }
}
