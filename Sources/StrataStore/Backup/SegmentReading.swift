import StrataCore
import TransparencyLog

/// An entry of a backup with all that belongs to it, each thing compared with its digest.
struct BackedEntry {
  /// Personal content of the entry.
  struct Content {
    var name: String
    var digest: [UInt8]
    /// Nil where it was erased.
    var salt: [UInt8]?
    var bytes: [UInt8]?
    /// The entry that erased it.
    var erased: Int64?
  }

  /// A turn that the entry added.
  struct Turn {
    var role: String
    var at: Timestamp?
    var author: String?
    var digest: [UInt8]
    /// Nil where it was erased.
    var salt: [UInt8]?
    var text: String?
    /// The entry that erased it.
    var erased: Int64?
  }

  var record: [UInt8]
  var entry: JournalEntry
  var leaf: RecordHash
  var contents: [Content] = []
  var turns: [Turn] = []
  var origins: [Origin] = []
}

/// Reads the lines of a segment.
struct SegmentReading {
  private let bytes: [UInt8]
  private let segment: BackupManifest.Segment
  private let place: String

  init(_ bytes: [UInt8], of segment: BackupManifest.Segment, place: String) {
    self.bytes = bytes
    self.segment = segment
    self.place = place
  }

  /// Goes through the entries, in order.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` where something is missing, is in another order, or
  ///   is not what the entry commits to; what `body` throws.
  func forEach(_ body: (BackedEntry) throws -> Void) throws {
    var next = segment.first
    var current: BackedEntry?
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let (name, value) = try Self.parts(line) ?? { throw damaged("a line cannot be read") }()
      if name == "entry" {
        if let current { try body(checked(current)) }
        let entry = try entry(value)
        guard entry.entry.position == next else {
          throw damaged("entry \(next) is missing: entry \(entry.entry.position) is in its place")
        }
        next += 1
        current = entry
      } else {
        guard current != nil else { throw damaged("a line belongs to no entry") }
        try add(name, value, to: &current)
      }
    }
    if let current { try body(checked(current)) }
    guard next == segment.last + 1 else { throw damaged("entry \(next) is missing") }
  }

  private func damaged(_ message: String, _ cause: (any Error)? = nil) -> StrataError {
    StrataError(
      .corrupt, message, place: place,
      remedy: "use another copy of the backup, or make a new one while the store is there",
      cause: cause)
  }

  /// The name and the value of an object with one member, found without reading the value.
  private static func parts(_ line: ArraySlice<UInt8>) -> (String, [UInt8])? {
    guard line.starts(with: Array("{\"".utf8)), line.last == UInt8(ascii: "}"),
      let end = line.dropFirst(2).firstIndex(of: UInt8(ascii: "\"")),
      line.index(after: end) < line.endIndex, line[line.index(after: end)] == UInt8(ascii: ":")
    else { return nil }
    return (
      String(decoding: line[(line.startIndex + 2)..<end], as: UTF8.self),
      Array(line[(end + 2)..<(line.endIndex - 1)])
    )
  }

  private func entry(_ record: [UInt8]) throws(StrataError) -> BackedEntry {
    do {
      return BackedEntry(
        record: record, entry: try JournalEntry(record: record, place: place),
        leaf: RecordHash(of: record))
    } catch {
      throw damaged("an entry cannot be read", error)
    }
  }

  private func add(_ name: String, _ value: [UInt8], to entry: inout BackedEntry?) throws {
    do {
      let fields = try JSONFields(JSONReader.value(of: value, place: place), place: place)
      switch name {
      case "content": entry?.contents.append(try BackedEntry.Content(fields))
      case "turn": entry?.turns.append(try BackedEntry.Turn(fields))
      case "origin":
        entry?.origins.append(
          Origin(
            source: try fields.requiredText("source"), key: try fields.requiredText("key"),
            digest: try fields.requiredText("digest"), turnCount: Int(fields.number("turns") ?? 0)))
      default: throw damaged("a line of the unknown kind '\(name)'")
      }
    } catch let error as StrataError where error.code != .corrupt {
      throw damaged("what belongs to entry \(entry?.entry.position ?? 0) cannot be read", error)
    }
  }

  // MARK: - Digests

  private func checked(_ entry: BackedEntry) throws -> BackedEntry {
    let position = entry.entry.position
    for content in entry.contents {
      let isRight =
        if let bytes = content.bytes, let salt = content.salt {
          SaltedDigest.of(bytes, salt: salt) == content.digest && content.erased == nil
        } else {
          content.erased != nil
        }
      guard isRight, entry.entry.contents[content.name] == content.digest else {
        throw damaged("content '\(content.name)' of entry \(position) is not what it commits to")
      }
    }
    guard Set(entry.contents.map(\.name)) == Set(entry.entry.contents.keys) else {
      throw damaged("a content of entry \(position) is missing")
    }
    for turn in entry.turns where turn.erased == nil {
      guard let salt = turn.salt, let kept = turn.kept,
        SaltedDigest.of(kept, salt: salt) == turn.digest
      else { throw damaged("a turn of entry \(position) is not what it commits to") }
    }
    let commitment = TurnCommitment(of: entry.entry)
    guard TurnCommitment(to: entry.turns.map(\.digest), from: commitment?.first ?? 1) == commitment
    else { throw damaged("the turns of entry \(position) are not what it commits to") }
    return entry
  }
}

extension BackedEntry.Turn {
  /// The turn with its words; nil where they were erased.
  var kept: Turn? {
    guard let text, let role = Turn.Role(rawValue: role) else { return nil }
    return Turn(role, text, at: at, author: author)
  }

  fileprivate init(_ fields: JSONFields) throws(StrataError) {
    guard let digest = [UInt8](digestText: try fields.requiredText("digest")) else {
      throw fields.missing("digest")
    }
    self.init(
      role: try fields.requiredText("role"),
      at: try fields.parsed("at") { text throws(StrataError) in try Timestamp(parsing: text) },
      author: try fields.text("author"), digest: digest, salt: try fields.bytes("salt"),
      text: try fields.text("text"), erased: fields.number("erased"))
  }
}

extension BackedEntry.Content {
  fileprivate init(_ fields: JSONFields) throws(StrataError) {
    guard let digest = [UInt8](digestText: try fields.requiredText("digest")) else {
      throw fields.missing("digest")
    }
    self.init(
      name: try fields.requiredText("name"), digest: digest, salt: try fields.bytes("salt"),
      bytes: try Self.bytes(fields),
      erased: fields.number("erased"))
  }

  private static func bytes(_ fields: JSONFields) throws(StrataError) -> [UInt8]? {
    if let text = try fields.text("text") { return Array(text.utf8) }
    return try fields.bytes("bytes")
  }
}

extension JSONFields {
  fileprivate func number(_ name: String) -> Int64? {
    if case .integer(let number)? = members[name] { number } else { nil }
  }

  /// Bytes that hexadecimal digits spell.
  fileprivate func bytes(_ name: String) throws(StrataError) -> [UInt8]? {
    guard let text = try text(name) else { return nil }
    guard let bytes = [UInt8](hexadecimal: text.utf8) else { throw missing(name) }
    return bytes
  }
}
