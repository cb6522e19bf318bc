/// A JSON object whose fields are asked for by type; what does not fit is refused by the field's name.
package struct JSONFields {
  /// Where the object stands, in messages.
  package let place: String
  /// How the object is reached from the top, `candidate.` or empty.
  package let path: String
  package let members: [String: JSONValue]

  /// - Throws: ``StrataError`` with code `invalidInput` where the value is no object.
  package init(_ value: JSONValue, place: String, path: String = "") throws(StrataError) {
    self.place = place
    self.path = path
    guard case .object(let members) = value else {
      let name = path.isEmpty ? "this" : "'\(path.dropLast())'"
      throw Self.mismatch(name, value, expected: "an object", place: place)
    }
    self.members = members
  }

  /// A text, or nil where it is missing or null.
  package func text(_ name: String) throws(StrataError) -> String? {
    switch members[name] ?? .null {
    case .null: return nil
    case .string(let text): return text
    case let other: throw mismatch(name, other, expected: "text")
    }
  }

  /// A text that must be there.
  package func requiredText(_ name: String) throws(StrataError) -> String {
    guard let text = try text(name) else { throw missing(name) }
    return text
  }

  /// A list of texts, or nil where it is missing or null.
  package func texts(_ name: String) throws(StrataError) -> [String]? {
    guard let elements = try elements(name) else { return nil }
    var result: [String] = []
    for (index, element) in elements.enumerated() {
      guard case .string(let text) = element else {
        throw mismatch("\(name)[\(index)]", element, expected: "text")
      }
      result.append(text)
    }
    return result
  }

  /// A list of objects, empty where it is missing or null.
  package func objects(_ name: String) throws(StrataError) -> [JSONFields] {
    var result: [JSONFields] = []
    for (index, element) in (try elements(name) ?? []).enumerated() {
      result.append(try JSONFields(element, place: place, path: "\(path)\(name)[\(index)]."))
    }
    return result
  }

  /// An object, or nil where it is missing or null.
  package func object(_ name: String) throws(StrataError) -> JSONFields? {
    guard let value = members[name], value != .null else { return nil }
    return try JSONFields(value, place: place, path: "\(path)\(name).")
  }

  /// A value made from a text; what refuses the text is the cause of the error.
  package func parsed<Value>(
    _ name: String, _ parse: (String) throws(StrataError) -> Value
  ) throws(StrataError) -> Value? {
    guard let text = try text(name) else { return nil }
    do throws(StrataError) {
      return try parse(text)
    } catch {
      throw StrataError(
        .invalidInput, "the field '\(path)\(name)' is wrong", place: place, cause: error)
    }
  }

  /// One of an enumeration's names.
  package func choice<Value: RawRepresentable & CaseIterable>(
    _ name: String, _: Value.Type = Value.self
  ) throws(StrataError) -> Value? where Value.RawValue == String {
    guard let text = try text(name) else { return nil }
    guard let value = Value(rawValue: text) else {
      throw StrataError(
        .invalidInput, "the field '\(path)\(name)' is \(text.debugDescription)", place: place,
        remedy: "use one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }

  /// The error for a field that must be there.
  package func missing(_ name: String) -> StrataError {
    StrataError(.invalidInput, "the field '\(path)\(name)' is missing", place: place)
  }

  private func elements(_ name: String) throws(StrataError) -> [JSONValue]? {
    switch members[name] ?? .null {
    case .null: return nil
    case .array(let elements): return elements
    case let other: throw mismatch(name, other, expected: "a list")
    }
  }

  private func mismatch(_ name: String, _ value: JSONValue, expected: String) -> StrataError {
    Self.mismatch("the field '\(path)\(name)'", value, expected: expected, place: place)
  }

  private static func mismatch(
    _ subject: String, _ value: JSONValue, expected: String, place: String
  ) -> StrataError {
    let kind =
      switch value {
      case .null: "null"
      case .bool: "true or false"
      case .integer, .number: "a number"
      case .string: "text"
      case .array: "a list"
      case .object: "an object"
      }
    return StrataError(.invalidInput, "\(subject) is \(kind), not \(expected)", place: place)
  }
}
