import StrataCore
import StrataStore

/// A session with its turns and what follows from them; what `show` and `diff` work on.
struct SessionRecord {
  let session: Session
  let turns: [Turn]

  /// Reads a session whole.
  ///
  /// - Complexity: O(length of the conversation).
  init(_ session: Session, in store: SessionStore) throws {
    self.session = session
    turns = try store.turns(of: session.id)
  }

  init(session: Session, turns: [Turn]) {
    self.session = session
    self.turns = turns
  }

  /// When it was worked on (row L4).
  var timeline: Timeline {
    var moments = [session.createdAt, session.lastActivityAt]
    moments += turns.compactMap(\.at)
    moments += session.decisions.map(\.at)
    return Timeline(moments: moments)
  }

  /// How much was said, in all and by role.
  var conversation: ConversationCounts { ConversationCounts(turns) }
}

/// Sums over a conversation.
struct ConversationCounts: Hashable {
  var turns: [Turn.Role: Int] = [:]
  var words = 0
  var characters = 0

  init(_ conversation: [Turn]) {
    for turn in conversation {
      turns[turn.role, default: 0] += 1
      words += turn.content.split(whereSeparator: \.isWhitespace).count
      characters += turn.content.count
    }
  }
}
