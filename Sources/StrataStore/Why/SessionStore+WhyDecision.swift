public import StrataCore

extension SessionStore {
  private static let ancestorCount = 10
  private static let saidCount = 4
  private static let openingTurns = 256

  /// Why a session got its version (row K3): the words that it rests on, each in its turn and entry,
  /// and the decisions of the sessions that it goes on from.
  ///
  /// - Throws: ``StrataError`` with code `notFound`.
  /// - Complexity: O(entries of the session and of those that it quotes), whatever the size of the
  ///   store.
  public func causeOfVersion(of name: SessionName) throws -> DecisionCause {
    try driver.read { connection in
      let stored = try StoredSession.named(name, in: connection)
      var reader = SaidReading(of: stored, connection)
      let session = stored.session
      return DecisionCause(
        session: session, subject: .version,
        cause: try WhyReading.cited(stored.position, in: connection),
        grounds: try session.decision.evidence.map { evidence in
          DecisionCause.Ground(
            evidence,
            said: try EvidenceSource(evidence.source).flatMap { try reader.said(at: $0) })
        }, said: [], before: CitedEntries(),
        ancestors: try Self.ancestors(of: session, in: connection))
    }
  }

  /// Why something was decided in a session (row K3): what was said and done last before it, and what
  /// the sessions that it goes on from decided.
  ///
  /// - Parameter number: which of the session's key decisions, from 1.
  /// - Throws: ``StrataError`` with code `notFound`.
  /// - Complexity: O(entries of the session), whatever the size of the store.
  public func causeOfDecision(_ number: Int, of name: SessionName) throws -> DecisionCause {
    try driver.read { connection in
      let stored = try StoredSession.named(name, in: connection)
      let session = stored.session
      guard session.decisions.indices.contains(number - 1) else {
        let count = session.decisions.count
        throw StrataError(
          .notFound, "\(session.name) has no key decision \(number)",
          remedy: count == 0
            ? "it has none; leave the number out for the decision about its version"
            : "name one of 1 to \(count)")
      }
      let entries = try JournalReading.entries(of: session.id, in: connection)
      let recorded = entries.filter { $0.kind == .decisionRecorded }
      // What a session starts with was not recorded by itself.
      let index = number - 1 - (session.decisions.count - recorded.count)
      let entry = index >= 0 ? recorded[index] : entries.first
      guard let entry, let sequence = entry.sequence else {
        throw StrataError(
          .corrupt, "no entry recorded decision \(number) of \(session.name)",
          remedy: "run 'strata audit verify'")
      }
      var reader = SaidReading(of: stored, connection)
      let earlier = entries.filter { ($0.sequence ?? 0) < sequence }
      return DecisionCause(
        session: session, subject: .key(number, session.decisions[number - 1]),
        cause: try WhyReading.cited(entry, of: session.name, in: connection), grounds: [],
        said: try reader.said(
          before: index >= 0 ? entry.position : entry.position + 1, atMost: Self.saidCount),
        before: CitedEntries(
          try earlier.suffix(WhyReading.citedCount).map {
            try WhyReading.cited($0, of: session.name, in: connection)
          },
          hasMore: earlier.count > WhyReading.citedCount),
        ancestors: try Self.ancestors(of: session, in: connection))
    }
  }

  private static func ancestors(
    of session: Session, in connection: any SQLConnection
  ) throws -> [Session] {
    var ancestors: [Session] = []
    var next = session.previousVersion
    while let version = next, ancestors.count < ancestorCount {
      guard
        let parent = try StoredSession.find(.version(session.customer, version), in: connection)
      else { break }
      ancestors.append(parent.session)
      next = parent.session.previousVersion
    }
    return ancestors
  }

  /// Reads turns with the entries that committed to them.
  private struct SaidReading {
    private let stored: StoredSession
    private let connection: any SQLConnection
    private var commitments: [SessionID: [(turns: Range<Int>, entry: Int64)]] = [:]

    init(of stored: StoredSession, _ connection: any SQLConnection) {
      self.stored = stored
      self.connection = connection
    }

    /// The turn that a source names, nil where there is none.
    mutating func said(at source: EvidenceSource) throws -> DecisionCause.Said? {
      switch source {
      case .opening(let message):
        let turns = try JournalReading.turns(
          of: stored.position, from: 0, limit: openingTurns, in: connection)
        let users = turns.indices.filter { turns[$0].role == .user }
        guard users.indices.contains(message) else { return nil }
        return try said(users[message] + 1, turns[users[message]], in: stored)
      case .turn(let version, let number):
        let name = SessionName.version(stored.session.customer, version)
        guard let other = try StoredSession.find(name, in: connection),
          let turn = try JournalReading.turns(
            of: other.position, from: number - 1, limit: 1, in: connection
          ).first
        else { return nil }
        return try said(number, turn, in: other)
      }
    }

    /// The last turns that entries before a position committed to, oldest first.
    mutating func said(before position: Int64, atMost count: Int) throws -> [DecisionCause.Said] {
      let last =
        try commitments(of: stored.session.id).last { $0.entry < position }?.turns.upperBound ?? 1
      let first = max(1, last - count)
      let turns = try JournalReading.turns(
        of: stored.position, from: first - 1, limit: last - first, in: connection)
      return try turns.enumerated().map { try said(first + $0.offset, $0.element, in: stored) }
    }

    private mutating func said(
      _ number: Int, _ turn: Turn, in stored: StoredSession
    ) throws -> DecisionCause.Said {
      let entry = try commitments(of: stored.session.id).first { $0.turns.contains(number) }?.entry
      return DecisionCause.Said(
        session: stored.session.name, number: number, turn: turn, entry: entry)
    }

    private mutating func commitments(
      of id: SessionID
    ) throws -> [(turns: Range<Int>, entry: Int64)] {
      if let known = commitments[id] { return known }
      let found = try JournalReading.entries(of: id, in: connection).compactMap { entry in
        TurnCommitment(of: entry).map { ($0.turns, entry.position) }
      }
      commitments[id] = found
      return found
    }
  }
}
