import StrataCore

/// Takes over who logged in to another store, or tried to (row C5): an auditor of a joined session asks who
/// could touch it, and when.
///
/// An access belongs to no session and to no customer, so all of them are taken. Each is known by what it
/// says and where it was recorded first, so that joining again, or another way round, adds nothing.
struct AccessIntake: Sendable {
  let store: SessionStore
  let source: JournalSource

  private static let step = 256

  /// A part of the topic of accesses.
  private struct Page {
    var accesses: [IncomingSession.Activity] = []
    /// The offset after the last one.
    var end: Int64

    init(from offset: Int64, of store: SessionID, in connection: any SQLConnection) throws {
      end = offset
      let rows = try EventReading(connection: connection, store: store)
        .rows(in: .access, from: offset, limit: AccessIntake.step)
      for row in rows {
        accesses.append(try IncomingSession.Activity(row.entry(), of: store, in: connection))
        end = row.topicOffset + 1
      }
    }
  }

  /// The accesses that a store has.
  private struct Known: Sendable {
    var identities: Set<[UInt8]> = []
    var end: Int64 = 0

    /// Reads on from where it has come.
    mutating func read(_ store: SessionID, in connection: any SQLConnection) throws {
      while true {
        let page = try Page(from: end, of: store, in: connection)
        guard page.end > end else { return }
        identities.formUnion(page.accesses.map(\.identity))
        end = page.end
      }
    }
  }

  /// How many there are that this store does not have.
  ///
  /// - Complexity: O(accesses of both), a digest of each of this store in memory.
  func count() throws -> Int {
    let known = try known()
    var count = 0
    try forEachPage { new in count += new.count { !known.identities.contains($0.identity) } }
    return count
  }

  /// - Returns: how many were taken over.
  func perform() async throws -> Int {
    var known = try known()
    var count = 0
    var offset: Int64 = 0
    while true {
      let page = try page(from: offset)
      guard page.end > offset else { break }
      offset = page.end
      let new = page.accesses.filter { !known.identities.contains($0.identity) }
      guard !new.isEmpty else { continue }
      let (before, isFirst) = (known, count == 0)
      let (now, added) = try await store.commits.commit { transaction -> (Known, Int) in
        var now = before
        // Another process may join the same store.
        try now.read(store.identity, in: transaction.connection)
        let missing = new.filter { !now.identities.contains($0.identity) }
        if isFirst, !missing.isEmpty, let announcement = source.announcement {
          try transaction.append(
            JournalTransaction.Draft(kind: announcement.kind, body: announcement.body))
        }
        for access in missing { try transaction.append(try access.draft()) }
        try now.read(store.identity, in: transaction.connection)
        return (now, missing.count)
      }
      known = now
      count += added
    }
    if count > 0 { store.signNowAndThen() }
    return count
  }

  private func known() throws -> Known {
    try store.driver.read { connection in
      var known = Known()
      try known.read(store.identity, in: connection)
      return known
    }
  }

  private func page(from offset: Int64) throws -> Page {
    try source.driver.read { try Page(from: offset, of: source.store, in: $0) }
  }

  private func forEachPage(_ body: ([IncomingSession.Activity]) -> Void) throws {
    var offset: Int64 = 0
    while true {
      let page = try page(from: offset)
      guard page.end > offset else { return }
      body(page.accesses)
      offset = page.end
    }
  }
}
