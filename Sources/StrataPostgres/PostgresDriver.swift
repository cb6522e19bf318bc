import Glibc
import StrataCore
package import StrataStore

/// PostgreSQL through libpq: one connection for writing and a few for reading, opened when needed.
///
/// Writers of all processes take one advisory lock each transaction, so that no two overlap and the
/// journal's positions have no gaps; readers see one state each transaction and wait for nobody.
package final class PostgresDriver: SQLDriver {
  /// The key of the lock that writers take: "strata" and the number 1.
  private static let writerKey: Int64 = 0x7374_7261_7461_0001
  private static let readerLimit = 4
  /// How often a transaction is run that other programs keep getting in the way of.
  private static let tryLimit = 5

  /// How long a COMMIT that was not answered is asked after.
  private let settleSeconds: Double
  private let url: PostgresURL
  private let writers: PostgresPool
  private let readers: PostgresPool

  /// Connects to the database; a COMMIT that is not answered is asked after for `settleSeconds`.
  package init(
    at url: PostgresURL, for access: StoreOptions.Access, settleSeconds: Double = 5
  ) throws {
    self.url = url
    self.settleSeconds = settleSeconds
    writers = PostgresPool(limit: 1) { () throws(StrataError) in
      try PostgresSession(to: url, for: .writing)
    }
    readers = PostgresPool(limit: Self.readerLimit) { () throws(StrataError) in
      try PostgresSession(to: url, for: .reading)
    }
    switch access {
    case .writing: try writers.start()
    case .reading: try readers.start()
    }
  }

  /// See ``SQLDriver/write(_:)``.
  package func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    var attempt = 1
    while true {
      do {
        return try writers.lend(after: "BEGIN ISOLATION LEVEL READ COMMITTED") { session in
          try write(body, in: session)
        }
      } catch let error as StrataError where Self.isCollision(error) && attempt < Self.tryLimit {
        usleep(UInt32.random(in: 1000...10_000) * UInt32(attempt))
        attempt += 1
      }
    }
  }

  private func write<Value>(
    _ body: (any SQLConnection) throws -> Value, in session: PostgresSession
  ) throws -> Value {
    let value: Value
    let transaction: String
    do {
      // After this statement every further one sees what all earlier writers have committed.
      let row = try session.perform(
        "SELECT pg_current_xact_id()::text, pg_advisory_xact_lock(\(Self.writerKey))"
      ).rows(at: session.place).first
      transaction = try row?.text(0) ?? ""
      value = try body(PostgresConnection(session: session))
    } catch {
      session.rollBack()
      throw error
    }
    switch try session.commit() {
    case .committed: break
    case .unknown(let loss): try settle(transaction, on: session.timeline, because: loss)
    }
    return value
  }

  /// See ``SQLDriver/read(_:)``.
  package func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    try readers.lend(after: "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY") { session in
      defer { session.rollBack() }
      return try body(PostgresConnection(session: session))
    }
  }

  /// See ``SQLDriver/sweep()``: writes the tables that hold words anew. What the server still keeps
  /// in its write-ahead log and in backups is for its operator to end.
  package func sweep() throws {
    try writers.lend(after: "SELECT 1") { session in
      for table in ["contents", "turns", "session_versions", "line_profiles", "lines"] {
        _ = try session.perform("VACUUM (FULL) \(table)")
      }
    }
  }

  /// See ``SQLDriver/close()``.
  package func close() {
    writers.close()
    readers.close()
  }

  private static func isCollision(_ error: StrataError) -> Bool {
    (error.cause as? PostgresFailure)?.isCollision == true
  }
}

// MARK: - COMMIT without an answer

extension PostgresDriver {
  /// Asks the server what became of a transaction whose COMMIT it did not answer; returns where it
  /// was committed.
  ///
  /// Only the server's own history knows: after a standby has taken over, and where standbys are to
  /// confirm a commit, the answer would prove nothing.
  /// - Throws: ``StrataError``: `storage` where it was undone, `unknownOutcome`.
  private func settle(
    _ transaction: String, on timeline: String, because loss: StrataError
  ) throws {
    let start = ContinuousClock.now
    while start.duration(to: .now) < .seconds(settleSeconds) {
      switch try? status(of: transaction, on: timeline) {
      case "committed": return
      case "aborted": throw loss
      case "": throw unknownOutcome(loss)
      default: usleep(50_000)
      }
    }
    throw unknownOutcome(loss)
  }

  /// `committed`, `aborted`, `in progress`, or an empty text where the server cannot tell.
  private func status(of transaction: String, on timeline: String) throws -> String {
    let session = try PostgresSession(to: url, for: .writing)
    guard session.timeline == timeline, !timeline.isEmpty else { return "" }
    let row = try session.perform(
      """
      SELECT CASE WHEN current_setting('synchronous_standby_names') = ''
        THEN pg_xact_status(?::xid8) END
      """, [.text(transaction)]
    ).rows(at: session.place).first
    return try row?.optionalText(0) ?? ""
  }

  private func unknownOutcome(_ loss: StrataError) -> StrataError {
    StrataError(
      .unknownOutcome,
      "the connection was lost while a change was committed; it may be there or not",
      place: url.description,
      remedy: "look with 'strata log' when the database is back, and repeat the change only if it "
        + "is missing", cause: loss.cause)
  }
}

private struct PostgresConnection: SQLConnection {
  let session: PostgresSession

  var dialect: SQLDialect { .postgres }

  func run(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> Int {
    try session.perform(sql, arguments).changedCount
  }

  func query(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> [SQLRow] {
    try session.perform(sql, arguments).rows(at: session.place)
  }
}
