/// Reads one JSON text (RFC 8259) and, where it is broken, says at which byte and why.
///
/// Foundation's decoder names no byte, and a person who has to mend an export needs one. Nesting is
/// bounded, so that no input can exhaust the stack. Of a repeated name the last value stays; half of
/// a surrogate pair becomes U+FFFD.
package enum JSONParser {
  /// The deepest nesting that is read.
  package static let maximumDepth = 256

  /// Parses one value with white space around it.
  ///
  /// - Throws: ``RecordFault`` with the offset of the byte to blame.
  /// - Complexity: O(n).
  package static func parse(_ bytes: [UInt8]) throws(RecordFault) -> JSONValue {
    try bytes.withUnsafeBufferPointer { (buffer) throws(RecordFault) -> JSONValue in
      var reader = JSONTextReader(bytes: buffer)
      let value = try reader.value(depth: 0)
      try reader.expectEnd()
      return value
    }
  }
}

private struct JSONTextReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0

  mutating func value(depth: Int) throws(RecordFault) -> JSONValue {
    skipSpace()
    guard let byte = current else { throw cutOff }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    case UInt8(ascii: "'"):
      throw fault("a single quote begins a value", remedy: "JSON strings have double quotes")
    default: throw fault("expected a value, found \(shown(byte))")
    }
  }

  mutating func expectEnd() throws(RecordFault) {
    skipSpace()
    guard let byte = current else { return }
    throw byte == UInt8(ascii: ",")
      ? fault("a comma stands after the value", remedy: "remove the comma")
      : fault("\(shown(byte)) stands after the end of the value")
  }

  private mutating func object(depth: Int) throws(RecordFault) -> JSONValue {
    try checkDepth(depth)
    index += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard let byte = current else { throw cutOff }
      guard byte == UInt8(ascii: "\"") else {
        throw byte == UInt8(ascii: "}")
          ? fault("a comma stands before the closing }", remedy: "remove the comma")
          : fault("expected a name in double quotes, found \(shown(byte))")
      }
      let name = try string()
      skipSpace()
      try expect(UInt8(ascii: ":"), "expected ':' after a name")
      members[name] = try value(depth: depth)
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      try expect(UInt8(ascii: ","), "expected ',' or '}'")
    }
  }

  private mutating func array(depth: Int) throws(RecordFault) -> JSONValue {
    try checkDepth(depth)
    index += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      skipSpace()
      if current == UInt8(ascii: "]") {
        throw fault("a comma stands before the closing ]", remedy: "remove the comma")
      }
      elements.append(try value(depth: depth))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      try expect(UInt8(ascii: ","), "expected ',' or ']'")
    }
  }

  private mutating func literal(
    _ text: StaticString, _ value: JSONValue
  ) throws(RecordFault) -> JSONValue {
    for position in 0..<text.utf8CodeUnitCount {
      guard let byte = current else { throw cutOff }
      guard byte == text.utf8Start[position] else { throw fault("expected \(text)") }
      index += 1
    }
    return value
  }

  // MARK: - Numbers

  private mutating func number() throws(RecordFault) -> JSONValue {
    let start = index
    _ = take(UInt8(ascii: "-"))
    let firstDigit = index
    try digits()
    if bytes[firstDigit] == 0x30, index > firstDigit + 1 {
      throw fault("a number has a leading zero", at: firstDigit)
    }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      try digits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      isWhole = false
      index += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw fault("a number is too large", at: start)
    }
    // As Foundation reads them: 1.0 is the whole number 1.
    if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 {
      return .integer(whole)
    }
    return .number(value)
  }

  private mutating func digits() throws(RecordFault) {
    let start = index
    while let byte = current, (0x30...0x39).contains(byte) { index += 1 }
    if index == start { throw current == nil ? cutOff : fault("expected a digit") }
  }

  // MARK: - Strings

  private mutating func string() throws(RecordFault) -> String {
    index += 1
    let start = index
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return try text(UnsafeBufferPointer(rebasing: bytes[start..<index - 1]), from: start)
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0x00..<0x20: throw controlCharacter(bytes[index])
      default: index += 1
      }
    }
    throw cutOff
  }

  private mutating func escapedString(from start: Int) throws(RecordFault) -> String {
    var output = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return try output.withUnsafeBufferPointer { (buffer) throws(RecordFault) -> String in
          try text(buffer, from: start)
        }
      case UInt8(ascii: "\\"): try escape(into: &output)
      case 0x00..<0x20: throw controlCharacter(byte)
      default:
        output.append(byte)
        index += 1
      }
    }
    throw cutOff
  }

  private mutating func escape(into output: inout [UInt8]) throws(RecordFault) {
    guard index + 1 < bytes.count else { throw cutOff }
    let kind = bytes[index + 1]
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(kind)
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "f"): output.append(0x0C)
    case UInt8(ascii: "n"): output.append(0x0A)
    case UInt8(ascii: "r"): output.append(0x0D)
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "u"): return try unicodeEscape(into: &output)
    default: throw fault("a backslash stands before \(shown(kind))")
    }
    index += 2
  }

  private mutating func unicodeEscape(into output: inout [UInt8]) throws(RecordFault) {
    var scalar = UInt32(try unit())
    if (0xD800...0xDBFF).contains(scalar), index + 1 < bytes.count,
      bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
    {
      let before = index
      let low = UInt32(try unit())
      if (0xDC00...0xDFFF).contains(low) {
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
      } else {
        index = before
      }
    }
    output += String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8
  }

  /// Four hexadecimal digits after `\u`.
  private mutating func unit() throws(RecordFault) -> UInt16 {
    guard index + 6 <= bytes.count else { throw cutOff }
    var value: UInt16 = 0
    for byte in bytes[index + 2..<index + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw fault("\\u needs four hexadecimal digits")
      }
      value = value << 4 | UInt16(digit)
    }
    index += 6
    return value
  }

  private func text(
    _ content: UnsafeBufferPointer<UInt8>, from start: Int
  ) throws(RecordFault) -> String {
    if let text = String(validating: content, as: UTF8.self) { return text }
    // The offset is exact where no escape stands before the bad byte; the raw bytes decide.
    throw UTF8Check.fault(in: bytes, from: start, to: index)
  }

  // MARK: - Small things

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ byte: UInt8, _ message: String) throws(RecordFault) {
    guard let found = current else { throw cutOff }
    guard found == byte else { throw fault("\(message), found \(shown(found))") }
    index += 1
  }

  private func checkDepth(_ depth: Int) throws(RecordFault) {
    guard depth <= JSONParser.maximumDepth else {
      throw fault("it is nested deeper than \(JSONParser.maximumDepth) levels")
    }
  }

  private var cutOff: RecordFault {
    RecordFault(
      "the JSON ends too early", remedy: "see whether the file was cut off", offset: bytes.count)
  }

  private func controlCharacter(_ byte: UInt8) -> RecordFault {
    byte == 0x0A || byte == 0x0D
      ? fault("a string is not closed before the line ends", remedy: "write a line break as \\n")
      : fault("a string holds the control character \(shown(byte))", remedy: "write it as \\u00..")
  }

  private func fault(
    _ message: String, at offset: Int? = nil, remedy: String? = nil
  ) -> RecordFault {
    RecordFault(message, remedy: remedy, offset: offset ?? index)
  }

  private func shown(_ byte: UInt8) -> String {
    (0x21...0x7E).contains(byte)
      ? "'\(Character(Unicode.Scalar(byte)))'"
      : "the byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
  }
}

/// Where bytes stop being UTF-8.
package enum UTF8Check {
  /// The fault of the first byte that is not UTF-8.
  static func fault(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int)
    -> RecordFault
  {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes[start..<end].makeIterator()
    var offset = start
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) { offset += scalar.count }
    let byte = offset < end ? bytes[offset] : 0
    return RecordFault(
      "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8",
      remedy: "convert the file to UTF-8", offset: min(offset, end - 1))
  }
}
