import StrataCore

extension SessionStore {
  /// Thrown to end the transaction without keeping what it made.
  private struct Discarded: Error {}

  /// Makes the views of the journal anew from its entries, in the empty tables of a database that
  /// nobody else sees, and names every row that is not the same (rows D1, T2, E1, B2).
  ///
  /// - Returns: findings with the code `view.row`. Where an entry itself is not what it was, only that
  ///   is said: nothing can be made of the entries then.
  /// - Complexity: O(bytes of the journal without turns and outputs).
  func replay(progress: (Progress) -> Void = { _ in }) throws -> [Finding] {
    try driver.read { source in
      var findings: [Finding] = []
      try replaying(source, progress) { replay, comparison in
        findings =
          replay.findings.isEmpty
          ? try comparison.differences().map(\.finding) : replay.findings
      }
      return findings
    }
  }

  /// Replays a journal into the tables of a database that is gone afterwards.
  func replaying(
    _ source: any SQLConnection, _ progress: (Progress) -> Void = { _ in },
    _ body: (JournalReplay, ViewComparison) throws -> Void
  ) throws {
    let scratch = try SQLiteDriver(temporaryFor: "the views that are made anew")
    defer { try? scratch.close() }
    let store = marker.store
    do {
      try scratch.write { target in
        for statement in target.dialect.statements { try target.run(statement) }
        // Rows name entries, which stay where they are; nothing of this is ever committed.
        for statement in target.dialect.deferringKeys { try target.run(statement) }
        var replay = JournalReplay(of: source, into: target, store: store)
        try replay.run(progress: progress)
        try body(
          replay,
          ViewComparison(
            kept: source, replayed: target, taken: replay.taken, untold: replay.untold))
        throw Discarded()
      }
    } catch is Discarded {
      return
    }
  }
}
