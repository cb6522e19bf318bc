import StrataCore

/// The transaction that starts a customer's planned sessions: everything is computed beforehand, so
/// that the writer only checks and inserts.
struct StartCommit: Sendable {
  /// What became of it.
  enum Outcome: Sendable {
    case committed
    /// Somebody else started a session of the customer since the state was read.
    case changed
  }

  /// How many sessions a profile learns before it is written anew.
  private static let foldingThreshold = 8

  private struct Prepared: Sendable {
    var planned: PlannedStart
    var drafts: [JournalTransaction.Draft]
    var progress: String?
    var absorbed: Int
  }

  private struct Fold: Sendable {
    var major: Int
    var profile: [UInt8]
    var absorbed: [SessionID: Int]
  }

  let before: CustomerState
  private let after: CustomerState
  private let fence: Int64
  let goesOn: Bool
  private let starts: [Prepared]
  private let folds: [Fold]

  /// Prepares the transaction.
  ///
  /// - Parameter goesOn: whether the holder of this fencing number has committed with it before.
  init(
    _ planned: [PlannedStart], from before: CustomerState, to after: CustomerState, fence: Int64,
    goesOn: Bool = false
  ) throws {
    self.before = before
    self.after = after
    self.fence = fence
    self.goesOn = goesOn
    folds = Set(planned.map(\.session.version.major)).sorted().compactMap { major in
      guard let line = after.lines[major], line.absorbed.count >= Self.foldingThreshold else {
        return nil
      }
      return Fold(major: major, profile: line.profile.bytes, absorbed: line.absorbed)
    }
    let folded = Dictionary(
      folds.flatMap(\.absorbed), uniquingKeysWith: { max($0, $1) })
    starts = try planned.map { start in
      Prepared(
        planned: start, drafts: try StartEntries.drafts(of: start),
        progress: start.session.state == .sealed ? SessionProgress(of: start.session).text : nil,
        absorbed: folded[start.session.id] ?? -1)
    }
  }

  /// How many entries it appends at least.
  var entryCount: Int { starts.reduce(0) { $0 + $1.drafts.count } }

  /// The state after the commit.
  var committedState: CustomerState {
    var state = after
    state.fence = fence
    state.revision += 1
    state.changeCount += 1
    for fold in folds {
      state.lines[fold.major]?.absorbed = [:]
      state.lines[fold.major]?.folded = state.revision
    }
    return state
  }

  /// Checks that nothing has changed, and inserts.
  ///
  /// - Throws: ``StrataError``: `fencedOff` where the lock was broken (row C2), `conflict` where an
  ///   origin was imported already.
  func perform(in transaction: JournalTransaction) throws -> Outcome {
    let connection = transaction.connection
    let row = try connection.query(
      "SELECT fence, revision FROM customers WHERE name = ?", .text(before.customer.name)
    ).first
    // A number is taken by the first commit with it; from then on only its holder may have it.
    let highest = try row?.integer(0) ?? 0
    guard goesOn ? fence == highest : fence > highest else {
      throw StrataError(
        .fencedOff, "the version lock of \(before.customer) was broken by another process",
        remedy: "try again")
    }
    guard try row?.integer(1) ?? 0 == before.revision else { return .changed }
    try updateCustomer(in: connection)
    for start in starts { try insert(start, in: transaction) }
    try updateLines(in: connection)
    return .committed
  }

  private func updateCustomer(in connection: any SQLConnection) throws {
    guard let newest = starts.last?.planned.session.version else { return }
    let activity = starts.map(\.planned.session.lastActivityAt).max() ?? Timestamp(microseconds: 0)
    try connection.run(
      """
      INSERT INTO customers
        (name, fence, revision, changes, session_count, highest_major, newest, last_activity)
      VALUES (?, ?, 1, 1, ?, ?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET fence = excluded.fence, revision = customers.revision + 1,
        changes = customers.changes + 1, session_count = excluded.session_count,
        highest_major = excluded.highest_major, newest = excluded.newest,
        last_activity = CASE WHEN excluded.last_activity > customers.last_activity
          THEN excluded.last_activity ELSE customers.last_activity END
      """,
      .text(before.customer.name), .integer(fence), .int(after.sessionCount),
      .int(after.highestMajor), .text(newest.description), .time(activity))
  }

  private func insert(_ start: Prepared, in transaction: JournalTransaction) throws {
    let connection = transaction.connection
    let session = start.planned.session
    guard let chain = try append(start.drafts, in: transaction) else { return }
    let position = chain.first
    let change = VersionChange(session)
    try connection.run(
      """
      INSERT INTO session_versions (position, id, customer, major, minor, patch, family, parent,
        merged, cause, rationale, state, created_at, last_activity, turn_count, entry_count, chain,
        absorbed, decision_count, progress, content_entry)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [.integer(position), .text(session.id.description), .text(session.customer.name)]
        + session.version.columns + [
          .text(session.family.description), .text(orNull: change.previous?.description),
          .text(orNull: session.decision.merged?.description),
          .text(change.trigger.rawValue), .text(change.rationale), .text(session.state.rawValue),
          .time(session.createdAt), .time(session.lastActivityAt), .int(session.turnCount),
          .int(start.drafts.count), .bytes(chain.leaf), .int(start.absorbed),
          .int(session.decisions.count), .text(orNull: start.progress), .integer(position),
        ])
    try TurnRecord.insert(start.planned.turns, into: position, from: 1, in: connection)
    if let origin = start.planned.start.request.origin {
      try insert(origin, of: position, in: connection)
    }
    if !start.planned.collisions.isEmpty {
      try CollisionPattern.record(of: session.customer, in: transaction)
    }
  }

  /// Appends a session's first entries, each naming the one before it: the position of the first and
  /// the leaf of the last.
  private func append(
    _ drafts: [JournalTransaction.Draft], in transaction: JournalTransaction
  ) throws -> (first: Int64, leaf: [UInt8])? {
    var chain: (first: Int64, leaf: [UInt8])?
    for var draft in drafts {
      draft.previous = chain?.leaf
      let appended = try transaction.append(draft)
      chain = (chain?.first ?? appended.position, appended.leaf)
    }
    return chain
  }

  private func insert(
    _ origin: Origin, of session: Int64, in connection: any SQLConnection
  ) throws {
    let taken = try connection.query(
      "SELECT session FROM origins WHERE source = ? AND key = ?", .text(origin.source),
      .text(origin.key))
    guard taken.isEmpty else {
      throw StrataError(
        .conflict, "\(origin.source) \(origin.key) was imported already",
        remedy: "nothing needs to be done")
    }
    try connection.run(
      "INSERT INTO origins (source, key, session, digest, turn_count) VALUES (?, ?, ?, ?, ?)",
      .text(origin.source), .text(origin.key), .integer(session), .text(origin.digest),
      .int(origin.turnCount))
  }

  private func updateLines(in connection: any SQLConnection) throws {
    for major in Set(starts.map(\.planned.session.version.major)).sorted() {
      guard let line = after.lines[major] else { continue }
      try connection.run(
        """
        INSERT INTO lines
          (customer, major, family, newest_minor, newest_patch, last_activity, phase, project)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (customer, major) DO UPDATE SET newest_minor = excluded.newest_minor,
          newest_patch = excluded.newest_patch, phase = excluded.phase,
          project = excluded.project,
          last_activity = CASE WHEN excluded.last_activity > lines.last_activity
            THEN excluded.last_activity ELSE lines.last_activity END
        """,
        .text(before.customer.name), .int(major), .text(line.family.description),
        .int(line.newest.minor), .int(line.newest.patch), .time(line.lastActivityAt),
        .text(orNull: line.phase?.rawValue), .text(orNull: line.project))
    }
    for fold in folds {
      try connection.run(
        """
        INSERT INTO line_profiles (customer, major, folded, profile) VALUES (?, ?, ?, ?)
        ON CONFLICT (customer, major) DO UPDATE SET folded = excluded.folded,
          profile = excluded.profile
        """,
        .text(before.customer.name), .int(fold.major), .integer(before.revision + 1),
        .bytes(fold.profile))
      let new = Set(starts.map(\.planned.session.id))
      for (session, count) in fold.absorbed where !new.contains(session) {
        try connection.run(
          "UPDATE session_versions SET absorbed = ? WHERE id = ?", .int(count),
          .text(session.description))
      }
    }
  }
}
