import Crypto

/// The header of an age file: the file's key, wrapped for each recipient, and a code over all of it.
struct AgeHeader {
  private struct Stanza {
    var arguments: [String]
    var body: [UInt8]
  }

  static let firstLine = Array("age-encryption.org/v1\n".utf8)
  private static let mark = Array("---".utf8)
  private static let label = Array("age-encryption.org/v1/X25519".utf8)
  private static let lineLength = 64
  private static let maximumByteCount = 1 << 20
  private static let zeroNonce = [UInt8](repeating: 0, count: 12)

  private var stanzas: [Stanza] = []
  /// What the code is over.
  private var authenticated: ArraySlice<UInt8>
  private var code: [UInt8]
  /// How long the header is.
  private(set) var byteCount: Int

  // MARK: - Reading

  init(parsing bytes: [UInt8]) throws(AgeError) {
    guard bytes.starts(with: Self.firstLine) else {
      throw AgeError(.malformed, "this is no age file of version 1")
    }
    var index = Self.firstLine.count
    while true {
      let start = index
      let line = try Self.line(in: bytes, at: &index)
      if line.hasPrefix("--- ") {
        guard let code = Self.bytes(base64: String(line.dropFirst(4))), code.count == 32 else {
          throw Self.malformed("its code")
        }
        (self.code, authenticated, byteCount) = (code, bytes[..<(start + 3)], index)
        return
      }
      guard line.hasPrefix("-> ") else { throw Self.malformed("a line of the header") }
      let arguments = line.dropFirst(3).split(separator: " ", omittingEmptySubsequences: false)
      guard arguments.allSatisfy({ !$0.isEmpty }) else { throw Self.malformed("a recipient") }
      stanzas.append(
        Stanza(arguments: arguments.map(String.init), body: try Self.body(in: bytes, at: &index)))
    }
  }

  private static func line(in bytes: [UInt8], at index: inout Int) throws(AgeError) -> String {
    let rest = bytes[index..<min(bytes.count, maximumByteCount)]
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { throw malformed("the header") }
    let line = bytes[index..<end]
    guard line.allSatisfy({ 32...126 ~= $0 }) else { throw malformed("a line of the header") }
    index = end + 1
    return String(decoding: line, as: UTF8.self)
  }

  /// Lines of 64 characters and a shorter one.
  private static func body(in bytes: [UInt8], at index: inout Int) throws(AgeError) -> [UInt8] {
    var text = ""
    while true {
      let line = try line(in: bytes, at: &index)
      guard line.utf8.count <= lineLength else { throw malformed("a recipient") }
      text += line
      if line.utf8.count < lineLength { break }
    }
    guard let body = Self.bytes(base64: text) else { throw malformed("a recipient") }
    return body
  }

  private static func malformed(_ part: String) -> AgeError {
    AgeError(.malformed, "\(part) of the age file cannot be read")
  }

  /// The file's key; the code over the header is checked with it.
  func fileKey(with identities: [AgeIdentity]) throws(AgeError) -> [UInt8] {
    for stanza in stanzas where stanza.arguments.first == "X25519" {
      guard stanza.arguments.count == 2, let share = Self.bytes(base64: stanza.arguments[1]),
        share.count == 32, stanza.body.count == 32
      else { throw Self.malformed("an X25519 recipient") }
      for identity in identities {
        guard
          let key = Self.wrappingKey(
            identity.key, with: share, share: share, recipient: identity.recipient.key),
          let fileKey = ChaCha.open(stanza.body[...], by: key, nonce: Self.zeroNonce),
          fileKey.count == 16
        else { continue }
        guard
          HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: authenticated, using: Self.codeKey(fileKey))
        else { throw AgeError(.tampered, "the header of the age file was changed") }
        return fileKey
      }
    }
    throw AgeError(.noIdentity, "none of the identities opens the file")
  }

  // MARK: - Writing

  /// The file's key for one recipient; `seed` is 32 random bytes.
  static func stanza(
    wrapping fileKey: [UInt8], for recipient: AgeRecipient, seed: [UInt8]
  ) throws(AgeError) -> [UInt8] {
    guard let ephemeral = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: seed) else {
      throw AgeError(.malformed, "an age key has 32 bytes and not \(seed.count)")
    }
    let share = Array(ephemeral.publicKey.rawRepresentation)
    guard
      let key = wrappingKey(
        ephemeral, with: recipient.key, share: share, recipient: recipient.key)
    else { throw AgeError(.malformed, "the recipient \(recipient) is no usable key") }
    let body = try ChaCha.seal(fileKey[...], by: key, nonce: zeroNonce)
    return Array("-> X25519 \(base64(share))\n\(base64(body))\n".utf8)
  }

  /// The last line, with the code over all before it.
  static func end(of header: [UInt8], fileKey: [UInt8]) -> [UInt8] {
    let code = HMAC<SHA256>.authenticationCode(for: header + mark, using: codeKey(fileKey))
    return mark + Array(" \(base64(Array(code)))\n".utf8)
  }

  private static func codeKey(_ fileKey: [UInt8]) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: fileKey), salt: [UInt8](),
      info: Array("header".utf8), outputByteCount: 32)
  }

  /// Nil where the other key is of low order, so that nothing secret would come of it.
  private static func wrappingKey(
    _ own: Curve25519.KeyAgreement.PrivateKey, with other: [UInt8], share: [UInt8],
    recipient: [UInt8]
  ) -> SymmetricKey? {
    guard let other = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: other),
      let secret = try? own.sharedSecretFromKeyAgreement(with: other)
    else { return nil }
    let bytes = secret.withUnsafeBytes { Array($0) }
    guard bytes.contains(where: { $0 != 0 }) else { return nil }
    return HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: bytes), salt: share + recipient, info: label,
      outputByteCount: 32)
  }

  // MARK: - Base64 without padding

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func base64(_ bytes: [UInt8]) -> String {
    var letters: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Array(bytes[start..<min(start + 3, bytes.count)])
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      letters += (0...group.count).map { alphabet[bits >> (18 - 6 * $0) & 63] }
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// Nil for anything but the one spelling.
  private static func bytes(base64 text: String) -> [UInt8]? {
    var (buffer, bits) = (0, 0)
    var bytes: [UInt8] = []
    for letter in text.utf8 {
      guard let value = alphabet.firstIndex(of: letter) else { return nil }
      buffer = (buffer << 6 | value) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(buffer >> bits & 255))
      }
    }
    return base64(bytes) == text ? bytes : nil
  }
}
