/// Reads one JSON value and says line and column where it is none.
package enum JSONReader {
  /// The value that the bytes hold.
  ///
  /// - Parameters:
  ///   - place: what the source is called in messages.
  ///   - firstLine: the line of the source on which the bytes begin.
  /// - Throws: ``StrataError`` with code `invalidInput`.
  /// - Complexity: O(n).
  package static func value(
    of bytes: [UInt8], place: String, firstLine: Int = 1
  ) throws(StrataError) -> JSONValue {
    do throws(RecordFault) {
      return try JSONParser.parse(bytes)
    } catch {
      let before = bytes[..<min(error.offset ?? 0, bytes.count)]
      let line = before.count { $0 == 0x0A } + firstLine
      let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
      throw StrataError(
        .invalidInput, "this is not JSON that can be read: \(error.message)",
        place: "\(place):\(line):\(column)", remedy: error.remedy ?? "check it with 'jq .'")
    }
  }
}
