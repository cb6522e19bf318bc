/// What is wrong with a log, a note, a key or a proof, and where.
///
/// The face outside translates ``code``; ``message`` is one sentence without its place.
public struct TransparencyLogError: Error, Hashable, Sendable {
  /// The kind of failure, stable across releases.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The bytes do not follow their format.
    case malformed
    /// The bytes follow their format but go beyond a limit of it.
    case limitExceeded = "limit_exceeded"
    /// An index or a size lies outside the tree.
    case outOfRange = "out_of_range"
    /// A key is of the wrong kind, weak, or contradicts its id.
    case unusableKey = "unusable_key"
    /// A known key's signature does not verify.
    case invalidSignature = "invalid_signature"
    /// Nobody who is trusted has signed.
    case untrusted
    /// Fewer witnesses have cosigned than the policy asks for.
    case tooFewWitnesses = "too_few_witnesses"
    /// A proof does not lead to the root it is said to lead to.
    case wrongProof = "wrong_proof"
    /// A reader of hashes or tiles gave something else than what it was asked for.
    case missingHashes = "missing_hashes"
  }

  /// Where it was met.
  public enum Place: Hashable, Sendable {
    /// The offset of a byte, from 0.
    case byte(Int)
    /// The number of a line, from 1.
    case line(Int)
    /// The path of a tile.
    case tile(String)
    /// A number of entries.
    case size(Int)
    /// The name and id of a key.
    case key(String)
  }

  /// The kind of failure.
  public var code: Code
  /// One sentence: what is wrong.
  public var message: String
  /// Where, if there is a place.
  public var place: Place?

  /// Makes an error.
  public init(_ code: Code, _ message: String, at place: Place? = nil) {
    self.code = code
    self.message = message
    self.place = place
  }
}

extension TransparencyLogError: CustomStringConvertible {
  /// The message with its place: `the hash is not 32 bytes long (line 3)`.
  public var description: String {
    place.map { "\(message) (\($0))" } ?? message
  }
}

extension TransparencyLogError.Place: CustomStringConvertible {
  /// The place in words: `line 3`.
  public var description: String {
    switch self {
    case .byte(let offset): "byte \(offset)"
    case .line(let number): "line \(number)"
    case .tile(let path): path
    case .size(let count): "size \(count)"
    case .key(let key): "key \(key)"
    }
  }
}
