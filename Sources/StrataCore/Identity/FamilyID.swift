import Crypto

/// The identity of a line: `deployment-{hash}-family` (row L1).
///
/// The hash is the first 12 hexadecimal digits of SHA-256 over the customer's name, a NUL and the id
/// of the line's first session, so that lines made in two stores never share it.
public struct FamilyID: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The text form.
  public let description: String

  /// The family that a session founds.
  public init(foundedBy session: SessionID, of customer: CustomerID) {
    var hash = SHA256()
    hash.update(data: Array(customer.name.utf8))
    hash.update(data: [0])
    hash.update(data: Array(session.description.utf8))
    let digits = hash.finalize().prefix(6).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    description = "deployment-\(digits.joined())-family"
  }

  /// A family read back from a record, or nil where the form is not `deployment-{hash}-family`.
  public init?(_ text: String) {
    let digits = text.dropFirst("deployment-".count).dropLast("-family".count)
    guard text.hasPrefix("deployment-"), text.hasSuffix("-family"), digits.utf8.count == 12,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    description = text
  }

  /// Decodes and checks the text form.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let family = FamilyID(text) else {
      throw StrataError(
        .invalidInput, "\(text.debugDescription) is not a family id",
        remedy: "the form is deployment-{12 hexadecimal digits}-family")
    }
    self = family
  }

  /// Encodes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
