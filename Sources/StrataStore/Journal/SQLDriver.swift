package import StrataCore

/// A value in a statement or a row.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case text(String)
  case bytes([UInt8])
  /// A moment. SQLite keeps its microseconds as an integer, so that is what it reads back as there.
  case time(Timestamp)

  /// An integer.
  package static func int(_ value: Int) -> SQLValue { .integer(Int64(value)) }
  /// A text, or null.
  package static func text(orNull value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
  /// An integer, or null.
  package static func integer(orNull value: Int64?) -> SQLValue {
    value.map(SQLValue.integer) ?? .null
  }
  /// A text as its bytes, or null. What people write may hold a NUL, which no database takes in a
  /// column of texts.
  package static func utf8(orNull value: String?) -> SQLValue {
    value.map { .bytes(Array($0.utf8)) } ?? .null
  }
  /// A moment, or null.
  package static func time(orNull value: Timestamp?) -> SQLValue {
    value.map(SQLValue.time) ?? .null
  }
}

extension SQLValue {
  /// Refuses a text with a NUL: SQLite would cut it off there, and PostgreSQL takes none.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  package func requireStorable() throws(StrataError) {
    guard case .text(let text) = self, text.utf8.contains(0) else { return }
    throw StrataError(
      .invalidInput, "a text holds the character NUL, which no journal takes there",
      remedy: "leave the character out")
  }
}

/// One row; columns count from 0. A value of another type than the one asked for is damage.
package struct SQLRow: Sendable {
  /// The columns.
  package let values: [SQLValue]

  /// Makes a row.
  package init(_ values: [SQLValue]) { self.values = values }

  package func isNull(_ column: Int) -> Bool { values[column] == .null }

  package func integer(_ column: Int) throws(StrataError) -> Int64 {
    guard case .integer(let value) = values[column] else { throw unexpected(column, "an integer") }
    return value
  }

  package func int(_ column: Int) throws(StrataError) -> Int { Int(try integer(column)) }

  package func text(_ column: Int) throws(StrataError) -> String {
    guard case .text(let value) = values[column] else { throw unexpected(column, "a text") }
    return value
  }

  package func optionalText(_ column: Int) throws(StrataError) -> String? {
    isNull(column) ? nil : try text(column)
  }

  package func optionalInt(_ column: Int) throws(StrataError) -> Int? {
    isNull(column) ? nil : try int(column)
  }

  package func bytes(_ column: Int) throws(StrataError) -> [UInt8] {
    guard case .bytes(let value) = values[column] else { throw unexpected(column, "bytes") }
    return value
  }

  package func utf8(_ column: Int) throws(StrataError) -> String {
    String(decoding: try bytes(column), as: UTF8.self)
  }

  package func time(_ column: Int) throws(StrataError) -> Timestamp {
    if case .time(let value) = values[column] { return value }
    return Timestamp(microseconds: try integer(column))
  }

  private func unexpected(_ column: Int, _ wanted: String) -> StrataError {
    StrataError(
      .corrupt, "column \(column) of a row of the journal is not \(wanted)",
      remedy: "run 'strata fsck'")
  }
}

/// One connection, inside a transaction.
package protocol SQLConnection {
  /// What this database wants written in its own way.
  var dialect: SQLDialect { get }
  /// Performs a statement and returns how many rows it changed. Placeholders are `?`.
  @discardableResult
  func run(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> Int
  /// Performs a query.
  func query(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> [SQLRow]
  /// Performs a query whose rows are looked at where the database keeps them; nil where it hands out
  /// copies only.
  func cursor(_ sql: String, _ arguments: [SQLValue]) throws(StrataError) -> (any RowCursor)?
}

/// The rows of a query, one after the other, where the database keeps them.
package protocol RowCursor: AnyObject {
  /// Goes to the next row; false where there is none.
  func next() throws(StrataError) -> Bool
  /// Whether a column is null.
  func isNull(_ column: Int) -> Bool
  /// An integer; nil for anything else.
  func integer(_ column: Int) -> Int64?
  /// The bytes of a text, until the next row is gone to; nil for anything else.
  func text(_ column: Int) -> UnsafeRawBufferPointer?
  /// The bytes of a blob, until the next row is gone to; nil for anything else.
  func blob(_ column: Int) -> UnsafeRawBufferPointer?
}

extension SQLConnection {
  package func cursor(
    _ sql: String, _ arguments: [SQLValue]
  ) throws(StrataError) -> (any RowCursor)? { nil }

  @discardableResult
  package func run(_ sql: String, _ arguments: SQLValue...) throws(StrataError) -> Int {
    try run(sql, arguments)
  }

  package func query(_ sql: String, _ arguments: SQLValue...) throws(StrataError) -> [SQLRow] {
    try query(sql, arguments)
  }
}

/// The database behind the journal: SQLite here, PostgreSQL at scale.
///
/// Errors are ``StrataError``: `storage` where the database or the disk refuses, `conflict` where a
/// constraint does, `corrupt` where the file is damaged, `unknownOutcome` where the connection was lost
/// while a transaction was committed and nobody can tell whether it was.
package protocol SQLDriver: Sendable {
  /// Runs a transaction that no other writer overlaps; it is durable when this returns. An error
  /// undoes all of it. Blocks; callers are served one at a time. The body may be run again where the
  /// database asks for it, so it must depend on nothing but the transaction.
  func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value
  /// Runs the transaction that fills an empty database: rows may be added in another order than they name
  /// one another, and are compared at the end.
  func fill<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value
  /// Runs a transaction that sees one state of the database.
  func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value
  /// Writes over what deleted and changed rows left behind in the database's files, so that nothing
  /// of them can be read any more. It writes the whole database anew.
  ///
  /// - Throws: ``StrataError`` with code `storage`; then some of it may still be there.
  func sweep() throws
  /// Closes all connections.
  func close() throws
}

extension SQLDriver {
  package func fill<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
    try write(body)
  }
}
