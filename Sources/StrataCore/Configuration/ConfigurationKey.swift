/// The name of a configuration value: segments between slashes, `rebe-shell/config/feature-flags`
/// (row B1).
///
/// A leading `/` is accepted and dropped. What remains has 1 to 512 bytes of UTF-8 in Unicode normal
/// form C and is a key that Consul takes too: no empty segment, no `.` or `..` (encoded or not), no
/// control or invisible characters, no white space at the ends of a segment.
public struct ConfigurationKey: Hashable, Sendable {
  /// The key without a leading slash.
  public let path: String

  /// The longest key, in bytes of UTF-8.
  public static let maximumBytes = 512

  /// Checks a key.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` that says which rule is broken and where.
  public init(_ text: String) throws(StrataError) {
    let path = text.utf8.first == UInt8(ascii: "/") ? String(text.unicodeScalars.dropFirst()) : text
    if let reason = Self.refusal(of: path) {
      throw StrataError(
        .invalidInput, "\(text.shownInMessages) cannot name a configuration value: \(reason)",
        remedy: "write segments between slashes, for example rebe-shell/config/feature-flags")
    }
    self.path = path
  }

  /// The parts between the slashes; at least one.
  public var segments: [String] {
    path.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }

  private static func refusal(of path: String) -> String? {
    if path.isEmpty { return "it is empty" }
    if path.utf8.count > maximumBytes {
      return "it has \(path.utf8.count) bytes, and \(maximumBytes) are the most"
    }
    for (index, scalar) in path.unicodeScalars.enumerated() where scalar.isUnfitForNames {
      return "the character \(scalar.codePoint) at position \(index + 1) is not allowed"
    }
    let segments = path.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
    for (index, segment) in segments.enumerated() {
      if let reason = refusal(ofSegment: String(segment)) {
        return "segment \(index + 1) \(reason)"
      }
    }
    return path.isNormalFormC ? nil : "it is not in Unicode normal form C"
  }

  private static func refusal(ofSegment segment: String) -> String? {
    if segment.isEmpty { return "is empty" }
    if segment == "." || segment == ".." { return "is '\(segment)'" }
    let lowered = segment.lowercased()
    if lowered.contains("%2e") || lowered.contains("%2f") { return "has an encoded '.' or '/'" }
    let scalars = segment.unicodeScalars
    if scalars.first?.properties.isWhitespace == true
      || scalars.last?.properties.isWhitespace == true
    {
      return "starts or ends with white space"
    }
    return nil
  }
}

extension ConfigurationKey: CustomStringConvertible, Comparable {
  /// The key.
  public var description: String { path }

  /// Byte order, which no locale changes and both databases keep.
  public static func < (left: ConfigurationKey, right: ConfigurationKey) -> Bool {
    left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
  }
}

/// Which keys are meant: one, those under a prefix, or all.
public enum ConfigurationScope: Hashable, Sendable {
  /// All keys.
  case everything
  /// One key.
  case key(ConfigurationKey)
  /// All keys that go on with a slash after this one.
  case under(ConfigurationKey)

  /// Reads `a/b` as a key, `a/b/` as all keys under it, and nothing or `/` as all keys.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  public init(_ text: String) throws(StrataError) {
    if text.isEmpty || text == "/" {
      self = .everything
    } else if text.utf8.last == UInt8(ascii: "/") {
      self = .under(try ConfigurationKey(String(text.unicodeScalars.dropLast())))
    } else {
      self = .key(try ConfigurationKey(text))
    }
  }

  /// Whether a key is meant.
  public func contains(_ key: ConfigurationKey) -> Bool {
    switch self {
    case .everything: true
    case .key(let own): key == own
    case .under(let own): key.path.utf8.starts(with: (own.path + "/").utf8)
    }
  }
}

extension ConfigurationScope: CustomStringConvertible {
  /// The text that ``init(_:)`` reads.
  public var description: String {
    switch self {
    case .everything: "/"
    case .key(let key): key.path
    case .under(let key): key.path + "/"
    }
  }
}
