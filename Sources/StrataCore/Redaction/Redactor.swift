import Foundation

/// Takes secrets out of bytes, whatever their encoding: each byte counts as one character, so that
/// nothing is lost where text is not UTF-8 or was cut within a character.
struct Redactor {
  /// A secret that was found.
  struct Finding {
    /// Where it stands.
    var range: Range<Int>
    /// The name of its pattern.
    var name: String
  }

  private let patterns: [(name: String, expression: NSRegularExpression)]

  /// - Throws: ``StrataError`` with code `invalidInput` where an expression is none.
  init(_ rules: RedactionRules) throws(StrataError) {
    var patterns: [(String, NSRegularExpression)] = []
    for pattern in rules.patterns {
      do {
        let expression = try NSRegularExpression(
          pattern: Self.text(Array(pattern.expression.utf8)), options: .anchorsMatchLines)
        patterns.append((pattern.name, expression))
      } catch {
        throw StrataError(
          .invalidInput,
          "the pattern '\(pattern.name)' is not a regular expression: \(pattern.expression)",
          remedy: "correct it; the syntax is that of ICU")
      }
    }
    self.patterns = patterns.map { (name: $0.0, expression: $0.1) }
  }

  /// The secrets in some bytes, none overlapping another, in order.
  func findings(in bytes: [UInt8]) -> [Finding] {
    let text = Self.text(bytes)
    let whole = NSRange(location: 0, length: bytes.count)
    var found: [Finding] = []
    for (name, expression) in patterns {
      for match in expression.matches(in: text, range: whole) {
        let groups = (1..<max(1, match.numberOfRanges)).map { match.range(at: $0) }
          .filter { $0.location != NSNotFound && $0.length > 0 }
        for range in groups.isEmpty ? [match.range] : groups where range.length > 0 {
          found.append(
            Finding(range: range.location..<range.location + range.length, name: name))
        }
      }
    }
    found.sort {
      ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
    }
    return found.reduce(into: []) { merged, next in
      if let last = merged.last, next.range.lowerBound < last.range.upperBound {
        let end = max(last.range.upperBound, next.range.upperBound)
        merged[merged.count - 1].range = last.range.lowerBound..<end
      } else {
        merged.append(next)
      }
    }
  }

  /// A part of some bytes with the secrets replaced. A secret that crosses the part's border is
  /// left out as a whole.
  ///
  /// - Returns: what is left, and how many secrets were replaced.
  func redacted(
    _ bytes: [UInt8], keeping part: Range<Int>? = nil
  ) -> (bytes: [UInt8], count: Int) {
    let part = part ?? 0..<bytes.count
    var result: [UInt8] = []
    var next = part.lowerBound
    var count = 0
    for finding in findings(in: bytes) where finding.range.overlaps(part) {
      if finding.range.lowerBound > next { result += bytes[next..<finding.range.lowerBound] }
      result += Self.replacement(for: finding.name)
      next = min(finding.range.upperBound, part.upperBound)
      count += 1
    }
    if next < part.upperBound { result += bytes[next..<part.upperBound] }
    return (result, count)
  }

  static func replacement(for name: String) -> [UInt8] { Array("[redacted: \(name)]".utf8) }

  /// The text whose characters are the bytes (ISO 8859-1).
  private static func text(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(Unicode.Scalar(byte)) }
    return String(text)
  }
}
