/// Writes one canonical JSON object member by member, without building a tree first.
///
/// The caller names the members in their canonical order (by UTF-16 code units); a test compares
/// every such writer with ``CanonicalJSON``.
package struct CanonicalObject {
  private var output: [UInt8]
  private var isEmpty = true

  /// Starts an object.
  package init(reserving capacity: Int = 256) {
    output = []
    output.reserveCapacity(capacity)
    output.append(UInt8(ascii: "{"))
  }

  /// The bytes of the whole object.
  package consuming func finished() -> [UInt8] {
    output.append(UInt8(ascii: "}"))
    return output
  }

  package mutating func string(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    begin(name)
    CanonicalJSON.append(string: value, to: &output)
  }

  package mutating func integer(_ name: StaticString, _ value: (some BinaryInteger)?) {
    guard let value else { return }
    begin(name)
    output += String(value).utf8
  }

  package mutating func null(_ name: StaticString) {
    begin(name)
    output += "null".utf8
  }

  /// A value that is canonical JSON already.
  package mutating func raw(_ name: StaticString, _ value: [UInt8]?) {
    guard let value else { return }
    begin(name)
    output += value
  }

  package mutating func strings(_ name: StaticString, _ values: some Sequence<String>) {
    begin(name)
    output.append(UInt8(ascii: "["))
    var isFirst = true
    for value in values {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      CanonicalJSON.append(string: value, to: &output)
    }
    output.append(UInt8(ascii: "]"))
  }

  /// An array of values that are canonical JSON already.
  package mutating func array(_ name: StaticString, _ values: some Sequence<[UInt8]>) {
    begin(name)
    output.append(UInt8(ascii: "["))
    // Joining them would append byte by byte.
    var isFirst = true
    for value in values {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      output += value
    }
    output.append(UInt8(ascii: "]"))
  }

  private mutating func begin(_ name: StaticString) {
    if !isEmpty { output.append(UInt8(ascii: ",")) }
    isEmpty = false
    output.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { output += $0 }
    output.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
  }
}
