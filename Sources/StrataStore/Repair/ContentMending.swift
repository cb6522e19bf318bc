import StrataCore

/// Puts back what was said in a session where its rows are not what its entries committed to (row R4).
///
/// What a digest proves is put back as it was. What nothing proves any more, because its salt is gone,
/// is taken from the likeliest source; what is nowhere is marked as lost. Both are recorded as such.
struct ContentMending {
  let connection: any SQLConnection
  let sources: SessionSources
  let check: ContentCheck
  /// The position of the session's first entry; nil for contents of an entry of no session.
  let position: Int64?
  var generator: any RandomNumberGenerator

  /// What became of it.
  struct Outcome {
    /// What was put back and is proved.
    var restored: [String] = []
    /// What was put back, and only its source speaks for.
    var unproved: [String] = []
    /// What was found nowhere.
    var gone: [String] = []
    /// The rows as they stood.
    var rows: [QuarantinedRow] = []
  }

  private(set) var outcome = Outcome()

  /// What stands in the place of words that are nowhere.
  static let placeholder = "[These words were lost. A repair found them nowhere.]"

  init(
    connection: any SQLConnection, sources: SessionSources, check: ContentCheck,
    position: Int64?, generator: any RandomNumberGenerator
  ) {
    self.connection = connection
    self.sources = sources
    self.check = check
    self.position = position
    self.generator = generator
  }

  /// Mends the rows.
  mutating func perform(
    turns: [ContentCheck.TurnRow], contents: [ContentCheck.ContentRow]
  ) throws {
    if position != nil { try mend(turns) }
    try mend(contents)
  }

  // MARK: - Turns

  private mutating func mend(_ rows: [ContentCheck.TurnRow]) throws {
    var byNumber: [Int: ContentCheck.TurnRow] = [:]
    for row in rows { byNumber[row.number] = row }
    for commitment in check.entries.compactMap(\.turns) { try unswap(commitment, &byNumber) }
    let count = check.turnCount
    for row in rows where row.number < 1 || row.number > count {
      try keepRow(row.number)
      try connection.run(
        "DELETE FROM turns WHERE session = ? AND sequence = ?", .integer(position ?? 0),
        .int(row.number))
      outcome.restored.append("turn \(row.number), which nobody said, was taken out")
    }
    for number in stride(from: 1, through: count, by: 1) {
      guard let row = byNumber[number] else {
        try put(sources.turns[number]?.first, at: number, isNew: true)
        continue
      }
      if row.isWhole && fits(number, row.digest, byNumber) { continue }
      try mend(row, byNumber)
    }
  }

  private mutating func mend(
    _ row: ContentCheck.TurnRow, _ rows: [Int: ContentCheck.TurnRow]
  ) throws {
    let own = row.isErased ? [] : [row.turn].compactMap { $0 }
    let candidates = own + (sources.turns[row.number] ?? [])
    if let salt = row.salt {
      for turn in candidates {
        let digest = SaltedDigest.of(turn, salt: salt)
        guard fits(row.number, digest, rows) else { continue }
        if row.isWhole && row.digest == digest { return }
        try keepRow(row.number)
        try set(turn, salt: salt, digest: digest, at: row.number)
        outcome.restored.append("turn \(row.number)")
        return
      }
      // Another turn of the same entry is damaged as well: the row's own digest decides.
      if let turn = candidates.first(where: { SaltedDigest.of($0, salt: salt) == row.digest }) {
        if row.isWhole { return }
        try keepRow(row.number)
        try set(turn, salt: salt, digest: row.digest, at: row.number)
        outcome.restored.append("turn \(row.number)")
        return
      }
    }
    if row.isWhole { return }
    guard own.isEmpty else {
      // It can be read, and nothing proves another reading.
      outcome.unproved.append("turn \(row.number)")
      return
    }
    try keepRow(row.number)
    try put(sources.turns[row.number]?.first, at: row.number, isNew: false)
  }

  /// How many turns an entry may have among which two that were swapped are looked for.
  private static let swapLimit = 64

  /// Puts two turns back that stand in the place of one another.
  private mutating func unswap(
    _ commitment: TurnCommitment, _ rows: inout [Int: ContentCheck.TurnRow]
  ) throws {
    let digests = commitment.turns.compactMap { rows[$0]?.digest }
    guard digests.count == commitment.count, commitment.count <= Self.swapLimit,
      TurnCommitment(to: digests, from: commitment.first) != commitment
    else { return }
    for one in digests.indices {
      for other in digests.indices.dropFirst(one + 1) {
        var swapped = digests
        swapped.swapAt(one, other)
        guard TurnCommitment(to: swapped, from: commitment.first) == commitment else { continue }
        let (first, second) = (commitment.first + one, commitment.first + other)
        for (from, to) in [(first, -1), (second, first), (-1, second)] {
          if from > 0 { try keepRow(from) }
          try connection.run(
            "UPDATE turns SET sequence = ? WHERE session = ? AND sequence = ?", .int(to),
            .integer(position ?? 0), .int(from))
        }
        (rows[first], rows[second]) = (rows[second], rows[first])
        rows[first]?.number = first
        rows[second]?.number = second
        outcome.restored.append("turns \(first) and \(second), which were swapped")
        return
      }
    }
  }

  /// Whether a digest in the place of a turn's makes the commitment of its entry right.
  private func fits(
    _ number: Int, _ digest: [UInt8], _ rows: [Int: ContentCheck.TurnRow]
  ) -> Bool {
    guard
      let commitment = check.entries.compactMap(\.turns).first(where: {
        $0.turns.contains(number)
      })
    else { return false }
    let digests = commitment.turns.compactMap { $0 == number ? digest : rows[$0]?.digest }
    return digests.count == commitment.count
      && TurnCommitment(to: digests, from: commitment.first) == commitment
  }

  private mutating func put(_ turn: Turn?, at number: Int, isNew: Bool) throws {
    if turn == nil {
      outcome.gone.append("turn \(number)")
    } else {
      outcome.unproved.append("turn \(number)")
    }
    let turn = turn ?? Turn(.system, Self.placeholder)
    let record = TurnRecord(turn, using: &generator)
    if isNew {
      try TurnRecord.insert([record], into: position ?? 0, from: number, in: connection)
    } else {
      try set(turn, salt: record.salt, digest: record.digest, at: number)
    }
  }

  private func set(_ turn: Turn, salt: [UInt8], digest: [UInt8], at number: Int) throws {
    try connection.run(
      """
      UPDATE turns SET role = ?, at = ?, author = ?, salt = ?, digest = ?, content = ?, erased = NULL
      WHERE session = ? AND sequence = ?
      """,
      [
        .text(turn.role.rawValue), .time(orNull: turn.at), .utf8(orNull: turn.author),
        .bytes(salt), .bytes(digest), .utf8(orNull: turn.content), .integer(position ?? 0),
        .int(number),
      ])
  }

  private mutating func keepRow(_ number: Int) throws {
    let columns = [
      "session", "sequence", "role", "at", "author", "salt", "digest", "content", "erased",
    ]
    for row in try connection.query(
      "SELECT \(columns.joined(separator: ", ")) FROM turns WHERE session = ? AND sequence = ?",
      .integer(position ?? 0), .int(number))
    {
      outcome.rows.append(QuarantinedRow(table: "turns", columns: columns, values: row.values))
    }
  }

  // MARK: - Contents

  private mutating func mend(_ rows: [ContentCheck.ContentRow]) throws {
    var byName: [String: ContentCheck.ContentRow] = [:]
    for row in rows { byName["\(row.entry) \(row.name)"] = row }
    for entry in check.entries {
      for (name, digest) in entry.contents.sorted(by: { $0.key < $1.key }) {
        let row = byName.removeValue(forKey: "\(entry.position) \(name)")
        let isErased = row.map { row in
          row.content == nil && row.erasedBy == JournalEntry.Kind.contentErased.rawValue
        }
        if let row, row.digest == digest, row.isWhole, row.content != nil || isErased == true {
          continue
        }
        try mend(name, of: entry.position, digest: digest, row, isErased: isErased ?? false)
      }
    }
    for row in byName.values.sorted(by: { ($0.entry, $0.name) < ($1.entry, $1.name) }) {
      try keepContent(row.name, of: row.entry)
      try connection.run(
        "DELETE FROM contents WHERE entry = ? AND name = ?", .integer(row.entry), .text(row.name))
      outcome.restored.append("content \(row.name) of entry \(row.entry) was taken out")
    }
  }

  private mutating func mend(
    _ name: String, of entry: Int64, digest: [UInt8], _ row: ContentCheck.ContentRow?,
    isErased: Bool
  ) throws {
    let what = "content \(name) of entry \(entry)"
    try keepContent(name, of: entry)
    if isErased {
      // Only the digest that is left of it was changed.
      try connection.run(
        "UPDATE contents SET digest = ? WHERE entry = ? AND name = ?", .bytes(digest),
        .integer(entry), .text(name))
      outcome.restored.append(what)
      return
    }
    // A body that was too long for its entry has no salt.
    let salt = row?.salt ?? (name == Content.body ? [] : nil)
    let own = row?.content.map { [$0] } ?? []
    if let salt {
      let candidates = own + candidates(for: name, salt: salt)
      if let bytes = candidates.first(where: { SaltedDigest.of($0, salt: salt) == digest }) {
        try set(bytes, salt: salt, digest: digest, name, of: entry, isNew: row == nil)
        outcome.restored.append(what)
        return
      }
    }
    guard own.isEmpty else {
      outcome.unproved.append(what)
      return
    }
    var fresh = [UInt8].salt(using: &generator)
    if let salt { fresh = salt }
    guard let bytes = likeliest(name) else {
      outcome.gone.append(what)
      return
    }
    try set(
      bytes, salt: fresh, digest: SaltedDigest.of(bytes, salt: fresh), name, of: entry,
      isNew: row == nil)
    outcome.unproved.append(what)
  }

  private func candidates(for name: String, salt: [UInt8]) -> [[UInt8]] {
    switch name {
    case Content.start: sources.startContents(salt: salt)
    case Content.decision: sources.decisions
    default: []
    }
  }

  /// What speaks for itself where nothing proves it: of several decisions nobody can say which it was.
  private func likeliest(_ name: String) -> [UInt8]? {
    switch name {
    case Content.start:
      let later = check.entries.count { $0.contents[Content.decision] != nil }
      return sources.startContent(withoutLast: later)
    case Content.decision:
      return Set(sources.decisions).count == 1 ? sources.decisions.first : nil
    default: return nil
    }
  }

  private func set(
    _ bytes: [UInt8], salt: [UInt8], digest: [UInt8], _ name: String, of entry: Int64, isNew: Bool
  ) throws {
    let values: [SQLValue] = [
      .bytes(salt), .bytes(digest), .bytes(bytes), .integer(entry), .text(name),
    ]
    try connection.run(
      isNew
        ? "INSERT INTO contents (salt, digest, content, entry, name) VALUES (?, ?, ?, ?, ?)"
        : """
        UPDATE contents SET salt = ?, digest = ?, content = ?, erased = NULL
        WHERE entry = ? AND name = ?
        """, values)
  }

  private mutating func keepContent(_ name: String, of entry: Int64) throws {
    let columns = ["entry", "name", "salt", "digest", "content", "erased"]
    for row in try connection.query(
      "SELECT \(columns.joined(separator: ", ")) FROM contents WHERE entry = ? AND name = ?",
      .integer(entry), .text(name))
    {
      outcome.rows.append(
        QuarantinedRow(table: "contents", columns: columns, values: row.values))
    }
  }
}
