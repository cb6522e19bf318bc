/// Times as other programs write them.
package enum ImportedTime {
  /// Reads RFC 3339 (without a zone: UTC), or a number of seconds, milliseconds or microseconds
  /// since 1970, told apart by their size; nil for anything else.
  package static func read(_ value: JSONValue?) -> Timestamp? {
    switch value {
    case .string(let text): parse(text)
    case .integer(let number): since1970(Double(number))
    case .number(let number): since1970(number)
    default: nil
    }
  }

  private static func parse(_ text: String) -> Timestamp? {
    if let time = try? Timestamp(parsing: text) { return time }
    if let time = try? Timestamp(parsing: text + "Z") { return time }
    return Double(text).flatMap(since1970)
  }

  // Seconds up to the year 5138, milliseconds from 1973 on: no date in practice is ambiguous.
  private static func since1970(_ number: Double) -> Timestamp? {
    guard number.isFinite, number > 0, number < 1e17 else { return nil }
    let microseconds = number < 1e11 ? number * 1e6 : number < 1e14 ? number * 1e3 : number
    return Timestamp(microseconds: Int64(microseconds.rounded()))
  }
}
