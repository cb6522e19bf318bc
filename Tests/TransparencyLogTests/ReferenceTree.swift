import Crypto
import TransparencyLog

/// RFC 6962 §2.1 word for word, recursive, with nothing of the code under test in it.
struct ReferenceTree {
  private let entries: [[UInt8]]
  private var known: [Range<Int>: [UInt8]] = [:]

  init(_ entries: [[UInt8]]) { self.entries = entries }

  /// MTH(D[range]).
  mutating func hash(_ range: Range<Int>) -> [UInt8] {
    if let hash = known[range] { return hash }
    let hash: [UInt8]
    switch range.count {
    case 0: hash = Self.sha256([])
    case 1: hash = Self.sha256([0x00] + entries[range.lowerBound])
    default:
      let k = range.lowerBound + Self.split(range.count)
      hash = Self.sha256(
        [0x01] + self.hash(range.lowerBound..<k) + self.hash(k..<range.upperBound))
    }
    known[range] = hash
    return hash
  }

  /// PATH(m, D[range]), m counted from the range's start.
  mutating func path(_ m: Int, _ range: Range<Int>) -> [[UInt8]] {
    guard range.count > 1 else { return [] }
    let k = Self.split(range.count)
    let middle = range.lowerBound + k
    return m < k
      ? path(m, range.lowerBound..<middle) + [hash(middle..<range.upperBound)]
      : path(m - k, middle..<range.upperBound) + [hash(range.lowerBound..<middle)]
  }

  /// SUBPROOF(m, D[range], b).
  mutating func subproof(_ m: Int, _ range: Range<Int>, _ b: Bool) -> [[UInt8]] {
    if m == range.count { return b ? [] : [hash(range)] }
    let k = Self.split(range.count)
    let middle = range.lowerBound + k
    return m <= k
      ? subproof(m, range.lowerBound..<middle, b) + [hash(middle..<range.upperBound)]
      : subproof(m - k, middle..<range.upperBound, false) + [hash(range.lowerBound..<middle)]
  }

  static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// The largest power of two smaller than `count`.
  private static func split(_ count: Int) -> Int {
    var k = 1
    while k * 2 < count { k *= 2 }
    return k
  }
}
