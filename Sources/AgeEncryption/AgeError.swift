/// Why bytes are no age file, or a text no key.
public struct AgeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure.
  public enum Code: String, Sendable {
    /// The text or the file does not follow the format.
    case malformed
    /// None of the identities opens the file.
    case noIdentity
    /// The file was changed or cut.
    case tampered
  }

  /// The kind of failure.
  public let code: Code
  /// One sentence: what is wrong. It never holds a secret.
  public let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
