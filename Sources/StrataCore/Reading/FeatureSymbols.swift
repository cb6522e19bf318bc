/// The tokens of a passage with names of the vocabulary, numbers and topics replaced by their kind.
struct FeatureSymbols {
  /// By token; 0 where it is no word.
  private(set) var keys: [UInt64]
  /// Tokens of a name after its first.
  private var hidden: Set<Int> = []
  /// What the keys stand for, where names were asked for.
  private var names: [String]?

  private static let topic = Token.key("@")
  private static let identifier = Token.key("<id>")
  private static let number = Token.key("#")

  init(
    _ passage: Passage, claims: [Opening.Claim], line: CustomerHistory.Line, topics: Set<UInt64>,
    named: Bool
  ) {
    keys = zip(passage.tokens, passage.stems).map { token, stem in
      guard token.isWord else { return 0 }
      if token.form.contains(.identifier) { return Self.identifier }
      if (0x30...0x39).contains(passage.bytes[Int(token.start)]) { return Self.number }
      return topics.contains(stem) ? Self.topic : stem
    }
    if named {
      names = passage.tokens.indices.map { index in
        switch keys[index] {
        case Self.topic: "@"
        case Self.identifier: "<id>"
        case Self.number: "#"
        default: passage.quote(index..<index + 1).lowercased()
        }
      }
    }
    for claim in claims where claim.mention.strength >= 0.85 {
      let mention = claim.mention
      let name =
        "<\(line.has(mention) ? "same" : "other") \(mention.dimension.rawValue)>"
      keys[mention.range.lowerBound] = Token.key(name)
      names?[mention.range.lowerBound] = name
      hidden.formUnion(mention.range.dropFirst())
    }
  }

  /// The words of a clause that are somebody's own and no machine's.
  func words(of clause: Passage.Clause, in passage: Passage) -> [Int] {
    clause.tokens.filter {
      passage.tokens[$0].isWord && !passage.tokens[$0].form.contains(.code) && !hidden.contains($0)
    }
  }

  /// What some tokens stand for.
  func name(_ places: ArraySlice<Int>) -> String {
    guard let names else { return "" }
    return places.map { names[$0] }.joined(separator: " ")
  }
}

extension CustomerHistory.Line {
  /// Whether what is mentioned is what the line has.
  func has(_ mention: Mention) -> Bool {
    mention.dimension == .compliance
      ? profile.regimesInForce.contains(mention.value)
      : profile.value(of: mention.dimension)?.value == mention.value
  }
}
