public import StrataCore
public import SystemPackage

extension SessionStore {
  /// Checks a whole store, also one that cannot be opened: then the answer says why, and what
  /// ``recover(at:fromDirectories:isDryRun:options:progress:)`` would mend (rows Q1, R1).
  ///
  /// - Throws: ``StrataError``: `notFound` where there is neither a store nor a session directory,
  ///   `storage` where the disk or the database server refuses.
  /// - Complexity: O(bytes of the store).
  public static func check(
    at root: FilePath, options: StoreOptions = .init(), progress: (Progress) -> Void = { _ in }
  ) async throws -> [Finding] {
    var options = options
    options.access = .reading
    let store: SessionStore
    do {
      store = try open(at: root, options: options)
    } catch let error as StrataError where [.notFound, .corrupt].contains(error.code) {
      let findings = try StoreRecovery(layout: StoreLayout(root: root), options: options).findings()
      guard !findings.isEmpty else { throw error }
      return findings
    }
    let findings = Result { try store.check(progress: progress) }
    try await store.close()
    return try findings.get()
  }

  /// Checks the whole store (row Q1); an empty answer says that nothing is wrong.
  ///
  /// Other processes may be at work meanwhile.
  /// - Complexity: O(bytes of the store).
  public func check(progress: (Progress) -> Void = { _ in }) throws -> [Finding] {
    try integrity(progress: progress).findings
  }

  /// Checks the whole store and counts the sessions that are whole (row Q3).
  ///
  /// - Complexity: O(bytes of the store), on all cores.
  public func integrity(progress: (Progress) -> Void = { _ in }) throws -> Integrity {
    let integrity = try examine(progress)
    metrics.record(integrity)
    return integrity
  }

  /// From what others are made of to what is made of it: what follows from a finding is no further one.
  private func examine(_ progress: (Progress) -> Void) throws -> Integrity {
    progress(Progress(step: "journal", completed: 0, total: 1))
    let condition = try JournalCondition.examined(
      journal, of: marker.store, files: log.files, options: options)
    if let finding = condition.finding(at: journal) {
      guard case .contradicted = condition else {
        return Integrity(findings: [finding], sessionCount: 0, wholeCount: 0, isUnreadable: true)
      }
      // What differs is named, and nothing is made of it.
      var result = try examineContents(progress)
      result.findings = [finding] + result.findings.map { $0.about(nil) }
      return result
    }
    return try examineContents(progress)
  }

  private func examineContents(_ progress: (Progress) -> Void) throws -> Integrity {
    let journal = try driver.read { try JournalCheck(connection: $0).findings() }
    progress(Progress(step: "journal", completed: 1, total: 1))
    var result = Integrity(findings: journal, sessionCount: 0, wholeCount: 0)
    if journal.contains(where: JournalCheck.ends) {
      result.isUnreadable = true
      return result
    }
    let configuration = try driver.read { try ConfigurationCheck(connection: $0).findings() }
    let hasGaps = journal.contains { $0.code == "entry.missing" }
    let halves = try CheckHalves(
      views: { hasGaps ? [] : try self.replay(progress: $0) },
      sessions: { [directory, options, journal = self.journal] progress in
        try SessionsCheck(
          directory: directory, open: { try options.openDriver(journal, .reading) }
        ).run(progress: progress)
      }
    ).run(progress: progress)
    var views = halves.views
    // The same rows, by their names.
    if !configuration.isEmpty { views.removeAll { $0.place.hasPrefix("configuration ") } }
    result.findings += views + configuration
    let tables = Set(views.map { String($0.place.prefix { $0 != " " }) })
    result.findings += try driver.read { connection in
      try RelationCheck(connection: connection).findings(besides: tables)
    }
    let tainted = try tainted(by: views)
    let sessions = halves.sessions.besides(tainted.sessions)
    result.findings.removeAll(where: try following(from: sessions.findings))
    result.findings += sessions.findings
    (result.sessionCount, result.wholeCount) = (sessions.sessionCount, sessions.wholeCount)
    result.findings += try checkFolders(besides: tainted.customers) + checkArchive()
    return result
  }

  /// The rows that cannot be right because what they are made of is not: those of sessions whose words
  /// were changed, and of their customers.
  private func following(from sessions: [Finding]) throws -> (Finding) -> Bool {
    let changed = Set(
      sessions.compactMap { finding -> SessionID? in
        guard case .content(let id)? = finding.subject else { return nil }
        return id
      })
    guard !changed.isEmpty else { return { _ in false } }
    let untold = try driver.read { try JournalReplay.untold(changed, in: $0) }
    let places = Set(untold.sessions.map { "session_versions \($0)" })
    return { finding in
      guard finding.code == "view.row" else { return false }
      if places.contains(finding.place) { return true }
      return untold.customers.contains { name in
        finding.place == "customers \(name)" || finding.place.hasPrefix("lines \(name), ")
      }
    }
  }

  /// What shows rows that are not right: the sessions of the customers concerned.
  private func tainted(
    by views: [Finding]
  ) throws -> (sessions: Set<Int64>, customers: Set<String>) {
    let positions = views.compactMap { finding -> Int64? in
      guard finding.place.hasPrefix("session_versions ") else { return nil }
      return Int64(finding.place.dropFirst("session_versions ".count))
    }
    guard !positions.isEmpty else { return ([], []) }
    return try driver.read { connection in
      var customers: Set<String> = []
      for position in positions {
        let rows = try connection.query(
          """
          SELECT customer FROM session_versions WHERE position = ?
          UNION SELECT customer FROM entries WHERE position = ? AND customer IS NOT NULL
          """, .integer(position), .integer(position))
        for row in rows { customers.insert(try row.text(0)) }
      }
      var tainted = Set(positions)
      for customer in customers {
        for row in try connection.query(
          "SELECT position FROM session_versions WHERE customer = ?", .text(customer))
        {
          tainted.insert(try row.integer(0))
        }
      }
      return (tainted, customers)
    }
  }

  private func checkArchive() throws -> [Finding] {
    var findings: [Finding] = []
    for topic in Topic.allCases {
      let first = try driver.read {
        try EventReading(connection: $0, store: marker.store).firstOffset(of: topic)
      }
      findings += ArchiveCheck(archive: archive, topic: topic, firstOffset: first).findings()
    }
    return findings
  }

  /// - Parameter customers: those whose versions nobody knows for sure at the moment.
  private func checkFolders(besides customers: Set<String>) throws -> [Finding] {
    try FolderCheck(
      layout: layout, fileSystem: options.fileSystem, directory: directory, lock: lock,
      temporary: temporary,
      now: options.clock()
    ).findings { customer, version in
      if customers.contains(customer.name) { return true }
      return try driver.read { connection in
        try !connection.query(
          """
          SELECT 1 FROM session_versions
          WHERE customer = ? AND major = ? AND minor = ? AND patch = ?
          """, [.text(customer.name)] + version.columns
        ).isEmpty
      }
    }
  }
}
