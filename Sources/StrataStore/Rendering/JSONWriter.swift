import StrataCore

/// Writes indented JSON as bytes, in the order of the calls: the same calls, the same bytes, whatever
/// the version of any library. Members whose value is nil are left out.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var depth = 0
  private var isEmpty = true

  mutating func object(_ members: (inout JSONWriter) -> Void) {
    container("{", "}", members)
  }

  mutating func array<Element>(
    _ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
  ) {
    container("[", "]") { writer in
      for element in elements {
        writer.separate()
        write(&writer, element)
      }
    }
  }

  mutating func string(_ text: String) {
    CanonicalJSON.append(string: text, to: &bytes)
  }

  /// A number, padded with spaces, so that another one of any size can be written over it.
  mutating func padded(_ number: Int64) {
    let text = String(number)
    for _ in text.utf8.count..<20 { bytes.append(UInt8(ascii: " ")) }
    bytes += text.utf8
  }

  mutating func value(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += String(value).utf8
    case .number:
      // JSON has no infinity and no NaN, and no JSON text that was read can hold one.
      bytes += (try? CanonicalJSON.bytes(value)) ?? Array("null".utf8)
    case .string(let value): string(value)
    case .array(let values): array(values) { $0.value($1) }
    case .object(let members):
      object { writer in
        let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (name, value) in sorted { writer.member(name) { $0.value(value) } }
      }
    }
  }

  /// Ends a file.
  mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func container(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ content: (inout JSONWriter) -> Void
  ) {
    bytes.append(UInt8(ascii: opening))
    depth += 1
    isEmpty = true
    content(&self)
    depth -= 1
    if !isEmpty { startLine() }
    bytes.append(UInt8(ascii: closing))
    isEmpty = false
  }

  private mutating func separate() {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    startLine()
  }

  private mutating func startLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { bytes += "  ".utf8 }
  }
}

// MARK: - Members

extension JSONWriter {
  mutating func member(_ name: String, _ write: (inout JSONWriter) -> Void) {
    separate()
    string(name)
    bytes += ": ".utf8
    write(&self)
  }

  mutating func member(_ name: String, _ text: String?) {
    guard let text else { return }
    member(name) { $0.string(text) }
  }

  mutating func member(_ name: String, _ text: (some CustomStringConvertible)?) {
    member(name, text?.description)
  }

  mutating func member(_ name: String, _ number: Int?) {
    guard let number else { return }
    member(name) { $0.bytes += String(number).utf8 }
  }

  mutating func member(_ name: String, _ flag: Bool?) {
    guard let flag else { return }
    member(name) { $0.bytes += (flag ? "true" : "false").utf8 }
  }

  mutating func member(_ name: String, _ texts: [String]) {
    member(name) { $0.array(texts) { $0.string($1) } }
  }
}
