import StrataCore

/// A turn with the salt and the digest by which an entry commits to it.
///
/// The digest is SHA-256 over the salt and the turn's canonical JSON. Erasing content and salt leaves
/// the digest, so that every entry can still be verified, and nothing can be guessed from it.
struct TurnRecord: Sendable {
  var turn: Turn
  var salt: [UInt8]
  var digest: [UInt8]

  init(_ turn: Turn, using generator: inout any RandomNumberGenerator) {
    self.turn = turn
    salt = .salt(using: &generator)
    digest = SaltedDigest.of(turn, salt: salt)
  }

  /// Adds turns to a session, whose next turn has the number `first`, from 1.
  static func insert(
    _ records: [TurnRecord], into session: Int64, from first: Int, in connection: any SQLConnection
  ) throws {
    for (index, record) in records.enumerated() {
      try connection.run(
        """
        INSERT INTO turns (session, sequence, role, at, author, salt, digest, content)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        .integer(session), .int(first + index), .text(record.turn.role.rawValue),
        .time(orNull: record.turn.at), .utf8(orNull: record.turn.author),
        .bytes(record.salt), .bytes(record.digest), .utf8(orNull: record.turn.content))
    }
  }
}

extension [UInt8] {
  /// 16 random bytes, without which a digest tells nothing of what it was made of.
  static func salt(using generator: inout any RandomNumberGenerator) -> [UInt8] {
    random(count: 16, using: &generator)
  }

  /// Random bytes, a multiple of eight.
  static func random(count: Int, using generator: inout any RandomNumberGenerator) -> [UInt8] {
    (0..<count / 8).flatMap { _ in
      Swift.withUnsafeBytes(of: generator.next().bigEndian) { Array($0) }
    }
  }
}
