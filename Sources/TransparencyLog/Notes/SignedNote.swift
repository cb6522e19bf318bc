/// A text with signatures under it (c2sp.org/signed-note).
///
/// Two notes are equal when their bytes are. What is parsed is written back byte for byte.
public struct SignedNote: Hashable, Sendable {
  /// A longer note is refused before it is read.
  public static let maximumByteCount = 1 << 20
  /// A note with more signatures is refused, so that nobody can keep a verifier busy for ever.
  public static let maximumSignatureCount = 100

  /// The text's bytes; the last is a line feed.
  public let textBytes: [UInt8]
  /// The signature lines, genuine or not, at least one.
  public let signatures: [NoteSignature]

  private static let newline = UInt8(ascii: "\n")

  /// Reads a note; throws ``TransparencyLogError/Code/malformed`` or
  /// ``TransparencyLogError/Code/limitExceeded`` with the place.
  public init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
    try Self.checkCharacters(bytes)
    // The text may have empty lines, the signatures cannot: the last one is between them.
    guard
      let last = bytes.indices.dropFirst().last(where: {
        bytes[$0] == Self.newline && bytes[$0 - 1] == Self.newline
      })
    else {
      throw TransparencyLogError(.malformed, "no empty line parts the text from signatures")
    }
    let text = bytes[..<last]
    textBytes = Array(text)
    signatures = try NoteSignature.lines(
      in: bytes[(last + 1)...], after: text.count { $0 == Self.newline } + 1)
  }

  /// Puts signatures under a text; throws where it does not end in a line feed, has control
  /// characters, or there is no signature.
  public init(
    text: [UInt8], signatures: [NoteSignature]
  ) throws(TransparencyLogError) {
    guard text.last == Self.newline else {
      throw TransparencyLogError(
        .malformed, "a note's text ends in a line feed", at: .byte(text.count))
    }
    guard (1...Self.maximumSignatureCount).contains(signatures.count) else {
      throw TransparencyLogError(
        .limitExceeded,
        "a note has 1 to \(Self.maximumSignatureCount) signatures and not \(signatures.count)")
    }
    textBytes = text
    self.signatures = signatures
    try Self.checkCharacters(bytes)
  }

  /// Signs a text with each key.
  public init(signing text: String, with keys: [SignerKey]) throws(TransparencyLogError) {
    let text = Array(text.utf8)
    var signatures: [NoteSignature] = []
    for key in keys { signatures.append(try key.sign(text)) }
    try self.init(text: text, signatures: signatures)
  }

  /// The text.
  public var text: String { String(decoding: textBytes, as: UTF8.self) }

  /// The note as it is kept and sent.
  public var bytes: [UInt8] {
    textBytes + [Self.newline] + signatures.flatMap(\.bytes)
  }

  /// The same note with more signatures; a new one takes the place of an older one by its key.
  public func adding(_ more: [NoteSignature]) throws(TransparencyLogError) -> SignedNote {
    let kept = signatures.filter { old in
      !more.contains { $0.name == old.name && $0.keyID == old.keyID }
    }
    return try SignedNote(text: textBytes, signatures: kept + more)
  }

  /// The genuine signatures by the given keys, in the note's order.
  ///
  /// A signature by a key that is not given is passed over. Throws
  /// ``TransparencyLogError/Code/invalidSignature`` where one by a given key does not verify:
  /// somebody tampered, and then no other signature saves the note. Throws
  /// ``TransparencyLogError/Code/untrusted`` where none of the keys has signed.
  public func verify(_ keys: [VerifierKey]) throws(TransparencyLogError) -> [VerifiedSignature] {
    let verified = try verifiedSignatures(keys)
    guard !verified.isEmpty else {
      throw TransparencyLogError(.untrusted, "none of the keys given has signed the note")
    }
    return verified
  }

  /// As ``verify(_:)``, and empty where none of the keys has signed.
  func verifiedSignatures(
    _ keys: [VerifierKey]
  ) throws(TransparencyLogError) -> [VerifiedSignature] {
    var verified: [VerifiedSignature] = []
    let firstLine = textBytes.count { $0 == Self.newline } + 2
    for (offset, signature) in signatures.enumerated() {
      let place = TransparencyLogError.Place.line(firstLine + offset)
      let candidates = keys.filter { $0.name == signature.name && $0.id == signature.keyID }
      guard let key = candidates.first else { continue }
      guard candidates.allSatisfy({ $0 == key }) else {
        throw TransparencyLogError(
          .unusableKey, "two different keys have the id \(key.id)", at: .key(key.name.text))
      }
      guard !verified.contains(where: { $0.key == key }) else {
        throw TransparencyLogError(
          .malformed, "the key \(key.name)+\(key.id) has signed twice", at: place)
      }
      guard let found = signature.verified(by: key, over: textBytes) else {
        throw TransparencyLogError(
          .invalidSignature, "the signature by \(key.name)+\(key.id) is not genuine", at: place)
      }
      verified.append(found)
    }
    return verified
  }

  private static func checkCharacters(_ bytes: [UInt8]) throws(TransparencyLogError) {
    guard bytes.count <= maximumByteCount else {
      throw TransparencyLogError(
        .limitExceeded, "a note has at most \(maximumByteCount) bytes and not \(bytes.count)")
    }
    if let offset = bytes.firstIndex(where: { $0 < 0x20 && $0 != newline }) {
      throw TransparencyLogError(
        .malformed, "a note has no control character but line feeds", at: .byte(offset))
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw TransparencyLogError(.malformed, "the note is not UTF-8")
    }
  }
}
