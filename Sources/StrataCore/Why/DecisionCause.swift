/// Why something was decided in a session (row K3).
public struct DecisionCause: Sendable {
  /// Which decision is asked for.
  public enum Subject: Sendable, Hashable {
    /// The one that gave the session its version.
    case version
    /// One of the session's key decisions, with its number from 1.
    case key(Int, KeyDecision)
  }

  /// A turn with the entry that committed to it.
  public struct Said: Sendable, Hashable {
    /// Whose conversation.
    public var session: SessionName
    /// The number of the turn there, from 1.
    public var number: Int
    /// What was said, or the notice that it was erased.
    public var turn: Turn
    /// The position of the entry; nil where none speaks of the turn.
    public var entry: Int64?

    /// Makes one.
    public init(session: SessionName, number: Int, turn: Turn, entry: Int64?) {
      self.session = session
      self.number = number
      self.turn = turn
      self.entry = entry
    }
  }

  /// A piece of evidence with the turn that it quotes.
  public struct Ground: Sendable, Hashable {
    /// What the decision rests on.
    public var evidence: VersionDecision.Evidence
    /// The turn that its source names; nil where it names none.
    public var said: Said?

    /// Makes one.
    public init(_ evidence: VersionDecision.Evidence, said: Said?) {
      self.evidence = evidence
      self.said = said
    }
  }

  /// The session.
  public var session: Session
  /// What is asked for.
  public var subject: Subject
  /// The entry that recorded the decision.
  public var cause: CitedEntry
  /// What the version rests on; empty for a key decision.
  public var grounds: [Ground]
  /// What was said last before a key decision; empty for the version.
  public var said: [Said]
  /// What happened in the session just before a key decision, oldest first.
  public var before: CitedEntries
  /// The sessions that it goes on from, the nearest first: each with its decisions.
  public var ancestors: [Session]

  /// Puts a cause together.
  public init(
    session: Session, subject: Subject, cause: CitedEntry, grounds: [Ground], said: [Said],
    before: CitedEntries, ancestors: [Session]
  ) {
    self.session = session
    self.subject = subject
    self.cause = cause
    self.grounds = grounds
    self.said = said
    self.before = before
    self.ancestors = ancestors
  }
}

/// Where evidence says that its words stand, read back.
public enum EvidenceSource: Sendable, Hashable {
  /// A user's message of the opening, from 0: `opening[1]`.
  case opening(Int)
  /// A turn of another version of the customer, from 1: `v1.1.0 turn 3`.
  case turn(SemanticVersion, Int)

  /// Reads a source; nil for one that names no turn.
  public init?(_ text: String) {
    if text.hasPrefix("opening["), text.hasSuffix("]"),
      let message = Int(text.dropFirst("opening[".count).dropLast()), message >= 0
    {
      self = .opening(message)
      return
    }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[1] == "turn", let number = Int(words[2]), number >= 1,
      let version = try? SemanticVersion(parsing: String(words[0]))
    else { return nil }
    self = .turn(version, number)
  }
}
