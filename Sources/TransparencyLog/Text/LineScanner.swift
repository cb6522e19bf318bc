/// Reads a text line by line and remembers where it is.
struct LineScanner {
  private static let newline = UInt8(ascii: "\n")

  /// What has not been read yet.
  private(set) var remainder: ArraySlice<UInt8>
  /// The number of the line read last, from 1; 0 before the first.
  private(set) var lineNumber: Int

  /// Starts before the first line; `lineNumber` counts the lines in front of these bytes.
  init(_ bytes: ArraySlice<UInt8>, after lineNumber: Int = 0) {
    remainder = bytes
    self.lineNumber = lineNumber
  }

  var isAtEnd: Bool { remainder.isEmpty }

  /// The next line without its line feed; throws where there is none or it is not ended.
  mutating func next(_ meaning: String) throws(TransparencyLogError) -> ArraySlice<UInt8> {
    lineNumber += 1
    guard let end = remainder.firstIndex(of: Self.newline) else {
      throw failure("\(meaning) is missing or does not end in a line feed")
    }
    let line = remainder[..<end]
    remainder = remainder[(end + 1)...]
    return line
  }

  /// The next line's rest after `prefix`.
  mutating func next(
    after prefix: String, _ meaning: String
  ) throws(TransparencyLogError) -> ArraySlice<UInt8> {
    let line = try next(meaning)
    guard line.starts(with: prefix.utf8) else {
      throw failure("\(meaning) does not begin with '\(prefix)'")
    }
    return line.dropFirst(prefix.utf8.count)
  }

  /// The lines up to the first empty one, each a base64 hash; reads the empty line too.
  mutating func hashesUntilEmptyLine(
    atMost limit: Int, _ meaning: String
  ) throws(TransparencyLogError) -> [TreeHash] {
    var hashes: [TreeHash] = []
    while true {
      let line = try next("the line after \(meaning)")
      if line.isEmpty { return hashes }
      guard hashes.count < limit else {
        throw failure("\(meaning) has more than \(limit) hashes", .limitExceeded)
      }
      hashes.append(try hash(line, meaning))
    }
  }

  /// The hash that a line spells in base64.
  func hash(
    _ line: ArraySlice<UInt8>, _ meaning: String
  ) throws(TransparencyLogError) -> TreeHash {
    guard let bytes = Base64.decode(line), let hash = TreeHash(bytes: bytes) else {
      throw failure("\(meaning) is not a SHA-256 hash in standard base64")
    }
    return hash
  }

  /// The number that `digits` spell in decimal, without sign or leading zeros.
  func number(_ digits: ArraySlice<UInt8>, _ meaning: String) throws(TransparencyLogError) -> Int {
    guard let number = Decimal.parse(digits) else {
      throw failure(
        "\(meaning) is not a decimal number below 2^63 without sign and leading zeros")
    }
    return number
  }

  /// An error at the line read last.
  func failure(
    _ message: String, _ code: TransparencyLogError.Code = .malformed
  ) -> TransparencyLogError {
    TransparencyLogError(code, message, at: .line(lineNumber))
  }
}

/// Decimal numbers in their one canonical spelling.
enum Decimal {
  /// The number, or nil where it has a sign, leading zeros, anything but ASCII digits, or is
  /// beyond `Int.max`.
  static func parse(_ digits: ArraySlice<UInt8>) -> Int? {
    guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1 else {
      return nil
    }
    var number = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
      guard !overflow, !carry else { return nil }
      number = sum
    }
    return number
  }
}
