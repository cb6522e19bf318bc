/// Keeps of an output what is to be kept: all of it up to a limit, else its beginning and its end,
/// without secrets, wherever the chunks in which it came were cut.
///
/// In memory it holds the limit and twice ``marginBytes``. What lies next to the borders of what is
/// kept is held as well, so that a secret that crosses a border is seen whole.
public struct OutputKeeper: Sendable {
  /// What is kept of an output.
  public struct Kept: Hashable, Sendable {
    /// The bytes, without secrets.
    public var bytes: [UInt8]
    /// How many secrets were taken out of them.
    public var redactionCount: Int
    /// How much came, in bytes.
    public var totalByteCount: Int64
    /// How much was left out between beginning and end, in bytes.
    public var omittedByteCount: Int64
  }

  /// What is looked at beyond the borders: more than the longest private key.
  static let marginBytes = 16 << 10

  private let limit: Int
  private let rules: RedactionRules
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var total: Int64 = 0

  /// A keeper of at most so many bytes.
  public init(limit: Int, rules: RedactionRules) {
    self.limit = max(0, limit)
    self.rules = rules
  }

  private var headLimit: Int { limit / 2 + Self.marginBytes }
  private var tailLimit: Int { limit - limit / 2 + Self.marginBytes }

  /// Takes the next bytes.
  ///
  /// - Complexity: O(their count), amortised.
  public mutating func add(_ bytes: some Collection<UInt8>) {
    total += Int64(bytes.count)
    let room = max(0, headLimit - head.count)
    head += bytes.prefix(room)
    tail += bytes.dropFirst(room).suffix(tailLimit)
    if tail.count > 2 * tailLimit + (64 << 10) { tail.removeFirst(tail.count - tailLimit) }
  }

  /// What is kept.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where a pattern is no regular expression.
  public func finish() throws(StrataError) -> Kept {
    let redactor = try Redactor(rules)
    guard total > Int64(limit) else {
      // As long as no more came than is kept, nothing was dropped between head and tail.
      let (bytes, count) = redactor.redacted(head + tail)
      return Kept(bytes: bytes, redactionCount: count, totalByteCount: total, omittedByteCount: 0)
    }
    let first = min(limit / 2, head.count)
    let last = limit - limit / 2
    // What was dropped in between separates them; else they are one.
    let end = Array(
      (total <= Int64(head.count + tail.count) ? head + tail : tail)
        .suffix(last + Self.marginBytes))
    let beginning = redactor.redacted(head, keeping: 0..<first)
    let ending = redactor.redacted(end, keeping: max(0, end.count - last)..<end.count)
    let omitted = total - Int64(first) - Int64(min(last, end.count))
    let note = Array("\n[strata: \(omitted) bytes left out here]\n".utf8)
    return Kept(
      bytes: beginning.bytes + note + ending.bytes,
      redactionCount: beginning.count + ending.count, totalByteCount: total,
      omittedByteCount: omitted)
  }
}

extension RedactionRules {
  /// A text without secrets, and how many there were.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` where a pattern is no regular expression.
  public func redacting(_ text: String) throws(StrataError) -> (text: String, count: Int) {
    let (bytes, count) = try Redactor(self).redacted(Array(text.utf8))
    return (String(decoding: bytes, as: UTF8.self), count)
  }
}
