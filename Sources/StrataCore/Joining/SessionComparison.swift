/// How two copies of one session, of two stores, stand to each other (row C5).
public enum SessionComparison: Hashable, Sendable {
  /// They tell the same.
  case same
  /// The second goes on where the first ends.
  case secondGoesOn
  /// The first goes on where the second ends.
  case firstGoesOn
  /// They contradict each other, for this reason.
  case contradiction(String)

  /// One copy.
  public struct Copy: Sendable {
    /// The session.
    public var session: Session
    /// Its turns; nil for one whose words were erased.
    public var turns: [Turn?]
    /// Whether its words were erased.
    public var isErased: Bool

    /// Makes a copy.
    public init(session: Session, turns: [Turn?], isErased: Bool) {
      self.session = session
      self.turns = turns
      self.isErased = isErased
    }
  }

  /// Compares two copies. What was erased in one of them contradicts nothing.
  ///
  /// - Complexity: O(bytes of the turns).
  public init(_ first: Copy, _ second: Copy) {
    let (one, other) = (first.session, second.session)
    if let field = Self.difference(one, other, erased: first.isErased || second.isErased) {
      self = .contradiction(field)
      return
    }
    if let turn = zip(first.turns, second.turns).enumerated().first(where: { _, turns in
      guard let one = turns.0, let other = turns.1 else { return false }
      return one != other
    })?.offset {
      self = .contradiction("turn \(turn + 1)")
      return
    }
    let isErased = first.isErased || second.isErased
    if !isErased,
      let decision = zip(one.decisions, other.decisions).enumerated().first(where: {
        $1.0 != $1.1
      })?.offset
    {
      self = .contradiction("key decision \(decision + 1)")
      return
    }
    var steps = [second.turns.count - first.turns.count, Self.rank(other) - Self.rank(one)]
    if !isErased { steps.append(other.decisions.count - one.decisions.count) }
    switch (steps.contains { $0 > 0 }, steps.contains { $0 < 0 }) {
    case (false, false): self = .same
    case (true, false):
      self = one.state == .sealed ? .contradiction("what was said after its end") : .secondGoesOn
    case (false, true):
      self = other.state == .sealed ? .contradiction("what was said after its end") : .firstGoesOn
    case (true, true): self = .contradiction("each goes on in a way of its own")
    }
  }

  private static func rank(_ session: Session) -> Int { session.state == .sealed ? 1 : 0 }

  private static func difference(_ one: Session, _ other: Session, erased: Bool) -> String? {
    if one.customer != other.customer { return "the customer" }
    if one.createdAt != other.createdAt { return "the time of its creation" }
    if one.decision.version != other.decision.version { return "the version that it was given" }
    if !erased, one.context != other.context { return "the context" }
    guard one.state == .sealed, other.state == .sealed else { return nil }
    if one.outcome != other.outcome || one.satisfaction != other.satisfaction {
      return "the outcome"
    }
    return one.completedAt == other.completedAt ? nil : "the time of its completion"
  }
}
