/// The number of a session: `v{major}.{minor}.{patch}` (row V1).
///
/// Strict: a `v`, three decimal numbers without leading zeros, nothing else. Each number is at most
/// ``maximumComponent``, so that arithmetic on a parsed version cannot overflow.
///
/// ```swift
/// let version = try SemanticVersion(parsing: "v2.1.0")
/// version.nextMinor  // v2.2.0
/// ```
public struct SemanticVersion: Hashable, Sendable {
  /// The line (family) of work.
  public let major: Int
  /// The session within its line.
  public let minor: Int
  /// The mend of that session, 0 for the session itself.
  public let patch: Int

  /// The largest value of a component: 999,999,999.
  public static let maximumComponent = 999_999_999

  /// The version of a customer's first session.
  public static let first = SemanticVersion(unchecked: 1, 0, 0)

  /// Makes a version, or nil where a component is negative or above ``maximumComponent``.
  public init?(_ major: Int, _ minor: Int, _ patch: Int) {
    let allowed = 0...Self.maximumComponent
    guard allowed.contains(major), allowed.contains(minor), allowed.contains(patch) else {
      return nil
    }
    self.init(unchecked: major, minor, patch)
  }

  private init(unchecked major: Int, _ minor: Int, _ patch: Int) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// Parses `v1.2.3`.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` that names the character position (from 1)
  ///   and what was expected there.
  public init(parsing text: String) throws(StrataError) {
    var scanner = Scanner(text)
    try scanner.expect("v")
    let major = try scanner.number(named: "major")
    try scanner.expect(".")
    let minor = try scanner.number(named: "minor")
    try scanner.expect(".")
    let patch = try scanner.number(named: "patch")
    try scanner.expectEnd()
    self.init(unchecked: major, minor, patch)
  }
}

// MARK: - Arithmetic

extension SemanticVersion {
  /// The first version of the next line, or nil at ``maximumComponent``.
  public var nextMajor: SemanticVersion? { SemanticVersion(major + 1, 0, 0) }
  /// The next session of the same line, or nil at ``maximumComponent``.
  public var nextMinor: SemanticVersion? { SemanticVersion(major, minor + 1, 0) }
  /// The next mend of the same session, or nil at ``maximumComponent``.
  public var nextPatch: SemanticVersion? { SemanticVersion(major, minor, patch + 1) }
}

extension SemanticVersion: Comparable {
  /// Precedence as in SemVer 2.0.0 §11: major, then minor, then patch.
  public static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }
}

// MARK: - Text

extension SemanticVersion: CustomStringConvertible, Codable {
  /// `v1.2.3`.
  public var description: String { "v\(major).\(minor).\(patch)" }

  /// Decodes the string form.
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: decoder.singleValueContainer().decode(String.self))
  }

  /// Encodes the string form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

private struct Scanner {
  let text: String
  let bytes: [UInt8]
  var index = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func expect(_ character: Unicode.Scalar) throws(StrataError) {
    guard index < bytes.count, bytes[index] == UInt8(ascii: character) else {
      throw refusal("expected '\(character)'")
    }
    index += 1
  }

  mutating func number(named name: String) throws(StrataError) -> Int {
    let start = index
    var value = 0
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
      value = value * 10 + Int(bytes[index] - 0x30)
      guard value <= SemanticVersion.maximumComponent else {
        throw refusal("the \(name) number is above \(SemanticVersion.maximumComponent)")
      }
      index += 1
    }
    guard index > start else { throw refusal("expected the \(name) number") }
    guard bytes[start] != 0x30 || index == start + 1 else {
      index = start
      throw refusal("the \(name) number has a leading zero")
    }
    return value
  }

  func expectEnd() throws(StrataError) {
    guard index == bytes.count else { throw refusal("expected the end") }
  }

  func refusal(_ reason: String) -> StrataError {
    let shown = bytes.count <= 40 ? text : String(text.prefix(40)) + "…"
    return StrataError(
      .invalidInput,
      "\(shown.debugDescription) is not a version: \(reason) at position \(index + 1)",
      remedy: "write it as v{major}.{minor}.{patch}, for example v1.2.0")
  }
}
