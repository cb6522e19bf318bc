import Foundation
import StrataCore
import SystemPackage

/// Shows the journal as session directories (row S1).
///
/// Any number of processes may do so at once: a directory appears by one rename that never
/// replaces, and everything after that happens under the customer's ``DirectoryLatch``, on the state
/// that the journal has at that moment.
struct Materialiser: Sendable {
  let driver: any SQLDriver
  let directory: SessionDirectory
  let layout: StoreLayout
  let fileSystem: any FileSystem
  let metrics: StoreMetrics

  /// A change that a directory is to show.
  enum Change: Sendable {
    case started(PlannedStart)
    case appended([Turn], to: StoredSession, StatementSources)
    case refreshed(StoredSession, StatementSources)
    /// Words went that the directory may show.
    case erased(StoredSession)

    /// The size of the turns that it shows.
    var turnBytes: Int {
      switch self {
      case .started(let planned): planned.turns.reduce(0) { $0 + $1.turn.content.utf8.count }
      case .appended(let turns, _, _): turns.reduce(0) { $0 + $1.content.utf8.count }
      case .refreshed, .erased: 0
      }
    }

    /// Whether it shows only what the session is now, so that a later change of it does so too.
    var isRefresh: Bool {
      if case .refreshed = self { true } else { false }
    }

    /// The session after the change.
    var session: Session {
      switch self {
      case .started(let planned): planned.session
      case .appended(_, let stored, _), .refreshed(let stored, _), .erased(let stored):
        stored.session
      }
    }
  }

  /// Shows a change. Where the directory is not what it was before the change, it is brought to what
  /// the journal says now.
  func show(_ change: Change) throws {
    switch change {
    case .started(let planned):
      try metrics.directoryCreation.measure {
        do throws(StrataError) {
          _ = try directory.materialise(
            planned.session, turns: planned.turns.map(\.turn), changes: planned.changes)
        } catch {
          guard error.code == .conflict else { throw error }
          _ = try bringUpToDate(planned.session)
        }
      }
    case .appended(let turns, let stored, let sources):
      try underLatch(of: stored.session) {
        if try isNewest(stored),
          try directory.append(turns, to: stored.session, sources: sources) == .appended
        {
          return
        }
        _ = try catchUp(stored.session.id)
      }
    case .refreshed(let stored, let sources):
      try underLatch(of: stored.session) {
        if try isNewest(stored), try shownTurnCount(of: stored.session) == stored.session.turnCount
        {
          try directory.refresh(stored.session, sources: sources)
        } else {
          _ = try catchUp(stored.session.id)
        }
      }
    case .erased(let stored):
      try underLatch(of: stored.session) { _ = try erase(stored.session.id) }
    }
  }

  /// Brings a session's directory to what the journal says now, and returns what was wrong with it.
  func bringUpToDate(_ session: Session) throws -> [DirectoryDifference] {
    try underLatch(of: session) { try catchUp(session.id) }
  }

  /// Compares every byte with the journal, and makes the directory whole.
  func makeWhole(_ session: Session) throws -> [DirectoryDifference] {
    try underLatch(of: session) { try repair(session.id) }
  }

  /// Whether the directory shows the session's present state, judged by the three small files,
  /// which are written after the turns.
  func isUpToDate(_ session: Session, _ sources: StatementSources) throws -> Bool {
    for (file, expected) in SessionRendering.summaries(session, sources) {
      let path = layout.file(file, of: session.version, of: session.customer)
      guard let status = try fileSystem.status(of: path), status.kind == .file,
        status.size == expected.count,
        try fileSystem.readFile(path, maximumBytes: expected.count) == expected
      else { return false }
    }
    let path = layout.file(.conversation, of: session.version, of: session.customer)
    return try fileSystem.status(of: path)?.kind == .file
  }

  private func underLatch<Value>(of session: Session, _ body: () throws -> Value) throws -> Value {
    _ = try directory.prepare(session.customer)
    return try DirectoryLatch.holding(session.customer, in: layout, body)
  }

  private func isNewest(_ stored: StoredSession) throws -> Bool {
    try driver.read { connection in
      try connection.query(
        "SELECT entry_count FROM session_versions WHERE position = ?", .integer(stored.position)
      ).first?.int(0) == stored.entryCount
    }
  }

  private func catchUp(_ id: SessionID) throws -> [DirectoryDifference] {
    if try hasErasures(id) { return try erase(id) }
    let (stored, sources) = try current(id)
    let session = stored.session
    guard let shown = try shownTurnCount(of: session), shown <= session.turnCount else {
      return try repair(id)
    }
    let missing = try driver.read { connection in
      try JournalReading.turns(
        of: stored.position, from: shown, limit: session.turnCount - shown, in: connection)
    }
    guard try directory.append(missing, to: session, sources: sources) == .appended else {
      return try repair(id)
    }
    return []
  }

  /// What was erased must be kept nowhere, so nothing is moved aside (row D6).
  private func erase(_ id: SessionID) throws -> [DirectoryDifference] {
    let (stored, changes, turns) = try whole(id)
    let differences = try directory.rewrite(stored.session, turns: turns, changes: changes)
    try directory.removeCopies(of: id)
    return differences
  }

  private func hasErasures(_ id: SessionID) throws -> Bool {
    try driver.read { connection in
      try !connection.query(
        "SELECT 1 FROM entries WHERE session = ? AND kind = ? LIMIT 1", .text(id.description),
        .text(JournalEntry.Kind.contentErased.rawValue)
      ).isEmpty
    }
  }

  private func whole(_ id: SessionID) throws -> (StoredSession, [VersionChange], [Turn]) {
    try driver.read { connection in
      let stored = try StoredSession.named(.id(id), in: connection)
      let changes = try JournalReading.changes(
        upTo: stored.session.version, of: stored.session.customer, in: connection)
      let turns = try JournalReading.turns(
        of: stored.position, from: 0, limit: .max, in: connection)
      return (stored, changes, turns)
    }
  }

  private func repair(_ id: SessionID) throws -> [DirectoryDifference] {
    if try hasErasures(id) { return try erase(id) }
    let (stored, changes, turns) = try whole(id)
    do {
      return try directory.repair(stored.session, turns: turns, changes: changes)
    } catch {
      guard error.code == .conflict else { throw error }
      // The session's own process has just made the directory.
      return try directory.repair(stored.session, turns: turns, changes: changes)
    }
  }

  private func current(_ id: SessionID) throws -> (StoredSession, StatementSources) {
    try driver.read { connection in
      let stored = try StoredSession.named(.id(id), in: connection)
      return (stored, try JournalReading.sources(of: stored, in: connection))
    }
  }

  /// How many turns the directory says it shows, or nil where it says nothing that can be read.
  private func shownTurnCount(of session: Session) throws -> Int? {
    struct Shown: Decodable {
      var id: SessionID
      var turnCount: Int
      enum CodingKeys: String, CodingKey {
        case id = "session_id"
        case turnCount = "turn_count"
      }
    }
    let path = layout.file(.metadata, of: session.version, of: session.customer)
    guard try fileSystem.status(of: path)?.kind == .file else { return nil }
    let bytes = try fileSystem.readFile(path, maximumBytes: 1 << 26)
    // After a join another session's directory may stand under the number yet.
    guard let shown = try? JSONDecoder().decode(Shown.self, from: Data(bytes)),
      shown.id == session.id
    else { return nil }
    return shown.turnCount
  }
}
