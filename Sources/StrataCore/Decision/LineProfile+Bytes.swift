/// The compact form in which a store keeps a profile; it is written after every few sessions and
/// read back whenever another process has written it.
///
/// A format number, then the members in the order of their declaration. Numbers and lengths are
/// LEB128, texts are UTF-8 behind their length, floats and keys are little-endian.
extension LineProfile {
  private static let format: UInt64 = 2

  /// The profile as bytes.
  ///
  /// - Complexity: O(size of the profile).
  package var bytes: [UInt8] {
    var writer = ProfileWriter(reserving: 1024 + terms.count * 12)
    writer.number(Self.format)
    writer.list(stated) { writer, entry in
      writer.text(entry.key.rawValue)
      writer.text(entry.value.value)
      writer.text(entry.value.source)
      writer.optional(entry.value.quote) { $0.text($1) }
    }
    writer.optional(regimes) { $0.list($1) { $0.text($1) } }
    writer.optional(project) { $0.text($1) }
    writer.list(votes) { writer, entry in
      writer.text(entry.key.rawValue)
      writer.list(entry.value) { writer, vote in
        writer.text(vote.value)
        writer.fixed(vote.weight.bitPattern)
        writer.text(vote.source)
        writer.text(vote.quote)
      }
    }
    writer.list(terms) { writer, term in
      writer.fixed(term.key)
      writer.fixed(term.value.bitPattern)
    }
    writer.list(counts) { writer, count in
      writer.text(count.key)
      writer.fixed(count.value.bitPattern)
    }
    writer.optional(inferredPhase) { $0.text($1.rawValue) }
    writer.optional(newestSession) { $0.version($1) }
    writer.claims(claims)
    return writer.bytes
  }

  /// Reads the bytes back.
  ///
  /// - Throws: ``StrataError`` with code `corrupt`.
  package init(bytes: [UInt8]) throws(StrataError) {
    var reader = ProfileReading(bytes: bytes)
    guard let profile = reader.profile(of: Self.format), reader.isAtEnd else {
      throw StrataError(
        .corrupt, "what was learned of a line cannot be read", remedy: "run 'strata fsck'")
    }
    self = profile
  }
}

struct ProfileWriter {
  private(set) var bytes: [UInt8] = []

  init(reserving capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func fixed(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  mutating func text(_ value: String) {
    number(UInt64(value.utf8.count))
    bytes += value.utf8
  }

  mutating func version(_ version: SemanticVersion) {
    for part in [version.major, version.minor, version.patch] { number(UInt64(part)) }
  }

  mutating func list<Elements: Collection>(
    _ elements: Elements, _ write: (inout ProfileWriter, Elements.Element) -> Void
  ) {
    number(UInt64(elements.count))
    for element in elements { write(&self, element) }
  }

  mutating func optional<Value>(
    _ value: Value?, _ write: (inout ProfileWriter, Value) -> Void
  ) {
    number(value == nil ? 0 : 1)
    if let value { write(&self, value) }
  }
}

/// Every function answers nil where the bytes end too early or make no sense.
struct ProfileReading {
  let bytes: [UInt8]
  private var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  mutating func profile(of format: UInt64) -> LineProfile? {
    var profile = LineProfile()
    guard number() == format, let stated = list({ $0.fact() }),
      let regimes = optional({
        $0.list { $0.text() }
      }), let project = optional({ $0.text() }), let votes = list({ $0.votes() }),
      let terms = list({ reader -> (UInt64, Float)? in
        guard let key = reader.fixed(UInt64.self), let weight = reader.float() else { return nil }
        return (key, weight)
      }),
      let counts = list({ reader -> (String, Double)? in
        guard let unit = reader.text(), let bits = reader.fixed(UInt64.self) else { return nil }
        return (unit, Double(bitPattern: bits))
      }),
      let phase = optional({ $0.text().flatMap(WorkflowPhase.init(rawValue:)) }),
      let newest = optional({ $0.version() }), let claims = claims()
    else { return nil }
    profile.stated = Dictionary(stated) { $1 }
    profile.regimes = regimes
    profile.project = project
    profile.votes = Dictionary(votes) { $1 }
    profile.terms = Dictionary(terms) { $1 }
    profile.counts = Dictionary(counts) { $1 }
    profile.inferredPhase = phase
    profile.newestSession = newest
    profile.claims = claims
    return profile
  }

  private mutating func fact() -> (Facet, LineProfile.Fact)? {
    guard let dimension = text().flatMap(Facet.init(rawValue:)), let value = text(),
      let source = text(), let quote = optional({ $0.text() })
    else { return nil }
    return (dimension, LineProfile.Fact(value: value, source: source, quote: quote))
  }

  private mutating func votes() -> (Facet, [LineProfile.Vote])? {
    guard let dimension = text().flatMap(Facet.init(rawValue:)), let votes = list({ $0.vote() })
    else { return nil }
    return (dimension, votes)
  }

  private mutating func vote() -> LineProfile.Vote? {
    guard let value = text(), let weight = float(), let source = text(), let quote = text() else {
      return nil
    }
    return LineProfile.Vote(value: value, weight: weight, source: source, quote: quote)
  }

  mutating func version() -> SemanticVersion? {
    guard let major = number(), let minor = number(), let patch = number() else { return nil }
    return SemanticVersion(Int(clamping: major), Int(clamping: minor), Int(clamping: patch))
  }

  mutating func number() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard index < bytes.count else { return nil }
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }

  private mutating func fixed<Value: FixedWidthInteger>(_ type: Value.Type) -> Value? {
    let size = MemoryLayout<Value>.size
    guard bytes.count - index >= size else { return nil }
    defer { index += size }
    return bytes.withUnsafeBytes {
      Value(littleEndian: $0.loadUnaligned(fromByteOffset: index, as: Value.self))
    }
  }

  private mutating func float() -> Float? { fixed(UInt32.self).map(Float.init(bitPattern:)) }

  mutating func text() -> String? {
    guard let length = number(), length <= UInt64(bytes.count - index) else { return nil }
    defer { index += Int(length) }
    return String(decoding: bytes[index..<index + Int(length)], as: UTF8.self)
  }

  mutating func list<Element>(
    _ read: (inout ProfileReading) -> Element?
  ) -> [Element]? {
    // Every element takes a byte at least, so that no length that is wrong fills the memory.
    guard let count = number(), count <= UInt64(bytes.count - index) else { return nil }
    var elements: [Element] = []
    elements.reserveCapacity(Int(count))
    for _ in 0..<count {
      guard let element = read(&self) else { return nil }
      elements.append(element)
    }
    return elements
  }

  mutating func optional<Value>(
    _ read: (inout ProfileReading) -> Value?
  ) -> Value?? {
    switch number() {
    case 0: return .some(nil)
    case 1: return read(&self).map { .some($0) }
    default: return nil
    }
  }
}
