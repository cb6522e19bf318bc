import Foundation
import StrataCore

/// What an erasure takes away, found out in the transaction that does it (row D6).
struct ErasurePlan {
  /// A content that goes.
  struct Target: Hashable {
    var entry: Int64
    var name: String
  }

  /// Another session that says something of the erased one: its decision may quote it, its
  /// directory may give the reason for its version.
  struct Other {
    var stored: StoredSession
    /// The content of its start without the quotations, nil where it has none.
    var content: [UInt8]?
    var decision: VersionDecision
    var contentEntry: Int64
  }

  var stored: StoredSession
  /// How many turns have a text yet.
  var turnCount: Int
  /// The contents of its entries that are there yet.
  var targets: [Target]
  var others: [Other]

  /// Whether nothing is left to erase.
  var isEmpty: Bool { turnCount == 0 && targets.isEmpty }

  /// The contents by name.
  var contentCounts: [String: Int] {
    targets.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
  }

  init(
    of name: SessionName, notice: ErasureNotice, in connection: any SQLConnection
  ) throws {
    stored = try StoredSession.named(name, in: connection)
    turnCount =
      try connection.query(
        "SELECT count(*) FROM turns WHERE session = ? AND content IS NOT NULL",
        .integer(stored.position)
      ).first?.int(0) ?? 0
    targets = try Self.targets(in: stored.session, connection)
    others = []
    if turnCount > 0 || !targets.isEmpty {
      others = try Self.others(than: stored, notice: notice, in: connection)
    }
  }

  /// A body that was too long for its entry is no personal content, and what an earlier erasure of
  /// this session left holds none.
  private static func targets(
    in session: Session, _ connection: any SQLConnection
  ) throws -> [Target] {
    let rows = try connection.query(
      """
      SELECT c.entry, c.name, e.kind, e.body FROM contents c JOIN entries e ON e.position = c.entry
      WHERE e.session = ? AND c.content IS NOT NULL ORDER BY c.entry, c.name
      """, .text(session.id.description))
    return try rows.compactMap { row -> Target? in
      let name = try row.text(1)
      if name == Content.body { return nil }
      if try row.text(2) == JournalEntry.Kind.contentErased.rawValue,
        case .object(let body) = try JSONReader.value(of: Array(row.text(3).utf8), place: "entry"),
        body["session"] == .string(session.id.description)
      {
        return nil
      }
      return Target(entry: try row.integer(0), name: name)
    }
  }

  // MARK: - Other sessions

  private static func others(
    than stored: StoredSession, notice: ErasureNotice, in connection: any SQLConnection
  ) throws -> [Other] {
    let session = stored.session
    let customer = SQLValue.text(session.customer.name)
    let later = try StoredSession.all(
      "WHERE s.customer = ? AND s.position > ? ORDER BY s.position",
      [customer, .integer(stored.position)], in: connection)
    var changed = Set([session.version])
    var others: [Other] = []
    let numbers = try JournalReading.heldNumbers(of: session, in: connection)
    let shown = Self.descendants(of: session.version, in: later.map(\.session))
    for other in later {
      let quotation = DecisionScrub(
        of: session, under: numbers, in: other.session.decision, notice: notice.text)
      guard quotation.isChanged || shown.contains(other.session.version) else { continue }
      changed.insert(other.session.version)
      others.append(
        try Other(other, decision: quotation.isChanged ? quotation.decision : nil, in: connection))
    }
    // The reason of a version that has changed stands in its own descendants' files as well.
    let listed = Set(others.map(\.stored.position))
    let further = changed.reduce(into: Set<SemanticVersion>()) { found, version in
      found.formUnion(Self.descendants(of: version, in: later.map(\.session)))
    }
    for other in later
    where further.contains(other.session.version) && !listed.contains(other.position) {
      others.append(try Other(other, decision: nil, in: connection))
    }
    return others
  }

  /// The versions whose statement of work names the reason of a version.
  private static func descendants(
    of version: SemanticVersion, in sessions: [Session]
  ) -> Set<SemanticVersion> {
    var generation: Set<SemanticVersion> = [version]
    var found: Set<SemanticVersion> = []
    for _ in 1..<SessionRendering.historyLength {
      generation = Set(
        sessions.filter { $0.previousVersion.map(generation.contains) ?? false }.map(\.version))
      found.formUnion(generation)
    }
    return found
  }
}

extension ErasurePlan.Other {
  fileprivate init(
    _ stored: StoredSession, decision: VersionDecision?, in connection: any SQLConnection
  ) throws {
    self.stored = stored
    self.decision = decision ?? stored.session.decision
    let row = try connection.query(
      """
      SELECT s.content_entry, c.content FROM session_versions s
        LEFT JOIN contents c ON c.entry = s.content_entry AND c.name = 'start'
      WHERE s.position = ?
      """, .integer(stored.position)
    ).first
    contentEntry = try row?.integer(0) ?? stored.position
    content = try decision.flatMap { decision -> [UInt8]? in
      guard let row, !row.isNull(1) else { return nil }
      return try StartContent.replacing(decision: decision, in: row.bytes(1))
    }
  }
}

/// A decision without what it says of another session: the words it quotes, the name of its project.
struct DecisionScrub {
  private(set) var decision: VersionDecision
  private(set) var isChanged = false
  private let notice: String
  private let words: [String]

  /// Shorter words are too common to be anybody's.
  private static let shortestWord = 3

  /// - Parameter numbers: all that the session has had: a source names the one of its time.
  init(
    of session: Session, under numbers: Set<SemanticVersion>, in decision: VersionDecision,
    notice: String
  ) {
    let prefixes = numbers.map { "\($0) " }
    let isQuoted = { (source: String?) in
      source.map { source in prefixes.contains { source.hasPrefix($0) } } ?? false
    }
    let quotes =
      decision.evidence.filter { isQuoted($0.source) }.map(\.quote)
      + decision.rejected.filter { isQuoted($0.source) }.map(\.quote)
    self.decision = decision
    self.notice = notice
    words = (quotes + [session.context.project]).compactMap { $0 }
      .filter { $0.count >= Self.shortestWord }.map { $0.lowercased() }
    // What was the project before stands in the finding beside what it is now.
    let switches =
      decision.parent.map { parent in
        numbers.contains { $0.major == parent.major }
      } ?? false
    for index in decision.evidence.indices {
      var evidence = decision.evidence[index]
      if isQuoted(evidence.source) { evidence.quote = evidence.quote.map { _ in notice } }
      if (switches && evidence.trigger == .projectSwitch) || says(evidence.finding) {
        evidence.finding = notice
      }
      self.decision.evidence[index] = evidence
    }
    for index in decision.rejected.indices {
      var rejection = decision.rejected[index]
      if isQuoted(rejection.source) { rejection.quote = rejection.quote.map { _ in notice } }
      if says(rejection.reason) { rejection.reason = notice }
      self.decision.rejected[index] = rejection
    }
    if says(decision.why) || (switches && decision.triggers.contains(.projectSwitch)) {
      self.decision.why = notice
    }
    isChanged = self.decision != decision
  }

  private func says(_ text: String) -> Bool {
    let text = text.lowercased()
    return words.contains { text.contains($0) }
  }
}
