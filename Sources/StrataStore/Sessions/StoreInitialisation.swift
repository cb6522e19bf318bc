import StrataCore
import SystemPackage
import TransparencyLog

/// Makes a new store: folders, database, and last the marker, so that an interrupted making is no
/// store yet and can be gone through again.
struct StoreInitialisation {
  let layout: StoreLayout
  let options: StoreOptions

  func run() throws {
    let fileSystem = options.fileSystem
    try requireRoom(on: fileSystem)
    try layout.createFolders(on: fileSystem)
    let driver = try options.openDriver(layout.journal, .writing)
    let marker: StoreMarker
    do {
      marker = try makeJournal(on: driver)
      try makeLog(of: marker, on: driver)
      try driver.close()
    } catch {
      try? driver.close()
      throw error
    }
    try marker.write(to: layout, on: fileSystem)
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

  private func makeJournal(on driver: any SQLDriver) throws -> StoreMarker {
    var generator = options.randomness()
    let time = options.clock()
    let id = SessionID(at: time, using: &generator)
    return try driver.write { connection in
      if try !Self.isEmpty(connection) { return try Self.interrupted(connection, at: layout) }
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
      return StoreMarker(format: Schema.formatVersion, store: id, created: time)
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

  private static func isEmpty(_ connection: any SQLConnection) throws -> Bool {
    try connection.query(connection.dialect.metaTable).isEmpty
  }

  /// The marker of a making that was interrupted after its database was made.
  private static func interrupted(
    _ connection: any SQLConnection, at layout: StoreLayout
  ) throws -> StoreMarker {
    let rows = try connection.query("SELECT recorded_at FROM entries ORDER BY position LIMIT 2")
    guard rows.count == 1, let text = try Meta.store.value(in: connection) else {
      throw StrataError(
        .conflict, "the folder holds a journal with sessions, but no strata.json",
        place: layout.root.string, remedy: "restore strata.json, or name another folder")
    }
    return StoreMarker(
      format: Schema.formatVersion, store: try SessionID(parsing: text),
      created: try rows[0].time(0))
  }
}
