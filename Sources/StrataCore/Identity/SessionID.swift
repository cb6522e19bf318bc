/// The identity of a session: a UUID (RFC 9562), written in lower case.
///
/// Any UUID is accepted when parsed; new ones are version 7, so that ids sort by creation.
public struct SessionID: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  /// Parses the 36-character form, in either case.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  public init(parsing text: String) throws(StrataError) {
    guard let id = SessionID(text) else {
      throw StrataError(
        .invalidInput, "\(String(text.prefix(60)).debugDescription) is not a session id",
        remedy: "give a UUID such as 550e8400-e29b-41d4-a716-446655440000, or CUSTOMER/v1.2.0")
    }
    self = id
  }

  /// Parses the 36-character form, or nil.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return nil }
    var value: (UInt64, UInt64) = (0, 0)
    var digits = 0
    for (index, byte) in bytes.enumerated() {
      if [8, 13, 18, 23].contains(index) {
        guard byte == 0x2D else { return nil }
        continue
      }
      guard let digit = Self.digit(byte) else { return nil }
      if digits < 16 { value.0 = value.0 << 4 | digit } else { value.1 = value.1 << 4 | digit }
      digits += 1
    }
    high = value.0
    low = value.1
  }

  /// A new version 7 UUID from a time and a source of randomness.
  public init(at time: Timestamp, using generator: inout some RandomNumberGenerator) {
    let milliseconds = UInt64(clamping: time.microseconds / 1000) & 0xFFFF_FFFF_FFFF
    let random = generator.next()
    high = milliseconds << 16 | 0x7000 | (random & 0x0FFF)
    low = generator.next() >> 2 | 0x8000_0000_0000_0000
  }

  /// When it was made, to the millisecond, where it is of version 7; nil for any other.
  package var createdAt: Timestamp? {
    guard high >> 12 & 0xF == 7 else { return nil }
    return Timestamp(microseconds: Int64(high >> 16) * 1000)
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte - 0x30)
    case 0x61...0x66: UInt64(byte - 0x61 + 10)
    case 0x41...0x46: UInt64(byte - 0x41 + 10)
    default: nil
    }
  }
}

extension SessionID: CustomStringConvertible, Codable {
  /// The lower-case 36-character form.
  public var description: String {
    String(unsafeUninitializedCapacity: 36) { buffer in
      let alphabet: StaticString = "0123456789abcdef"
      var position = 0
      for nibble in 0..<32 {
        if [8, 12, 16, 20].contains(nibble) {
          buffer[position] = 0x2D
          position += 1
        }
        let half = nibble < 16 ? high : low
        let shift = UInt64(60 - (nibble % 16) * 4)
        buffer[position] = alphabet.utf8Start[Int(half >> shift & 0xF)]
        position += 1
      }
      return 36
    }
  }

  /// Decodes the string form.
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: decoder.singleValueContainer().decode(String.self))
  }

  /// Encodes the string form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension SessionID: Comparable {
  /// Byte order; for version 7 ids, the order of creation.
  public static func < (left: SessionID, right: SessionID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
