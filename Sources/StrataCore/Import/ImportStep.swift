/// What is to be done with a conversation, given what of it was imported before: a value that
/// someone else performs.
package enum ImportStep: Hashable, Sendable {
  /// A part of the conversation that is in the store.
  package struct Part: Hashable, Sendable {
    /// How many of the conversation's turns it reaches, from the first.
    package var turnCount: Int
    /// The digest of those turns.
    package var digest: String

    /// Makes a part.
    package init(turnCount: Int, digest: String) {
      self.turnCount = turnCount
      self.digest = digest
    }
  }

  /// It is new.
  case start
  /// All of it is there.
  case unchanged
  /// It has grown: the turns from this position on, from 0, are new.
  case goesOn(from: Int)
  /// The store has more of it than this file; whether it is the same is seen only by comparing.
  case compare
  /// What was said before this position is not what was imported.
  case changedPast(before: Int)

  /// Decides.
  ///
  /// - Parameters:
  ///   - known: the parts in the store, the shortest first.
  ///   - prefixes: the digests of the conversation's prefixes, after one turn, two turns, ….
  package init(known: [Part], prefixes: [String]) {
    for part in known where part.turnCount <= prefixes.count {
      if part.turnCount > 0, prefixes[part.turnCount - 1] != part.digest {
        self = .changedPast(before: part.turnCount)
        return
      }
    }
    guard let last = known.last else {
      self = .start
      return
    }
    self =
      switch prefixes.count {
      case last.turnCount: .unchanged
      case ..<last.turnCount:
        known.contains { $0.turnCount == prefixes.count } ? .unchanged : .compare
      default: .goesOn(from: last.turnCount)
      }
  }
}
