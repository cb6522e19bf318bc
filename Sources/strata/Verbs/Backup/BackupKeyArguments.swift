import AgeEncryption
import ArgumentParser
import StrataCore
import StrataStore

/// The keys that open a backup, or for which it is made.
struct BackupKeyArguments: ParsableArguments {
  @Option(
    name: .customLong("key"), parsing: .singleValue,
    help: ArgumentHelp(
      "A file with a key, as 'strata backup key' makes it.", valueName: "file"),
    completion: .file())
  var files: [String] = []

  private static let maximumBytes = 1 << 20

  /// What opens a backup.
  ///
  /// - Throws: ``StrataError``: `notFound`, `invalidInput`, `storage`.
  func identities() throws(StrataError) -> [AgeIdentity] {
    var identities: [AgeIdentity] = []
    for file in files {
      let text = try BoundedInput(file, limit: Self.maximumBytes).text()
      do {
        identities += try AgeIdentity.identities(inFile: text)
      } catch {
        throw StrataError(
          .invalidInput, "the file holds no key: \(error)", place: file,
          remedy: "name a file as 'strata backup key' or 'age-keygen' makes it")
      }
    }
    return identities
  }

  /// For whom a backup is made.
  ///
  /// - Throws: ``StrataError`` with code `usage` where nobody is named and it is not said that
  ///   everybody may read it.
  func secrecy(
    recipients texts: [String], unencrypted: Bool
  ) throws(StrataError) -> BackupSecrecy {
    var recipients = try identities().map(\.recipient)
    for text in texts {
      do {
        recipients.append(try AgeRecipient(text))
      } catch {
        throw StrataError(
          .invalidInput, "\(error)", place: "--recipient",
          remedy: "use the text that 'strata backup key' prints")
      }
    }
    switch (recipients.isEmpty, unencrypted) {
    case (true, true): return .unencrypted
    case (false, false): return .recipients(recipients)
    case (true, false):
      throw StrataError(
        .usage, "it is not said for whom the backup is encrypted",
        remedy: "make a key with 'strata backup key FILE' and name it with --key, or say "
          + "--unencrypted")
    case (false, true):
      throw StrataError(
        .usage, "--unencrypted contradicts the keys that are named", remedy: "leave one out")
    }
  }
}
