import Foundation
import GRDB
import GRDBSQLite
import StrataCore

/// One connection of a ``SQLiteDriver``, inside a transaction.
struct SQLiteConnection: SQLConnection {
  let connection: Database
  let path: String

  var dialect: SQLDialect { .sqlite }

  func run(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> Int {
    for argument in arguments { try argument.requireStorable() }
    do {
      let statement = try connection.cachedStatement(sql: sql)
      // Only statements without values open and close parts of a transaction, which the library
      // has to know of.
      if arguments.isEmpty {
        try statement.execute()
      } else {
        try Self.insert(arguments, with: statement.sqliteStatement, sql: sql)
      }
      return connection.changesCount
    } catch {
      throw SQLiteDriver.translated(error, at: path)
    }
  }

  func query(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> [SQLRow] {
    for argument in arguments { try argument.requireStorable() }
    do {
      let statement = try connection.cachedStatement(sql: sql)
      let cursor = try Row.fetchCursor(
        statement, arguments: StatementArguments(arguments.map(\.databaseValue)))
      var rows: [SQLRow] = []
      while let row = try cursor.next() {
        rows.append(SQLRow(row.databaseValues.map(SQLValue.init)))
      }
      return rows
    } catch {
      throw SQLiteDriver.translated(error, at: path)
    }
  }

  func cursor(
    _ sql: String, _ arguments: [SQLValue]
  ) throws(StrataError) -> (any RowCursor)? {
    do {
      let statement = try connection.cachedStatement(sql: sql)
      try Self.bind(arguments, to: statement.sqliteStatement, sql: sql)
      return SQLiteCursor(statement, at: path)
    } catch {
      throw SQLiteDriver.translated(error, at: path)
    }
  }

  /// Performs a statement that answers no rows. The library's own way costs as much again as SQLite
  /// does, and this is done some times for every session.
  private static func insert(
    _ arguments: [SQLValue], with statement: OpaquePointer, sql: String
  ) throws {
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    try bind(arguments, to: statement, sql: sql)
    let result = sqlite3_step(statement)
    if result != SQLITE_DONE { try check(result, statement, sql) }
  }

  private static func bind(
    _ arguments: [SQLValue], to statement: OpaquePointer, sql: String
  ) throws {
    sqlite3_reset(statement)
    guard sqlite3_bind_parameter_count(statement) == arguments.count else {
      throw DatabaseError(
        resultCode: .SQLITE_MISUSE, message: "\(arguments.count) values were given", sql: sql)
    }
    for (index, argument) in arguments.enumerated() {
      try check(bind(argument, at: Int32(index + 1), to: statement), statement, sql)
    }
  }

  private static func check(_ result: Int32, _ statement: OpaquePointer, _ sql: String) throws {
    guard result != SQLITE_OK, result != SQLITE_ROW else { return }
    let database = sqlite3_db_handle(statement)
    throw DatabaseError(
      resultCode: ResultCode(rawValue: result),
      message: sqlite3_errmsg(database).map { String(cString: $0) }, sql: sql)
  }

  private static func bind(
    _ value: SQLValue, at index: Int32, to statement: OpaquePointer
  ) -> Int32 {
    // SQLite takes a copy before the call returns.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let value): return sqlite3_bind_int64(statement, index, value)
    case .time(let value): return sqlite3_bind_int64(statement, index, value.microseconds)
    case .text(""): return sqlite3_bind_text(statement, index, "", 0, copied)
    case .text(var value):
      return value.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          sqlite3_bind_text64(
            statement, index, characters.baseAddress, UInt64(characters.count), copied,
            UInt8(SQLITE_UTF8))
        }
      }
    case .bytes(let value):
      guard !value.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
      return value.withUnsafeBytes {
        sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), copied)
      }
    }
  }
}

/// The rows of one statement, which nobody else may use meanwhile.
private final class SQLiteCursor: RowCursor {
  private let statement: Statement
  private let handle: OpaquePointer
  private let path: String

  init(_ statement: Statement, at path: String) {
    self.statement = statement
    self.path = path
    handle = statement.sqliteStatement
  }

  deinit {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  func next() throws(StrataError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let result:
      throw SQLiteDriver.translated(
        DatabaseError(resultCode: ResultCode(rawValue: result), sql: statement.sql), at: path)
    }
  }

  func isNull(_ column: Int) -> Bool { type(column) == SQLITE_NULL }

  func integer(_ column: Int) -> Int64? {
    type(column) == SQLITE_INTEGER ? sqlite3_column_int64(handle, Int32(column)) : nil
  }

  func text(_ column: Int) -> UnsafeRawBufferPointer? {
    guard type(column) == SQLITE_TEXT else { return nil }
    return UnsafeRawBufferPointer(
      start: sqlite3_column_text(handle, Int32(column)),
      count: Int(sqlite3_column_bytes(handle, Int32(column))))
  }

  func blob(_ column: Int) -> UnsafeRawBufferPointer? {
    guard type(column) == SQLITE_BLOB else { return nil }
    return UnsafeRawBufferPointer(
      start: sqlite3_column_blob(handle, Int32(column)),
      count: Int(sqlite3_column_bytes(handle, Int32(column))))
  }

  private func type(_ column: Int) -> Int32 { sqlite3_column_type(handle, Int32(column)) }
}

extension SQLValue {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let value): value.databaseValue
    case .text(let value): value.databaseValue
    case .bytes(let value): Data(value).databaseValue
    case .time(let value): value.microseconds.databaseValue
    }
  }

  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let value): self = .integer(value)
    case .double(let value): self = .text(String(value))
    case .string(let value): self = .text(value)
    case .blob(let value): self = .bytes(Array(value))
    }
  }
}
