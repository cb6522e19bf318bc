import Foundation
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

/// An entry of a backup as it lies there: what it says is read, and compared with its digests, where that
/// is wanted.
struct BackedRecord {
  var position: Int64
  var kind: String
  var recordedAt: Timestamp
  var leaf: RecordHash
  var bytes: [UInt8]
  /// What belongs to it.
  fileprivate var parts: [(name: String, value: [UInt8])] = []
  fileprivate let segment: SegmentReading

  /// - Throws: ``StrataError`` with code `corrupt`.
  func entry() throws -> BackedEntry { try segment.entry(of: self) }

  /// Whether the record has these bytes anywhere.
  func contains(_ text: String) -> Bool {
    Data(bytes).range(of: Data(text.utf8)) != nil
  }
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
  /// - Throws: ``StrataError`` with code `corrupt` where an entry is missing or in another order, or a
  ///   line cannot be read; what `body` throws.
  func forEach(_ body: (BackedRecord) throws -> Void) throws {
    var next = segment.first
    var current: BackedRecord?
    try forEachLine { line in
      let (name, value) = try Self.parts(line) ?? { throw damaged("a line cannot be read") }()
      if name == "entry" {
        if let current { try body(current) }
        let record = try record(value)
        guard record.position == next else {
          throw damaged("entry \(next) is missing: entry \(record.position) is in its place")
        }
        next += 1
        current = record
      } else {
        guard current != nil else { throw damaged("a line belongs to no entry") }
        current?.parts.append((name, value))
      }
    }
    if let current { try body(current) }
    guard next == segment.last + 1 else { throw damaged("entry \(next) is missing") }
  }

  private func forEachLine(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try bytes.withUnsafeBytes { bytes in
      var rest = bytes
      while let start = rest.baseAddress, !rest.isEmpty {
        let end = memchr(start, 0x0A, rest.count)
        let count = end.map { UnsafeRawPointer($0) - start } ?? rest.count
        if count > 0 { try body(UnsafeRawBufferPointer(start: start, count: count)) }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count + 1))
      }
    }
  }

  private func damaged(_ message: String, _ cause: (any Error)? = nil) -> StrataError {
    StrataError(
      .corrupt, message, place: place,
      remedy: "use another copy of the backup, or make a new one while the store is there",
      cause: cause)
  }

  /// The name and the value of an object with one member, found without reading the value.
  private static func parts(_ line: UnsafeRawBufferPointer) -> (String, [UInt8])? {
    guard line.count > 5, line[0] == UInt8(ascii: "{"), line[1] == UInt8(ascii: "\""),
      line[line.count - 1] == UInt8(ascii: "}"),
      let end = line.dropFirst(2).firstIndex(of: UInt8(ascii: "\"")), end + 2 < line.count,
      line[end + 1] == UInt8(ascii: ":")
    else { return nil }
    return (
      String(decoding: line[2..<end], as: UTF8.self),
      [UInt8](UnsafeRawBufferPointer(rebasing: line[(end + 2)..<(line.count - 1)]))
    )
  }

  private func record(_ bytes: [UInt8]) throws(StrataError) -> BackedRecord {
    let found = bytes.withUnsafeBytes { bytes -> (Int64, String, String)? in
      let members = CanonicalMembers(bytes)
      guard let position = members?.value("position"),
        let number = Int64(String(decoding: position, as: UTF8.self)),
        let kind = members?.text("kind"), let time = members?.text("recorded_at")
      else { return nil }
      return (number, kind, time)
    }
    guard let (position, kind, time) = found else { throw damaged("an entry cannot be read") }
    let recordedAt: Timestamp
    do {
      recordedAt = try Timestamp(parsing: time)
    } catch {
      throw damaged("an entry cannot be read", error)
    }
    return BackedRecord(
      position: position, kind: kind, recordedAt: recordedAt, leaf: RecordHash(of: bytes),
      bytes: bytes, segment: self)
  }

  /// The signed root over the leaves proves the record; here it is held against what belongs to it.
  fileprivate func entry(of record: BackedRecord) throws -> BackedEntry {
    var entry: BackedEntry?
    do {
      entry = BackedEntry(
        record: record.bytes, entry: try JournalEntry(proved: record.bytes, place: place),
        leaf: record.leaf)
    } catch {
      throw damaged("an entry cannot be read", error)
    }
    for (name, value) in record.parts { try add(name, value, to: &entry) }
    guard let entry else { throw damaged("an entry cannot be read") }
    return try checked(entry)
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

extension CanonicalMembers {
  /// A text without escapes; nil for anything else.
  fileprivate func text(_ name: StaticString) -> String? {
    guard let value = value(name), value.count >= 2, value.first == UInt8(ascii: "\""),
      !value.contains(UInt8(ascii: "\\"))
    else { return nil }
    return String(decoding: value[1..<value.count - 1], as: UTF8.self)
  }
}
