/// How a person or a program names one session: by its id or as `customer/v1.2.0`.
public enum SessionName: Hashable, Sendable, CustomStringConvertible {
  /// By id.
  case id(SessionID)
  /// By customer and version.
  case version(CustomerID, SemanticVersion)

  /// Parses either form.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  public init(parsing text: String) throws(StrataError) {
    guard let slash = text.lastIndex(of: "/") else {
      self = .id(try SessionID(parsing: text))
      return
    }
    let customer = try CustomerID(String(text[..<slash]))
    let version = try SemanticVersion(parsing: String(text[text.index(after: slash)...]))
    self = .version(customer, version)
  }

  /// The form that ``init(parsing:)`` reads.
  public var description: String {
    switch self {
    case .id(let id): id.description
    case .version(let customer, let version): "\(customer)/\(version)"
    }
  }
}

extension SessionName: Codable {
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
