/// What a statement of work quotes of a conversation: what the customer came with, and the last message
/// where nobody answered it.
///
/// Turns may be taken all at once or as they come, with the same result, and what is kept is bounded: so
/// whoever appends a turn need not read the turns before it.
public struct ConversationExcerpt: Hashable, Sendable {
  /// The customer's first words come within these.
  public static let openingTurns = 8
  /// The longest request and the longest message, in characters.
  package static let requestLength = 1200
  private static let messageLength = 200

  private var turnCount = 0
  private var isAnswered = false
  private var words = ""
  /// The last message, shortened, where it is the customer's and was not erased.
  public private(set) var unanswered: String?

  /// The excerpt of a conversation, or of none.
  ///
  /// - Complexity: O(1): ``openingTurns`` and the last turn are looked at.
  public init(of turns: [Turn] = []) { take(turns) }

  /// The same from the first ``openingTurns`` turns and the last one of a conversation of so many.
  public init(opening: [Turn], last: Turn?, of turnCount: Int) {
    take(opening)
    if let last { note(last) }
    self.turnCount = turnCount
  }

  /// Goes on with the turns that follow.
  public mutating func take(_ turns: [Turn]) {
    for turn in turns.prefix(max(0, Self.openingTurns - turnCount)) where !isAnswered {
      if turn.role == .assistant { isAnswered = true }
      if turn.role == .user { add(turn.content) }
    }
    turnCount += turns.count
    if let last = turns.last { note(last) }
  }

  private mutating func add(_ content: String) {
    if !words.isEmpty { words += "\n\n" }
    // One more than is shown tells that there is more.
    words += content.prefix(Self.requestLength + 1)
    if words.utf8.count > Self.requestLength {
      words = String(words.prefix(Self.requestLength + 1))
    }
  }

  private mutating func note(_ last: Turn) {
    let isOpen = last.role == .user && !ErasureNotice.begins(last.content)
    unanswered = isOpen ? ReportWords.shortened(last.content, to: Self.messageLength) : nil
  }

  /// What the customer came with: what was said before the first answer; nil where nothing was.
  ///
  /// - Parameter limit: in characters, at most ``requestLength``.
  package func request(upTo limit: Int = requestLength) -> String? {
    words.allSatisfy(\.isWhitespace) ? nil : ReportWords.shortened(words, to: limit)
  }
}
