import StrataCore

extension SessionStore {
  /// Thrown to end the transaction without keeping what it made.
  private struct Discarded: Error {}

  /// Makes the views of the journal anew from its entries, in the empty tables of a database that
  /// nobody else sees, and names every row that is not the same (rows D1, T2, E1, B2).
  ///
  /// - Returns: findings with the code `view.row`.
  /// - Complexity: O(bytes of the journal without turns and outputs).
  func replay(progress: (Progress) -> Void = { _ in }) throws -> [Finding] {
    let scratch = try SQLiteDriver(temporaryFor: "the views that are made anew")
    defer { try? scratch.close() }
    let store = marker.store
    return try driver.read { source in
      var findings: [Finding] = []
      do {
        try scratch.write { target in
          for statement in target.dialect.statements { try target.run(statement) }
          // Rows name entries, which stay where they are; nothing of this is ever committed.
          for statement in target.dialect.deferringKeys { try target.run(statement) }
          var replay = JournalReplay(of: source, into: target, store: store)
          try replay.run(progress: progress)
          findings =
            try replay.findings
            + ViewComparison(kept: source, replayed: target, taken: replay.taken).findings()
          throw Discarded()
        }
      } catch is Discarded {
        return findings
      }
      return findings
    }
  }
}
