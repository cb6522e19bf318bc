import StrataCore
import TransparencyLog

/// What has become of a store's journal (rows R1, R2).
public enum JournalCondition: Sendable, Hashable {
  /// It is what its log signed.
  case whole
  /// There is none.
  case missing
  /// The database cannot be read, for this reason.
  case torn(String)
  /// It is a copy from before what its log signed, or its log is lost, as this says.
  case older(String)

  /// A sentence for a person and for the new log.
  public var reason: String {
    switch self {
    case .whole: "the journal is whole"
    case .missing: "the journal was lost"
    case .torn(let reason): "the journal was torn: \(reason)"
    case .older(let reason): reason
    }
  }

  /// Looks at a journal; changes nothing.
  ///
  /// - Throws: ``StrataError``: `storage` where the database server cannot be reached, `newerFormat`,
  ///   `conflict` where it is the journal of another store, or contradicts what was signed.
  static func examined(
    _ location: JournalLocation, of store: SessionID, files: LogFiles, options: StoreOptions
  ) throws -> JournalCondition {
    if case .file(let path) = location {
      guard let status = try options.fileSystem.status(of: path) else { return .missing }
      guard status.kind == .file else { return .torn("a \(status.kind.rawValue) stands there") }
    }
    let driver: any SQLDriver
    do {
      driver = try options.openDriver(location, .reading)
    } catch let error as StrataError where error.code == .corrupt {
      return .torn(error.message)
    }
    defer { try? driver.close() }
    do {
      guard try hasTables(driver) else { return .missing }
      try requireOwn(driver, store, location)
      let faults = try driver.read { connection in
        try connection.query(connection.dialect.faults).map { try $0.text(0) }
      }
      if let fault = faults.first { return .torn(fault) }
    } catch let error as StrataError where error.code == .corrupt {
      return .torn(error.message)
    }
    return try comparedWithLog(driver, files)
  }

  private static func hasTables(_ driver: any SQLDriver) throws -> Bool {
    try driver.read { connection in
      try !connection.query(connection.dialect.metaTable).isEmpty
        && Meta.store.value(in: connection) != nil
    }
  }

  private static func requireOwn(
    _ driver: any SQLDriver, _ store: SessionID, _ location: JournalLocation
  ) throws {
    let (owner, format) = try driver.read { connection in
      (
        try Meta.store.value(in: connection),
        try Meta.format.value(in: connection).flatMap { Int($0) } ?? 0
      )
    }
    try StoreMarker.requireKnown(format, at: location.description)
    guard owner == store.description else {
      throw StrataError(
        .conflict, "the journal is that of store \(owner ?? "unknown"), and this is store \(store)",
        place: location.description,
        remedy: "put it back where it belongs; with --from-directories it is set aside")
    }
  }

  private static func comparedWithLog(
    _ driver: any SQLDriver, _ files: LogFiles
  ) throws -> JournalCondition {
    let log = MerkleLog(files: files, driver: driver)
    let newest: SignedCheckpoint
    do {
      newest = try log.newest()
      _ = try files.signerKey()
    } catch let error as StrataError where [.corrupt, .storage].contains(error.code) {
      return .older("the log's keys or its checkpoint were lost: \(error.message)")
    }
    let count = try driver.read { connection in
      try connection.query("SELECT coalesce(max(position), 0) FROM entries").first?.int(0) ?? 0
    }
    guard newest.checkpoint.size.count <= count else {
      return .older(
        "an old copy of the journal was put back: it ends at entry \(count), and "
          + "\(newest.checkpoint.size) were signed")
    }
    do {
      try log.check()
    } catch let error as StrataError where error.code == .corrupt {
      throw StrataError(
        .conflict, "the journal contradicts what was signed: \(error.message)",
        place: error.place,
        remedy: "keep a copy of everything and run 'strata audit verify'; with --from-directories "
          + "the journal is set aside and made anew", cause: error)
    }
    return .whole
  }
}
