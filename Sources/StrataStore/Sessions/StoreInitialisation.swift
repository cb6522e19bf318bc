import StrataCore
import SystemPackage
import TransparencyLog

/// Makes a new store: folders, database, and last the marker, so that an interrupted making is no
/// store yet and can be gone through again.
struct StoreInitialisation {
  let layout: StoreLayout
  /// The database for the journal; nil for a file of the store.
  let server: PostgresURL?
  let options: StoreOptions

  func run() throws {
    let fileSystem = options.fileSystem
    try requireRoom(on: fileSystem)
    let journal = server.map(JournalLocation.postgres) ?? .file(layout.journal)
    // A server is looked for first, so that a wrong URL leaves nothing behind.
    let server = try server.map { _ in try options.openDriver(journal, .writing) }
    try layout.createFolders(on: fileSystem)
    let driver = try server ?? options.openDriver(journal, .writing)
    let marker: StoreMarker
    do {
      marker = try makeJournal(on: driver, at: journal)
      try makeLog(of: marker, on: driver)
      try driver.close()
    } catch {
      try? driver.close()
      throw error
    }
    try marker.publish(in: layout, on: fileSystem)
  }

  private func requireRoom(on fileSystem: any FileSystem) throws {
    guard let status = try fileSystem.status(of: layout.root) else { return }
    guard status.kind == .directory else {
      throw StrataError(
        .conflict, "a file stands where the store should be", place: layout.root.string,
        remedy: "name another folder")
    }
    let names = try fileSystem.list(layout.root)
    let journal = layout.journal.lastComponent?.string ?? ""
    let own = Set(
      [layout.sessions, layout.staging, layout.quarantine, layout.log, layout.keys].compactMap(
        \.lastComponent?.string)
        + [journal, journal + "-wal", journal + "-shm"])
    if names.contains(layout.marker.lastComponent?.string ?? "") {
      throw StrataError(
        .conflict, "there is a store already", place: layout.root.string,
        remedy: "use it as it is, or name another folder")
    }
    if let stranger = names.first(where: { !own.contains($0) }) {
      throw StrataError(
        .conflict, "the folder is not empty: it holds \(stranger.debugDescription)",
        place: layout.root.string, remedy: "name an empty folder, or one that does not exist")
    }
  }

  private func makeJournal(
    on driver: any SQLDriver, at journal: JournalLocation
  ) throws -> StoreMarker {
    if let marker = try driver.read({ try interrupted($0, at: journal) }) { return marker }
    var generator = options.randomness()
    let time = options.clock()
    let id = SessionID(at: time, using: &generator)
    let marker = StoreMarker(
      format: Schema.formatVersion, store: id, created: time, journal: server?.description)
    try marker.stage(in: layout, on: options.fileSystem)
    return try driver.write { connection in
      // Another process may have been faster.
      if let marker = try interrupted(connection, at: journal) { return marker }
      for statement in connection.dialect.statements { try connection.run(statement) }
      let transaction = JournalTransaction(
        connection, at: time, stamp: CodeStamp(options.code))
      let format = String(Schema.formatVersion)
      try transaction.append(
        JournalTransaction.Draft(
          kind: .storeInitialised, actor: options.holder.user,
          body: try CanonicalJSON.bytes([
            "format": .string(format), "store": .string(id.description),
          ])))
      try transaction.setMeta(.format, to: format)
      try transaction.setMeta(.store, to: id.description)
      return marker
    }
  }

  /// The key is made here and never again; the first checkpoint covers the journal's first entry.
  private func makeLog(of marker: StoreMarker, on driver: any SQLDriver) throws {
    let files = LogFiles(layout: layout, fileSystem: options.fileSystem)
    if try !files.hasKey() {
      var generator = options.randomness()
      try files.writeKey(
        SignerKey(
          name: try options.origin ?? KeyName("strata.local/\(marker.store)"), algorithm: .ed25519,
          seed: .random(count: 32, using: &generator)))
    }
    try MerkleLog(files: files, driver: driver).sign()
  }

  /// The marker of a making that was interrupted in this folder after its database was made; nil
  /// where the database holds no journal.
  private func interrupted(
    _ connection: any SQLConnection, at journal: JournalLocation
  ) throws -> StoreMarker? {
    guard try !connection.query(connection.dialect.metaTable).isEmpty else { return nil }
    let first = try connection.query("SELECT recorded_at FROM entries WHERE position = 1").first
    if let first, let text = try Meta.store.value(in: connection) {
      let marker = StoreMarker(
        format: Schema.formatVersion, store: try SessionID(parsing: text),
        created: try first.time(0), journal: server?.description)
      if try marker.isStaged(in: layout, on: options.fileSystem) { return marker }
    }
    throw StrataError(
      .conflict,
      server == nil
        ? "the folder holds a journal, but no strata.json"
        : "the database holds the journal of another store", place: journal.description,
      remedy: server == nil
        ? "restore strata.json, or name another folder"
        : "name a database without one, or restore that store's strata.json")
  }
}
