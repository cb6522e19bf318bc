/// The name of a key, which for a log's own key is the log's origin: not empty, without white
/// space, `+` and control characters.
///
/// Two names are equal when their bytes are: Swift's strings would also call equal what Unicode
/// does, and then two names with different key ids would pass for one.
public struct KeyName: Sendable {
  /// The name as text.
  public let text: String

  /// Takes a name; throws ``TransparencyLogError/Code/malformed`` where a note could not carry it.
  public init(_ text: String) throws(TransparencyLogError) {
    let isForbidden = { (scalar: Unicode.Scalar) in
      scalar.properties.isWhitespace || scalar == "+" || scalar.value < 0x20
    }
    guard !text.isEmpty, !text.unicodeScalars.contains(where: isForbidden) else {
      throw TransparencyLogError(
        .malformed,
        "a key's name is not empty and has no white space, '+' or control character")
    }
    self.text = text
  }

  /// Reads a name out of bytes; throws as ``init(_:)`` and where they are not UTF-8.
  init(utf8 bytes: ArraySlice<UInt8>) throws(TransparencyLogError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TransparencyLogError(.malformed, "a key's name is not UTF-8")
    }
    try self.init(text)
  }
}

extension KeyName: Hashable {
  /// Whether both have the same bytes.
  public static func == (left: KeyName, right: KeyName) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension KeyName: CustomStringConvertible {
  /// The name.
  public var description: String { text }
}

/// The four bytes by which a note names the key of a signature: a hint, never a proof.
public struct KeyID: Hashable, Sendable {
  /// The number that the four bytes spell, big endian.
  public let number: UInt32

  /// Takes the number.
  public init(_ number: UInt32) {
    self.number = number
  }

  init(bytes: ArraySlice<UInt8>) {
    number = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  var bytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
}

extension KeyID: CustomStringConvertible {
  /// Eight hexadecimal digits, as in a verifier key.
  public var description: String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
