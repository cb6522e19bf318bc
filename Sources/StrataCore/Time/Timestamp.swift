/// A moment in UTC with microseconds (row C1).
///
/// Written as RFC 3339 with six digits and `Z`: `2026-01-05T09:00:00.000000Z`. Years 0001 to 9999.
public struct Timestamp: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public let microseconds: Int64

  private static let range: ClosedRange<Int64> =
    -62_135_596_800_000_000...253_402_300_799_999_999

  /// A moment by its distance from 1970, held within the years 0001 to 9999.
  public init(microseconds: Int64) {
    self.microseconds = min(max(microseconds, Self.range.lowerBound), Self.range.upperBound)
  }

  /// Parses RFC 3339: a date, `T` or a space, a time, an optional fraction, and `Z` or an offset.
  ///
  /// Digits beyond the microsecond are cut off. A leap second (`:60`) is refused.
  /// - Throws: ``StrataError`` with code `invalidInput`.
  public init(parsing text: String) throws(StrataError) {
    guard let value = RFC3339.parse(text), Self.range.contains(value) else {
      throw StrataError(
        .invalidInput, "\(String(text.prefix(60)).debugDescription) is not a time",
        remedy: "write it as RFC 3339, for example 2026-01-05T09:00:00.000000Z")
    }
    microseconds = value
  }
}

// MARK: - Arithmetic

extension Timestamp: Comparable {
  /// Earlier before later.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The moment that many seconds later, held within the range of times; NaN counts as 0.
  public func advanced(bySeconds seconds: Double) -> Timestamp {
    // Well beyond the range of times on either side, and no sum of the two overflows.
    let offset = seconds.isNaN ? 0 : min(max((seconds * 1e6).rounded(), -1e18), 1e18)
    return Timestamp(microseconds: microseconds + Int64(offset))
  }

  /// Microseconds from an earlier moment to this one, negative where the other is later.
  public func microseconds(since other: Timestamp) -> Int64 {
    microseconds - other.microseconds
  }
}

// MARK: - Text

extension Timestamp: CustomStringConvertible, Codable {
  /// RFC 3339 with six digits of the second, in UTC.
  public var description: String { RFC3339.format(microseconds) }

  /// Decodes the text form.
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: decoder.singleValueContainer().decode(String.self))
  }

  /// Encodes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
