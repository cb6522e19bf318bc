/// One signature line of a note; nothing says yet that it is genuine.
public struct NoteSignature: Hashable, Sendable {
  /// Whose key is said to have signed.
  public let name: KeyName
  /// Which of its keys.
  public let keyID: KeyID
  /// What the key's kind puts there: 64 bytes, for a cosignature 8 of time before them.
  public let signature: [UInt8]

  private static let prefix = Array("— ".utf8)

  init(by key: VerifierKey, _ signature: [UInt8]) {
    name = key.name
    keyID = key.id
    self.signature = signature
  }

  /// Reads a line without its line feed; throws ``TransparencyLogError/Code/malformed`` with
  /// this number of the line.
  init(parsing line: ArraySlice<UInt8>, line number: Int) throws(TransparencyLogError) {
    let place = TransparencyLogError.Place.line(number)
    guard line.starts(with: Self.prefix) else {
      throw TransparencyLogError(
        .malformed, "a signature line begins with an em dash and a space", at: place)
    }
    let parts = line.dropFirst(Self.prefix.count).split(
      separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 2, let blob = Base64.decode(parts[1]), blob.count > 4 else {
      throw TransparencyLogError(
        .malformed, "a signature line has a name and the standard base64 of at least 5 bytes",
        at: place)
    }
    do throws(TransparencyLogError) {
      name = try KeyName(utf8: parts[0])
    } catch {
      throw TransparencyLogError(error.code, error.message, at: place)
    }
    keyID = KeyID(bytes: blob[...])
    signature = Array(blob.dropFirst(4))
  }

  /// Reads the lines that a witness answers with; throws where one is no signature line, there is
  /// none, or there are more than a note may have.
  public static func lines(_ bytes: [UInt8]) throws(TransparencyLogError) -> [NoteSignature] {
    try lines(in: bytes[...], after: 0)
  }

  static func lines(
    in bytes: ArraySlice<UInt8>, after lineNumber: Int
  ) throws(TransparencyLogError) -> [NoteSignature] {
    var scanner = LineScanner(bytes, after: lineNumber)
    var signatures: [NoteSignature] = []
    repeat {
      let line = try scanner.next("the signature line")
      guard signatures.count < SignedNote.maximumSignatureCount else {
        throw scanner.failure(
          "a note has at most \(SignedNote.maximumSignatureCount) signatures", .limitExceeded)
      }
      signatures.append(try NoteSignature(parsing: line, line: scanner.lineNumber))
    } while !scanner.isAtEnd
    return signatures
  }

  /// The line with its line feed.
  public var bytes: [UInt8] {
    var line = Self.prefix
    line += name.text.utf8
    line.append(UInt8(ascii: " "))
    line += Base64.encode(keyID.bytes + signature)
    line.append(UInt8(ascii: "\n"))
    return line
  }

  /// Whether `key` has signed `text` here, and for a cosignature when; nil where it has not.
  func verified(by key: VerifierKey, over text: [UInt8]) -> VerifiedSignature? {
    switch key.algorithm {
    case .ed25519:
      guard key.hasSigned(text, signature) else { return nil }
      return VerifiedSignature(key: key, time: nil)
    case .cosignature:
      guard signature.count == 72 else { return nil }
      let time = CosignedMessage.time(in: signature[...])
      let message = CosignedMessage(time: time, body: text)
      guard key.hasSigned(message.bytes, signature.dropFirst(8)) else { return nil }
      return VerifiedSignature(key: key, time: time)
    }
  }
}

/// A signature that was found genuine.
public struct VerifiedSignature: Hashable, Sendable {
  /// The key that signed.
  public let key: VerifierKey
  /// When a witness says it saw the checkpoint, in seconds of Unix time; nil for other keys.
  public let time: UInt64?
}
