/// The name of a release in Git: `v` and a version of SemVer 2.0.0, for example `v1.0.0` or
/// `v2.0.0-rc.1` (row A2).
public struct ReleaseTag: Hashable, Sendable {
  /// Major, minor and patch.
  public let version: SemanticVersion
  /// The identifiers after `-`, empty for a release proper.
  public let preRelease: [String]
  /// The name as it is written; build metadata after `+` stays in it and orders nothing.
  public let name: String

  /// Parses the name of a tag.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` that says what keeps it from being a release.
  public init(parsing name: String) throws(StrataError) {
    let (rest, build) = Self.split(name, at: "+")
    let (core, preRelease) = Self.split(rest, at: "-")
    version = try SemanticVersion(parsing: String(core))
    self.preRelease =
      try preRelease.map { text throws(StrataError) in
        try Self.identifiers(of: text, named: "pre-release", in: name)
      } ?? []
    if let number = self.preRelease.first(where: Self.hasLeadingZero) {
      throw Self.refusal(name, "the pre-release number '\(number)' has a leading zero")
    }
    if let build { _ = try Self.identifiers(of: build, named: "build", in: name) }
    self.name = name
  }

  private static func split(_ text: some StringProtocol, at mark: Character)
    -> (String, String?)
  {
    guard let index = text.firstIndex(of: mark) else { return (String(text), nil) }
    return (String(text[..<index]), String(text[text.index(after: index)...]))
  }

  private static func identifiers(of text: String, named kind: String, in name: String)
    throws(StrataError) -> [String]
  {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    for part in parts {
      let isAllowed = part.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || $0 == 0x2D
      }
      guard isAllowed, !part.isEmpty else {
        throw refusal(name, "'\(part)' is no \(kind) identifier of SemVer 2.0.0")
      }
    }
    return parts
  }

  private static func isNumber(_ identifier: String) -> Bool {
    identifier.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func hasLeadingZero(_ identifier: String) -> Bool {
    isNumber(identifier) && identifier.utf8.count > 1 && identifier.utf8.first == 0x30
  }

  private static func refusal(_ name: String, _ reason: String) -> StrataError {
    StrataError(
      .invalidInput, "\(String(name.prefix(80)).debugDescription) is not a release: \(reason)",
      remedy: "write it as v1.2.0, or v1.2.0-rc.1 before the release")
  }
}

extension ReleaseTag: Comparable {
  /// Precedence as in SemVer 2.0.0 §11; equals of other names are ordered by name.
  public static func < (left: ReleaseTag, right: ReleaseTag) -> Bool {
    if left.version != right.version { return left.version < right.version }
    if left.preRelease != right.preRelease {
      if left.preRelease.isEmpty || right.preRelease.isEmpty { return !left.preRelease.isEmpty }
      return precedes(left.preRelease, right.preRelease)
    }
    return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  private static func precedes(_ left: [String], _ right: [String]) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      switch (isNumber(one), isNumber(other)) {
      // Without leading zeros the longer number is the larger one, however long both are.
      case (true, true):
        return one.utf8.count == other.utf8.count
          ? one < other : one.utf8.count < other.utf8.count
      case (true, false): return true
      case (false, true): return false
      case (false, false): return one.utf8.lexicographicallyPrecedes(other.utf8)
      }
    }
    return left.count < right.count
  }
}
