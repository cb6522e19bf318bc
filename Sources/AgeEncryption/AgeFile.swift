import Crypto

/// The age file format, version 1 (age-encryption.org/v1): X25519 recipients, ChaCha20-Poly1305 in
/// pieces of 64 KiB. The program `age` opens what is written here, and the other way round.
public enum AgeFile {
  private static let pieceLength = 64 << 10
  private static let tagLength = 16
  private static let nonceLength = 16

  /// Encrypts to recipients, at least one.
  ///
  /// - Complexity: O(bytes); the whole lies in memory.
  public static func encrypt(
    _ plaintext: [UInt8], to recipients: [AgeRecipient],
    using generator: inout some RandomNumberGenerator
  ) throws(AgeError) -> [UInt8] {
    guard !recipients.isEmpty else { throw AgeError(.malformed, "there is no recipient") }
    let fileKey = random(16, using: &generator)
    var header = AgeHeader.firstLine
    for recipient in recipients {
      let seed = random(32, using: &generator)
      header += try AgeHeader.stanza(wrapping: fileKey, for: recipient, seed: seed)
    }
    header += AgeHeader.end(of: header, fileKey: fileKey)
    let nonce = random(nonceLength, using: &generator)
    return try header + nonce + seal(plaintext, by: payloadKey(fileKey, nonce))
  }

  /// Decrypts with the first identity that opens it.
  ///
  /// - Throws: ``AgeError``: `malformed`, `noIdentity`, `tampered`.
  /// - Complexity: O(bytes); the whole lies in memory.
  public static func decrypt(
    _ bytes: [UInt8], with identities: [AgeIdentity]
  ) throws(AgeError) -> [UInt8] {
    let header = try AgeHeader(parsing: bytes)
    let fileKey = try header.fileKey(with: identities)
    let payload = bytes[header.byteCount...]
    guard payload.count >= nonceLength + tagLength else {
      throw AgeError(.tampered, "the file is cut")
    }
    let key = payloadKey(fileKey, Array(payload.prefix(nonceLength)))
    return try open(payload.dropFirst(nonceLength), by: key)
  }

  // MARK: - Pieces

  private static func payloadKey(_ fileKey: [UInt8], _ nonce: [UInt8]) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: fileKey), salt: nonce, info: Array("payload".utf8),
      outputByteCount: 32)
  }

  /// Eleven bytes of the piece's number, and one that marks the last.
  private static func nonce(_ number: UInt64, isLast: Bool) -> [UInt8] {
    [0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
      + [isLast ? 1 : 0]
  }

  private static func seal(
    _ plaintext: [UInt8], by key: SymmetricKey
  ) throws(AgeError) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(plaintext.count + (plaintext.count / pieceLength + 1) * tagLength)
    var (start, number) = (0, UInt64(0))
    repeat {
      let end = min(start + pieceLength, plaintext.count)
      output += try ChaCha.seal(
        plaintext[start..<end], by: key, nonce: nonce(number, isLast: end == plaintext.count))
      (start, number) = (end, number + 1)
    } while start < plaintext.count
    return output
  }

  private static func open(
    _ payload: ArraySlice<UInt8>, by key: SymmetricKey
  ) throws(AgeError) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(payload.count)
    var (rest, number) = (payload, UInt64(0))
    repeat {
      let piece = rest.prefix(pieceLength + tagLength)
      rest = rest.dropFirst(piece.count)
      guard
        let opened = ChaCha.open(piece, by: key, nonce: nonce(number, isLast: rest.isEmpty)),
        !opened.isEmpty || number == 0
      else { throw AgeError(.tampered, "piece \(number) of the file was changed, or it is cut") }
      output += opened
      number += 1
    } while !rest.isEmpty
    return output
  }

  private static func random(
    _ count: Int, using generator: inout some RandomNumberGenerator
  ) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }
}

/// ChaCha20-Poly1305 with the tag behind the text.
enum ChaCha {
  static func seal(
    _ text: ArraySlice<UInt8>, by key: SymmetricKey, nonce: [UInt8]
  ) throws(AgeError) -> [UInt8] {
    do {
      let box = try ChaChaPoly.seal(text, using: key, nonce: ChaChaPoly.Nonce(data: nonce))
      return Array(box.ciphertext) + Array(box.tag)
    } catch {
      throw AgeError(.malformed, "the text cannot be encrypted: \(error)")
    }
  }

  /// The text; nil where key, nonce or tag do not fit.
  static func open(_ sealed: ArraySlice<UInt8>, by key: SymmetricKey, nonce: [UInt8]) -> [UInt8]? {
    guard sealed.count >= 16, let nonce = try? ChaChaPoly.Nonce(data: nonce),
      let box = try? ChaChaPoly.SealedBox(
        nonce: nonce, ciphertext: sealed.dropLast(16), tag: sealed.suffix(16)),
      let text = try? ChaChaPoly.open(box, using: key)
    else { return nil }
    return Array(text)
  }
}
