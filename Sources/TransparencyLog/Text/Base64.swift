/// Standard base64 (RFC 4648 §4), in its one canonical spelling.
///
/// Lenient decoders skip line breaks and ignore the unused bits of the last character, so that
/// several texts mean the same bytes. A format that is signed byte by byte cannot afford that.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static let notADigit: UInt8 = 0xFF

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: notADigit, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  private static let padding = UInt8(ascii: "=")

  /// The bytes' spelling, padded.
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var start = 0
    while start < bytes.count {
      let length = min(3, bytes.count - start)
      var group: UInt32 = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < length ? UInt32(bytes[start + offset]) : 0)
      }
      for digit in 0..<4 {
        let value = Int(group >> UInt32(18 - 6 * digit)) & 63
        text.append(digit <= length ? alphabet[value] : padding)
      }
      start += 3
    }
    return text
  }

  /// The bytes that `text` spells, or nil where it is not their canonical spelling.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    let digits = text.prefix { $0 != padding }
    let paddingCount = text.count - digits.count
    guard paddingCount <= 2, text.suffix(paddingCount).allSatisfy({ $0 == padding }) else {
      return nil
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var bitCount = 0
    for digit in digits {
      let value = values[Int(digit)]
      guard value != notADigit else { return nil }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
        bits &= (1 << UInt32(bitCount)) - 1
      }
    }
    return bits == 0 ? bytes : nil
  }
}
