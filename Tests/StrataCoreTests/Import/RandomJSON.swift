import StrataCore
import StrataTesting

/// Random JSON values and ways to write them down.
enum RandomJSON {
  static func value(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .integer(Int64.random(in: -(1 << 53) + 1..<1 << 53, using: &generator))
    case 3: return .number(Double.random(in: -1e9...1e9, using: &generator) + 0.5)
    case 4, 5: return .string(string(using: &generator))
    case 6:
      let count = Int.random(in: 0..<5, using: &generator)
      return .array((0..<count).map { _ in value(depth: depth - 1, using: &generator) })
    default:
      return object(depth: depth, using: &generator)
    }
  }

  static func object(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
    let count = Int.random(in: 0..<5, using: &generator)
    let members = (0..<count).map { _ in
      (string(using: &generator), value(depth: depth - 1, using: &generator))
    }
    return .object(Dictionary(members) { _, last in last })
  }

  static func string(using generator: inout SeededGenerator) -> String {
    let alphabet: [Unicode.Scalar] = [
      "a", "Z", " ", "\"", "\\", "/", "{", "}", "[", "]", ",", ":", "\n", "\t", "\r", "\u{0}",
      "\u{1F}", "é", "ß", "漢", "\u{1F600}", "\u{10FFFF}", "\u{FEFF}", "\u{2028}",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<8, using: &generator) {
      if let scalar = alphabet.randomElement(using: &generator) { text.append(scalar) }
    }
    return String(text)
  }

  /// The value with white space and escapes that mean nothing.
  static func write(_ value: JSONValue, using generator: inout SeededGenerator) -> String {
    let space = [" ", "", "", "\n", "\r\n", "\t "].randomElement(using: &generator) ?? ""
    switch value {
    case .array(let elements):
      let parts = elements.map { write($0, using: &generator) }
      return space + "[" + parts.joined(separator: ",") + space + "]"
    case .object(let members):
      let parts = members.map { name, value in
        quoted(name, using: &generator) + space + ":" + write(value, using: &generator)
      }
      return space + "{" + parts.joined(separator: space + ",") + "}" + space
    case .string(let text): return space + quoted(text, using: &generator)
    default: return space + value.shown
    }
  }

  private static func quoted(_ text: String, using generator: inout SeededGenerator) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": output += "\\\(scalar)"
      case _ where scalar.value < 0x20 || Int.random(in: 0..<4, using: &generator) == 0:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: Bool.random(using: &generator))
          output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }
}
