import Crypto

/// To whom a file is encrypted: an X25519 public key, `age1…`.
public struct AgeRecipient: Hashable, Sendable, CustomStringConvertible {
  static let prefix = "age"
  let key: [UInt8]

  init(key: [UInt8]) { self.key = key }

  /// Reads `age1…`.
  public init(_ text: String) throws(AgeError) {
    guard let key = Bech32.decode(text, prefix: Self.prefix), key.count == 32,
      text == text.lowercased()
    else { throw AgeError(.malformed, "this is no age recipient: one begins with 'age1'") }
    self.key = key
  }

  /// `age1…`.
  public var description: String { Bech32.encode(key, prefix: Self.prefix) }
}

/// The private half: whoever has it reads what was encrypted to its recipient.
public struct AgeIdentity: Sendable, CustomStringConvertible, CustomReflectable {
  private static let prefix = "age-secret-key-"
  let key: Curve25519.KeyAgreement.PrivateKey

  /// Makes the identity of 32 random bytes.
  public init(seed: [UInt8]) throws(AgeError) {
    guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: seed) else {
      throw AgeError(.malformed, "an age identity has 32 bytes and not \(seed.count)")
    }
    self.key = key
  }

  /// Reads `AGE-SECRET-KEY-1…`.
  public init(secretText text: String) throws(AgeError) {
    guard let seed = Bech32.decode(text, prefix: Self.prefix), text == text.uppercased() else {
      throw AgeError(.malformed, "this is no age identity: one begins with 'AGE-SECRET-KEY-1'")
    }
    try self.init(seed: seed)
  }

  /// The identities of an identity file: one a line, `#` begins a comment.
  public static func identities(inFile text: String) throws(AgeError) -> [AgeIdentity] {
    var identities: [AgeIdentity] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let line = String(line.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" })
      if line.isEmpty || line.hasPrefix("#") { continue }
      identities.append(try AgeIdentity(secretText: line))
    }
    guard !identities.isEmpty else {
      throw AgeError(.malformed, "the file holds no age identity")
    }
    return identities
  }

  /// Who it is for others.
  public var recipient: AgeRecipient { AgeRecipient(key: Array(key.publicKey.rawRepresentation)) }

  /// `AGE-SECRET-KEY-1…`.
  public var secretText: String {
    Bech32.encode(Array(key.rawRepresentation), prefix: Self.prefix).uppercased()
  }

  /// The recipient; no secret.
  public var description: String { "identity of \(recipient)" }
  /// Without children, so that `dump` shows no secret either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
