import Crypto

/// A private key with a name: signs notes, or cosigns checkpoints, according to its kind.
public struct SignerKey: Sendable {
  /// The public half, by which others verify.
  public let verifier: VerifierKey
  private let privateKey: Curve25519.Signing.PrivateKey

  /// Makes the key of a seed of 32 random bytes, which stay secret; throws
  /// ``TransparencyLogError/Code/unusableKey`` for any other number.
  public init(
    name: KeyName, algorithm: KeyAlgorithm, seed: [UInt8]
  ) throws(TransparencyLogError) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw TransparencyLogError(
        .unusableKey, "an Ed25519 seed has 32 bytes and not \(seed.count)", at: .key(name.text))
    }
    privateKey = key
    verifier = try VerifierKey(
      name: name, algorithm: algorithm, publicKey: Array(key.publicKey.rawRepresentation))
  }

  /// Reads ``secretText``; throws where the spelling is not canonical or the id does not belong to
  /// the key.
  public init(secretText: String) throws(TransparencyLogError) {
    let text = Array(secretText.utf8)[...]
    guard text.starts(with: Self.prefix.utf8) else {
      throw TransparencyLogError(.malformed, "a private key begins with '\(Self.prefix)'")
    }
    let parts = try KeyText(parsing: text.dropFirst(Self.prefix.utf8.count))
    try self.init(name: parts.name, algorithm: parts.algorithm, seed: parts.key)
    guard verifier.id == parts.id else {
      throw TransparencyLogError(
        .unusableKey, "the key's id should be \(verifier.id) and is \(parts.id)",
        at: .key(parts.name.text))
    }
  }

  private static let prefix = "PRIVATE+KEY+"

  /// `PRIVATE+KEY+name+id+seed`: whoever reads it can sign.
  public var secretText: String {
    let key = KeyText(
      name: verifier.name, id: verifier.id, algorithm: verifier.algorithm,
      key: Array(privateKey.rawRepresentation))
    return Self.prefix + key.description
  }

  /// Signs a note's text, which ends in a line feed; throws
  /// ``TransparencyLogError/Code/unusableKey`` for a key that cosigns.
  public func sign(_ text: [UInt8]) throws(TransparencyLogError) -> NoteSignature {
    try check(.ed25519)
    return NoteSignature(by: verifier, try signature(over: text))
  }

  /// Cosigns a checkpoint seen at `time`, in seconds of Unix time; throws
  /// ``TransparencyLogError/Code/unusableKey`` for a key that signs notes.
  public func cosign(
    _ checkpoint: Checkpoint, at time: UInt64
  ) throws(TransparencyLogError) -> NoteSignature {
    try check(.cosignature)
    let message = CosignedMessage(time: time, body: checkpoint.body)
    return NoteSignature(
      by: verifier, CosignedMessage.bytes(of: time) + (try signature(over: message.bytes)))
  }

  private func check(_ algorithm: KeyAlgorithm) throws(TransparencyLogError) {
    guard verifier.algorithm == algorithm else {
      throw TransparencyLogError(
        .unusableKey,
        algorithm == .ed25519 ? "this key only cosigns checkpoints" : "this key cannot cosign",
        at: .key(verifier.name.text))
    }
  }

  private func signature(over message: [UInt8]) throws(TransparencyLogError) -> [UInt8] {
    do {
      return Array(try privateKey.signature(for: message))
    } catch {
      throw TransparencyLogError(
        .unusableKey, "the key cannot sign: \(error)", at: .key(verifier.name.text))
    }
  }
}

extension SignerKey: CustomStringConvertible, CustomReflectable {
  /// The name and id; no secret.
  public var description: String { "private key of \(verifier.name)+\(verifier.id)" }

  /// Without children, so that `dump` shows no secret either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a witness signs: the time and the whole body of the checkpoint.
struct CosignedMessage {
  let time: UInt64
  let body: [UInt8]

  var bytes: [UInt8] { Array("cosignature/v1\ntime \(time)\n".utf8) + body }

  /// The time as it stands in front of the signature, eight bytes big endian.
  static func bytes(of time: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * UInt64($0))) }
  }

  /// The time in front of a signature.
  static func time(in bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
