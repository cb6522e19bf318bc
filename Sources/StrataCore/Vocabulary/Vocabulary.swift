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
  let commonWords: WordTable<Void>

  /// Strata's own tables.
  public static let builtIn = Vocabulary()

  private init() {
    var names = PhraseTable<[Meaning]>()
    for (dimension, table) in Terms.tables {
      for (value, phrase) in Self.entries(of: table) {
        Self.add(phrase, meaning: value, in: dimension, to: &names)
      }
    }
    for phrase in Terms.decoys.split(separator: ";") {
      names.add(String(phrase), []) { _, _ in }
    }
    self.names = names

    var cues = PhraseTable<Cue>()
    for (cue, table) in CueTerms.classes {
      for phrase in table.split(separator: ";").flatMap(expansions) {
        cues.add(phrase, cue) { $0.formUnion($1) }
      }
    }
    self.cues = cues

    intents = IntentTerms.table()
    commonWords = WordTable(
      CommonWords.table.split { $0 == " " || $0 == "\n" }.map { (Token.key(String($0)), ()) })
  }

  private static func entries(of table: String) -> [(value: String, phrase: String)] {
    table.split(separator: "\n").flatMap { line -> [(String, String)] in
      guard let colon = line.firstIndex(of: ":") else { return [] }
      let value = line[..<colon].filter { $0 != " " }
      return line[line.index(after: colon)...].split(separator: ";").flatMap(expansions).map {
        (String(value), $0)
      }
    }
  }

  private static func add(
    _ phrase: String, meaning value: String, in dimension: Facet,
    to names: inout PhraseTable<[Meaning]>
  ) {
    let strength: Float = phrase.hasSuffix("?") ? 0.4 : phrase.hasSuffix("~") ? 0.85 : 1
    let meaning = Meaning(dimension: dimension, value: value, strength: strength)
    let name = strength < 1 ? String(phrase.dropLast()) : phrase
    var forms = [name]
    if let last = name.utf8.last, last != UInt8(ascii: "s"), name.utf8.count > 2,
      (0x61...0x7A).contains(last | 0x20)
    {
      forms.append(name + "s")
    }
    for form in forms {
      names.add(form, [meaning]) { list, new in
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
          Self.add(name, meaning: slug, in: dimension, to: &result.names)
        }
        Self.add(value, meaning: slug, in: dimension, to: &result.names)
      }
    }
    return result
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
