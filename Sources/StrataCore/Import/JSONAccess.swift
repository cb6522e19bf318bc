/// Reading a value whose shape others decide: nil wherever it is not what was hoped for.
extension JSONValue {
  /// A member of an object.
  package func member(_ name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// The string, where it is one.
  package var asText: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The elements, where it is an array.
  package var asElements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members, where it is an object.
  package var asMembers: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The number, where it is one.
  package var asNumber: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The integer, where it is one.
  package var asInteger: Int64? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// Whether it is `true`.
  package var isTrue: Bool { self == .bool(true) }

  /// A member that is a string with something in it.
  package func words(_ name: String) -> String? {
    guard let text = member(name)?.asText, !text.isEmpty else { return nil }
    return text
  }

  /// The canonical text, for people: what a tool was called with.
  package var shown: String {
    (try? CanonicalJSON.bytes(self)).map { String(decoding: $0, as: UTF8.self) } ?? "…"
  }
}
