import StrataCore

/// Reads JSON strictly (RFC 8259), and says line and column where it is wrong.
///
/// Stricter than Foundation: no trailing comma, no name twice in one object, no half of a surrogate
/// pair, no deeper than ``maximumDepth``; so that every reader of what was taken sees the same value.
struct JSONReader {
  /// The deepest nesting that is read.
  static let maximumDepth = 512

  private let bytes: [UInt8]
  private let place: String
  private let firstLine: Int
  private var index = 0

  /// The one value that the bytes hold.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  /// - Complexity: O(n).
  static func value(
    of bytes: [UInt8], place: String, firstLine: Int = 1
  ) throws(StrataError) -> JSONValue {
    var reader = JSONReader(bytes: bytes, place: place, firstLine: firstLine)
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw reader.refusal("a byte that is not UTF-8", at: error.byteOffsets.lowerBound)
    }
    reader.skipSpace()
    let value = try reader.value(depth: 1)
    reader.skipSpace()
    guard reader.index == bytes.count else {
      throw reader.refusal("something after the end of the value")
    }
    return value
  }

  private init(bytes: [UInt8], place: String, firstLine: Int) {
    self.bytes = bytes
    self.place = place
    self.firstLine = firstLine
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(StrataError) -> JSONValue {
    guard depth <= Self.maximumDepth else {
      throw refusal("nesting deeper than \(Self.maximumDepth) levels")
    }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    default: break
    }
    for (word, value) in [("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null)]
    where bytes[index...].starts(with: word.utf8) {
      index += word.utf8.count
      return value
    }
    throw refusal(next == nil ? "the end where a value should be" : "no JSON value")
  }

  private mutating func object(depth: Int) throws(StrataError) -> JSONValue {
    var members: [String: JSONValue] = [:]
    index += 1
    skipSpace()
    if take("}") { return .object(members) }
    while true {
      skipSpace()
      let start = index
      guard next == UInt8(ascii: "\"") else { throw refusal("no name in quotes") }
      let name = try string()
      skipSpace()
      guard take(":") else { throw refusal("no ':' after a name") }
      skipSpace()
      guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
        throw refusal("the name \(name.debugDescription) for the second time", at: start)
      }
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { throw refusal("neither ',' nor '}' after a member") }
    }
  }

  private mutating func array(depth: Int) throws(StrataError) -> JSONValue {
    var elements: [JSONValue] = []
    index += 1
    skipSpace()
    if take("]") { return .array(elements) }
    while true {
      skipSpace()
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return .array(elements) }
      guard take(",") else { throw refusal("neither ',' nor ']' after an element") }
    }
  }

  private mutating func number() throws(StrataError) -> JSONValue {
    let start = index
    _ = take("-")
    if !take("0") { try digits() }
    var isWhole = true
    if take(".") {
      isWhole = false
      try digits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw refusal("a number that is too large", at: start)
    }
    return .number(value)
  }

  private mutating func digits() throws(StrataError) {
    guard let byte = next, (0x30...0x39).contains(byte) else { throw refusal("no digit") }
    while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
  }
}

// MARK: - Strings

extension JSONReader {
  private mutating func string() throws(StrataError) -> String {
    let start = index
    var text: [UInt8] = []
    index += 1
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0x00..<0x20: throw refusal("a control character within a string")
      default:
        text.append(byte)
        index += 1
      }
    }
    throw refusal("a string without an end", at: start)
  }

  private mutating func escape(into text: inout [UInt8]) throws(StrataError) {
    let start = index
    index += 1
    let simple: [UInt8: UInt8] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D,
      0x74: 0x09,
    ]
    if let byte = next, let plain = simple[byte] {
      text.append(plain)
      index += 1
      return
    }
    guard take("u"), let first = hexadecimal() else { throw refusal("no escape", at: start) }
    var units = [first]
    if UTF16.isLeadSurrogate(first), take("\\"), take("u"), let second = hexadecimal() {
      units.append(second)
    }
    guard let character = String(validating: units, as: UTF16.self) else {
      throw refusal("half of a surrogate pair", at: start)
    }
    text += character.utf8
  }

  private mutating func hexadecimal() -> UInt16? {
    guard index + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[index..<index + 4], as: UTF8.self)
    guard digits.allSatisfy(\.isHexDigit), let value = UInt16(digits, radix: 16) else { return nil }
    index += 4
    return value
  }

  private func refusal(_ found: String, at position: Int? = nil) -> StrataError {
    let position = position ?? index
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == 0x0A } + firstLine
    let column = position - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
    return StrataError(
      .invalidInput, "this is not JSON: \(found) at line \(line), column \(column)",
      place: "\(place):\(line):\(column)", remedy: "check it with 'jq .'")
  }
}
