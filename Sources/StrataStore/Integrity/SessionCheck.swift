import Foundation
import StrataCore

/// Checks sessions: what was said in them against the digests in their entries, and their directories
/// against a fresh rendering (row Q1).
struct SessionCheck {
  let driver: any SQLDriver
  let directory: SessionDirectory
  let accepted: AcceptedLosses
  private var ancestry = Ancestry()

  init(driver: any SQLDriver, directory: SessionDirectory, accepted: AcceptedLosses) {
    self.driver = driver
    self.directory = directory
    self.accepted = accepted
  }

  /// What is checked of one session.
  private struct Kept {
    var position: Int64
    var losses: [ContentLoss]
    var session: Result<StoredSession, any Error>?
    var turns: [Turn]
    var changes: [VersionChange]
  }

  /// What was found of one session.
  struct Answer: Sendable {
    var position: Int64
    var findings: [Finding]
    /// Whether they are about what was said, not about the row and the directory that are made of it.
    var isAboutContent: Bool
  }

  /// The findings about the sessions that start at some entries.
  ///
  /// - Parameter isLate: asked where a directory differs: whether to wait a little and look again,
  ///   for another process may be writing it at this moment.
  /// - Complexity: O(bytes of the sessions), which are in memory together.
  mutating func answers(
    of positions: ClosedRange<Int64>, isLate: () -> Bool
  ) throws -> [Answer] {
    let kept = try read(positions)
    return try kept.map { kept in
      var kept = kept
      while true {
        let findings = try self.findings(in: kept)
        let differs = findings.contains { $0.subject?.isDirectory ?? false }
        guard differs, isLate(), let again = try read(kept.position...kept.position).first else {
          return Answer(
            position: kept.position, findings: findings,
            isAboutContent: !findings.isEmpty && !accepted.new(kept.losses).isEmpty)
        }
        kept = again
      }
    }
  }

  private func findings(in kept: Kept) throws -> [Finding] {
    let losses = accepted.new(kept.losses)
    // What the directory shows is made of what was said.
    guard losses.isEmpty else { return losses.map(\.finding) }
    guard let result = kept.session else { return [] }
    let session: Session
    switch result {
    case .success(let stored): session = stored.session
    case .failure(let error):
      return [
        Finding(
          "session.unreadable", place: "entry \(kept.position)",
          "the session cannot be read: \(error)", remedy: ContentCheck.remedy)
      ]
    }
    do {
      return try directory.verify(session, turns: kept.turns, changes: kept.changes).map {
        finding($0, in: session, kept)
      }
    } catch {
      guard error.code == .corrupt else { throw error }
      return [
        Finding(
          "directory.missing", place: "sessions/\(session.customer)/\(session.version)",
          error.description, remedy: error.remedy ?? "put the directory back"
        ).about(.directory(session.id, FileDamage(file: nil, .missing)))
      ]
    }
  }

  // MARK: - Reading

  private mutating func read(_ positions: ClosedRange<Int64>) throws -> [Kept] {
    var ancestry = ancestry
    defer { self.ancestry = ancestry }
    return try driver.read { connection in
      let rows = try connection.query(
        """
        SELECT position, id, customer, major, minor, patch FROM session_versions
        WHERE position >= ? AND position <= ? ORDER BY position
        """, .integer(positions.lowerBound), .integer(positions.upperBound))
      let content = ContentRows(connection: connection)
      let turns = try content.turns(of: positions)
      let entries = try content.commitments(of: positions)
      let contents = try content.contents(of: positions)
      let sessions = try Self.sessions(of: positions, in: connection)
      return try rows.map { row in
        let (position, text) = (try row.integer(0), try row.text(1))
        let name =
          "\(try row.text(2))/v\(try row.integer(3)).\(try row.integer(4)).\(try row.integer(5))"
        let id = SessionID(text)
        let turnRows = turns[position] ?? []
        // Of a session that no entry names only its row is wrong.
        let losses = entries[text].map { entries in
          let check = ContentCheck(
            name: name, subject: id.map { .content($0) } ?? .views, entries: entries)
          return check.losses(in: turnRows) + check.losses(in: contents[text] ?? [])
        }
        var kept = Kept(
          position: position, losses: losses ?? [], session: sessions[position],
          turns: turnRows.compactMap(\.turn), changes: [])
        if case .success(let stored)? = kept.session {
          kept.changes = (try? ancestry.changes(of: stored.session, in: connection)) ?? []
        }
        return kept
      }
    }
  }

  /// Those sessions; one by one where not all of them can be read.
  private static func sessions(
    of positions: ClosedRange<Int64>, in connection: any SQLConnection
  ) throws -> [Int64: Result<StoredSession, any Error>] {
    func read(_ range: ClosedRange<Int64>) throws -> [StoredSession] {
      try StoredSession.all(
        "WHERE s.position >= ? AND s.position <= ?",
        [.integer(range.lowerBound), .integer(range.upperBound)], in: connection)
    }
    var sessions: [Int64: Result<StoredSession, any Error>] = [:]
    if let all = try? read(positions) {
      for stored in all { sessions[stored.position] = .success(stored) }
      return sessions
    }
    let rows = try connection.query(
      "SELECT position FROM session_versions WHERE position >= ? AND position <= ?",
      .integer(positions.lowerBound), .integer(positions.upperBound))
    for row in rows {
      let position = try row.integer(0)
      sessions[position] = Result {
        try read(position...position).first
          ?? { throw StrataError(.corrupt, "no entry starts it", place: "entry \(position)") }()
      }
    }
    return sessions
  }

  // MARK: - Findings

  private func finding(
    _ difference: DirectoryDifference, in session: Session, _ kept: Kept
  ) -> Finding {
    let place = "sessions/\(session.customer)/\(session.version)"
    let message = difference.description
    let repair = "run 'strata fsck --repair': it is made again from the journal"
    func about(_ file: SessionFile?, _ kind: FileDamage.Kind) -> FindingSubject {
      .directory(session.id, FileDamage(file: file?.rawValue, kind))
    }
    switch difference {
    case .missingDirectory, .notDirectory:
      return Finding("directory.missing", place: place, message, remedy: repair)
        .about(about(nil, .missing))
    case .missing(let file), .notFile(let file, _):
      return Finding("file.missing", place: place, message, remedy: repair)
        .about(about(file, .missing))
    case .differs(let file, _, _, let found):
      return Finding("file.changed", place: place, message, remedy: repair)
        .about(about(file, found == 0 ? .missing : damage(of: file, in: session, kept)))
    case .unexpected(let name):
      return Finding(
        "file.unknown", .warning, place: place, message,
        remedy: "move it to another place, or run 'strata fsck --repair'"
      ).about(.stranger(path: "\(place)/\(name)", session: session.id))
    case .permissions(let name, _, _):
      return Finding(
        "directory.permissions", .warning, place: place, message,
        remedy: "give it the owner, group and mode of the customer's directory"
      ).about(
        .directory(session.id, FileDamage(file: name == "." ? nil : name, .permissions)))
    }
  }

  private func damage(
    of file: SessionFile, in session: Session, _ kept: Kept
  ) -> FileDamage.Kind {
    guard file != .statementOfWork else { return .changed }
    let found = try? directory.fileSystem.readFile(
      directory.layout.file(file, of: session.version, of: session.customer),
      maximumBytes: 64 << 20)
    guard let found, let value = try? JSONReader.value(of: found, place: file.rawValue) else {
      return .unreadable
    }
    let rendering = SessionRendering(
      session: session, turns: kept.turns, changes: kept.changes)
    let expected = try? JSONReader.value(of: rendering[file], place: file.rawValue)
    guard file == .metadata, let expected else { return .changed }
    return expected.differsOnlyInTimes(from: value) ? .times : .changed
  }
}

extension FindingSubject {
  fileprivate var isDirectory: Bool {
    if case .directory = self { true } else { false }
  }
}

extension JSONValue {
  /// Whether two descriptions of a session are the same but for moments.
  fileprivate func differsOnlyInTimes(from other: JSONValue) -> Bool {
    guard case .object(let mine) = self, case .object(let theirs) = other, mine != theirs,
      Set(mine.keys) == Set(theirs.keys)
    else { return false }
    return mine.allSatisfy { name, value in
      value == theirs[name] || name.hasSuffix("_timestamp")
    }
  }
}

/// The changes that made versions, kept between sessions, for most of them have ancestors in common.
private struct Ancestry {
  private struct Name: Hashable {
    var customer: CustomerID
    var version: SemanticVersion
  }

  private static let limit = 1 << 16
  private var known: [Name: VersionChange] = [:]

  /// The change that made a session and those of its nearest ancestors, newest first.
  mutating func changes(
    of session: Session, in connection: any SQLConnection
  ) throws -> [VersionChange] {
    var changes: [VersionChange] = []
    var next: SemanticVersion? = session.version
    while let version = next, changes.count < SessionRendering.historyLength {
      let name = Name(customer: session.customer, version: version)
      if let change = known[name] {
        changes.append(change)
        next = change.previous
        continue
      }
      let read = try JournalReading.changes(
        upTo: version, of: session.customer, in: connection)
      if read.isEmpty { break }
      if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
      for change in read {
        known[Name(customer: session.customer, version: change.new)] = change
      }
      changes += read.prefix(SessionRendering.historyLength - changes.count)
      break
    }
    return changes
  }
}
