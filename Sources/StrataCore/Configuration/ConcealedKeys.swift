/// Keys whose values are not shown unless they are asked for by name, and which no entry quotes.
///
/// A pattern fits a whole key; `*` stands for any characters. Case does not count, and `_` is `-`.
public struct ConcealedKeys: Hashable, Sendable {
  /// The key under which further patterns are kept, as a JSON array of texts.
  public static let settingPath = "strata/config/concealed"

  /// The patterns that always hold.
  public static let builtIn = [
    "*password*", "*passwd*", "*secret*", "*token*", "*credential*", "*private-key*", "*api-key*",
  ]

  private let patterns: [[UInt8]]

  /// The patterns that always hold, and others.
  public init(_ others: [String] = []) {
    patterns = (Self.builtIn + others).map(Self.plain)
  }

  /// The patterns that always hold, and those that a value of ``settingPath`` holds.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where the value is no JSON array of texts.
  public init(_ value: ConfigurationValue, of key: ConfigurationKey) throws(StrataError) {
    guard case .array(let elements) = try value.json(of: key) else { throw Self.refusal(key) }
    var others: [String] = []
    for element in elements {
      guard case .string(let pattern) = element, !pattern.isEmpty else { throw Self.refusal(key) }
      others.append(pattern)
    }
    self.init(others)
  }

  private static func refusal(_ key: ConfigurationKey) -> StrataError {
    StrataError(
      .invalidInput, "the value for \(key) is no JSON array of patterns", place: key.path,
      remedy: #"write it like ["*/license", "billing/*"]"#)
  }

  /// Whether a key's values are concealed.
  ///
  /// - Complexity: O(patterns × length of the key × length of a pattern).
  public func contains(_ key: ConfigurationKey) -> Bool {
    guard key.path != Self.settingPath else { return false }
    let path = Self.plain(key.path)
    return patterns.contains { Self.fits(path, pattern: $0) }
  }

  private static func plain(_ text: String) -> [UInt8] {
    text.lowercased().utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
  }

  /// Whether a path fits a pattern; goes back only to the last star, for an earlier one can do no
  /// better.
  private static func fits(_ path: [UInt8], pattern: [UInt8]) -> Bool {
    let star = UInt8(ascii: "*")
    var position = 0
    var place = 0
    var resume: (place: Int, position: Int)?
    while position < path.count {
      if place < pattern.count, pattern[place] == star {
        place += 1
        resume = (place, position)
      } else if place < pattern.count, pattern[place] == path[position] {
        place += 1
        position += 1
      } else if let last = resume {
        place = last.place
        position = last.position + 1
        resume = (last.place, position)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == star }
  }
}
