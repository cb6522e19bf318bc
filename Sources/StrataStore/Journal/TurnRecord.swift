import Crypto
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
    digest = Self.digest(of: turn, salt: salt)
  }

  static func digest(of turn: Turn, salt: [UInt8]) -> [UInt8] {
    var object = CanonicalObject(reserving: turn.content.utf8.count + 128)
    object.string("at", turn.at?.description)
    object.string("author", turn.author)
    object.string("content", turn.content)
    object.string("role", turn.role.rawValue)
    var hash = SHA256()
    hash.update(data: salt)
    hash.update(data: object.finished())
    return Array(hash.finalize())
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

/// What an entry says of the turns that it adds: their range, and one digest over their digests.
struct TurnCommitment: Sendable {
  var first: Int
  var count: Int
  var digest: [UInt8]

  /// Commits to turns of which the first has the number `first`, from 1; nil where there are none.
  init?(to digests: [[UInt8]], from first: Int) {
    guard !digests.isEmpty else { return nil }
    var hash = SHA256()
    for digest in digests { hash.update(data: digest) }
    self.first = first
    count = digests.count
    digest = Array(hash.finalize())
  }

  var bytes: [UInt8] {
    var object = CanonicalObject()
    object.integer("count", count)
    object.string("digest", digest.digestText)
    object.integer("first", first)
    return object.finished()
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
