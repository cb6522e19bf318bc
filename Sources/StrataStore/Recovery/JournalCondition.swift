import StrataCore
import SystemPackage
import TransparencyLog

/// What has become of a store's journal (rows R1, R2).
public enum JournalCondition: Sendable, Hashable {
  /// It is what its log signed.
  case whole
  /// There is none.
  case missing
  /// The database cannot be read, for this reason.
  case torn(String)
  /// It is a copy from before what its log signed, as this says.
  case older(String)
  /// Its log's keys or its checkpoint are lost, as this says.
  case unsigned(String)
  /// It is what its log signed, and the hashes beside it are not, as this says.
  case untiled(String)
  /// It is not what its log signed, for this reason: somebody changed it.
  case contradicted(String)
  /// It is the journal of another store, as this says.
  case foreign(String)

  /// A sentence for a person and for the new log.
  public var reason: String {
    switch self {
    case .whole: "the journal is whole"
    case .missing: "the journal was lost"
    case .torn(let reason): "the journal was torn: \(reason)"
    case .contradicted(let reason): "the journal contradicts what was signed: \(reason)"
    case .older(let reason), .unsigned(let reason), .untiled(let reason), .foreign(let reason):
      reason
    }
  }
}

// MARK: - Looking

extension JournalCondition {
  /// Looks at a journal; changes nothing.
  ///
  /// - Throws: ``StrataError``: `storage` where the database server cannot be reached, `newerFormat`.
  /// - Complexity: O(bytes of the database).
  static func examined(
    _ location: JournalLocation, of store: SessionID, files: LogFiles, options: StoreOptions
  ) throws -> JournalCondition {
    if case .file(let path) = location {
      guard let status = try options.fileSystem.status(of: path) else { return .missing }
      guard status.kind == .file else { return .torn("a \(status.kind.rawValue) stands there") }
    }
    do {
      let driver = try options.openDriver(location, .reading)
      defer { try? driver.close() }
      if let fault = try fault(of: driver, store, location) { return fault }
      return try comparedWithLog(driver, files)
    } catch let error as StrataError where error.code == .corrupt {
      return .torn(error.message)
    }
  }

  /// What keeps the database from being this store's journal, whatever was signed.
  private static func fault(
    of driver: any SQLDriver, _ store: SessionID, _ location: JournalLocation
  ) throws -> JournalCondition? {
    try driver.read { connection in
      guard let missing = try SchemaCheck(connection: connection).missing() else { return .missing }
      if let table = missing.lostTables.first {
        return .torn("the database has no table \(table.name)")
      }
      guard let owner = try Meta.store.value(in: connection) else {
        return .torn("the database does not say which store it is of")
      }
      try StoreMarker.requireKnown(
        try Meta.format.value(in: connection).flatMap { Int($0) } ?? 0, at: location.description)
      guard owner == store.description else {
        return .foreign("the journal is that of store \(owner), and this is store \(store)")
      }
      let faults = try connection.query(connection.dialect.faults).map { try $0.text(0) }
      guard let first = faults.first else { return nil }
      return .torn(faults.count == 1 ? first : "\(first), and \(faults.count - 1) more faults")
    }
  }

  private static func comparedWithLog(
    _ driver: any SQLDriver, _ files: LogFiles
  ) throws -> JournalCondition {
    let log = MerkleLog(files: files, driver: driver)
    if let loss = try files.loss() { return .unsigned(lost(loss)) }
    var checkpoint: SignedCheckpoint
    do {
      checkpoint = try log.newest()
    } catch let error as StrataError where error.code == .corrupt {
      return .unsigned(lost(error.message))
    }
    while true {
      let condition = try compared(log, driver, with: checkpoint.checkpoint)
      // Whoever signs meanwhile replaces unfinished tiles.
      let newest = condition == .whole ? checkpoint : try log.newest()
      guard newest != checkpoint else { return condition }
      checkpoint = newest
    }
  }

  private static func lost(_ reason: String) -> String {
    "the log's keys or its checkpoint were lost: \(reason)"
  }

  private static func compared(
    _ log: MerkleLog, _ driver: any SQLDriver, with checkpoint: Checkpoint
  ) throws -> JournalCondition {
    let count = try driver.read { connection in
      try connection.query("SELECT coalesce(max(position), 0) FROM entries").first?.int(0) ?? 0
    }
    guard checkpoint.size.count <= count else {
      return .older(
        "an old copy of the journal was put back: it ends at entry \(count), and "
          + "\(checkpoint.size) were signed")
    }
    let comparison: MerkleLog.Comparison
    do {
      comparison = try log.compared(through: checkpoint.size)
    } catch let error as StrataError where error.code == .corrupt {
      return .contradicted(error.description)
    }
    guard comparison.root == checkpoint.root else {
      return .contradicted(
        "it is not the one that the checkpoint over \(checkpoint.size) entries was signed for; an "
          + "old copy was continued, or an entry was changed")
    }
    guard let tile = comparison.damagedTiles.first else { return .whole }
    return .untiled(
      "\(comparison.damagedTiles.count) of the log's tiles are lost or damaged, first \(tile.path)")
  }
}

// MARK: - Saying

extension JournalCondition {
  /// What a check says of a journal at a place; nil where it is whole.
  func finding(at location: JournalLocation) -> Finding? {
    let place: String
    let isFile: Bool
    switch location {
    case .file(let path): (place, isFile) = (path.lastComponent?.string ?? "", true)
    case .postgres(let url): (place, isFile) = (url.description, false)
    }
    // What is on a server is not moved aside from here.
    let renaming =
      "rename the database there, make an empty one of its name, and run 'strata recover'"
    let setsAside =
      "set the journal aside with 'strata recover --from-directories', which loses what no "
      + "directory tells"
    switch self {
    case .whole: return nil
    case .missing:
      return Finding(
        "journal.missing", place: place,
        isFile ? "the journal is missing, or empty" : "the database holds no journal",
        remedy: (isFile ? "" : "check the URL in strata.json; ")
          + "restore a backup, which loses less, or run 'strata fsck --repair'"
      ).about(.journal)
    case .torn(let reason):
      return Finding(
        "journal.damaged", place: place, "the database is damaged: \(reason)",
        remedy: "restore a backup, which loses less, or "
          + (isFile ? "run 'strata fsck --repair'" : renaming)
      ).about(isFile ? .journal : nil)
    case .older(let reason):
      return Finding(
        "journal.old", place: place, reason,
        remedy: "put the newest database back, or run 'strata fsck --repair'"
      ).about(.journal)
    case .unsigned(let reason):
      return Finding(
        "log.lost", place: "log", reason,
        remedy:
          "put log/ and keys/ back as they were, or run 'strata fsck --repair': a new log begins"
      ).about(.journal)
    case .untiled(let reason):
      return Finding(
        "log.tiles", place: "log/tile", reason,
        remedy: "run 'strata fsck --repair': they are made again of the entries"
      ).about(.journal)
    case .contradicted:
      return Finding(
        "journal.contradicted", place: place, reason,
        remedy:
          "keep a copy of everything and run 'strata audit verify'; then restore a backup, or "
          + (isFile ? setsAside : renaming))
    case .foreign:
      return Finding(
        "journal.foreign", place: place, reason,
        remedy: "put it back where it belongs; then restore this store's own, or "
          + (isFile ? setsAside : renaming))
    }
  }

  /// The refusal of what no recovery mends.
  func refusal(at location: JournalLocation) -> StrataError? {
    switch self {
    case .contradicted, .foreign:
      finding(at: location).map { finding in
        StrataError(
          .conflict, finding.message, place: location.description, remedy: finding.remedy)
      }
    case .whole, .missing, .torn, .older, .unsigned, .untiled: nil
    }
  }
}
