import Crypto

/// What a key signs and how (the type byte of C2SP's signed notes).
public enum KeyAlgorithm: UInt8, Hashable, Sendable, CaseIterable {
  /// Ed25519 over the text of a note.
  case ed25519 = 0x01
  /// Ed25519 over a checkpoint and the time at which a witness saw it.
  case cosignature = 0x04

  /// The four bytes that name a key of this kind.
  func keyID(of publicKey: [UInt8], named name: KeyName) -> KeyID {
    let message = Array(name.text.utf8) + [0x0A, rawValue] + publicKey
    return KeyID(bytes: Array(SHA256.hash(data: message))[...])
  }
}

/// A public key with a name: who may have signed a note.
///
/// Written `name+id+key`, for example
/// `example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k`.
public struct VerifierKey: Hashable, Sendable {
  /// Who it belongs to.
  public let name: KeyName
  /// What it signs.
  public let algorithm: KeyAlgorithm
  /// The 32 bytes of the Ed25519 key.
  public let publicKey: [UInt8]
  /// The id in a note's signature lines.
  public let id: KeyID

  /// Takes a key; throws ``TransparencyLogError/Code/unusableKey`` where it is not an Ed25519 key
  /// or one under which anybody can sign.
  public init(
    name: KeyName, algorithm: KeyAlgorithm, publicKey: [UInt8]
  ) throws(TransparencyLogError) {
    if let problem = WeakPublicKey.problem(of: publicKey) {
      throw TransparencyLogError(.unusableKey, problem, at: .key(name.text))
    }
    guard (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil else {
      throw TransparencyLogError(
        .unusableKey, "this is not an Ed25519 public key", at: .key(name.text))
    }
    self.name = name
    self.algorithm = algorithm
    self.publicKey = publicKey
    id = algorithm.keyID(of: publicKey, named: name)
  }

  /// Reads `name+id+key`; throws where the spelling is not canonical, the kind is unknown, or the
  /// id is not that of the key.
  public init(_ text: String) throws(TransparencyLogError) {
    let parts = try KeyText(parsing: Array(text.utf8)[...])
    try self.init(name: parts.name, algorithm: parts.algorithm, publicKey: parts.key)
    guard id == parts.id else {
      throw TransparencyLogError(
        .unusableKey, "the key's id should be \(id) and is \(parts.id)", at: .key(name.text))
    }
  }

  /// Whether `signature` was made over `message` with this key.
  func hasSigned(_ message: [UInt8], _ signature: some Collection<UInt8>) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    return key.isValidSignature(Array(signature), for: message)
  }
}

extension VerifierKey: CustomStringConvertible {
  /// `name+id+key`.
  public var description: String {
    KeyText(name: name, id: id, algorithm: algorithm, key: publicKey).description
  }
}

/// `name+id+base64(type ‖ key)`, the spelling that verifier and signer keys share.
struct KeyText: CustomStringConvertible {
  let name: KeyName
  let id: KeyID
  let algorithm: KeyAlgorithm
  let key: [UInt8]

  init(name: KeyName, id: KeyID, algorithm: KeyAlgorithm, key: [UInt8]) {
    self.name = name
    self.id = id
    self.algorithm = algorithm
    self.key = key
  }

  /// Reads the text. A message never repeats it: it may be a secret.
  init(parsing text: ArraySlice<UInt8>) throws(TransparencyLogError) {
    let parts = text.split(
      separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else {
      throw TransparencyLogError(.malformed, "a key is written name+id+key")
    }
    let name = try KeyName(utf8: parts[0])
    let place = TransparencyLogError.Place.key(name.text)
    guard let digits = String(validating: parts[1], as: UTF8.self),
      let number = UInt32(digits, radix: 16), KeyID(number).description.utf8.elementsEqual(parts[1])
    else {
      throw TransparencyLogError(
        .malformed, "a key's id has eight hexadecimal digits in lower case", at: place)
    }
    guard let bytes = Base64.decode(parts[2]), let type = bytes.first, bytes.count == 33 else {
      throw TransparencyLogError(
        .malformed, "a key is the standard base64 of its type and 32 bytes", at: place)
    }
    guard let algorithm = KeyAlgorithm(rawValue: type) else {
      throw TransparencyLogError(.unusableKey, "keys of type \(type) are unknown", at: place)
    }
    self.init(name: name, id: KeyID(number), algorithm: algorithm, key: Array(bytes.dropFirst()))
  }

  var description: String {
    let encoded = Base64.encode([algorithm.rawValue] + key)
    return "\(name)+\(id)+\(String(decoding: encoded, as: UTF8.self))"
  }
}
