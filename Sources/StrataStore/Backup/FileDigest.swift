import Crypto
import StrataCore

/// SHA-256 over a file's bytes.
enum FileDigest {
  /// `sha256:` and 64 digits.
  static func text(of bytes: [UInt8]) -> String { Array(SHA256.hash(data: bytes)).digestText }
}
