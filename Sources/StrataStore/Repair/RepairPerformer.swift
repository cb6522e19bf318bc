import Crypto
import StrataCore
import SystemPackage

/// Performs the steps of a plan. Each leaves an entry in the journal, in the same transaction where the
/// step changes the journal, else right after it.
struct RepairPerformer {
  let store: SessionStore
  /// Who repairs.
  let user: String?
  /// The sessions of which words are damaged: nothing is made of their entries until they are right.
  let untold: Set<SessionID>

  private var layout: StoreLayout { store.layout }
  private var fileSystem: any FileSystem { store.options.fileSystem }
  private var quarantine: Quarantine {
    Quarantine(
      layout: layout, fileSystem: fileSystem,
      randomness: { [options = store.options] in
        var generator = options.randomness()
        return generator.next()
      })
  }

  /// Performs one step.
  func perform(_ step: RepairPlan.Step) throws -> RepairOutcome {
    var outcome = RepairOutcome(step)
    guard let subject = step.subject else { return outcome }
    switch subject {
    case .schemaObject(let name): return try restoreSchema(name, outcome)
    case .views: return try rebuildViews(outcome)
    case .content(let session): return try restoreContent(of: session, outcome)
    case .entryContent(let entry): return try restoreContent(ofEntry: entry, outcome)
    case .directory(let session, _): return try makeWhole(session, outcome)
    case .stranger(let path, let session):
      outcome.quarantine = [
        try quarantine.move(layout.root.appending(path), of: session ?? owner(of: path))
      ]
    case .folder(let name): try restoreFolder(name, &outcome)
    case .key(let path): try fileSystem.setMode(.ownerReads, of: layout.root.appending(path))
    case .lock(let customer):
      if let broken = try store.lock.breakLock(of: customer) { try store.assignment.record(broken) }
    case .archive(let topic): try rebuildArchive(of: topic, &outcome)
    case .offset(let group, let topic): return try setOffset(of: group, in: topic, outcome)
    case .mark(let name): return try setMark(name, outcome)
    case .journal:
      throw StrataError(
        .conflict, "the journal is made whole while no process has the store open",
        place: step.place, remedy: "close the store, and run 'strata recover'")
    case .kept(let id):
      for kept in try store.temporary.storage.kept() where kept.id == id {
        outcome.quarantine.append(
          try quarantine.move(store.temporary.storage.file(of: kept), of: id))
      }
    }
    return try recording(outcome) { _, _ in }
  }

  /// Commits a step with its entry. The change may be tried more than once.
  private func recording(
    _ outcome: RepairOutcome, session: Session? = nil,
    _ change: (JournalTransaction, inout RepairOutcome) throws -> Void
  ) throws -> RepairOutcome {
    try store.commits.commitNow { transaction in
      var outcome = outcome
      // SQLite notices with a question, and not with CREATE, that the schema is another one now.
      _ = try transaction.lastPosition()
      try change(transaction, &outcome)
      outcome.entry = try transaction.append(
        JournalTransaction.Draft(
          kind: .repairPerformed, customer: session?.customer, actor: user,
          body: outcome.body(session: session))
      ).position
      return outcome
    }
  }

  // MARK: - The database

  private func restoreSchema(_ name: String, _ outcome: RepairOutcome) throws -> RepairOutcome {
    try recording(outcome) { transaction, outcome in
      let connection = transaction.connection
      for object in SchemaCheck.objects(of: connection.dialect) where object.name == name {
        if let removal = connection.dialect.removal(object) { try connection.run(removal) }
        try connection.run(object.statement)
        outcome.mends.append(Mend(what: outcome.step.place, before: nil, after: nil))
      }
    }
  }

  private func rebuildViews(_ outcome: RepairOutcome) throws -> RepairOutcome {
    let done = try recording(outcome) { transaction, outcome in
      try store.replaying(transaction.connection) { replay, comparison in
        if let finding = replay.findings.first {
          throw StrataError(
            .corrupt, "nothing can be made of the entries: \(finding.message)",
            place: finding.place, remedy: "restore the journal from a backup")
        }
        var comparison = comparison
        let untold = try JournalReplay.untold(untold, in: transaction.connection)
        comparison.untold.sessions.formUnion(untold.sessions)
        comparison.untold.customers.formUnion(untold.customers)
        let differences = try comparison.differences()
        let rows = try ViewMending(transaction: transaction).perform(differences)
        // What is said of a session goes where an erasure of the session finds it.
        let bySession = Dictionary(grouping: rows) { $0.session }
        for (session, rows) in bySession {
          if let place = try quarantine.keep(rows, of: session) { outcome.quarantine.append(place) }
        }
        outcome.quarantine.sort()
        outcome.mends = differences.prefix(Self.mostMends).map {
          Mend(what: $0.finding.place, before: nil, after: nil)
        }
      }
    }
    store.recentSessions.forgetAll()
    return done
  }

  /// How many rows an entry names; beyond that the quarantine tells.
  private static let mostMends = 200

  private func setOffset(
    of group: String, in topic: Topic, _ outcome: RepairOutcome
  ) throws -> RepairOutcome {
    try recording(outcome) { transaction, outcome in
      let connection = transaction.connection
      let end = try EventReading(connection: connection, store: store.marker.store).end(of: topic)
      let offsets = ConsumerOffsets(connection: connection)
      let before = try offsets.committed(by: group, in: topic)
      try offsets.set(end, state: before.state, of: group, in: topic, at: transaction.time)
      outcome.mends = [Mend(what: "offset", before: String(before.offset), after: String(end))]
    }
  }

  private func setMark(_ name: String, _ outcome: RepairOutcome) throws -> RepairOutcome {
    try recording(outcome) { transaction, outcome in
      guard let mark = Meta(rawValue: name) else { return }
      let before = try mark.value(in: transaction.connection)
      let end = String(try transaction.lastPosition())
      try transaction.setMeta(mark, to: end)
      outcome.mends = [Mend(what: name, before: before, after: end)]
    }
  }

  // MARK: - What was said

  private func restoreContent(
    of id: SessionID, _ outcome: RepairOutcome
  ) throws -> RepairOutcome {
    let name = try store.driver.read { connection in
      try connection.query(
        "SELECT customer, major, minor, patch, position, parent FROM session_versions WHERE id = ?",
        .text(id.description)
      ).first.map { row in
        (
          customer: try CustomerID(try row.text(0)),
          version: try SemanticVersion(row: row, from: 1),
          position: try row.integer(4),
          parent: try row.optionalText(5).map { try SemanticVersion(parsing: $0) }
        )
      }
    }
    guard let name else { return outcome }
    var sources = SessionSources(
      of: id, named: name.version, of: name.customer, in: layout, on: fileSystem)
    try store.driver.read {
      try sources.addRelatives(
        of: name.version, parent: name.parent, customer: name.customer, in: $0)
    }
    let (found, range) = (sources, name.position...name.position)
    let done = try recording(outcome) { transaction, outcome in
      let connection = transaction.connection
      let reading = ContentRows(connection: connection)
      let entries = try reading.commitments(of: range)[id.description] ?? []
      let check = ContentCheck(
        name: "\(name.customer)/\(name.version)", subject: .content(id), entries: entries)
      try mend(
        check, from: found, position: name.position, session: id, in: connection, &outcome
      ) {
        (
          try reading.turns(of: range)[name.position] ?? [],
          try reading.contents(of: range)[id.description] ?? []
        )
      }
    }
    store.recentSessions.forgetAll()
    return done
  }

  private func restoreContent(
    ofEntry entry: Int64, _ outcome: RepairOutcome
  ) throws -> RepairOutcome {
    // Nothing outside the journal has what such entries commit to; a digest may still be put right.
    let none = try SessionID(parsing: "00000000-0000-7000-8000-000000000000")
    let sources = SessionSources(of: none, named: nil, of: nil, in: layout, on: fileSystem)
    return try recording(outcome) { transaction, outcome in
      let connection = transaction.connection
      let reading = ContentRows(connection: connection)
      let check = ContentCheck(
        name: "no session", subject: .entryContent(entry),
        entries: try reading.sessionless(in: entry...entry).entries)
      try mend(check, from: sources, position: nil, session: nil, in: connection, &outcome) {
        ([], try reading.sessionless(in: entry...entry).rows[entry] ?? [])
      }
    }
  }

  private func mend(
    _ check: ContentCheck, from sources: SessionSources, position: Int64?, session: SessionID?,
    in connection: any SQLConnection, _ outcome: inout RepairOutcome,
    _ read: () throws -> ([ContentCheck.TurnRow], [ContentCheck.ContentRow])
  ) throws {
    let (turns, contents) = try read()
    let before = check.losses(in: turns) + check.losses(in: contents)
    var mending = ContentMending(
      connection: connection, sources: sources, check: check, position: position,
      generator: store.options.randomness())
    try mending.perform(turns: turns, contents: contents)
    let result = mending.outcome
    if let place = try quarantine.keep(result.rows, of: session) { outcome.quarantine = [place] }
    let (turnsNow, contentsNow) = try read()
    let after = check.losses(in: turnsNow) + check.losses(in: contentsNow)
    outcome.losses = after.map(\.key)
    outcome.mends =
      before.map { Mend(what: $0.finding.place, before: $0.evidence, after: nil) }
      + result.restored.map { Mend(what: "\($0), proved", before: nil, after: nil) }
      + result.unproved.map { Mend(what: "\($0), not proved", before: nil, after: nil) }
    outcome.lost = result.gone + result.unproved.map { "the proof of \($0)" }
    outcome.isRewritten = !result.unproved.isEmpty || !result.gone.isEmpty
    outcome.isIncomplete = !result.gone.isEmpty
  }

  // MARK: - Files

  /// Whose session a stranger claims to be of, so that an erasure finds it in the quarantine.
  private func owner(of path: String) -> SessionID? {
    let metadata = layout.root.appending(path).appending(SessionFile.metadata.rawValue)
    guard let bytes = try? fileSystem.readFile(metadata, maximumBytes: 1 << 26),
      let value = try? JSONReader.value(of: bytes, place: path),
      case .string(let id)? = value.member("session_id")
    else { return nil }
    return SessionID(id)
  }

  private func restoreFolder(_ name: String, _ outcome: inout RepairOutcome) throws {
    guard let (path, mode) = layout.folders.first(where: { $0.0.lastComponent?.string == name })
    else { return }
    var aside: FilePath?
    if let status = try fileSystem.status(of: path), status.kind != .directory {
      var generator = store.options.randomness()
      let target = FilePath("\(path.string)-\(hexadecimal(generator.next()))")
      try fileSystem.move(path, to: target)
      aside = target
    }
    let status = try fileSystem.ensureDirectory(at: path, mode: mode)
    if mode == .ownerOnly, status.mode != mode { try fileSystem.setMode(mode, of: path) }
    if let aside { outcome.quarantine = [try quarantine.move(aside, of: nil)] }
  }

  private func makeWhole(_ id: SessionID, _ outcome: RepairOutcome) throws -> RepairOutcome {
    var outcome = outcome
    let stored = try store.driver.read { try StoredSession.named(.id(id), in: $0) }
    let session = stored.session
    let before = digests(of: session)
    let differences = try store.materialiser.makeWhole(session)
    // Another process may have made it whole meanwhile.
    guard !differences.isEmpty else { return outcome }
    let after = digests(of: session)
    outcome.mends = SessionFile.allCases.compactMap { file in
      guard before[file] != after[file] else { return nil }
      return Mend(what: file.rawValue, before: before[file], after: after[file])
    }
    return try recording(outcome, session: session) { _, _ in }
  }

  private func digests(of session: Session) -> [SessionFile: String] {
    var digests: [SessionFile: String] = [:]
    for file in SessionFile.allCases {
      let path = layout.file(file, of: session.version, of: session.customer)
      guard let bytes = try? fileSystem.readFile(path, maximumBytes: 1 << 30) else { continue }
      digests[file] = Array(SHA256.hash(data: bytes)).digestText
    }
    return digests
  }

  private func rebuildArchive(of topic: Topic, _ outcome: inout RepairOutcome) throws {
    let lock = try store.archive.hold()
    defer { withExtendedLifetime(lock) {} }
    let folder = layout.archiveManifest(of: topic).removingLastComponent()
    if try fileSystem.status(of: folder) != nil {
      outcome.quarantine = [try quarantine.move(folder, of: nil)]
    }
    var manifest = ArchiveManifest(topic: topic)
    let identity = store.marker.store
    let first = try store.driver.read {
      try EventReading(connection: $0, store: identity).firstOffset(of: topic)
    }
    while manifest.end < first {
      let from = manifest.end
      let events = try store.driver.read {
        try EventReading(connection: $0, store: identity).events(
          in: topic, from: from, limit: Int(min(Int64(EventArchive.segmentEvents), first - from)))
      }
      guard !events.isEmpty else { break }
      try store.archive.append(events, to: &manifest)
    }
    outcome.mends = manifest.segments.map {
      Mend(
        what: "archive/\(topic.rawValue)/\($0.fileName)", before: nil, after: $0.digest.digestText)
    }
  }
}

extension QuarantinedRow {
  /// The session that the row is about, where it says so.
  fileprivate var session: SessionID? {
    guard let index = columns.firstIndex(of: table == "session_versions" ? "id" : "session_id"),
      case .text(let text) = values[index]
    else { return nil }
    return SessionID(text)
  }
}
