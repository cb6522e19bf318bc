import Glibc

/// The members of a canonical JSON object, found in its bytes without reading its values.
struct CanonicalMembers {
  private var members: [(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)] = []

  /// The members of an object that lies in memory; nil where the bytes are no plain object.
  init?(_ bytes: UnsafeRawBufferPointer?) {
    guard let bytes, bytes.count >= 2, bytes.first == UInt8(ascii: "{") else { return nil }
    var index = 1
    if bytes[index] == UInt8(ascii: "}") { return }
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\""), let end = Self.end(ofString: index, in: bytes),
        end < bytes.count, bytes[end] == UInt8(ascii: ":"),
        let last = Self.end(ofValue: end + 1, in: bytes), last < bytes.count
      else { return nil }
      members.append(
        (Self.part(bytes, index + 1, end - 1), Self.part(bytes, end + 1, last)))
      if bytes[last] == UInt8(ascii: "}") { return }
      index = last + 1
    }
    return nil
  }

  /// How many there are.
  var count: Int { members.count }

  /// The bytes of a member's value; nil where there is none.
  func value(_ name: StaticString) -> UnsafeRawBufferPointer? {
    name.withUTF8Buffer { value(UnsafeRawBufferPointer($0)) }
  }

  /// The same, by a name that lies in memory; a name with escapes is not found.
  func value(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    members.first { $0.name.isSame(as: name) }?.value
  }

  private static func part(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int
  ) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  /// The index after the closing quote.
  private static func end(ofString start: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""): return index + 1
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  /// The index of the comma or the brace after a value.
  private static func end(ofValue start: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        guard let end = end(ofString: index, in: bytes) else { return nil }
        index = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return index }
        depth -= 1
      case UInt8(ascii: ","): if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return nil
  }
}

extension UnsafeRawBufferPointer {
  /// Whether two stretches of memory hold the same bytes.
  func isSame(as other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard let one = baseAddress, let two = other.baseAddress else { return true }
    return memcmp(one, two, count) == 0
  }

  /// Whether it holds the bytes of a text.
  func isSame(as text: StaticString) -> Bool {
    text.withUTF8Buffer { isSame(as: UnsafeRawBufferPointer($0)) }
  }
}
