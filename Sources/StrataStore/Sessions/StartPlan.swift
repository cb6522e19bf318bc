import StrataCore

/// One session that a customer's transaction is to start.
struct PlannedStart: Sendable {
  /// What it is started from.
  var start: PendingStart
  /// The session in its final state, complete where the request says so.
  var session: Session
  /// Its turns, salted.
  var turns: [TurnRecord]
  /// What of it is kept apart from its entry.
  var content: Content
  /// The changes that made its version and its nearest ancestors.
  var changes: [VersionChange]
  /// The numbers that were taken (row C4).
  var collisions: [Collision]

  /// How many entries its start appends.
  var entryCount: Int {
    1 + collisions.count + (session.decision.fallback == nil ? 0 : 1) + (start.kept == nil ? 0 : 1)
      + (session.state == .sealed ? 1 : 0)
  }
}

/// A number that was taken already (row C4).
struct Collision: Sendable, Hashable {
  var version: SemanticVersion
  var reason: String
}

/// A start that waits for its version.
struct PendingStart: Sendable {
  /// What a caller asked for.
  var request: StartRequest
  /// The identity it will have, chosen when it was asked for.
  var id: SessionID
  /// When it was asked for.
  var time: Timestamp
  /// Its turns, salted.
  var turns: [TurnRecord]
  /// What the digest of its content is salted with.
  var contentSalt: [UInt8]
  /// What was read of it in advance, while other starts are decided.
  var texts = ReadTexts()
  /// Set where it comes from temporary storage (row S4).
  var kept: KeptStart?

  /// Prepares a request; checks what would otherwise fail inside the transaction.
  init(
    _ request: StartRequest, id: SessionID, at time: Timestamp,
    using generator: inout any RandomNumberGenerator, kept: KeptStart? = nil
  ) throws(StrataError) {
    try Self.check(request)
    self.request = request
    self.id = id
    self.time = time
    self.kept = kept
    var records: [TurnRecord] = []
    records.reserveCapacity(request.turns.count)
    for turn in request.turns { records.append(TurnRecord(turn, using: &generator)) }
    turns = records
    contentSalt = .salt(using: &generator)
  }

  /// How long a conversation may be that is read in advance, in bytes, for what was read is larger.
  private static let readingLimit = 1 << 16

  /// Reads the turns in the caller's own time. Decisions of one customer are taken one after the
  /// other; this can be done by all callers at once.
  mutating func read(by policy: VersionPolicy) {
    let size = request.turns.reduce(0) { $0 + $1.content.utf8.count }
    guard size <= Self.readingLimit else { return }
    texts = policy.read(request.turns)
  }

  /// What an origin may have, in bytes: a name of a source, a key that indexes take.
  private static let maximumOriginBytes = 1024

  private static func check(_ request: StartRequest) throws(StrataError) {
    // All of these stand in the entry, which has no room without end.
    try RecordText.check(request.user, "user")
    try RecordText.check(request.realm, "realm")
    try RecordText.check(request.conversation, "conversation")
    for (field, name) in [("source", request.origin?.source), ("key", request.origin?.key)] {
      guard let name else { continue }
      try RecordText.check(length: name, "origin's \(field)", maximumOriginBytes)
      guard !name.unicodeScalars.contains("\0") else {
        throw StrataError(
          .invalidInput, "the origin's \(field) holds a NUL character", remedy: "leave it out")
      }
    }
    try request.code?.check()
    try request.context.check()
    _ = try CanonicalSession.bytes(of: request.context)
    try request.completion?.check()
    guard let choice = request.choice else { return }
    guard !choice.reason.allSatisfy(\.isWhitespace) else {
      throw StrataError(
        .invalidInput, "a choice other than the policy's needs a reason",
        remedy: "say why the version should be another one")
    }
    try RecordText.check(length: choice.reason, "reason", Authorship.maximumReasonBytes)
    try RecordText.check(choice.by, "name of who chooses")
  }
}

extension Completion {
  func check() throws(StrataError) {
    if let satisfaction, !(1...5).contains(satisfaction) {
      throw StrataError(
        .invalidInput, "\(satisfaction) is not a satisfaction",
        remedy: "give a number from 1 to 5, or leave it out")
    }
  }
}

/// Plans sessions, each on top of the one before. Pure: performing the plan is the store's.
struct StartPlanner {
  var state: CustomerState
  let policy: VersionPolicy
  /// The changes that made a version and its nearest ancestors, for a version that the state knows
  /// only by number.
  let changes: (SemanticVersion) throws -> [VersionChange]

  /// Plans one session and moves the state on.
  ///
  /// - Throws: ``StrataError`` with code `notFound` where a mend's target or a chosen line is missing.
  mutating func plan(_ start: PendingStart) throws -> PlannedStart {
    try plan(start, as: decision(on: start, after: []))
  }

  /// The decision on a session, after some numbers turned out to be taken.
  func decision(
    on start: PendingStart, after collisions: [Collision]
  ) throws -> VersionDecision {
    var decision = try decided(start.request.question(at: start.time), having: start.texts)
    // The reason may quote a message, and no database takes a NUL in a column of texts.
    if decision.why.utf8.contains(0) {
      decision.why = String(
        String.UnicodeScalarView(
          decision.why.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    }
    if collisions.isEmpty || state.isFree(decision.version) { return decision }
    return try nextFreePatch(of: decision)
  }

  /// Plans one session that was decided on this state, and moves the state on.
  mutating func plan(
    _ start: PendingStart, as decision: VersionDecision, collisions: [Collision] = []
  ) throws -> PlannedStart {
    let session = session(for: start, decision: decision, collisions: collisions)
    let ancestors = try session.previousVersion.map(chain) ?? []
    let changes = Array(
      ([VersionChange(session)] + ancestors).prefix(SessionRendering.historyLength))
    state.add(
      session, changes: changes, turns: start.request.turns, policy: policy, having: start.texts)
    var start = start
    start.texts = ReadTexts()
    return PlannedStart(
      start: start, session: session, turns: start.turns,
      content: try StartContent.content(of: session, salt: start.contentSalt), changes: changes,
      collisions: collisions)
  }

  private func chain(of parent: SemanticVersion) throws -> [VersionChange] {
    let known = (state.lines[parent.major]?.changes ?? []).drop { $0.new != parent }
    let isWhole = known.count + 1 >= SessionRendering.historyLength || known.last?.previous == nil
    return !known.isEmpty && isWhole ? Array(known) : try changes(parent)
  }

  /// The policy's decision, or the safe one where the policy's version cannot be right (row V8).
  func decided(
    _ question: DecisionRequest, having texts: ReadTexts = ReadTexts()
  ) throws(StrataError) -> VersionDecision {
    let decision = try policy.decide(
      question, given: state.history(for: question), having: texts)
    if state.isFree(decision.version) || !state.foreign.isEmpty { return decision }
    return try safeDecision(
      because: "the calculated version \(decision.version) is taken or out of order")
  }

  private func safeDecision(because reason: String) throws(StrataError) -> VersionDecision {
    let newest = state.lines.values.max { $0.lastActivityAt < $1.lastActivityAt }?.newest
    let increment: Increment = newest != nil ? .minor : state.highestMajor > 0 ? .major : .initial
    let version =
      newest.map { $0.nextMinor } ?? SemanticVersion(state.highestMajor + 1, 0, 0)
    guard let version else {
      throw StrataError(
        .conflict,
        "line v\(newest?.major ?? state.highestMajor) of \(state.customer) has no "
          + "number left", remedy: "start a new line with an override")
    }
    return VersionDecision(
      increment: increment, version: version, parent: newest, triggers: [.initial],
      why: "Took the next free number of the newest line, because \(reason).", fallback: reason)
  }

  /// The first free patch above a version that is taken, among the next 100 (row C4).
  private func nextFreePatch(of decision: VersionDecision) throws(StrataError) -> VersionDecision {
    var candidate = decision.version
    for _ in 1...100 {
      guard let next = candidate.nextPatch else { break }
      if state.isFree(next) || isAbsent(next) {
        var moved = decision
        moved.version = next
        moved.increment = .patch
        moved.parent = decision.parent
        moved.why += " \(decision.version) was taken, so the next free patch was assigned."
        return moved
      }
      candidate = next
    }
    throw StrataError(
      .conflict,
      "no number is free for \(state.customer): \(decision.version) and its next 100 patches are "
        + "taken", remedy: "look into sessions/\(state.customer) and run 'strata fsck'")
  }

  // A patch of a minor version that this state has never met is free unless it stands on the disk.
  private func isAbsent(_ version: SemanticVersion) -> Bool {
    !state.foreign.contains(version)
      && version > (state.highestPatches[version.unpatched] ?? version.unpatched)
  }

  private func session(
    for start: PendingStart, decision: VersionDecision, collisions: [Collision]
  ) -> Session {
    let request = start.request
    let createdAt = request.startedAt ?? start.time
    let lastActivity = request.turns.compactMap(\.at).reduce(createdAt, max)
    var notes = collisions.map { "\($0.version) was taken: \($0.reason)" }
    if let kept = start.kept { notes.append(kept.note(assigned: decision.version)) }
    var session = Session(
      id: start.id, customer: request.customer, version: decision.version,
      family: state.lines[decision.version.major]?.family
        ?? FamilyID(foundedBy: start.id, of: request.customer),
      decision: decision, phase: request.phase, context: request.context, code: request.code,
      user: request.user, realm: request.realm, conversation: request.conversation,
      createdAt: createdAt, lastActivityAt: lastActivity, turnCount: request.turns.count,
      decisions: request.decisions, notes: notes)
    if let completion = request.completion {
      session.seal(completion, at: request.startedAt == nil ? start.time : lastActivity)
    }
    return session
  }
}

extension Session {
  /// Completes the session.
  mutating func seal(_ completion: Completion, at time: Timestamp) {
    state = .sealed
    outcome = completion.outcome
    satisfaction = completion.satisfaction
    completedAt = completion.at ?? time
  }
}
