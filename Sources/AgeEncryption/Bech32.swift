/// Bech32 (BIP 173) without its bound on the length, as age writes keys.
enum Bech32 {
  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
  private static let generators: [UInt32] = [
    0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3,
  ]
  private static let checksumLength = 6

  /// The text of some bytes, all in lower case.
  static func encode(_ bytes: [UInt8], prefix: String) -> String {
    let prefix = Array(prefix.utf8)
    let values = regrouped(bytes, from: 8, to: 5, padding: true) ?? []
    let zeros = [UInt8](repeating: 0, count: checksumLength)
    let remainder = checksum(expanded(prefix) + values + zeros) ^ 1
    let check = (0..<checksumLength).map { UInt8((remainder >> (5 * UInt32(5 - $0))) & 31) }
    let letters = (values + check).map { alphabet[Int($0)] }
    return String(decoding: prefix + [UInt8(ascii: "1")] + letters, as: UTF8.self)
  }

  /// The bytes of a text with this prefix; nil where it is malformed, mixes cases, or its checksum is
  /// wrong.
  static func decode(_ text: String, prefix: String) -> [UInt8]? {
    let lower = text.lowercased()
    guard text == lower || text == text.uppercased(), lower.utf8.allSatisfy({ 33...126 ~= $0 })
    else { return nil }
    let bytes = Array(lower.utf8)
    let prefix = Array(prefix.utf8)
    guard bytes.starts(with: prefix + [UInt8(ascii: "1")]) else { return nil }
    var values: [UInt8] = []
    for letter in bytes.dropFirst(prefix.count + 1) {
      guard let value = alphabet.firstIndex(of: letter) else { return nil }
      values.append(UInt8(value))
    }
    guard values.count >= checksumLength, checksum(expanded(prefix) + values) == 1 else {
      return nil
    }
    return regrouped(Array(values.dropLast(checksumLength)), from: 5, to: 8, padding: false)
  }

  private static func expanded(_ prefix: [UInt8]) -> [UInt8] {
    prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
  }

  private static func checksum(_ values: [UInt8]) -> UInt32 {
    var sum: UInt32 = 1
    for value in values {
      let top = sum >> 25
      sum = (sum & 0x1FF_FFFF) << 5 ^ UInt32(value)
      for (bit, generator) in generators.enumerated() where top >> UInt32(bit) & 1 == 1 {
        sum ^= generator
      }
    }
    return sum
  }

  /// The same bits in groups of another width; nil where bits are left that are not zero.
  private static func regrouped(
    _ values: [UInt8], from old: Int, to new: Int, padding: Bool
  ) -> [UInt8]? {
    var (buffer, bits) = (0, 0)
    var result: [UInt8] = []
    for value in values {
      buffer = (buffer << old | Int(value)) & 0xFFF
      bits += old
      while bits >= new {
        bits -= new
        result.append(UInt8(buffer >> bits & (1 << new - 1)))
      }
    }
    if padding {
      if bits > 0 { result.append(UInt8(buffer << (new - bits) & (1 << new - 1))) }
    } else if bits >= old || buffer & (1 << bits - 1) != 0 {
      return nil
    }
    return result
  }
}
