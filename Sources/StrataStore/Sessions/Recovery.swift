import Dispatch
import StrataCore
import Synchronization

/// Makes whole what a crash left behind (rows C7, S1): directories that do not show what was
/// committed, and what interrupted creations left in the staging folder.
///
/// Other processes may be at work meanwhile. What they have committed and not shown yet is shown
/// here as well, which harms nobody.
struct Recovery: Sendable {
  let driver: any SQLDriver
  let commits: CommitQueue
  let directory: SessionDirectory
  let materialiser: Materialiser
  let mark: MaterialisationMark
  let clock: @Sendable () -> Timestamp
  let bootID: String

  /// After this long an unfinished creation is nobody's any more (row C7).
  private static let leftoverSeconds = 3600.0
  /// How many entries may be on the disk only if the power stays, before they are flushed.
  private static let flushDistance: Int64 = 4096
  /// How many positions are read at a time.
  private static let step: Int64 = 1024
  /// From so many sessions on other cores help.
  private static let parallelFrom = 256

  private struct Marks {
    var boot: String?
    var materialised: Int64
    var durable: Int64
    var last: Int64
  }

  /// What a store that is opened for writing does first.
  func run() throws {
    let marks = try readMarks()
    if marks.boot == bootID {
      try advance(from: marks)
    } else {
      try recoverFromPowerLoss(marks)
    }
    try cleanUp()
  }

  /// Moves the mark to the end of the journal, and shows what does not show yet.
  func advance() throws {
    try advance(from: readMarks())
  }

  private func readMarks() throws -> Marks {
    try driver.read { connection in
      Marks(
        boot: try Meta.boot.value(in: connection),
        materialised: try Meta.materialisedThrough.position(in: connection),
        durable: try Meta.durableThrough.position(in: connection),
        last: try connection.query("SELECT coalesce(max(position), 0) FROM entries").first?
          .integer(0) ?? 0)
    }
  }

  /// A session that this process has shown is not read again, and the mark stops before one that it
  /// is about to show, or that cannot be shown: `check` reports it, the next opening tries again.
  private func advance(from marks: Marks) throws {
    guard marks.last > marks.materialised else { return }
    var passed: [SessionID] = []
    var end = marks.last
    for (session, position, entryCount) in try sessions(
      after: marks.materialised, through: marks.last)
    {
      if !isShown(session, entryCount: entryCount) { end = min(end, position - 1) }
      if position <= end { passed.append(session) }
    }
    guard end > marks.materialised else { return }
    var durable: Int64?
    if end - marks.durable >= Self.flushDistance {
      try directory.flushAll()
      durable = end
    }
    mark.move(to: end, past: passed, durable: durable)
  }

  /// The sessions that have entries in a range, each with its first entry there and with how many
  /// entries it has in all.
  private func sessions(
    after first: Int64, through last: Int64
  ) throws -> [(session: SessionID, position: Int64, entryCount: Int)] {
    try driver.read { connection in
      try connection.query(
        """
        SELECT e.session, min(e.position), s.entry_count
        FROM entries e JOIN session_versions s ON s.id = e.session
        WHERE e.position > ? AND e.position <= ? GROUP BY e.session, s.entry_count
        ORDER BY min(e.position)
        """, .integer(first), .integer(last)
      ).map { row in
        (try SessionID(parsing: try row.text(0)), try row.integer(1), try row.int(2))
      }
    }
  }

  /// Whether a session's directory shows what was committed, after an attempt to make it so.
  private func isShown(_ session: SessionID, entryCount: Int) -> Bool {
    if mark.hasShown(session, entryCount: entryCount) { return true }
    if mark.isAboutToShow(session) { return false }
    do {
      try showIfNeeded(session)
      return true
    } catch {
      return false
    }
  }

  private func showIfNeeded(_ session: SessionID) throws {
    let (stored, sources) = try driver.read { connection in
      let stored = try StoredSession.named(.id(session), in: connection)
      return (stored, try JournalReading.sources(of: stored, in: connection))
    }
    if try materialiser.isUpToDate(stored.session, sources) { return }
    try record(try materialiser.bringUpToDate(stored.session), of: stored)
  }

  private func recoverFromPowerLoss(_ marks: Marks) throws {
    if marks.last > marks.durable {
      let isWhole = try forEachSession(after: marks.durable, through: marks.last) { stored in
        try record(try materialiser.makeWhole(stored.session), of: stored)
      }
      guard isWhole else { return }
      try directory.flushAll()
    }
    try commits.commitNow { transaction in
      try transaction.setMeta(.boot, to: bootID)
      try transaction.setMeta(.materialisedThrough, to: String(marks.last))
      try transaction.setMeta(.durableThrough, to: String(marks.last))
    }
  }

  /// Does something with each session that has entries in a range, and returns whether all went
  /// well. A directory that cannot be shown, because a link stands in its place for example, holds
  /// nobody up: the mark stays, `check` reports it, and the next opening tries again.
  private func forEachSession(
    after first: Int64, through last: Int64, _ body: @Sendable (StoredSession) throws -> Void
  ) throws -> Bool {
    var isWhole = true
    var lower = first
    while lower < last {
      let upper = min(lower + Self.step, last)
      let sessions = try driver.read { [lower] connection in
        try StoredSession.all(
          """
          WHERE s.id IN (SELECT session FROM entries WHERE position > ? AND position <= ?)
          ORDER BY s.position
          """, [.integer(lower), .integer(upper)], in: connection)
      }
      isWhole = Self.perform(body, on: sessions) && isWhole
      lower = upper
    }
    return isWhole
  }

  /// Does something with each session, and returns whether all went well. A customer's directories are
  /// written by one thread, for they have one latch.
  private static func perform(
    _ body: @Sendable (StoredSession) throws -> Void, on sessions: [StoredSession]
  ) -> Bool {
    let customers = Dictionary(grouping: sessions, by: \.session.customer).values.map(\.self)
    guard sessions.count >= parallelFrom, customers.count > 1 else {
      return sessions.reduce(true) { isWhole, stored in (try? body(stored)) != nil && isWhole }
    }
    let hasFailed = Atomic(false)
    DispatchQueue.concurrentPerform(iterations: customers.count) { index in
      for stored in customers[index] where (try? body(stored)) == nil {
        hasFailed.store(true, ordering: .relaxed)
      }
    }
    return !hasFailed.load(ordering: .relaxed)
  }

  /// A directory that was merely not there yet is no repair: its process had no time to make it.
  private func record(_ differences: [DirectoryDifference], of stored: StoredSession) throws {
    guard !differences.isEmpty, differences != [.missingDirectory] else { return }
    let session = stored.session
    let body = try CanonicalJSON.bytes([
      "differences": .array(differences.map { .string($0.description) }),
      "session": .string(session.id.description),
      "version": .string(session.version.description),
    ])
    try commits.commitNow { transaction in
      try transaction.append(
        JournalTransaction.Draft(
          kind: .directoryRepaired, customer: session.customer, body: body))
    }
  }

  private func cleanUp() throws {
    let limit = clock().advanced(bySeconds: -Self.leftoverSeconds)
    for leftover in try directory.leftovers() where leftover.modifiedAt < limit {
      try directory.remove(leftover)
      let body = try CanonicalJSON.bytes([
        "modified_at": .string(leftover.modifiedAt.description), "name": .string(leftover.name),
        "session": leftover.session.map { .string($0.description) } ?? .null,
      ])
      try commits.commitNow { transaction in
        try transaction.append(JournalTransaction.Draft(kind: .creationCleaned, body: body))
      }
    }
  }
}
