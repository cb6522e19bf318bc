/// Texts that were read ahead, so that deciding and learning need not read them again.
///
/// Reading is the larger part of a decision's cost and depends on the vocabulary alone: many callers
/// can read at once, while the decisions of one customer are taken one after the other.
public struct ReadTexts: Sendable {
  struct Text: Sendable {
    let passage: Passage
    let mentions: [Mention]
    let terms: [TermReader.Term]
    let counts: [CountReader.Count]

    init(_ text: String, with vocabulary: Vocabulary) {
      passage = Passage(text, with: vocabulary)
      mentions = MentionReader(passage, with: vocabulary).mentions
      terms = TermReader.terms(of: passage, with: vocabulary)
      counts = CountReader.counts(in: passage)
    }
  }

  private var texts: [String: Text] = [:]

  /// Nothing read yet.
  public init() {}

  init(_ turns: [Turn], with vocabulary: Vocabulary) {
    for turn in turns where turn.role == .user || turn.role == .assistant {
      guard texts[turn.content] == nil else { continue }
      texts[turn.content] = Text(turn.content, with: vocabulary)
    }
  }

  /// A text as it was read, or as it is read now.
  func text(_ text: String, with vocabulary: Vocabulary) -> Text {
    texts[text] ?? Text(text, with: vocabulary)
  }
}
