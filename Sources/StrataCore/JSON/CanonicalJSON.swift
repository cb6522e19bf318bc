/// The canonical form of JSON (RFC 8785): one value, one sequence of bytes.
///
/// Names sorted by UTF-16 code units, no white space, the shortest escapes, numbers as ECMAScript
/// writes them. Digests and proofs are taken over these bytes.
public enum CanonicalJSON {
  /// The canonical bytes of a value.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for a number that is not finite and for an
  ///   integer that other readers would silently round (RFC 8785 §3.2.2.3).
  /// - Complexity: O(n log n) in the size of the value.
  public static func bytes(_ value: JSONValue) throws(StrataError) -> [UInt8] {
    var output: [UInt8] = []
    try append(value, to: &output)
    return output
  }

  static func append(_ value: JSONValue, to output: inout [UInt8]) throws(StrataError) {
    switch value {
    case .null: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .integer(let value):
      let text = String(value)
      let isExact = value.magnitude < 1 << 53
      guard try isExact ? true : ECMAScriptNumber.text(Double(value)) == text else {
        throw StrataError(
          .invalidInput, "\(value) is too large for a JSON number",
          remedy: "write integers beyond 2^53 as strings")
      }
      output += text.utf8
    case .number(let value): output += try ECMAScriptNumber.text(value).utf8
    case .string(let value): append(string: value, to: &output)
    case .array(let values):
      output.append(UInt8(ascii: "["))
      for (index, element) in values.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        try append(element, to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      let sorted = members.sorted { precedes($0.key, $1.key) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        append(string: member.key, to: &output)
        output.append(UInt8(ascii: ":"))
        try append(member.value, to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  /// The order of UTF-16 code units. That of UTF-8 is the same but for what begins with EE or above.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    for (one, other) in zip(left.utf8, right.utf8) where one != other {
      return one < 0xEE && other < 0xEE
        ? one < other : left.utf16.lexicographicallyPrecedes(right.utf16)
    }
    return left.utf8.count < right.utf8.count
  }

  /// Appends a string with its quotes, escaping only what must be (RFC 8785 §3.2.2.2).
  public static func append(string: String, to output: inout [UInt8]) {
    var string = string
    string.withUTF8 { append(utf8: UnsafeRawBufferPointer($0), to: &output) }
  }

  /// The same of a string that is given by its bytes in UTF-8.
  static func append(utf8 bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    // Whole runs are copied; what must be escaped is rare.
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C {
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
        append(escaped: byte, to: &output)
        start = index + 1
      }
      index += 1
    }
    output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start...]))
    output.append(UInt8(ascii: "\""))
  }

  private static func append(escaped byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case 0x22: output += #"\""#.utf8
    case 0x5C: output += #"\\"#.utf8
    case 0x08: output += #"\b"#.utf8
    case 0x09: output += #"\t"#.utf8
    case 0x0A: output += #"\n"#.utf8
    case 0x0C: output += #"\f"#.utf8
    case 0x0D: output += #"\r"#.utf8
    default:
      output += (byte < 16 ? #"\u000"# : #"\u00"#).utf8
      output += String(byte, radix: 16).utf8
    }
  }
}

/// Numbers as ECMA-262 `Number::toString` writes them, on Swift's shortest round-trip digits.
enum ECMAScriptNumber {
  static func text(_ value: Double) throws(StrataError) -> String {
    guard value.isFinite else {
      throw StrataError(
        .invalidInput, "\(value) is not a JSON number", remedy: "leave the field out or use null")
    }
    if value == 0 { return "0" }
    let sign = value < 0 ? "-" : ""
    let (digits, point) = decimal(value.magnitude)
    let count = digits.count
    if count <= point, point <= 21 {
      return sign + digits + String(repeating: "0", count: point - count)
    }
    if 0 < point, point <= 21 {
      return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }
    if -6 < point, point <= 0 {
      return sign + "0." + String(repeating: "0", count: -point) + digits
    }
    let exponent = point - 1
    let mantissa = count == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst()
    return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + String(exponent.magnitude)
  }

  /// The shortest digits without zeros at either end, and the position of the decimal point.
  private static func decimal(_ value: Double) -> (digits: String, point: Int) {
    let parts = value.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let whole = mantissa[0]
    let digits = whole + (mantissa.count > 1 ? mantissa[1] : "")
    let stripped = digits.drop { $0 == "0" }
    let point = whole.count + exponent - (digits.count - stripped.count)
    let end = stripped.lastIndex { $0 != "0" }.map { stripped.index(after: $0) }
    return (String(stripped[..<(end ?? stripped.endIndex)]), point)
  }
}
