/// Texts that were read ahead, so that deciding and learning need not read them again.
///
/// Reading is the larger part of a decision's cost and depends on the vocabulary alone: many callers
/// can read at once, while the decisions of one customer are taken one after the other.
public struct ReadTexts: Sendable {
  struct Text: Sendable {
    var passage: Passage
    var mentions: [Mention]

    init(_ text: String, with vocabulary: Vocabulary) {
      passage = Passage(text, with: vocabulary)
      mentions = MentionReader(passage, with: vocabulary).mentions
    }
  }

  private var texts: [String: Text] = [:]

  /// Nothing read yet.
  public init() {}

  init(_ texts: some Sequence<String>, with vocabulary: Vocabulary) {
    for text in texts where self.texts[text] == nil {
      self.texts[text] = Text(text, with: vocabulary)
    }
  }

  /// A text as it was read, or as it is read now.
  func text(_ text: String, with vocabulary: Vocabulary) -> Text {
    texts[text] ?? Text(text, with: vocabulary)
  }
}
