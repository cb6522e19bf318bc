import Crypto

/// How entries commit to what can be erased (row D6): SHA-256 over a salt and the bytes.
package enum SaltedDigest {
  /// The digest, 32 bytes.
  package static func of(_ bytes: [UInt8], salt: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: salt)
    hash.update(data: bytes)
    return Array(hash.finalize())
  }

  /// The digest of a turn's canonical JSON.
  package static func of(_ turn: Turn, salt: [UInt8]) -> [UInt8] {
    of(turn.canonicalBytes, salt: salt)
  }
}

extension Turn {
  /// The canonical JSON of the turn, over which its digest is taken.
  package var canonicalBytes: [UInt8] {
    var object = CanonicalObject(reserving: content.utf8.count + 128)
    object.string("at", at?.description)
    object.string("author", author)
    object.string("content", content)
    object.string("role", role.rawValue)
    return object.finished()
  }
}
