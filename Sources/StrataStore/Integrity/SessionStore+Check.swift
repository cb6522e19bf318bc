import Glibc
public import StrataCore

extension SessionStore {
  /// Checks the whole store (row Q1); an empty answer says that nothing is wrong.
  ///
  /// Other processes may be at work meanwhile.
  /// - Complexity: O(bytes of the store).
  public func check(progress: (Progress) -> Void = { _ in }) throws -> [Finding] {
    try integrity(progress: progress).findings
  }

  /// Checks the whole store and counts the sessions that are whole (row Q3).
  ///
  /// - Complexity: O(bytes of the store).
  public func integrity(progress: (Progress) -> Void = { _ in }) throws -> Integrity {
    let integrity = try examine(progress)
    metrics.record(integrity)
    return integrity
  }

  private func examine(_ progress: (Progress) -> Void) throws -> Integrity {
    progress(Progress(step: "journal", completed: 0, total: 1))
    let findings = try driver.read { connection in
      let damage = try JournalCheck(connection: connection).findings()
      guard !damage.contains(where: { $0.code == "journal.damaged" }) else { return damage }
      return try damage + VersionCheck.all(in: connection).flatMap { $0.findings() }
        + EventCheck(connection: connection).findings()
    }
    progress(Progress(step: "journal", completed: 1, total: 1))
    var result = Integrity(findings: findings, sessionCount: 0, wholeCount: 0)
    guard !findings.contains(where: { $0.code == "journal.damaged" }) else { return result }
    try checkSessions(into: &result, progress)
    // Where the journal itself is damaged, its views would only say so once more.
    let isDamaged = result.findings.contains { finding in
      !["directory.", "file."].contains { finding.code.hasPrefix($0) }
    }
    if !isDamaged { result.findings += try replay(progress: progress) }
    result.findings += try checkFolders() + checkArchive()
    return result
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

  private func checkSessions(
    into result: inout Integrity, _ progress: (Progress) -> Void
  ) throws {
    let ids = try driver.read { connection in
      try connection.query("SELECT id FROM session_versions ORDER BY position").map {
        try SessionID(parsing: try $0.text(0))
      }
    }
    let check = SessionCheck(driver: driver, directory: directory)
    // A server shows a session up to a second after it was kept.
    var patience = 20
    for (index, id) in ids.enumerated() {
      let findings = try check.findings(of: id) {
        guard patience > 0 else { return false }
        patience -= 1
        usleep(50_000)
        return true
      }
      result.findings += findings
      result.sessionCount += 1
      if !findings.contains(where: { $0.severity == .error }) { result.wholeCount += 1 }
      progress(Progress(step: "sessions", completed: index + 1, total: ids.count))
    }
  }

  private func checkFolders() throws -> [Finding] {
    try FolderCheck(
      layout: layout, fileSystem: options.fileSystem, directory: directory, lock: lock,
      temporary: temporary,
      now: options.clock()
    ).findings { customer, version in
      try driver.read { connection in
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
