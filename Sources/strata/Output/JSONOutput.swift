import Foundation
import StrataCore

/// JSON for programs: one value a line, names sorted, stable across releases (docs/json.md).
enum JSONOutput {
  /// The value as one line of JSON, without the line break.
  ///
  /// Characters that steer terminals or hide are written as `\u` escapes, so that printing it
  /// is as safe as the output for people.
  static func line(_ value: some Encodable) throws(StrataError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let data = try encoder.encode(value)
      return escaped(String(decoding: data, as: UTF8.self))
    } catch {
      throw StrataError(.corrupt, "the answer cannot be written as JSON", cause: error)
    }
  }

  private static func escaped(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: TerminalText.isUnsafe) else { return json }
    var result = ""
    for scalar in json.unicodeScalars {
      guard TerminalText.isUnsafe(scalar) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      for unit in UTF16.encode(scalar) ?? .init() {
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result
  }
}

/// A value that is written as `null` where it is missing, so that the name is always there.
struct Nullable<Value: Encodable>: Encodable {
  let value: Value?

  init(_ value: Value?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}
