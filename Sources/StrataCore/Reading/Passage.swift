/// A text cut into tokens, lines, sentences and clauses, with the cues that stand in them.
struct Passage: Sendable {
  /// A sentence: tokens up to a full stop, a question mark or the end of a line.
  struct Sentence: Sendable {
    var tokens: Range<Int>
    var clauses: Range<Int>
    var isQuestion: Bool
    /// A log line, a listing, a command: not spoken.
    var isCode: Bool
    var cues: Cue
  }

  /// A clause: a part of a sentence with its own verb, as far as signs and conjunctions tell.
  struct Clause: Sendable {
    var tokens: Range<Int>
    var sentence: Int
    var isQuestion: Bool
    var cues: Cue
    /// The conjunction that opens it makes it conditional or temporal.
    var opening: Cue
  }

  /// A cue at its place.
  struct CueMatch: Sendable {
    var range: Range<Int>
    var cue: Cue
  }

  let text: String
  let bytes: [UInt8]
  private(set) var tokens: [Token]
  /// The stem of each token, as ``TermReader`` makes it.
  let stems: [UInt64]
  private(set) var sentences: [Sentence] = []
  private(set) var clauses: [Clause] = []
  private(set) var cues: [CueMatch] = []
  /// The clause of each token.
  private(set) var clauseOfToken: [Int32] = []
  /// The index into ``cues`` of the first cue at or after each token.
  private var firstCue: [Int32] = []

  /// Reads a text.
  ///
  /// - Complexity: O(bytes).
  init(_ text: String, with vocabulary: Vocabulary) {
    self.text = text
    let utf8 = Array(text.utf8)
    let tokens = Tokeniser.tokens(of: utf8)
    bytes = utf8
    stems = tokens.map { TermReader.stem($0, in: utf8) }
    self.tokens = tokens
    markCode()
    markQuotes()
    findCues(vocabulary)
    cut()
  }

  /// The words of some tokens as they stand in the text.
  func quote(_ range: Range<Int>) -> String {
    guard !range.isEmpty, range.upperBound <= tokens.count else { return "" }
    let start = Int(tokens[range.lowerBound].start)
    let end = Int(tokens[range.upperBound - 1].end)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The words of the clause around a token, at most about 160 bytes.
  func clauseQuote(around token: Int) -> String { quote(clauseTokens(around: token)) }

  /// Where some tokens stand in the text's UTF-8.
  func bytes(of range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty, range.upperBound <= tokens.count else { return 0..<0 }
    return Int(tokens[range.lowerBound].start)..<Int(tokens[range.upperBound - 1].end)
  }

  /// The tokens of the clause around a token, at most about 160 bytes.
  func clauseTokens(around token: Int) -> Range<Int> {
    guard token < clauseOfToken.count else { return 0..<0 }
    var range = clauses[Int(clauseOfToken[token])].tokens
    while range.count > 1,
      Int(tokens[range.upperBound - 1].end - tokens[range.lowerBound].start) > 160
    {
      if token - range.lowerBound > range.upperBound - 1 - token {
        range = range.lowerBound + 1..<range.upperBound
      } else {
        range = range.lowerBound..<range.upperBound - 1
      }
    }
    return range
  }

  /// The cues within some tokens.
  func cues(in range: Range<Int>) -> ArraySlice<CueMatch> {
    guard range.lowerBound < firstCue.count else { return [] }
    let start = Int(firstCue[range.lowerBound])
    let end = range.upperBound < firstCue.count ? Int(firstCue[range.upperBound]) : cues.count
    return cues[start..<max(start, end)]
  }

  /// The union of the cues within some tokens.
  func cueUnion(in range: Range<Int>) -> Cue {
    var union: Cue = []
    for match in cues(in: range) where match.range.upperBound <= range.upperBound {
      union.formUnion(match.cue)
    }
    return union
  }
}

// MARK: - Signs that a text is not spoken

extension Passage {
  private mutating func markCode() {
    var start = 0
    var fenced = false
    while start < tokens.count {
      var end = start
      while end < tokens.count, tokens[end].kind != .newline { end += 1 }
      let range = start..<end
      if !range.isEmpty {
        let isFence = startsFence(range)
        if isFence { fenced.toggle() }
        if fenced || isFence || LineForm.isCode(tokens[range], bytes: bytes) {
          for index in range { tokens[index].form.insert(.code) }
        }
      }
      start = end + 1
    }
  }

  private func startsFence(_ range: Range<Int>) -> Bool {
    range.count >= 3 && bytes[Int(tokens[range.lowerBound].start)] == UInt8(ascii: "`")
      && tokens[range.lowerBound..<range.lowerBound + 3].allSatisfy {
        bytes[Int($0.start)] == UInt8(ascii: "`")
      }
  }

  /// Marks what stands between quotation marks on one line, from two words on.
  private mutating func markQuotes() {
    var opening: Int?
    for index in tokens.indices {
      switch tokens[index].kind {
      case .newline: opening = nil
      case .quote:
        if let start = opening {
          if index - start > 2 {
            for inside in start + 1..<index { tokens[inside].form.insert(.quoted) }
          }
          opening = nil
        } else {
          opening = index
        }
      default: break
      }
    }
  }
}

// MARK: - Cues, sentences, clauses

extension Passage {
  private mutating func findCues(_ vocabulary: Vocabulary) {
    firstCue.reserveCapacity(tokens.count)
    var cancelledUntil = 0
    for index in tokens.indices {
      firstCue.append(Int32(cues.count))
      guard tokens[index].isWord, index >= cancelledUntil else { continue }
      vocabulary.cues.allMatches(at: index, in: tokens) { match in
        if match.payload.isEmpty { cancelledUntil = max(cancelledUntil, match.range.upperBound) }
      }
      vocabulary.cues.allMatches(at: index, in: tokens) { match in
        guard match.range.upperBound > cancelledUntil else { return }
        cues.append(CueMatch(range: match.range, cue: match.payload))
      }
    }
  }

  private mutating func cut() {
    clauseOfToken = Array(repeating: 0, count: tokens.count)
    var start = 0
    var index = 0
    while index < tokens.count {
      if index - start >= Self.longestSentence {
        addSentence(start..<index)
        start = index
      }
      switch tokens[index].kind {
      case .period, .question, .exclamation:
        // A sign that no white space follows belongs to a name or a number; `...` goes on.
        let endsWord =
          index + 1 >= tokens.count || tokens[index + 1].start > tokens[index].end
          || tokens[index + 1].kind == .newline || tokens[index + 1].kind == .close
          || tokens[index + 1].kind == .quote
        if endsWord, !isAbbreviation(before: index) {
          addSentence(start..<index + 1)
          start = index + 1
        }
      case .newline:
        addSentence(start..<index)
        start = index + 1
      default: break
      }
      index += 1
    }
    addSentence(start..<tokens.count)
    if clauses.isEmpty, !tokens.isEmpty { addSentence(0..<tokens.count, even: true) }
  }

  /// Longer runs are cut, so that what is read around a mention stays bounded.
  private static let longestSentence = 240
  private static let longestClause = 60

  private static let abbreviations = Set(
    [
      "e.g", "i.e", "vs", "etc", "approx", "g", "e", "dr", "mr", "mrs", "ca", "no", "resp", "incl",
      "st",
    ]
    .map(Token.key))

  private func isAbbreviation(before index: Int) -> Bool {
    guard index > 0, tokens[index].kind == .period, tokens[index].end - tokens[index].start == 1,
      index + 1 < tokens.count
    else { return false }
    let next = tokens[index + 1]
    return Self.abbreviations.contains(tokens[index - 1].key)
      && next.kind != .newline
      && !(tokens[index - 1].end - tokens[index - 1].start > 2 && next.form.contains(.capitalised))
  }

  private mutating func addSentence(_ range: Range<Int>, even empty: Bool = false) {
    guard empty || tokens[range].contains(where: \.isWord) else { return }
    let firstClause = clauses.count
    var start = range.lowerBound
    for index in range where index > start && opensClause(index, in: range, since: start) {
      addClause(start..<index)
      start = index
    }
    addClause(start..<range.upperBound)
    let ended = tokens[range].last.map { $0.kind == .question } ?? false
    let asks = ended || opensQuestion(range)
    if asks { markQuestions(firstClause) }
    let code = tokens[range].filter { $0.form.contains(.code) }.count * 2 > range.count
    sentences.append(
      Sentence(
        tokens: range, clauses: firstClause..<clauses.count,
        isQuestion: !code && asks, isCode: code,
        cues: cueUnion(in: range)))
  }

  /// In `we moved to Azure, what now?` only the clause that asks is a question; where none opens like
  /// one, the whole sentence is.
  private mutating func markQuestions(_ first: Int) {
    let asking = (first..<clauses.count).first { opensQuestion(clauses[$0].tokens) } ?? first
    for index in asking..<clauses.count { clauses[index].isQuestion = true }
  }

  private mutating func addClause(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var opening: Cue = []
    for match in cues(in: range.lowerBound..<min(range.lowerBound + 3, range.upperBound)) {
      opening.formUnion(match.cue)
    }
    for index in range { clauseOfToken[index] = Int32(clauses.count) }
    clauses.append(
      Clause(
        tokens: range, sentence: sentences.count, isQuestion: false, cues: cueUnion(in: range),
        opening: opening))
  }

  private func opensClause(_ index: Int, in sentence: Range<Int>, since start: Int) -> Bool {
    let token = tokens[index]
    let previous = tokens[index - 1]
    switch previous.kind {
    case .comma, .semicolon, .open, .close, .colon: return true
    case .dash: return previous.start > tokens[max(index - 2, 0)].end
    default: break
    }
    if index - start >= Self.longestClause { return true }
    guard token.isWord, index - start > 1 else { return false }
    if token.key == Words.and || token.key == Words.or {
      guard index + 1 < sentence.upperBound else { return false }
      return cueUnion(in: index + 1..<index + 2).contains(.clauseOpener)
    }
    if Words.subjects.contains(token.key), previous.isWord,
      opensMainClause(after: index - 1, since: start)
    {
      return true
    }
    return cueUnion(in: index..<index + 1).contains(.conjunction)
      && !token.form.contains(.glued)
  }

  /// `Instead of Kong | we now …`: a subject after a noun opens a clause; after a verb, a question
  /// word or a conjunction it belongs to what stands before.
  private func opensMainClause(after index: Int, since start: Int) -> Bool {
    index > start
      && cueUnion(in: index..<index + 1).isDisjoint(with: [
        .auxiliary, .interrogative, .conjunction, .now, .ourselves, .modal, .conditional,
        .comparison, .uncertain,
      ])
  }

  /// Whether the first words ask, also where no question mark follows.
  private func opensQuestion(_ range: Range<Int>) -> Bool {
    var words = range.lazy.filter { tokens[$0].isWord }.prefix(3).map { $0 }[...]
    guard var first = words.popFirst() else { return false }
    if [Words.and, Words.so, Words.but].contains(tokens[first].key), let next = words.popFirst() {
      first = next
    }
    let cue = cueUnion(in: first..<first + 1)
    guard tokens[first].end - tokens[first].start > 1 else { return false }
    if cue.contains(.interrogative), !cue.contains(.auxiliary), let last = range.last,
      tokens[last].kind == .period, let next = words.popFirst()
    {
      // `What used to be one application is nine services.` tells; `What do you advise.` asks.
      return cueUnion(in: next..<next + 1).contains(.auxiliary)
    }
    return cue.contains(.interrogative) && !cue.contains(.notYet) || cue.contains(.auxiliary)
  }
}

/// The keys of the few words that the grammar names one by one.
enum Words {
  static let and = Token.key("and")
  static let or = Token.key("or")
  static let so = Token.key("so")
  static let but = Token.key("but")
  static let from = Token.key("from")
  static let to = Token.key("to")
  static let with = Token.key("with")
  static let by = Token.key("by")
  static let `for` = Token.key("for")
  static let `is` = Token.key("is")
  static let are = Token.key("are")
  static let has = Token.key("has")
  static let was = Token.key("was")
  static let services = Token.key("services")
  static let apply = Set(["apply", "applies", "applicable"].map(Token.key))
  /// Pronouns that are subjects.
  static let subjects = Set(["we", "i", "they", "he", "she"].map(Token.key))
  /// Pronouns that make a clause ours.
  static let ourselves = Set(["we", "i", "us", "we're", "i'm"].map(Token.key))
}
