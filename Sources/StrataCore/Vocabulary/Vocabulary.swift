/// The names and words by which Strata reads conversations, compiled for look-up.
///
/// Strata's own tables are ``builtIn``; ``extended(by:)`` adds a user's terms.
public struct Vocabulary: Sendable {
  /// A value that a name stands for.
  struct Meaning: Hashable, Sendable {
    var dimension: Facet
    var value: String
    /// 1 where the name can mean nothing else, 0.4 where it only suggests the value.
    var strength: Float
  }

  private(set) var names: PhraseTable<[Meaning]>
  let cues: PhraseTable<Cue>
  let intents: PhraseTable<IntentClasses>
  let commonWords: Set<UInt64>

  /// Strata's own tables.
  public static let builtIn = Vocabulary()

  private init() {
    var names = PhraseTable<[Meaning]>(capacity: 8192)
    for (dimension, table) in Terms.tables { Self.add(table, in: dimension, to: &names) }
    var decoys = PhraseReader(Terms.decoys, .plain)
    decoys.split(0..<decoys.bytes.count, at: UInt8(ascii: ";")) { piece in
      for phrase in decoys.phrases(in: piece) { names.add(phrase.key, []) { _, _ in } }
    }
    self.names = names
    cues = Self.table(of: CueTerms.classes.map { ($0, $1) }, .plain) { $0.formUnion($1) }
    intents = Self.table(
      of: IntentTerms.classes.map { (IntentClasses($0), $1) }, .verbs
    ) { $0.formUnion($1) }
    commonWords = Self.words(of: CommonWords.table)
  }

  static func table<Payload>(
    of classes: [(Payload, String)], _ forms: PhraseReader.Forms,
    combining: (inout Payload, Payload) -> Void
  ) -> PhraseTable<Payload> {
    var table = PhraseTable<Payload>(capacity: 8192)
    for (payload, text) in classes {
      var reader = PhraseReader(text, forms)
      reader.split(0..<reader.bytes.count, at: UInt8(ascii: ";")) { piece in
        for phrase in reader.phrases(in: piece) {
          table.add(phrase.key, payload, combining: combining)
        }
      }
    }
    return table
  }

  private static func words(of text: String) -> Set<UInt64> {
    var words: Set<UInt64> = []
    words.reserveCapacity(2048)
    var (hash, isInside) = (Token.offset, false)
    for byte in text.utf8 {
      if byte == 0x20 || byte == 0x0A {
        if isInside { words.insert(hash) }
        (hash, isInside) = (Token.offset, false)
      } else {
        (hash, isInside) = (Token.step(hash, byte), true)
      }
    }
    if isInside { words.insert(hash) }
    return words
  }

  /// Adds a table of names: `value: name; name; …`, a line each.
  private static func add(
    _ table: String, in dimension: Facet, to names: inout PhraseTable<[Meaning]>
  ) {
    var reader = PhraseReader(table, .names)
    reader.split(0..<reader.bytes.count, at: 0x0A) { line in
      guard let colon = line.first(where: { reader.bytes[$0] == UInt8(ascii: ":") }) else { return }
      let value = String(
        decoding: reader.bytes[line.lowerBound..<colon].filter { $0 != 0x20 }, as: UTF8.self)
      reader.split(colon + 1..<line.upperBound, at: UInt8(ascii: ";")) { piece in
        for phrase in reader.phrases(in: piece) {
          add(phrase, meaning: value, in: dimension, to: &names)
        }
      }
    }
  }

  private static func add(
    _ phrase: PhraseReader.Phrase, meaning value: String, in dimension: Facet,
    to names: inout PhraseTable<[Meaning]>
  ) {
    let strength: Float =
      phrase.mark == UInt8(ascii: "?") ? 0.4 : phrase.mark == UInt8(ascii: "~") ? 0.85 : 1
    names.add(
      phrase.key, [Meaning(dimension: dimension, value: value, strength: strength)]
    ) { list, new in
      for meaning in new {
        if let index = list.firstIndex(where: {
          $0.dimension == meaning.dimension && $0.value == meaning.value
        }) {
          list[index].strength = max(list[index].strength, meaning.strength)
        } else {
          list.append(meaning)
        }
      }
    }
  }
}

// MARK: - A user's terms

extension Vocabulary {
  /// A user's own names, by dimension and value. The JSON form:
  ///
  /// ```json
  /// {"cloud_provider": {"aws": ["the big cloud", "megastack"]}, "environment": {"test": ["playpen"]}}
  /// ```
  ///
  /// Dimensions are the fields of ``DeploymentContext``; values may be new ones.
  public struct Extension: Sendable, Codable, Hashable {
    /// Names by field and value.
    public var terms: [String: [String: [String]]]

    /// Makes an extension.
    public init(terms: [String: [String: [String]]]) {
      self.terms = terms
    }

    /// Decodes the JSON form.
    public init(from decoder: any Decoder) throws {
      terms = try decoder.singleValueContainer().decode([String: [String: [String]]].self)
    }

    /// Encodes the JSON form.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(terms)
    }
  }

  /// The vocabulary with a user's names added.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for a field that no dimension has, or an
  ///   empty value or name.
  public func extended(by extension: Extension) throws(StrataError) -> Vocabulary {
    var result = self
    for (field, values) in `extension`.terms.sorted(by: { $0.key < $1.key }) {
      guard let dimension = Facet.allCases.first(where: { $0.field == field }),
        dimension != .project
      else {
        throw StrataError(
          .invalidInput, "\(field.debugDescription) is not a field that terms can be added to",
          place: "vocabulary.\(field)",
          remedy: "use "
            + Facet.allCases.filter { $0 != .project }.map(\.field).joined(separator: ", "))
      }
      for (value, names) in values.sorted(by: { $0.key < $1.key }) {
        let slug = Self.slug(value)
        for name in names {
          guard !slug.isEmpty, Tokeniser.tokens(of: Array(name.utf8)).contains(where: \.isWord)
          else {
            throw StrataError(
              .invalidInput, "an added term has no letters or digits",
              place: "vocabulary.\(field).\(value)",
              remedy: "give each value names of one or more words")
          }
          result.add(name, meaning: slug, in: dimension)
        }
        result.add(value, meaning: slug, in: dimension)
      }
    }
    return result
  }
}

extension Vocabulary {
  private mutating func add(_ name: String, meaning value: String, in dimension: Facet) {
    var reader = PhraseReader(name, .names)
    for phrase in reader.phrases(in: 0..<reader.bytes.count) {
      Self.add(phrase, meaning: value, in: dimension, to: &names)
    }
  }
}

// MARK: - Normal form of stated values

extension Vocabulary {
  /// The normal form of a value that a caller stated: `PCI-DSS` is `pci_dss`, `Prod` is `production`.
  func normalised(_ text: String, in dimension: Facet) -> String {
    let tokens = Tokeniser.tokens(of: Array(text.utf8)).filter(\.isWord)
    if !tokens.isEmpty, let match = names.match(at: 0, in: tokens, end: tokens.count),
      match.range.upperBound == tokens.count,
      let meaning = match.payload.filter({ $0.dimension == dimension }).max(by: {
        $0.strength < $1.strength
      })
    {
      return meaning.value
    }
    return Self.slug(text)
  }

  /// Lower case, words joined by `_`.
  static func slug(_ text: String) -> String {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
  }
}
