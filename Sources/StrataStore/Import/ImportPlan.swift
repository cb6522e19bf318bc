public import StrataCore

/// What there is to import, in the order in which it will be.
public struct ImportPlan: Sendable {
  /// One conversation that can be imported, and where it is.
  struct Entry: Sendable {
    var source: Int
    var offset: Int
    var length: Int
    var line: Int
    var ordinal: Int
    var format: ConversationFormat
    var id: String?
    var customer: CustomerID
    var startedAt: Timestamp
    var isUndated: Bool
    var turnCount: Int
    /// What a transcript is called; its title may stand outside of its own lines.
    var title: String?
    /// Set where a file of events holds several transcripts.
    var transcript: String?
  }

  var sources: [ImportSource]
  var entries: [Entry]
  var problemList: ProblemList
  /// Conversations that do not say whose they are, where the options do not either.
  var withoutCustomer = 0

  /// How many conversations.
  public var records: Int { entries.count }
  /// How many turns they have.
  public var turns: Int { entries.reduce(0) { $0 + $1.turnCount } }
  /// The size of the files.
  public var bytes: Int { sources.reduce(0) { $0 + $1.bytes } }
  /// Conversations without a single turn, which are left out.
  public internal(set) var empty = 0
  /// In folders: JSON files without conversations, which were passed over.
  public internal(set) var skippedFiles: [String] = []
  /// What cannot be imported; at most as many as the options allow.
  public var problems: [ImportProblem] { problemList.kept }
  /// All that cannot be imported, counted.
  public var problemCount: Int { problemList.count }

  /// How many conversations each customer has.
  public var customers: [CustomerID: Int] {
    Dictionary(entries.map { ($0.customer, 1) }, uniquingKeysWith: +)
  }

  /// How many conversations there are of each format.
  public var formats: [ConversationFormat: Int] {
    Dictionary(entries.map { ($0.format, 1) }, uniquingKeysWith: +)
  }

  init(sources: [ImportSource], maximumProblems: Int) {
    self.sources = sources
    entries = []
    problemList = ProblemList(limit: maximumProblems)
  }

  /// Puts the conversations in the order in which they began; those that began together stay in
  /// the order of the files. Where one conversation is there several times (in two exports of
  /// different age), its longest form comes first and the others right after it.
  mutating func sortChronologically() {
    var longest: [String: Int] = [:]
    func name(_ entry: Entry) -> String? { entry.id.map { "\(entry.format.rawValue) \($0)" } }
    for (index, entry) in entries.enumerated() {
      guard let name = name(entry) else { continue }
      if let other = longest[name], entries[other].turnCount >= entry.turnCount { continue }
      longest[name] = index
    }
    let keys = entries.enumerated().map { index, entry in
      let leader = name(entry).flatMap { longest[$0] } ?? index
      return (entries[leader].startedAt, leader, -entry.turnCount, index)
    }
    entries = keys.sorted { $0 < $1 }.map { entries[$0.3] }
  }
}
