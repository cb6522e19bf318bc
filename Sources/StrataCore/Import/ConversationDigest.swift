internal import Crypto

/// Digests of what was said, by which a conversation is recognised when it comes again.
///
/// They cover who spoke and what, not when: an export that adds or rounds times is still the same
/// conversation. The digest of a prefix is a by-product, so that growth is told from change.
package struct ConversationDigest {
  private var hash = SHA256()

  /// The digest of no turns.
  package init() {}

  /// Adds the next turn.
  package mutating func add(_ turn: Turn) {
    let content = Array(turn.content.utf8)
    var length = UInt64(content.count).bigEndian
    hash.update(data: Array(turn.role.rawValue.utf8) + [0])
    withUnsafeBytes(of: &length) { hash.update(bufferPointer: $0) }
    hash.update(data: content)
  }

  /// 64 hexadecimal digits for the turns so far.
  package var text: String {
    let alphabet = Array("0123456789abcdef".utf8)
    let digits = hash.finalize().flatMap { [alphabet[Int($0 >> 4)], alphabet[Int($0 & 15)]] }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The digest of some turns.
  ///
  /// - Complexity: O(length of the turns).
  package static func digest(of turns: some Sequence<Turn>) -> String {
    var digest = ConversationDigest()
    for turn in turns { digest.add(turn) }
    return digest.text
  }

  /// The digests after the first turn, after the second, and so on.
  package static func prefixes(of turns: [Turn]) -> [String] {
    var digest = ConversationDigest()
    return turns.map { turn in
      digest.add(turn)
      return digest.text
    }
  }
}
