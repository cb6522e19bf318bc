extension [UInt8] {
  /// Lower-case hexadecimal digits.
  package var hexadecimal: String {
    String(unsafeUninitializedCapacity: count * 2) { buffer in
      let alphabet: StaticString = "0123456789abcdef"
      for (index, byte) in self.enumerated() {
        buffer[index * 2] = alphabet.utf8Start[Int(byte >> 4)]
        buffer[index * 2 + 1] = alphabet.utf8Start[Int(byte & 15)]
      }
      return count * 2
    }
  }

  /// A SHA-256 digest as records name it: `sha256:` and 64 lower-case hexadecimal digits.
  package var digestText: String { Self.digestPrefix + hexadecimal }

  private static var digestPrefix: String { "sha256:" }

  /// The 32 bytes of a digest's text, or nil where it is none.
  package init?(digestText text: String) {
    guard text.hasPrefix(Self.digestPrefix),
      let bytes = Self(hexadecimal: text.utf8.dropFirst(Self.digestPrefix.utf8.count)),
      bytes.count == 32
    else { return nil }
    self = bytes
  }

  /// The bytes that lower-case hexadecimal digits spell, or nil where they spell none.
  package init?(hexadecimal digits: some Sequence<UInt8>) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x61...0x66: value = digit - 0x61 + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard high == nil else { return nil }
    self = bytes
  }
}
