/// What names and particulars in a record must keep to, so that every database takes them and no
/// entry grows without bound.
package enum RecordText {
  /// As long as the seed's `VARCHAR(255)`, in bytes.
  package static let maximumNameBytes = 255
  /// How long a record's further particulars may be, in bytes of canonical JSON.
  static let maximumMetadataBytes = 8192

  /// Refuses a name that is empty, too long, or holds a character that is none of a name.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  package static func check(
    _ text: String?, _ field: String, maximumBytes: Int = maximumNameBytes
  ) throws(StrataError) {
    guard let text else { return }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw StrataError(.invalidInput, "the \(field) is empty", remedy: "name it, or leave it out")
    }
    try check(length: text, field, maximumBytes)
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw StrataError(
        .invalidInput, "the \(field) holds a control character", remedy: "leave it out")
    }
  }

  /// Refuses a text that is too long.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  package static func check(
    length text: String, _ field: String, _ maximumBytes: Int
  ) throws(StrataError) {
    guard text.utf8.count <= maximumBytes else {
      throw StrataError(
        .invalidInput,
        "the \(field) has \(text.utf8.count) bytes, and \(maximumBytes) are the most it may have",
        remedy: "shorten it")
    }
  }

  /// Refuses further particulars that are too long, or hold a NUL, which no database takes in JSON.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  static func check(metadata: [String: JSONValue]) throws(StrataError) {
    let value = JSONValue.object(metadata)
    let count = try CanonicalJSON.bytes(value).count
    guard count <= maximumMetadataBytes else {
      throw StrataError(
        .invalidInput,
        "the metadata has \(count) bytes, and \(maximumMetadataBytes) are the most it may have",
        remedy: "leave something out")
    }
    guard !hasNUL(value) else {
      throw StrataError(
        .invalidInput, "the metadata holds a NUL character", remedy: "leave it out")
    }
  }

  private static func hasNUL(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): text.unicodeScalars.contains("\0")
    case .array(let values): values.contains(where: hasNUL)
    case .object(let members):
      members.contains { $0.key.unicodeScalars.contains("\0") || hasNUL($0.value) }
    case .null, .bool, .integer, .number: false
    }
  }
}
