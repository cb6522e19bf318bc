import StrataCore
import SystemPackage
import TransparencyLog

/// Makes a store of a backup beside its place, checks it whole, and only then gives it its name.
struct StoreRestoration {
  let request: RestoreRequest
  let options: StoreOptions
  let progress: (Progress) -> Void

  private var fileSystem: any FileSystem { options.fileSystem }

  /// What the log of the restored store is.
  private struct LogPlan {
    var key: SignerKey
    /// Whether it goes on with the log that was backed up.
    var continues: Bool
    /// The statement by which the former key names the new one, where the backup holds it.
    var statement: SignedNote?
  }

  func run() async throws -> RestoreReport {
    let lock = try BackupReading.hold(at: request.backup, on: fileSystem)
    defer { withExtendedLifetime(lock) {} }
    let reading = try BackupReading(
      at: request.backup, identities: request.identities, fileSystem: fileSystem)
    try requireWhole(reading)
    let cut = try request.at.map { try reading.lastEntry(at: $0) } ?? reading.manifest.entryCount
    let state = try reading.state()
    let place = RestorePlace(
      target: request.target, replaces: request.replacesStore, fileSystem: fileSystem)
    try place.requireRoom()
    var generator = options.randomness()
    let staged = StoreLayout(root: place.staged(token: generator.next()))
    try staged.createFolders(on: fileSystem)
    var report: RestoreReport
    let outcome: JournalRestoration.Outcome
    do {
      (report, outcome) = try makeStore(
        in: staged, of: reading, state, cut: cut, using: &generator)
    } catch {
      try? fileSystem.removeTree(at: staged.root)
      throw error
    }
    try await finish(&report, in: staged, outcome)
    try fileSystem.flushAll(containing: staged.root)
    report.movedAside = try place.take(staged.root, at: options.clock())?.string
    report.store = request.target.string
    return report
  }

  private func requireWhole(_ reading: BackupReading) throws {
    try StoreMarker.requireKnown(
      reading.manifest.storeFormat, at: reading.folder.manifestPath.string)
    _ = try reading.checkpoint()
    let findings = try reading.fileFindings()
    guard let first = findings.first else { return }
    throw StrataError(
      .corrupt,
      findings.count == 1
        ? first.message : "\(first.message), and \(findings.count - 1) more are wrong",
      place: first.place,
      remedy: "run 'strata backup verify', and use another copy of the backup; nothing was restored"
    )
  }

  // MARK: - Making

  private func makeStore(
    in layout: StoreLayout, of reading: BackupReading, _ state: BackupState, cut: Int64,
    using generator: inout any RandomNumberGenerator
  ) throws -> (RestoreReport, JournalRestoration.Outcome) {
    let journal = request.journal.map(JournalLocation.postgres) ?? .file(layout.journal)
    let driver = try options.openDriver(journal, .writing)
    let made: (RestoreReport, JournalRestoration.Outcome)
    do {
      made = try fill(driver, at: journal, in: layout, reading, state, cut, using: &generator)
      try driver.close()
    } catch {
      try? driver.close()
      throw error
    }
    for file in state.settings {
      try fileSystem.put(
        Array(file.text.utf8), at: layout.root.appending(file.path), mode: .everyoneReadsFile)
    }
    let marker = StoreMarker(
      format: Schema.formatVersion, store: reading.manifest.store,
      created: reading.manifest.created, journal: request.journal?.description)
    try marker.stage(in: layout, on: fileSystem)
    try marker.publish(in: layout, on: fileSystem)
    return made
  }

  private func fill(
    _ driver: any SQLDriver, at journal: JournalLocation, in layout: StoreLayout,
    _ reading: BackupReading, _ state: BackupState, _ cut: Int64,
    using generator: inout any RandomNumberGenerator
  ) throws -> (RestoreReport, JournalRestoration.Outcome) {
    let seed = [UInt8].random(count: 32, using: &generator)
    let randomness = options.randomness
    let newest = request.newestCheckpoint
    let restoration = JournalRestoration(
      reading: reading, cut: cut, wantedSizes: Set(newest.map { [$0.checkpoint.size.count] } ?? []),
      progress: progress)
    let time = options.clock()
    let (outcome, log) = try driver.fill { connection in
      guard try connection.query(connection.dialect.metaTable).isEmpty else {
        throw StrataError(
          .conflict, "the database holds a journal already", place: journal.description,
          remedy: "name an empty database with --journal")
      }
      var made: (JournalRestoration.Outcome, LogPlan)?
      var generator = randomness()
      try restoration.run(in: connection, at: time, using: &generator) { outcome, transaction in
        let log = try plan(of: outcome, reading, state, seed: seed, at: time)
        try record(outcome, log, of: reading, in: transaction)
        made = (outcome, log)
      }
      guard let made else { throw StrataError(.storage, "the journal was not filled") }
      return made
    }
    try write(log, of: reading, state, in: layout)
    try MerkleLog(files: LogFiles(layout: layout, fileSystem: fileSystem), driver: driver).sign()
    let report = RestoreReport(
      identity: reading.manifest.store, store: "", entries: outcome.last,
      backedUp: reading.manifest.entryCount, lastEntryAt: outcome.lastAt,
      erasureCount: outcome.erasures.count, log: log.key.verifier.description,
      continuesLog: log.continues)
    return (report, outcome)
  }

  // MARK: - The log

  /// The log goes on only where it is certain that nobody holds a later checkpoint of it; else another
  /// one begins, which names it: going on would be a fork.
  private func plan(
    of outcome: JournalRestoration.Outcome, _ reading: BackupReading, _ state: BackupState,
    seed: [UInt8], at time: Timestamp
  ) throws -> LogPlan {
    let history = try reading.keyHistory()
    let former = try state.signerKey.map { text in
      try SignerKey(secretText: text.split(separator: "\n").first.map(String.init) ?? "")
    }
    if let former, let newest = request.newestCheckpoint, former.verifier == history.currentKey {
      let size = newest.checkpoint.size
      let policy = try TrustPolicy(logKeys: history.keys(signing: size))
      let isGenuine = (try? newest.verify(policy)) != nil
      if isGenuine, size.count <= Int(outcome.last),
        outcome.formerRoots[size.count] == newest.checkpoint.root
      {
        return LogPlan(key: former, continues: true)
      }
    }
    let base = history.currentKey.name.text.split(separator: "/restored-").first ?? ""
    let name = try KeyName("\(base)/restored-\(outcome.last)-\(Array(seed.prefix(4)).hexadecimal)")
    let key = try SignerKey(name: name, algorithm: .ed25519, seed: seed)
    return LogPlan(
      key: key, continues: false,
      statement: try former.map { try Self.statement(from: $0, to: key, outcome, at: time) })
  }

  /// What the former key signs of the log that comes after its own.
  private static func statement(
    from former: SignerKey, to key: SignerKey, _ outcome: JournalRestoration.Outcome,
    at time: Timestamp
  ) throws -> SignedNote {
    try SignedNote(
      signing: """
        log-succession/v1
        from \(former.verifier)
        to \(key.verifier)
        size \(outcome.last)
        root \(outcome.root.base64)
        time \(time)

        """, with: [former, key])
  }

  private func record(
    _ outcome: JournalRestoration.Outcome, _ log: LogPlan, of reading: BackupReading,
    in transaction: JournalTransaction
  ) throws {
    let manifest = reading.manifest
    var body: [String: JSONValue] = [
      "entry": .integer(outcome.last), "entry_at": .string(outcome.lastAt.description),
      "root": .string(outcome.root.base64), "backup_entries": .integer(manifest.entryCount),
      "checkpoint": .string(manifest.checkpoint),
      "former_log": .string(try reading.keyHistory().currentKey.description),
      "erasures": .integer(Int64(outcome.erasures.count)),
    ]
    body["at"] = request.at.map { .string($0.description) }
    body["log"] = log.continues ? nil : .string(log.key.verifier.description)
    body["statement"] = log.statement.map { .string(String(decoding: $0.bytes, as: UTF8.self)) }
    try transaction.append(
      JournalTransaction.Draft(
        kind: .storeRestored, actor: options.holder.user,
        body: try CanonicalJSON.bytes(.object(body))))
  }

  private func write(
    _ log: LogPlan, of reading: BackupReading, _ state: BackupState, in layout: StoreLayout
  ) throws {
    let files = LogFiles(layout: layout, fileSystem: fileSystem)
    let manifest = reading.manifest
    try files.writeKey(log.key)
    guard log.continues else {
      // The former log's newest checkpoint stays where auditors find it, outside the database.
      let former = layout.log.appending("former-\(manifest.entryCount)")
      _ = try fileSystem.ensureDirectory(at: former, mode: .everyoneReads)
      for (name, text) in [
        ("checkpoint", manifest.checkpoint), ("key-history", manifest.keyHistory),
        ("cosigned", state.cosigned ?? ""),
      ] where !text.isEmpty {
        try fileSystem.put(
          Array(text.utf8), at: former.appending(name), mode: .everyoneReadsFile)
      }
      return
    }
    let history = try reading.keyHistory()
    try fileSystem.put(
      Array("\(history.firstKey)\n".utf8), at: layout.verifierKey, mode: .everyoneReadsFile)
    if !history.rotations.isEmpty { try files.write(history) }
  }

  // MARK: - Validation

  /// Opens the store as any process would, which makes the directories, makes the anonymised successors
  /// that later erasures left, then checks all of it.
  private func finish(
    _ report: inout RestoreReport, in layout: StoreLayout, _ outcome: JournalRestoration.Outcome
  ) async throws {
    var options = options
    options.access = .writing
    options.materialisation = .beforeReturning
    // What waits for the store elsewhere is for the store when it is in its place.
    options.temporaryStorage = FilePath(layout.root.string + ".temporary")
    let store = try SessionStore.open(at: layout.root, options: options)
    let result: Result<([SessionName], Integrity, AuditReport), any Error>
    do {
      let successors = try await SuccessorRestoration(
        erased: outcome.erasures.sessions, made: outcome.successors
      ).perform(in: store)
      result = .success(
        (
          successors, try store.integrity(progress: progress),
          try store.verifyAudit(progress: progress)
        ))
    } catch {
      result = .failure(error)
    }
    try await store.close()
    let (successors, integrity, audit) = try result.get()
    report.successors = successors
    report.sessionCount = integrity.sessionCount
    let wrong =
      integrity.findings.first { $0.severity == .error }.map { "\($0.message) (\($0.place))" }
      ?? audit.findings.first.map { "\($0)" }
    guard let wrong else { return }
    throw StrataError(
      .corrupt, "the restored store does not pass its check: \(wrong)", place: layout.root.string,
      remedy: "nothing was replaced; look at it with 'strata fsck --store \(layout.root)'")
  }
}
