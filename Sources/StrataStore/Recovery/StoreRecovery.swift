import StrataCore
import SystemPackage

/// Gives a store whose journal is lost, torn or too old one that can be opened (rows R1, R2). What is
/// replaced goes to the quarantine.
struct StoreRecovery {
  let layout: StoreLayout
  let options: StoreOptions

  /// What was found, and what was done about it.
  struct Done {
    var condition: JournalCondition
    /// How many entries the former log had signed.
    var signed: Int?
    /// What was moved aside, relative to the store.
    var setAside: [String] = []
    /// Where the journal is.
    var location: JournalLocation
  }

  private var fileSystem: any FileSystem { options.fileSystem }

  /// What ``run(fromDirectories:isDryRun:)`` would mend, or refuse; changes nothing.
  func findings() throws -> [Finding] {
    var done = Done(condition: .missing, location: .file(layout.journal))
    var findings: [Finding] = []
    if let error = try markerLoss() {
      findings = [
        Finding(
          error.code == .notFound ? "marker.missing" : "marker.damaged", place: "strata.json",
          error.code == .notFound ? "strata.json is missing" : error.message,
          remedy: "restore the file, which a journal on PostgreSQL needs, or run "
            + "'strata fsck --repair'"
        ).about(.journal)
      ]
    }
    let marker = try marker(&done, isDryRun: true)
    let location = try marker.location(in: layout)
    let condition = try examined(location, of: marker)
    return findings + [condition.finding(at: location)].compactMap(\.self)
  }

  private func examined(
    _ location: JournalLocation, of marker: StoreMarker
  ) throws -> JournalCondition {
    try JournalCondition.examined(
      location, of: marker.store, files: LogFiles(layout: layout, fileSystem: fileSystem),
      options: options)
  }

  /// - Parameter fromDirectories: whether the journal is set aside whatever its condition.
  func run(fromDirectories: Bool, isDryRun: Bool) throws -> Done {
    var done = Done(condition: .missing, location: .file(layout.journal))
    let marker = try marker(&done, isDryRun: isDryRun)
    let location = try marker.location(in: layout)
    done.location = location
    if fromDirectories {
      done.condition = .torn("it was set aside on demand")
      if case .file(let path) = location, try fileSystem.status(of: path) == nil {
        done.condition = .missing
      }
    } else {
      done.condition = try examined(location, of: marker)
    }
    if let refusal = done.condition.refusal(at: location) { throw refusal }
    guard !isDryRun else { return done }
    switch done.condition {
    case .whole, .contradicted, .foreign: break
    case .missing, .torn:
      try setAside(location, &done)
      try make(marker, at: location, &done)
    case .older(let reason), .unsigned(let reason):
      let driver = try options.openDriver(location, .writing)
      defer { try? driver.close() }
      done.signed = try renewal(marker).run(on: driver, because: reason)
    case .untiled:
      let driver = try options.openDriver(location, .reading)
      defer { try? driver.close() }
      try setAside([layout.tiles], as: "tiles-\(token())", &done)
      try MerkleLog(files: LogFiles(layout: layout, fileSystem: fileSystem), driver: driver)
        .makeTiles()
    }
    return done
  }

  private func renewal(_ marker: StoreMarker) -> LogRenewal {
    LogRenewal(layout: layout, options: options, store: marker.store)
  }

  // MARK: - strata.json

  /// Why the marker cannot be read where it can be made anew: what has session directories is a store.
  private func markerLoss() throws -> StrataError? {
    do {
      _ = try StoreMarker.read(from: layout, on: fileSystem)
      return nil
    } catch let error as StrataError where [.notFound, .corrupt].contains(error.code) {
      guard try fileSystem.status(of: layout.sessions)?.kind == .directory else { throw error }
      return error
    }
  }

  /// The marker, or a new one where it is lost.
  private func marker(_ done: inout Done, isDryRun: Bool) throws -> StoreMarker {
    guard try markerLoss() != nil else {
      return try StoreMarker.read(from: layout, on: fileSystem)
    }
    let journal = JournalLocation.file(layout.journal)
    var store: SessionID?
    if try fileSystem.status(of: layout.journal) != nil,
      let driver = try? options.openDriver(journal, .reading)
    {
      store = try? driver.read { try Meta.store.value(in: $0) }.flatMap { SessionID($0) }
      try? driver.close()
    }
    var generator = options.randomness()
    let time = options.clock()
    let marker = StoreMarker(
      format: Schema.formatVersion, store: store ?? SessionID(at: time, using: &generator),
      created: time, journal: nil)
    guard !isDryRun else { return marker }
    try setAside([layout.marker], as: "marker-\(token())", &done)
    try marker.stage(in: layout, on: fileSystem)
    try marker.publish(in: layout, on: fileSystem)
    return marker
  }

  // MARK: - The database

  private func setAside(_ location: JournalLocation, _ done: inout Done) throws {
    let token = token()
    // Its events tell of entries that the new journal does not have.
    try setAside([layout.archive], as: "archive-\(token)", &done)
    guard case .file(let path) = location else {
      guard case .missing = done.condition else {
        throw StrataError(
          .conflict, "the journal is on a database server, and is not set aside from here",
          place: location.description,
          remedy: "rename the database there, make an empty one of its name, and recover again")
      }
      return
    }
    try setAside(
      ["", "-wal", "-shm"].map { FilePath(path.string + $0) }, as: "journal-\(token)", &done)
  }

  private func token() -> String {
    var generator = options.randomness()
    return hexadecimal(generator.next())
  }

  private func setAside(_ paths: [FilePath], as name: String, _ done: inout Done) throws {
    try layout.createFolders(on: fileSystem)
    let aside = layout.quarantine.appending(name)
    for path in paths {
      guard try fileSystem.status(of: path) != nil, let file = path.lastComponent?.string else {
        continue
      }
      _ = try fileSystem.ensureDirectory(at: aside, mode: .ownerOnly)
      try fileSystem.move(path, to: aside.appending(file))
      done.setAside.append("quarantine/\(name)/\(file)")
    }
  }

  private func make(
    _ marker: StoreMarker, at location: JournalLocation, _ done: inout Done
  ) throws {
    let driver = try options.openDriver(location, .writing)
    defer { try? driver.close() }
    try driver.write { connection in
      guard try connection.query(connection.dialect.metaTable).isEmpty else { return }
      for statement in connection.dialect.statements { try connection.run(statement) }
      let transaction = JournalTransaction(
        connection, at: options.clock(), stamp: CodeStamp(options.code))
      let format = String(Schema.formatVersion)
      try transaction.append(
        JournalTransaction.Draft(
          kind: .storeInitialised, actor: options.holder.user,
          body: try CanonicalJSON.bytes([
            "format": .string(format), "store": .string(marker.store.description),
          ])))
      try transaction.setMeta(.format, to: format)
      try transaction.setMeta(.store, to: marker.store.description)
    }
    done.signed = try renewal(marker).run(on: driver, because: done.condition.reason)
  }
}
