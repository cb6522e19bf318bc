import Crypto

/// The hash of a node of a Merkle tree (RFC 6962 §2.1): of a root, an inner node, or a leaf seen
/// as a node. 32 bytes, held in place.
public struct TreeHash: Hashable, Sendable {
  /// A SHA-256 hash is this long.
  public static let byteCount = 32

  /// The root of the tree without entries, `SHA256("")`.
  public static let empty = TreeHash(SHA256().finalize())

  /// The bytes in memory order; an array would cost an allocation a node.
  private let words: SIMD4<UInt64>

  init(_ digest: SHA256Digest) {
    words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  /// Takes exactly 32 bytes; nil for any other number.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    var words = SIMD4<UInt64>()
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    self.words = words
  }

  /// Takes the standard base64 of 32 bytes, as in checkpoints and proofs; nil for anything else.
  public init?(base64: String) {
    guard let bytes = Base64.decode(Array(base64.utf8)[...]) else { return nil }
    self.init(bytes: bytes)
  }

  /// The hash of the node above `left` and `right`: `SHA256(01 ‖ left ‖ right)`.
  public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
    withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 8) { buffer in
      buffer[0] = 0x01
      buffer.storeBytes(of: left.words, toByteOffset: 1, as: SIMD4<UInt64>.self)
      buffer.storeBytes(of: right.words, toByteOffset: 1 + byteCount, as: SIMD4<UInt64>.self)
      var hasher = SHA256()
      hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
      return TreeHash(hasher.finalize())
    }
  }

  /// The 32 bytes.
  public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

  /// Standard base64, as in checkpoints and proofs.
  public var base64: String { String(decoding: Base64.encode(bytes), as: UTF8.self) }
}

extension TreeHash: CustomStringConvertible {
  /// ``base64``.
  public var description: String { base64 }
}

/// The hash of one record, a leaf of the tree: `SHA256(00 ‖ record)`.
///
/// A type of its own, so that a root can never be passed where a record is meant: that confusion
/// is the second-preimage attack which the prefixes 00 and 01 exist to prevent.
public struct RecordHash: Hashable, Sendable {
  /// The same bytes as a node of the tree; the root of a tree with this one record.
  public let node: TreeHash

  /// Takes a hash that was made of a record before, for example read back from storage.
  public init(node: TreeHash) {
    self.node = node
  }

  /// Hashes a record.
  public init(of record: [UInt8]) {
    self = record.withUnsafeBytes { RecordHash(of: $0) }
  }

  /// Hashes a record that lies in memory, without copying it.
  public init(of record: UnsafeRawBufferPointer) {
    var hasher = SHA256()
    withUnsafeBytes(of: UInt8(0x00)) { hasher.update(bufferPointer: $0) }
    hasher.update(bufferPointer: record)
    node = TreeHash(hasher.finalize())
  }
}

extension RecordHash: CustomStringConvertible {
  /// Standard base64.
  public var description: String { node.base64 }
}
