import CLibPQ
import Glibc
import StrataCore
import StrataStore

/// One connection to a server, with the statements that it has prepared.
///
/// It is used by one thread at a time, the one that took it out of its pool; the handle never
/// leaves it.
final class PostgresSession: @unchecked Sendable {
  private struct Prepared {
    var name: String
    var types: [UInt32]
  }

  /// What a session is for.
  enum Use {
    case reading, writing
  }

  /// How long a statement waits for a lock that another program holds, in seconds.
  static let lockWaitSeconds = 5
  /// After how long a writer that stands still inside a transaction is cut off by the server, so that
  /// a frozen process does not keep all others from writing, in seconds.
  private static let idleWriterSeconds = 30
  /// How many statements are kept prepared.
  private static let preparedLimit = 500
  private static let oldestVersion: Int32 = 130_000

  /// The journal's URL, for messages.
  let place: String
  /// The server's history: another one after a standby has taken over; empty on a standby.
  private(set) var timeline = ""
  /// Whether the connection can go on being used.
  private(set) var isUsable = true
  private let handle: OpaquePointer
  private var prepared: [String: Prepared] = [:]
  private var lastNumber = 0

  /// Connects.
  ///
  /// - Throws: ``StrataError``: `storage` where there is no server or it lets nobody in, `usage`
  ///   where the URL is not one.
  init(to url: PostgresURL, for use: Use) throws(StrataError) {
    place = url.description
    try Self.check(url)
    guard let handle = Self.connect(to: url) else {
      throw StrataError(.storage, "there is no memory for a connection", place: place)
    }
    self.handle = handle
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    guard PQstatus(handle) == CONNECTION_OK else { throw connectionFailure() }
    guard PQserverVersion(handle) >= Self.oldestVersion else {
      throw StrataError(
        .storage, "the server is older than PostgreSQL 13", place: place,
        remedy: "use PostgreSQL 13 or newer")
    }
    try settle(for: use)
  }

  deinit { PQfinish(handle) }

  /// Performs a statement of the driver's own, without values.
  @discardableResult
  func perform(_ sql: String) throws(StrataError) -> PostgresResult {
    try checked(PQexecParams(handle, sql, 0, nil, nil, nil, nil, 1))
  }

  /// Performs a statement whose placeholders are `?`.
  func perform(_ sql: String, _ values: [SQLValue]) throws(StrataError) -> PostgresResult {
    if values.isEmpty, !sql.utf8.contains(UInt8(ascii: "?")) { return try perform(sql) }
    let statement = try statement(for: sql)
    guard statement.types.count == values.count else {
      throw StrataError(
        .storage, "a statement takes \(statement.types.count) values and got \(values.count)",
        place: place, remedy: "report it: it is a mistake in Strata")
    }
    let arguments = try PostgresArguments(values, types: statement.types, at: place)
    return try checked(
      arguments.withPointers { values, lengths, formats in
        PQexecPrepared(
          handle, statement.name, Int32(statement.types.count), values, lengths, formats, 1)
      })
  }

  private func statement(for sql: String) throws(StrataError) -> Prepared {
    if let statement = prepared[sql] { return statement }
    if prepared.count >= Self.preparedLimit {
      try perform("DEALLOCATE ALL")
      prepared = [:]
    }
    lastNumber += 1
    let name = "strata_\(lastNumber)"
    _ = try checked(PQprepare(handle, name, NumberedPlaceholders.text(of: sql), 0, nil))
    let description = try checked(PQdescribePrepared(handle, name))
    let statement = Prepared(name: name, types: description.parameterTypes)
    prepared[sql] = statement
    return statement
  }
}

// MARK: - Connecting

extension PostgresSession {
  /// libpq's own reading of the URL has the last word on whether there is a password in it.
  private static func check(_ url: PostgresURL) throws(StrataError) {
    guard let options = PQconninfoParse(url.description, nil) else {
      throw StrataError(
        .usage, "the journal's URL cannot be read", place: url.description,
        remedy: "write it as \(PostgresURL.example)")
    }
    defer { PQconninfoFree(options) }
    var next = options
    while let keyword = next.pointee.keyword {
      if String(cString: keyword).hasSuffix("password"), next.pointee.val != nil {
        throw PostgresURL.passwordRefused
      }
      next += 1
    }
  }

  /// What stands before the URL may be changed by it, what stands after may not.
  private static func connect(to url: PostgresURL) -> OpaquePointer? {
    let parameters = [
      ("fallback_application_name", "strata"), ("connect_timeout", "10"),
      ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "30000"), ("dbname", url.description), ("client_encoding", "UTF8"),
    ]
    let keywords = parameters.map { strdup($0.0) }
    let values = parameters.map { strdup($0.1) }
    defer { for text in keywords + values { free(text) } }
    let names = keywords.map { UnsafePointer<CChar>($0) } + [nil]
    return PQconnectdbParams(names, values.map { UnsafePointer<CChar>($0) } + [nil], 1)
  }

  private func connectionFailure() -> StrataError {
    let failure = PostgresFailure(state: nil, message: Self.line(PQerrorMessage(handle)))
    if PQconnectionNeedsPassword(handle) != 0 {
      return StrataError(
        .storage, "the journal's database wants a password", place: place,
        remedy: "set PGPASSWORD, or enter it in ~/.pgpass", cause: failure)
    }
    if PQconnectionUsedPassword(handle) != 0 {
      return StrataError(
        .storage, "the journal's database does not let this user in", place: place,
        remedy: "check the user and PGPASSWORD or ~/.pgpass, and that the database exists",
        cause: failure)
    }
    return StrataError(
      .storage, "the journal's database cannot be reached", place: place,
      remedy:
        "check that PostgreSQL runs on that host and port, and that the database and the user "
        + "exist (createdb, createuser)", cause: failure)
  }

  private func settle(for use: Use) throws(StrataError) {
    try perform("SET search_path TO \(SQLDialect.postgresSchema)")
    try perform("SET lock_timeout TO '\(Self.lockWaitSeconds)s'")
    if use == .writing {
      try perform("SET idle_in_transaction_session_timeout TO '\(Self.idleWriterSeconds)s'")
      // `remote_apply` promises more still; every other value promises less.
      try perform(
        """
        SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') <> 'remote_apply'
        """)
    }
    let row = try perform(
      """
      SELECT current_setting('server_encoding'), CASE WHEN pg_is_in_recovery() THEN ''
        ELSE left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) END
      """
    ).rows(at: place).first
    timeline = try row?.text(1) ?? ""
    guard try row?.text(0) == "UTF8" else {
      throw StrataError(
        .storage, "the journal's database is not encoded in UTF-8", place: place,
        remedy: "make it anew with: createdb --encoding=UTF8 --template=template0 NAME")
    }
  }
}

// MARK: - Outcomes

extension PostgresSession {
  /// How a COMMIT ended.
  enum Ending {
    case committed
    /// The connection was lost before the answer came.
    case unknown(StrataError)
  }

  /// Commits the transaction.
  ///
  /// - Throws: ``StrataError`` where the server says that it has undone it.
  func commit() throws(StrataError) -> Ending {
    do throws(StrataError) {
      guard try perform("COMMIT").tag == "COMMIT" else {
        throw StrataError(
          .storage, "the transaction had failed before it was committed", place: place,
          remedy: "report it: it is a mistake in Strata")
      }
      return .committed
    } catch {
      if isUsable { throw error }
      return .unknown(error)
    }
  }

  /// Undoes the transaction, whatever its state is.
  func rollBack() {
    guard isUsable else { return }
    if (try? perform("ROLLBACK")) == nil { isUsable = false }
  }

  /// Whether it can be lent again: no transaction is open on it.
  var isIdle: Bool { isUsable && PQtransactionStatus(handle) == PQTRANS_IDLE }

  /// Whether the connection is gone.
  var isLost: Bool { PQstatus(handle) != CONNECTION_OK }

  private func checked(_ result: OpaquePointer?) throws(StrataError) -> PostgresResult {
    if let result {
      let result = PostgresResult(result)
      guard let failure = result.failure else { return result }
      // A plan that was made for another shape of a table stays wrong: 0A000, 26000.
      let isStale = failure.state?.hasPrefix("0A") == true || failure.state?.hasPrefix("26") == true
      if isLost || failure.isLoss || isStale { isUsable = false }
      if isLost, !failure.isLoss {
        throw PostgresFailure(state: "08006", message: failure.message).error(at: place)
      }
      throw failure.error(at: place)
    }
    isUsable = false
    throw PostgresFailure(state: "08006", message: Self.line(PQerrorMessage(handle)))
      .error(at: place)
  }

  private static func line(_ text: UnsafePointer<CChar>?) -> String {
    PostgresResult.firstLine(text) ?? "libpq gives no reason"
  }
}
