/// The name of a customer, safe as one path component (row S3).
///
/// 1 to 128 bytes of UTF-8 in Unicode normal form C; no path separators, no control or invisible
/// format characters, no white space at either end, not `.` or `..`, no leading `.` (Strata's own
/// files start with one) and no leading `-` (commands would take it for an option).
public struct CustomerID: Hashable, Sendable {
  /// The name as given.
  public let name: String

  /// The longest name, in bytes of UTF-8.
  public static let maximumBytes = 128

  /// Checks a name.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` that says which rule is broken and where.
  public init(_ name: String) throws(StrataError) {
    if let reason = Self.refusal(of: name) {
      throw StrataError(
        .invalidInput, "\(name.shownInMessages) cannot name a customer: \(reason)",
        remedy: "use 1 to \(Self.maximumBytes) bytes of letters, digits, '-', '_', '.' or spaces")
    }
    self.name = name
  }

  private static func refusal(of name: String) -> String? {
    if name.isEmpty { return "it is empty" }
    if name.utf8.count > maximumBytes { return "it has \(name.utf8.count) bytes" }
    if name.hasPrefix(".") { return "it starts with '.'" }
    if name.hasPrefix("-") { return "it starts with '-'" }
    for (index, scalar) in name.unicodeScalars.enumerated() where isForbidden(scalar) {
      return "the character \(scalar.codePoint) at position \(index + 1) is not allowed"
    }
    if name.first?.isWhitespace == true || name.last?.isWhitespace == true {
      return "it starts or ends with white space"
    }
    return name.isNormalFormC ? nil : "it is not in Unicode normal form C"
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isUnfitForNames || scalar == "/" || scalar == "\\" || scalar == ":"
  }
}

extension CustomerID: CustomStringConvertible, Codable, Comparable {
  /// The name.
  public var description: String { name }

  /// Byte order of the names, which no locale changes.
  public static func < (left: CustomerID, right: CustomerID) -> Bool {
    left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }

  /// Decodes and checks the name.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// Encodes the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
