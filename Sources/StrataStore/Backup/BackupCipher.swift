public import AgeEncryption
import StrataCore

/// How a backup is kept from others.
public enum BackupSecrecy: Sendable {
  /// Not at all: whoever has the files reads them.
  case unencrypted
  /// In the age format: each of these reads it, and nobody else.
  case recipients([AgeRecipient])

  /// The recipients; none where the files are not encrypted.
  public var recipients: [AgeRecipient] {
    if case .recipients(let recipients) = self { recipients } else { [] }
  }
}

/// Compresses and encrypts the files of a backup, and the other way round.
struct BackupCipher {
  var recipients: [AgeRecipient] = []
  var identities: [AgeIdentity] = []

  private static let maximumBytes = Int(UInt32.max)

  /// What the name of a file ends in.
  var suffix: String { recipients.isEmpty ? ".jsonl.gz" : ".jsonl.gz.age" }

  /// - Throws: ``StrataError`` with code `storage` where the bytes are too many or memory is short.
  func seal(_ bytes: [UInt8], using generator: any RandomNumberGenerator) throws -> [UInt8] {
    guard bytes.count <= Self.maximumBytes else {
      throw StrataError(
        .storage, "one entry of the journal has more than \(Self.maximumBytes) bytes of content",
        remedy: "back the store up by copying it while nobody uses it")
    }
    let compressed = try Gzip.compress(bytes)
    guard !recipients.isEmpty else { return compressed }
    var generator = AnyGenerator(base: generator)
    return try AgeFile.encrypt(compressed, to: recipients, using: &generator)
  }

  /// - Throws: ``StrataError``: `usage` where no identity opens the file, `corrupt`.
  func open(_ bytes: [UInt8], isEncrypted: Bool, place: String) throws(StrataError) -> [UInt8] {
    let compressed = try isEncrypted ? decrypt(bytes, place: place) : bytes
    do {
      return try Gzip.decompress(compressed, maximumBytes: Self.maximumBytes, place: place)
    } catch {
      throw StrataError(
        .corrupt, "the file of the backup cannot be decompressed", place: place,
        remedy: "use another copy of the backup", cause: error)
    }
  }

  private func decrypt(_ bytes: [UInt8], place: String) throws(StrataError) -> [UInt8] {
    guard !identities.isEmpty else {
      throw StrataError(
        .usage, "the backup is encrypted, and no key was given", place: place,
        remedy: "name the file with the key by --key")
    }
    do {
      return try AgeFile.decrypt(bytes, with: identities)
    } catch  where error.code == .noIdentity {
      throw StrataError(
        .usage, "the key does not open the backup", place: place,
        remedy: "name the key for whose public half it was made; --key may be given more than once")
    } catch {
      throw StrataError(
        .corrupt, "the file of the backup cannot be decrypted", place: place,
        remedy: "use another copy of the backup", cause: error)
    }
  }
}
