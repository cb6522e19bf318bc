extension Tile {
  /// The path below the log's prefix: `tile/0/x001/x234/067`, with `.p/17` behind it where the
  /// tile has only 17 nodes. The entries' level is called `entries`.
  public var path: String {
    var groups = [Self.threeDigits(index % 1_000)]
    var rest = index / 1_000
    while rest > 0 {
      groups.insert("x" + Self.threeDigits(rest % 1_000), at: 0)
      rest /= 1_000
    }
    let level =
      switch content {
      case .hashes(let level): String(level)
      case .entries: "entries"
      }
    let suffix = isFull ? "" : ".p/\(width)"
    return "tile/\(level)/\(groups.joined(separator: "/"))\(suffix)"
  }

  /// Reads a path; throws ``TransparencyLogError/Code/malformed`` unless it is exactly as
  /// ``path`` writes it.
  public init(path: String) throws(TransparencyLogError) {
    guard let tile = Self.parse(path), Array(tile.path.utf8) == Array(path.utf8) else {
      throw TransparencyLogError(.malformed, "this is not the path of a tile", at: .tile(path))
    }
    self = tile
  }

  private static func threeDigits(_ number: Int) -> String {
    String(String(number + 1_000).dropFirst())
  }

  /// What the path means; spellings beside the canonical one may pass here.
  private static func parse(_ path: String) -> Tile? {
    var parts = Array(path.utf8).split(separator: UInt8(ascii: "/"))
    guard parts.count >= 3, parts.removeFirst().elementsEqual("tile".utf8) else { return nil }
    let level = parts.removeFirst()
    let content: Content
    if level.elementsEqual("entries".utf8) {
      content = .entries
    } else {
      guard let number = Decimal.parse(level) else { return nil }
      content = .hashes(level: number)
    }
    var width = fullWidth
    if parts.count >= 2, parts[parts.count - 2].suffix(2).elementsEqual(".p".utf8) {
      guard let partial = Decimal.parse(parts.removeLast()), partial < fullWidth else {
        return nil
      }
      width = partial
      parts.append(parts.removeLast().dropLast(2))
    }
    var index = 0
    for part in parts {
      let digits = part.drop { $0 == UInt8(ascii: "x") }.drop { $0 == UInt8(ascii: "0") }
      guard let group = digits.isEmpty ? 0 : Decimal.parse(digits), group < 1_000 else {
        return nil
      }
      let (thousands, overflow) = index.multipliedReportingOverflow(by: 1_000)
      let (sum, carry) = thousands.addingReportingOverflow(group)
      guard !overflow, !carry else { return nil }
      index = sum
    }
    return try? Tile(content, index: index, width: width)
  }
}

extension Tile: CustomStringConvertible {
  /// ``path``.
  public var description: String { path }
}
