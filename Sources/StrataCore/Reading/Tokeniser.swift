/// Cuts text into tokens in one pass over its bytes.
///
/// Contractions are cut where the grammar cuts them (`do|n't`, `we|'re`, `Azure|'s`), compounds at
/// their joints (`on-prem`, `ALB/NLB`); chunks that are host names, paths, keys or addresses are
/// marked as identifiers.
struct Tokeniser {
  private let bytes: [UInt8]
  private var tokens: [Token] = []

  /// The tokens of a text. Texts beyond 2 GB are cut there.
  ///
  /// - Complexity: O(bytes).
  static func tokens(of bytes: [UInt8]) -> [Token] {
    var tokeniser = Tokeniser(bytes: bytes)
    tokeniser.run()
    return tokeniser.tokens
  }

  /// A tokeniser for parts of some bytes.
  init(bytes: [UInt8]) {
    self.bytes = bytes.count < Int(Int32.max) ? bytes : Array(bytes.prefix(Int(Int32.max) - 1))
    tokens.reserveCapacity(self.bytes.count / 5)
  }

  private mutating func run() {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A {
        add(.newline, index, index + 1)
        index += 1
      } else if Self.isSpace(byte) {
        index += 1
      } else {
        var end = index
        while end < bytes.count, !Self.isSpace(bytes[end]), bytes[end] != 0x0A { end += 1 }
        chunk(index, end)
        index = end
      }
    }
  }

  /// The words of a part without white space.
  mutating func words(in part: Range<Int>) -> [Token] {
    tokens.removeAll(keepingCapacity: true)
    chunk(part.lowerBound, part.upperBound)
    return tokens.filter(\.isWord)
  }

  // MARK: Chunks

  private mutating func chunk(_ start: Int, _ end: Int) {
    let first = tokens.count
    let identifier = isIdentifier(start, end)
    var index = start
    while index < end {
      if let (kind, length) = sign(at: index, in: end) {
        let inside = index > start && index + length < end
        if !(inside && isJoint(at: index, in: end)) {
          add(kind, index, index + length)
        }
        index += length
      } else {
        index = word(index, end, chunkStart: start, firstToken: first)
      }
    }
    if identifier {
      for position in first..<tokens.count { tokens[position].form.insert(.identifier) }
    }
  }

  /// A sign between two letters or digits joins them and is no token of its own.
  private func isJoint(at index: Int, in end: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "."),
      UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "+"), UInt8(ascii: "\\"):
      return Self.isLetter(bytes[index - 1]) && index + 1 < end && Self.isLetter(bytes[index + 1])
    default:
      return false
    }
  }

  private mutating func word(
    _ start: Int, _ end: Int, chunkStart: Int, firstToken: Int
  ) -> Int {
    var index = start
    var hash = Token.offset
    var digitsOnly = true
    let startsWithDigit = Self.isDigit(bytes[start])
    var apostrophe: Int?
    while index < end {
      let byte = bytes[index]
      if Self.isDigit(byte) {
        hash = Token.step(hash, byte)
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","), startsWithDigit,
        index + 1 < end, Self.isDigit(bytes[index + 1])
      {
        hash = Token.step(hash, byte)
      } else if let length = apostropheLength(at: index, in: end), index > start,
        index + length < end, Self.isLetter(bytes[index + length])
      {
        apostrophe = index
        break
      } else if Self.isLetter(byte), sign(at: index, in: end) == nil {
        digitsOnly = false
        hash = Token.step(hash, byte)
      } else {
        break
      }
      index += 1
    }
    if index == start { return start + 1 }
    var stop = index
    if apostrophe != nil, isNegation(before: index, in: end) {
      // `don't`: the `n` belongs to the second half.
      stop -= 1
      hash = Token.offset
      for position in start..<stop { hash = Token.step(hash, bytes[position]) }
    }
    if stop > start {
      append(hash, start, stop, digitsOnly ? .number : .word, glued: start > chunkStart)
    }
    guard let apostrophe else { return stop }
    return contraction(stop, apostrophe, end)
  }

  /// The part of a contraction from its `n` or apostrophe on, hashed with a plain apostrophe.
  private mutating func contraction(_ start: Int, _ apostrophe: Int, _ end: Int) -> Int {
    var hash = Token.offset
    var index = start
    while index < apostrophe {
      hash = Token.step(hash, bytes[index])
      index += 1
    }
    hash = Token.step(hash, UInt8(ascii: "'"))
    index += apostropheLength(at: apostrophe, in: end) ?? 1
    while index < end, Self.isLetter(bytes[index]), sign(at: index, in: end) == nil {
      hash = Token.step(hash, bytes[index])
      index += 1
    }
    append(hash, start, index, .word, glued: true)
    return index
  }

  private func isNegation(before apostrophe: Int, in end: Int) -> Bool {
    guard apostrophe > 0, bytes[apostrophe - 1] | 0x20 == UInt8(ascii: "n"),
      let length = apostropheLength(at: apostrophe, in: end)
    else { return false }
    let next = apostrophe + length
    guard next < end, bytes[next] | 0x20 == UInt8(ascii: "t") else { return false }
    return next + 1 >= end || !Self.isLetter(bytes[next + 1])
  }

  private mutating func append(
    _ hash: UInt64, _ start: Int, _ end: Int, _ kind: Token.Kind, glued: Bool
  ) {
    var form: Token.Form = []
    if glued { form.insert(.glued) }
    if bytes[start] >= 0x41, bytes[start] <= 0x5A { form.insert(.capitalised) }
    tokens.append(
      Token(key: hash, start: Int32(start), end: Int32(end), kind: kind, form: form))
  }

  private mutating func add(_ kind: Token.Kind, _ start: Int, _ end: Int) {
    tokens.append(Token(key: 0, start: Int32(start), end: Int32(end), kind: kind, form: []))
  }
}

// MARK: - Bytes

extension Tokeniser {
  private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 && byte != 0x0A }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || isDigit(byte)
  }

  private func apostropheLength(at index: Int, in end: Int) -> Int? {
    if bytes[index] == UInt8(ascii: "'") { return 1 }
    if index + 2 < end, bytes[index] == 0xE2, bytes[index + 1] == 0x80,
      bytes[index + 2] == 0x99 || bytes[index + 2] == 0x98
    {
      return 3
    }
    return nil
  }

  /// The sign that starts here with its length in bytes, or nil for a letter or digit.
  private func sign(at index: Int, in end: Int) -> (Token.Kind, Int)? {
    let byte = bytes[index]
    if byte < 0x80 {
      if Self.isLetter(byte) { return nil }
      switch byte {
      case UInt8(ascii: "."): return (.period, run(of: byte, from: index, in: end))
      case UInt8(ascii: "?"): return (.question, run(of: byte, from: index, in: end))
      case UInt8(ascii: "!"): return (.exclamation, run(of: byte, from: index, in: end))
      case UInt8(ascii: ","): return (.comma, 1)
      case UInt8(ascii: ":"): return (.colon, 1)
      case UInt8(ascii: ";"): return (.semicolon, 1)
      case UInt8(ascii: "-"), UInt8(ascii: "="):
        let length = run(of: byte, from: index, in: end)
        if index + length < end, bytes[index + length] == UInt8(ascii: ">") {
          return (.arrow, length + 1)
        }
        return (byte == UInt8(ascii: "-") ? .dash : .other, length)
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return (.open, 1)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return (.close, 1)
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return (.quote, 1)
      default: return (.other, 1)
      }
    }
    guard byte == 0xE2, index + 2 < end else {
      return byte == 0xC2 && index + 1 < end && bytes[index + 1] == 0xA0 ? (.other, 2) : nil
    }
    switch (bytes[index + 1], bytes[index + 2]) {
    case (0x80, 0x93), (0x80, 0x94): return (.dash, 3)
    case (0x80, 0x98), (0x80, 0x99), (0x80, 0x9C), (0x80, 0x9D): return (.quote, 3)
    case (0x80, 0xA6): return (.period, 3)
    case (0x80, 0xA2): return (.dash, 3)
    case (0x86, 0x92), (0x87, 0x92): return (.arrow, 3)
    default: return nil
    }
  }

  private func run(of byte: UInt8, from index: Int, in end: Int) -> Int {
    var stop = index + 1
    while stop < end, bytes[stop] == byte { stop += 1 }
    return stop - index
  }

  /// Whether a chunk is a name of a machine's and not a word: host, path, address, key, URL.
  private func isIdentifier(_ start: Int, _ end: Int) -> Bool {
    var (hyphens, slashes, dots, digits, letters) = (0, 0, 0, 0, 0)
    var stop = end
    while stop > start, !Self.isLetter(bytes[stop - 1]) { stop -= 1 }
    for index in start..<stop {
      switch bytes[index] {
      case UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "\\"), UInt8(ascii: "@"):
        if index > start, index + 1 < stop { return true }
      case UInt8(ascii: ":"):
        if index + 2 < stop, bytes[index + 1] == UInt8(ascii: "/") { return true }
      case UInt8(ascii: "/"): slashes += 1
      case UInt8(ascii: "-"): hyphens += 1
      case UInt8(ascii: "."):
        if index > start, index + 1 < stop, !Self.isDigit(bytes[index - 1]),
          Self.isLetter(bytes[index + 1])
        {
          dots += 1
        }
      case let byte where Self.isDigit(byte): digits += 1
      default: letters += 1
      }
    }
    if letters == 0 { return false }
    if dots > 0 || slashes > 1 || bytes[start] == UInt8(ascii: "/") { return true }
    let endsMixed =
      stop - start > 1 && Self.isDigit(bytes[stop - 1]) && Self.isLetter(bytes[stop - 2])
      && !Self.isDigit(bytes[stop - 2])
    return digits > 0 && letters > digits && (hyphens > 1 || (hyphens == 1 && endsMixed))
  }
}
