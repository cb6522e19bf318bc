import Crypto
import StrataCore

/// Something that was said and is not what an entry committed to any more.
struct ContentLoss: Hashable, Sendable {
  var finding: Finding
  /// The digest of what stands there now: a loss that was recorded is known as long as it stays so.
  var evidence: String

  /// By what a recorded loss is recognised.
  var key: AcceptedLosses.Key {
    AcceptedLosses.Key(code: finding.code, place: finding.place, evidence: evidence)
  }
}

/// Checks what was said in sessions against the digests that entries committed to (rows Q1, D6): a pure
/// function of the rows.
struct ContentCheck {
  /// A row of `turns`.
  struct TurnRow: Sendable {
    var number: Int
    /// The turn; nil where the row holds none that can be read. An erased one shows its notice.
    var turn: Turn?
    var isErased: Bool
    var salt: [UInt8]?
    var digest: [UInt8]
    /// The kind of the entry that erased it.
    var erasedBy: String?

    /// Whether the row is what its own digest says.
    var isWhole: Bool {
      if isErased { return erasedBy == JournalEntry.Kind.contentErased.rawValue }
      guard let turn, let salt else { return false }
      return SaltedDigest.of(turn, salt: salt) == digest
    }
  }

  /// A row of `contents`.
  struct ContentRow: Sendable {
    var entry: Int64
    var name: String
    var salt: [UInt8]?
    var content: [UInt8]?
    var digest: [UInt8]
    var erasedBy: String?
  }

  /// An entry as far as it commits to something.
  struct Committing: Sendable {
    var position: Int64
    var turns: TurnCommitment?
    var contents: [String: [UInt8]]
  }

  /// What findings call the session, or the entry.
  let name: String
  let subject: FindingSubject
  let entries: [Committing]

  static let remedy = "run 'strata fsck --repair'; keep a copy of what is there"

  // MARK: - Turns

  /// How many turns the entries commit to.
  var turnCount: Int { entries.compactMap(\.turns?.turns.upperBound).max().map { $0 - 1 } ?? 0 }

  /// What is wrong with the turns.
  ///
  /// - Complexity: O(bytes of the turns).
  func losses(in rows: [TurnRow]) -> [ContentLoss] {
    var byNumber: [Int: TurnRow] = [:]
    for row in rows { byNumber[row.number] = row }
    var losses: [ContentLoss] = []
    let count = turnCount
    for row in rows where !(1...max(1, count)).contains(row.number) || count == 0 {
      losses.append(
        loss(
          "turn.unknown", "\(name) turn \(row.number)", "no entry committed to this turn",
          evidence(of: row)))
    }
    for number in stride(from: 1, through: count, by: 1) {
      let place = "\(name) turn \(number)"
      guard let row = byNumber[number] else {
        losses.append(loss("turn.missing", place, "the turn is not there", "absent"))
        continue
      }
      if row.isWhole { continue }
      losses.append(
        row.isErased
          ? loss(
            "content.missing", place, "the turn is gone, and no entry says that it was erased",
            evidence(of: row))
          : loss(
            "turn.changed", place, "the turn is not what its entry committed to",
            evidence(of: row)))
    }
    return losses + commitments(byNumber)
  }

  /// Each entry's digest is that of its turns, as far as they are there.
  private func commitments(_ rows: [Int: TurnRow]) -> [ContentLoss] {
    entries.compactMap { entry in
      guard let commitment = entry.turns else { return nil }
      let digests = commitment.turns.compactMap { rows[$0]?.digest }
      guard digests.count == commitment.count else { return nil }
      let actual = TurnCommitment(to: digests, from: commitment.first)
      guard actual != commitment else { return nil }
      return loss(
        "entry.turns", "entry \(entry.position) of \(name)",
        "the entry does not fit the turns of \(name)",
        actual?.digest.digestText ?? "absent")
    }
  }

  // MARK: - Contents

  /// What is wrong with the contents of the entries.
  func losses(in rows: [ContentRow]) -> [ContentLoss] {
    var byName: [String: ContentRow] = [:]
    for row in rows { byName["\(row.entry) \(row.name)"] = row }
    var losses: [ContentLoss] = []
    for entry in entries {
      let place = "entry \(entry.position) of \(name)"
      for (content, digest) in entry.contents.sorted(by: { $0.key < $1.key }) {
        let what = "the content \(content.debugDescription)"
        guard let row = byName.removeValue(forKey: "\(entry.position) \(content)") else {
          losses.append(
            loss(
              "content.missing", "\(place), \(content)",
              "\(what) is gone, and no entry says that it was erased", "absent"))
          continue
        }
        if row.content == nil, row.erasedBy != JournalEntry.Kind.contentErased.rawValue {
          losses.append(
            loss(
              "content.missing", "\(place), \(content)",
              "\(what) is gone, and no entry says that it was erased", evidence(of: row)))
        } else if row.digest != digest || !row.isWhole {
          losses.append(
            loss(
              "content.changed", "\(place), \(content)",
              "\(what) is not what its entry committed to", evidence(of: row)))
        }
      }
    }
    for row in byName.values.sorted(by: { ($0.entry, $0.name) < ($1.entry, $1.name) }) {
      losses.append(
        loss(
          "content.unknown", "entry \(row.entry) of \(name), \(row.name)",
          "no entry committed to the content \(row.name.debugDescription)", evidence(of: row)))
    }
    return losses
  }

  // MARK: - Findings

  private func loss(
    _ code: String, _ place: String, _ message: String, _ evidence: String
  ) -> ContentLoss {
    ContentLoss(
      finding: Finding(code, place: place, message, remedy: Self.remedy).about(subject),
      evidence: evidence)
  }

  private func evidence(of row: TurnRow) -> String {
    Self.digest([row.turn?.canonicalBytes, row.salt, row.digest])
  }

  private func evidence(of row: ContentRow) -> String {
    Self.digest([row.content, row.salt, row.digest])
  }

  private static func digest(_ parts: [[UInt8]?]) -> String {
    var hash = SHA256()
    for part in parts {
      hash.update(data: Array("\(part?.count ?? -1):".utf8))
      if let part { hash.update(data: part) }
    }
    return Array(hash.finalize()).digestText
  }
}

extension ContentCheck.ContentRow {
  /// Whether the row is what its own digest says, or was erased.
  var isWhole: Bool {
    guard let content else { return true }
    guard let salt else { return false }
    return SaltedDigest.of(content, salt: salt) == digest
  }
}
