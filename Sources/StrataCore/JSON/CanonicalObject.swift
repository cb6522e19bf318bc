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

  /// Starts an object in the memory of one that is not needed any more.
  package init(reusing memory: consuming [UInt8]) {
    output = memory
    output.removeAll(keepingCapacity: true)
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

  /// A string that is given by its bytes in UTF-8.
  package mutating func utf8(_ name: StaticString, _ bytes: UnsafeRawBufferPointer?) {
    guard let bytes else { return }
    begin(name)
    CanonicalJSON.append(utf8: bytes, to: &output)
  }

  /// A value that lies in memory as canonical JSON already.
  package mutating func raw(_ name: StaticString, in bytes: UnsafeRawBufferPointer?) {
    guard let bytes else { return }
    begin(name)
    output.append(contentsOf: bytes)
  }

  /// A digest, as `sha256:` and 64 hexadecimal digits.
  package mutating func digest(_ name: StaticString, _ bytes: UnsafeRawBufferPointer?) {
    guard let bytes else { return }
    begin(name)
    output += "\"sha256:".utf8
    for byte in bytes {
      output.append(Self.digits[Int(byte >> 4)])
      output.append(Self.digits[Int(byte & 15)])
    }
    output.append(UInt8(ascii: "\""))
  }

  private static let digits = Array("0123456789abcdef".utf8)

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
