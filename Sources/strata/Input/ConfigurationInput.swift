import StrataCore
import StrataStore

/// The configuration as it is named and given on the command line.
enum ConfigurationInput {
  /// A value from a file, or from standard input for `-`, byte for byte.
  ///
  /// - Throws: ``StrataError``.
  static func value(from path: String) throws(StrataError) -> ConfigurationValue {
    try ConfigurationValue(try BoundedInput(path).bytes)
  }

  /// The changes of a transaction: a JSON array of `{"key", "value" | "delete", "expected_index"}`.
  ///
  /// A value that is a text is taken as it is, any other in its canonical JSON form.
  /// - Throws: ``StrataError`` with code `invalidInput` that names the element.
  static func changes(from path: String) throws(StrataError) -> [ConfigurationChange] {
    let input = try BoundedInput(path)
    let value = try JSONReader.value(of: input.bytes, place: input.place)
    guard case .array(let elements) = value else {
      throw StrataError(
        .invalidInput, "this is no list of changes", place: input.place,
        remedy: #"write [{"key": "a/b", "value": "text"}, {"key": "a/c", "delete": true}]"#)
    }
    var changes: [ConfigurationChange] = []
    for (index, element) in elements.enumerated() {
      changes.append(
        try change(JSONFields(element, place: input.place, path: "[\(index)].")))
    }
    return changes
  }

  private static func change(_ fields: JSONFields) throws(StrataError) -> ConfigurationChange {
    let key = try ConfigurationKey(try fields.requiredText("key"))
    var change = ConfigurationChange(key, .delete)
    switch (fields.members["value"] ?? .null, fields.members["delete"] ?? .bool(false)) {
    case (.null, .bool(true)): break
    case (.string(let text), .bool(false)): change.operation = .set(try ConfigurationValue(text))
    case (let value, .bool(false)) where value != .null:
      change.operation = .set(try ConfigurationValue(try CanonicalJSON.bytes(value)))
    default:
      throw StrataError(
        .invalidInput,
        "the change '\(fields.path.dropLast())' of \(key) has neither a value nor "
          + "\"delete\": true, or both", place: fields.place, remedy: "give one of them")
    }
    switch fields.members["expected_index"] ?? .null {
    case .null: break
    case .integer(let index) where index >= 0: change.expected = index
    default:
      throw StrataError(
        .invalidInput, "the field '\(fields.path)expected_index' is no index, from 0",
        place: fields.place)
    }
    return change
  }

  /// A point in the history: a number is an index, anything else a time.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  static func point(_ text: String, of option: String) throws(StrataError) -> ConfigurationPoint {
    if let index = Int64(text) { return .index(index) }
    guard let time = try timestamp(text, of: option) else { return .now }
    return .time(time)
  }
}
