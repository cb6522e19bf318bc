import StrataCore

/// Personal content that belongs to an entry: the entry commits to it by a salted digest, the content
/// lies apart in the table `contents`, so that it can be erased while every proof stands (row D6).
struct Content: Sendable {
  /// What it is of the entry, for example `start` or `output`.
  let name: String
  /// 16 random bytes, erased with the content, so that nothing can be guessed from the digest.
  let salt: [UInt8]
  let bytes: [UInt8]
  /// SHA-256 over the salt and the bytes, taken once: the entry and the row both want it, and the
  /// writer should not have to take it.
  let digest: [UInt8]

  init(name: String, salt: [UInt8], bytes: [UInt8]) {
    self.name = name
    self.salt = salt
    self.bytes = bytes
    digest = SaltedDigest.of(bytes, salt: salt)
  }

  /// The name under which a body is kept that is too long for an entry.
  static let body = "body"
  /// The decision, the stated context and the key decisions with which a session starts.
  static let start = "start"
  /// A key decision.
  static let decision = "decision"
  /// A command as it was given.
  static let command = "command"
  /// A value of the context that a person set.
  static let context = "context"
  /// What a command wrote.
  static let output = "output"
}
