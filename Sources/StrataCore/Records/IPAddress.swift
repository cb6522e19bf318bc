/// The address of a client: IPv4 in four decimal numbers, or IPv6 (RFC 4291) in the one form of
/// RFC 5952, so that PostgreSQL's `INET` gives back what was put in.
public struct IPAddress: Hashable, Sendable {
  private enum Kind: Hashable {
    case four([UInt8])
    case six([UInt16])
  }

  private let kind: Kind

  /// Parses an address; zones, ports and masks are refused.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  public init(parsing text: String) throws(StrataError) {
    let bytes = Array(text.utf8)
    if let four = Self.four(bytes[...]) {
      kind = .four(four)
    } else if let six = Self.six(bytes) {
      kind = .six(six)
    } else {
      throw StrataError(
        .invalidInput, "\(String(text.prefix(60)).debugDescription) is not an IP address",
        remedy: "give one such as 10.20.31.42 or 2001:db8::1, without port, zone or mask")
    }
  }

  private static func four(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var numbers: [UInt8] = []
    for part in parts {
      // A leading zero is octal to some programs.
      guard (1...3).contains(part.count), part.first != UInt8(ascii: "0") || part.count == 1,
        part.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = UInt8(String(decoding: part, as: UTF8.self))
      else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func six(_ bytes: [UInt8]) -> [UInt16]? {
    let colon = UInt8(ascii: ":")
    var halves: [ArraySlice<UInt8>] = [bytes[...]]
    if let gap = bytes.indices.dropLast().first(where: {
      bytes[$0] == colon && bytes[$0 + 1] == colon
    }) {
      halves = [bytes[..<gap], bytes[(gap + 2)...]]
    }
    var groups: [[UInt16]] = []
    for (index, half) in halves.enumerated() {
      guard let numbers = Self.groups(half, isLast: index == halves.count - 1) else { return nil }
      groups.append(numbers)
    }
    let count = groups.reduce(0) { $0 + $1.count }
    if halves.count == 1 { return count == 8 ? groups[0] : nil }
    guard count <= 7 else { return nil }
    return groups[0] + [UInt16](repeating: 0, count: 8 - count) + groups[1]
  }

  private static func groups(_ text: ArraySlice<UInt8>, isLast: Bool) -> [UInt16]? {
    if text.isEmpty { return [] }
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if isLast, index == parts.count - 1, let four = Self.four(part) {
        groups += [UInt16(four[0]) << 8 | UInt16(four[1]), UInt16(four[2]) << 8 | UInt16(four[3])]
        continue
      }
      // A sign would be taken by the number's own parser.
      guard (1...4).contains(part.count), part.first != UInt8(ascii: "+"),
        let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
      else { return nil }
      groups.append(group)
    }
    return groups
  }
}

extension IPAddress: CustomStringConvertible {
  /// The form of RFC 5952.
  public var description: String {
    switch kind {
    case .four(let numbers): return numbers.map { String($0) }.joined(separator: ".")
    case .six(let groups):
      if groups[..<5].allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF {
        let numbers = groups[6...].flatMap { [$0 >> 8, $0 & 0xFF] }
        return "::ffff:" + numbers.map { String($0) }.joined(separator: ".")
      }
      guard let gap = Self.longestGap(groups) else { return Self.text(groups[...]) }
      return Self.text(groups[..<gap.lowerBound]) + "::" + Self.text(groups[gap.upperBound...])
    }
  }

  private static func text(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  /// The first of the longest runs of two or more zeros.
  private static func longestGap(_ groups: [UInt16]) -> Range<Int>? {
    var best: Range<Int>?
    var start = 0
    while start < groups.count {
      let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
      if end - start >= 2, end - start > best?.count ?? 0 { best = start..<end }
      start = max(end, start) + 1
    }
    return best
  }
}
