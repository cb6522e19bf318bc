import StrataCore

/// Takes one conversation into the store: compares it with what is there, and adds what is new.
struct ConversationTaker {
  /// What became of a conversation.
  struct Taken {
    enum Kind { case imported, continued, unchanged }

    var kind: Kind
    var turns = 0
    var session: Session?
  }

  /// A part of a conversation in the store.
  private struct Stored {
    var session: Session?
    var part: ImportStep.Part
  }

  let store: SessionStore
  let options: ImportOptions
  /// In a dry run: what would have been stored by now.
  private var imagined: [String: Stored] = [:]
  /// The prefixes of the last of them; its shorter forms come right after it.
  private var imaginedPrefixes: [String] = []

  init(store: SessionStore, options: ImportOptions) {
    self.store = store
    self.options = options
  }

  /// Takes a conversation.
  ///
  /// - Throws: ``RecordFault`` where this conversation cannot be taken, ``StrataError`` where the
  ///   store fails as a whole.
  mutating func take(
    _ conversation: ImportedConversation, for entry: ImportPlan.Entry
  ) async throws -> Taken {
    let prefixes = ConversationDigest.prefixes(of: conversation.turns)
    let known = try storedParts(of: conversation, prefixes)
    if let session = known.first?.session, session.customer != entry.customer {
      throw RecordFault(
        "the conversation is in the store already, as \(session.name)",
        remedy: "import it for \(session.customer), or into another store")
    }
    switch ImportStep(known: known.map(\.part), prefixes: prefixes) {
    case .start:
      return try await add(conversation, from: 0, after: nil, prefixes, entry)
    case .goesOn(let from):
      return try await add(conversation, from: from, after: known.last, prefixes, entry)
    case .unchanged:
      return Taken(kind: .unchanged)
    case .compare:
      guard try digest(of: known, turns: prefixes.count) == prefixes.last else {
        throw Self.changedPast(before: prefixes.count, known)
      }
      return Taken(kind: .unchanged)
    case .changedPast(let before):
      throw Self.changedPast(before: before, known)
    }
  }

  // MARK: - What is there

  private func storedParts(
    of conversation: ImportedConversation, _ prefixes: [String]
  ) throws -> [Stored] {
    let source = conversation.format.rawValue
    guard let id = conversation.id else {
      return try storedPrefix(of: conversation.turns, prefixes, source).map { [$0] } ?? []
    }
    var parts: [Stored] = []
    while let part = try stored(
      source, Self.key(id, after: parts.last?.part.turnCount ?? 0)),
      part.part.turnCount > parts.last?.part.turnCount ?? -1
    {
      parts.append(part)
    }
    return parts
  }

  /// Without an id, what a conversation was when it was shorter is known by its digest alone. Only
  /// what was answered counts: many conversations begin with the same question.
  private func storedPrefix(
    of turns: [Turn], _ prefixes: [String], _ source: String
  ) throws -> Stored? {
    let firstAnswer = turns.firstIndex { $0.role == .assistant } ?? turns.count
    for count in stride(from: turns.count, through: 1, by: -1)
    where count == turns.count || count > firstAnswer {
      if let part = try stored(source, prefixes[count - 1]) { return part }
    }
    return nil
  }

  /// The first part of a conversation has the conversation's id as its key; each further one also
  /// says after which turn it begins.
  private static func key(_ id: String, after turnCount: Int) -> String {
    turnCount == 0 ? id : "\(id)#\(turnCount)"
  }

  private func stored(_ source: String, _ key: String) throws -> Stored? {
    if let part = imagined["\(source) \(key)"] { return part }
    let origin = Origin(source: source, key: key, digest: "", turnCount: 0)
    return try store.session(from: origin).map { found in
      Stored(
        session: found.session,
        part: .init(turnCount: found.origin.turnCount, digest: found.origin.digest))
    }
  }

  private func digest(of known: [Stored], turns count: Int) throws -> String? {
    var digest = ConversationDigest()
    var rest = count
    for stored in known where rest > 0 {
      guard let session = stored.session else {
        return imaginedPrefixes.indices.contains(count - 1) ? imaginedPrefixes[count - 1] : nil
      }
      let turns = try store.turns(of: session.id, from: 0, limit: rest)
      for turn in turns { digest.add(turn) }
      rest -= turns.count
    }
    return digest.text
  }

  private static func changedPast(before count: Int, _ known: [Stored]) -> RecordFault {
    let name = known.first?.session.map { " as \($0.name)" } ?? ""
    return RecordFault(
      "its first \(count) turns are not those that were imported\(name); nothing was changed",
      remedy: "import this form of it into another store to compare the two")
  }

  // MARK: - Adding

  private mutating func add(
    _ conversation: ImportedConversation, from first: Int, after last: Stored?,
    _ prefixes: [String], _ entry: ImportPlan.Entry
  ) async throws -> Taken {
    let kind: Taken.Kind = last == nil ? .imported : .continued
    let origin = Origin(
      source: conversation.format.rawValue,
      key: conversation.id.map { Self.key($0, after: first) }
        ?? prefixes.last ?? "",
      digest: prefixes.last ?? ConversationDigest.digest(of: []),
      turnCount: prefixes.count)
    let turns = Array(conversation.turns[first...])
    guard !options.isDryRun else {
      imaginedPrefixes = prefixes
      imagined["\(origin.source) \(origin.key)"] = Stored(
        session: nil, part: .init(turnCount: origin.turnCount, digest: origin.digest))
      return Taken(kind: kind, turns: turns.count)
    }
    var request = request(conversation, turns, entry, origin)
    if let session = last?.session {
      request.operation = nil
      request.choice = try lineToContinue(session, request)
    }
    do {
      return Taken(kind: kind, turns: turns.count, session: try await store.start(request))
    } catch let error as StrataError {
      switch error.code {
      case .invalidInput, .notFound, .conflict, .usage:
        throw RecordFault(error.message, remedy: error.remedy)
      case .lockTimeout, .fencedOff, .storage, .unknownOutcome, .corrupt, .newerFormat,
        .olderFormat:
        throw error
      }
    }
  }

  private func request(
    _ conversation: ImportedConversation, _ turns: [Turn], _ entry: ImportPlan.Entry,
    _ origin: Origin
  ) -> StartRequest {
    let times = turns.compactMap(\.at)
    let startedAt = times.first ?? conversation.lastActivityAt ?? entry.startedAt
    var context = conversation.context
    if let title = conversation.title { context.other["title"] = .string(title) }
    if conversation.otherBranches > 0 {
      context.other["other_branches"] = .integer(Int64(conversation.otherBranches))
    }
    let isOpen = options.leavesOpen || conversation.isOpen
    let end = max(conversation.completedAt ?? times.max() ?? startedAt, startedAt)
    return StartRequest(
      customer: entry.customer, user: conversation.user, realm: conversation.realm,
      conversation: conversation.id, context: context, turns: turns, phase: conversation.phase,
      operation: conversation.operation, choice: conversation.choice, startedAt: startedAt,
      code: conversation.code, decisions: conversation.decisions,
      completion: isOpen
        ? nil
        : Completion(
          outcome: conversation.outcome ?? options.outcome, satisfaction: conversation.satisfaction,
          at: end),
      origin: origin)
  }

  /// A conversation that has grown goes on in its line, unless what was said makes a new one.
  private func lineToContinue(
    _ session: Session, _ request: StartRequest
  ) throws -> DecisionRequest.Choice? {
    var open = request
    open.choice = nil
    let decision = try store.explain(open)
    if decision.increment == .major || decision.version.major == session.version.major {
      return nil
    }
    return DecisionRequest.Choice(
      increment: .minor, line: session.version.major,
      reason: "the conversation of \(session.name) goes on", by: "import")
  }
}
