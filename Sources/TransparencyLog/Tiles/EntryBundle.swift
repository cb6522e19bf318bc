/// Up to 256 neighbouring entries of a log as one file: for each its length as two bytes, big
/// endian, and its bytes.
public struct EntryBundle: Hashable, Sendable {
  /// An entry can be this long and no longer: its length is written in two bytes.
  public static let maximumEntryByteCount = 65_535

  /// The entries in the order of the log.
  public let entries: [[UInt8]]

  /// Takes 1 to 256 entries; throws ``TransparencyLogError/Code/limitExceeded`` where there are
  /// more or fewer, or one is longer than 65,535 bytes.
  public init(_ entries: [[UInt8]]) throws(TransparencyLogError) {
    guard (1...Tile.fullWidth).contains(entries.count) else {
      throw TransparencyLogError(
        .limitExceeded, "an entry bundle has 1 to 256 entries and not \(entries.count)")
    }
    for (index, entry) in entries.enumerated() where entry.count > Self.maximumEntryByteCount {
      throw TransparencyLogError(
        .limitExceeded,
        "entry \(index) of the bundle has \(entry.count) bytes; at most 65535 can be written")
    }
    self.entries = entries
  }

  /// Reads a bundle of exactly `count` entries; throws ``TransparencyLogError/Code/malformed``
  /// where the bytes end early or go on.
  public init(parsing bytes: [UInt8], count: Int) throws(TransparencyLogError) {
    var entries: [[UInt8]] = []
    var offset = 0
    while offset < bytes.count {
      let start = offset + 2
      guard start <= bytes.count else {
        throw TransparencyLogError(
          .malformed, "the entry's length is cut off", at: .byte(offset))
      }
      let end = start + Int(bytes[offset]) << 8 + Int(bytes[offset + 1])
      guard end <= bytes.count else {
        throw TransparencyLogError(
          .malformed, "the entry goes on beyond the end of the bundle", at: .byte(start))
      }
      entries.append(Array(bytes[start..<end]))
      offset = end
    }
    guard entries.count == count else {
      throw TransparencyLogError(
        .malformed, "the bundle has \(entries.count) entries instead of \(count)",
        at: .byte(offset))
    }
    try self.init(entries)
  }

  /// The file.
  public var bytes: [UInt8] {
    entries.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xFF)] + $0 }
  }
}
