public import StrataCore
import Synchronization
import SystemPackage

extension SessionStore {
  /// Starts a session: decides its version, keeps it, shows it as a directory (rows V5, C1–C4).
  ///
  /// When it returns, the session survives a crash of the process and a power cut. Where the storage
  /// fails for longer than a few tries, the session goes to temporary storage with a provisional
  /// version, which its notes say, and is moved in when the store is opened next (row S4).
  /// - Throws: ``StrataError``: `lockTimeout`, `conflict`, `notFound` (a mend of a version that does
  ///   not exist), `invalidInput` (also where `vocabulary.json` is wrong), `storage` where even
  ///   temporary storage fails.
  /// - Complexity: O(size of the request), independent of the number of sessions.
  public func start(_ request: StartRequest) async throws -> Session {
    if let moving = background.withLock({ $0.moving }) { await moving.value }
    var request = request
    request.code = request.code ?? options.code
    let time = options.clock()
    var generator = options.randomness()
    let id = SessionID(at: time, using: &generator)
    let pending = try PendingStart(request, id: id, at: time, using: &generator)
    do {
      let planned = try await metrics.assignment.measure {
        try await retrying {
          var start = pending
          start.read(by: try self.policy.current())
          return try await self.assignment.assign(start)
        }
      }
      return await show(.started(planned), entryCount: planned.entryCount)
    } catch let error as StrataError where error.code == .storage {
      return try keepTemporarily(request, id: id, at: time, because: error)
    }
  }

  /// The version that a session would get now, and why; writes nothing (row V6).
  public func explain(_ request: StartRequest) throws -> VersionDecision {
    try assignment.explain(request, at: options.clock())
  }

  /// Adds turns to an active session.
  ///
  /// - Throws: ``StrataError``: `notFound`, `conflict` where the session is sealed, `storage`.
  /// - Complexity: O(size of the turns), independent of the length of the session.
  public func append(_ turns: [Turn], to name: SessionName) async throws -> Session {
    guard !turns.isEmpty else { return try session(name) }
    let base = try recent(name)
    var generator = options.randomness()
    var records: [TurnRecord] = []
    for turn in turns { records.append(TurnRecord(turn, using: &generator)) }
    let (added, code) = (records, options.code)
    let stored = try await retrying {
      try await self.commits.commit { transaction in
        try SessionChange.append(added, to: base.stored, code: code, in: transaction)
      }
    }
    return await show(
      .appended(turns, to: stored, sources(of: stored, since: base, saying: turns)),
      entryCount: stored.entryCount)
  }

  /// Records a decision that was taken in an active session (row L3).
  ///
  /// - Throws: ``StrataError``: `notFound`, `conflict` where the session is sealed, `storage`.
  public func record(_ decision: KeyDecision, in name: SessionName) async throws -> Session {
    let base = try recent(name)
    let code = options.code
    var generator = options.randomness()
    let salt = [UInt8].salt(using: &generator)
    let stored = try await retrying {
      try await self.commits.commit { transaction in
        try SessionChange.record(
          decision, salt: salt, in: base.stored, code: code, in: transaction)
      }
    }
    return await show(
      .refreshed(stored, sources(of: stored, since: base)), entryCount: stored.entryCount)
  }

  /// Completes an active session and seals it: the digests of its four files are in the journal.
  ///
  /// - Throws: ``StrataError``: `notFound`, `conflict` where it is sealed already, `storage`.
  public func complete(_ name: SessionName, _ completion: Completion) async throws -> Session {
    try completion.check()
    let code = options.code
    let time = options.clock()
    for _ in 0..<Self.completionTries {
      let (base, sources) = try read(name)
      let turns = try driver.read {
        try JournalReading.turns(
          of: base.position, from: 0, limit: base.session.turnCount, in: $0)
      }
      var sealed = base.session
      sealed.seal(completion, at: time)
      let completed = sealed
      let digests =
        SessionRendering(session: completed, turns: turns, changes: sources.changes).digests
      let outcome = try await retrying {
        try await self.commits.commit { transaction in
          try SessionChange.complete(
            base, as: completed, digests: digests, code: code, in: transaction)
        }
      }
      guard let stored = outcome else { continue }
      return await show(.refreshed(stored, sources), entryCount: stored.entryCount)
    }
    throw StrataError(
      .conflict, "\(name) kept growing while it was to be completed", remedy: "try again")
  }

  private static let completionTries = 20

  /// A session as this process left it, else as the journal has it.
  func recent(_ name: SessionName) throws -> RecentSessions.Known {
    if let known = recentSessions.session(name) { return known }
    return try read(name)
  }

  /// What a session's statement of work tells beside it, after an entry was added that said these turns.
  func sources(
    of stored: StoredSession, since base: RecentSessions.Known, saying turns: [Turn] = []
  ) -> StatementSources {
    var sources = base.sources
    sources.excerpt.take(turns)
    // Another process was there: it may have said more, or erased the words of an ancestor.
    if stored.entryCount != base.stored.entryCount + 1 {
      sources =
        (try? driver.read { try JournalReading.sources(of: stored, in: $0) }) ?? sources
    }
    recentSessions.note(stored, sources)
    return sources
  }

  func read(_ name: SessionName) throws -> RecentSessions.Known {
    try driver.read { connection in
      let stored = try StoredSession.named(name, in: connection)
      return (stored, try JournalReading.sources(of: stored, in: connection))
    }
  }
}

// MARK: - Failing storage

extension SessionStore {
  /// Tries again, with growing pauses, while the storage fails (row S4).
  func retrying<Value: Sendable>(
    _ body: @Sendable () async throws -> Value
  ) async throws -> Value {
    var attempt = 1
    while true {
      do {
        return try await body()
      } catch let error as StrataError where error.code == .storage {
        var generator = AnyGenerator(base: options.randomness())
        guard let pause = options.backoff.pauseSeconds(afterAttempt: attempt, using: &generator)
        else { throw error }
        try await options.pause(pause)
        attempt += 1
      }
    }
  }

  private func keepTemporarily(
    _ request: StartRequest, id: SessionID, at time: Timestamp, because failure: StrataError
  ) throws -> Session {
    let decision = try? explain(request)
    let kept = KeptStart(
      request: request, id: id, time: time, provisional: decision?.version,
      reason: failure.message)
    do {
      try temporary.keep(kept)
    } catch {
      throw StrataError(
        .storage,
        "the session could be kept neither in the store nor in temporary storage: "
          + failure.message, place: temporary.storage.path.string,
        remedy: "free disk space or mend the disk, then try again", cause: error)
    }
    return try kept.session(decision: decision, in: temporary.storage.path.string)
  }
}

/// A generator whose type is not known, where a generic one is wanted.
struct AnyGenerator: RandomNumberGenerator {
  var base: any RandomNumberGenerator
  mutating func next() -> UInt64 { base.next() }
}
