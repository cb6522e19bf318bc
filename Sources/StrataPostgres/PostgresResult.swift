import CLibPQ
import StrataCore
import StrataStore

/// What a server answered to a statement.
final class PostgresResult {
  private let handle: OpaquePointer

  /// Takes over the result.
  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { PQclear(handle) }

  /// What the server refused; nil where it did not.
  var failure: PostgresFailure? {
    let status = PQresultStatus(handle)
    if status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK { return nil }
    return PostgresFailure(
      state: field("C"),
      message: field("M") ?? Self.firstLine(PQresultErrorMessage(handle)) ?? "no reason is given")
  }

  /// The name of the command that was performed.
  var tag: String { String(cString: PQcmdStatus(handle)) }

  /// How many rows were changed.
  var changedCount: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

  /// The types of a prepared statement's parameters.
  var parameterTypes: [UInt32] { (0..<PQnparams(handle)).map { PQparamtype(handle, $0) } }

  /// The rows.
  ///
  /// - Throws: ``StrataError`` with code `storage` where a column has a type that is not known here.
  func rows(at place: String) throws(StrataError) -> [SQLRow] {
    let columns = 0..<PQnfields(handle)
    let types = columns.map { PQftype(handle, $0) }
    var rows: [SQLRow] = []
    rows.reserveCapacity(Int(PQntuples(handle)))
    for row in 0..<PQntuples(handle) {
      var values: [SQLValue] = []
      values.reserveCapacity(types.count)
      for column in columns {
        guard let value = value(row, column, type: types[Int(column)]) else {
          throw StrataError(
            .storage, "a column has type \(types[Int(column)]), which Strata does not read",
            place: place, remedy: "report it: it is a mistake in Strata")
        }
        values.append(value)
      }
      rows.append(SQLRow(values))
    }
    return rows
  }

  private func value(_ row: Int32, _ column: Int32, type: UInt32) -> SQLValue? {
    if PQgetisnull(handle, row, column) != 0 { return .null }
    let bytes = UnsafeRawBufferPointer(
      start: PQgetvalue(handle, row, column), count: Int(PQgetlength(handle, row, column)))
    return PostgresValue.value(bytes, type: type)
  }

  private func field(_ name: Unicode.Scalar) -> String? {
    Self.firstLine(PQresultErrorField(handle, Int32(name.value)))
  }

  static func firstLine(_ text: UnsafePointer<CChar>?) -> String? {
    guard let text else { return nil }
    let line = String(cString: text).split(separator: "\n").first.map(String.init)
    return line?.isEmpty == false ? line : nil
  }
}
