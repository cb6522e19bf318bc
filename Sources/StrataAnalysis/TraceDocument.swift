public import StrataCore
public import TransparencyLog

/// One document by which anybody can check a session's trace without a store (row K2): the records of
/// its entries and of the configuration in force, each with its inclusion proof, and the checkpoint
/// that they lead to; with what was said and done, where it is given (``EntryContents``).
///
/// ```json
/// {"checkpoint":"strata.local/…\n12\n…","configuration":[…],
///  "entries":[{"proof":["…"],"record":"{…}"}],"format":"strata-trace/v1","session":"…",
///  "store":{"proof":["…"],"record":"{…}"}}
/// ```
public struct TraceDocument: Sendable {
  /// A record with the proof that it is in the log.
  public struct ProvenEntry: Sendable {
    /// The canonical bytes: the data of the leaf.
    public var record: [UInt8]
    /// The hashes of the inclusion proof, the leaf's sibling first (RFC 6962 §2.1.1).
    public var proof: [TreeHash]
    /// What is given of what it committed to; nothing has to be.
    public var given: EntryContents

    /// Makes an entry.
    public init(record: [UInt8], proof: [TreeHash], given: EntryContents = .init()) {
      self.record = record
      self.proof = proof
      self.given = given
    }
  }

  /// What the first member of every document says.
  public static let format = "strata-trace/v1"
  /// How long a document may be, in bytes.
  public static let maximumByteCount = 256 << 20

  /// The first entry of the store that wrote it, which says which one it is.
  public var store: ProvenEntry
  /// Whose trace it is.
  public var session: SessionID
  /// The checkpoint with all its signatures.
  public var checkpoint: SignedCheckpoint
  /// The session's entries, in order.
  public var entries: [ProvenEntry]
  /// The configuration changes that the session's last entry was made under, in order.
  public var configuration: [ProvenEntry]
  /// How the log's key was replaced until the checkpoint, oldest first; the member is absent where it
  /// never was.
  public var rotations: [ProvenRotation]

  /// Puts a document together.
  public init(
    store: ProvenEntry, session: SessionID, checkpoint: SignedCheckpoint, entries: [ProvenEntry],
    configuration: [ProvenEntry], rotations: [ProvenRotation] = []
  ) {
    self.store = store
    self.session = session
    self.checkpoint = checkpoint
    self.entries = entries
    self.configuration = configuration
    self.rotations = rotations
  }
}

// MARK: - The form

extension TraceDocument {
  /// The document as canonical JSON with a line feed.
  public var bytes: [UInt8] {
    get throws(StrataError) {
      var members: [String: JSONValue] = [
        "checkpoint": .string(String(decoding: checkpoint.bytes, as: UTF8.self)),
        "configuration": .array(configuration.map(\.json)),
        "entries": .array(entries.map(\.json)),
        "format": .string(Self.format),
        "session": .string(session.description),
        "store": store.json,
      ]
      if !rotations.isEmpty { members["rotations"] = .array(rotations.map(\.json)) }
      return try CanonicalJSON.bytes(.object(members)) + [0x0A]
    }
  }

  /// Reads a document. What it says is not checked here: ``TraceVerification`` does that.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` and the line or the field; also for any other
  ///   spelling of the same document, so that a document has one digest.
  public init(parsing bytes: [UInt8], place: String) throws(StrataError) {
    guard bytes.count <= Self.maximumByteCount else {
      throw StrataError(
        .invalidInput, "a trace has at most \(Self.maximumByteCount >> 20) MiB", place: place)
    }
    let fields = try JSONFields(JSONReader.value(of: bytes, place: place), place: place)
    let format = try fields.requiredText("format")
    guard format == Self.format else {
      throw StrataError(
        .invalidInput, "the document has the format \(format.debugDescription)", place: place,
        remedy: "give a file as 'strata trace --proof' writes it (\(Self.format))")
    }
    guard
      let session = try fields.parsed(
        "session", { (text) throws(StrataError) in try SessionID(parsing: text) })
    else { throw fields.missing("session") }
    guard let store = try fields.object("store") else { throw fields.missing("store") }
    let note = Array(try fields.requiredText("checkpoint").utf8)
    let checkpoint: SignedCheckpoint
    do {
      checkpoint = try SignedCheckpoint(parsing: note)
    } catch {
      throw StrataError(
        .invalidInput, "the field 'checkpoint' holds no signed checkpoint", place: place,
        cause: error)
    }
    self.init(
      store: try ProvenEntry(store), session: session, checkpoint: checkpoint,
      entries: try fields.objects("entries").map { field throws(StrataError) in
        try ProvenEntry(field)
      },
      configuration: try fields.objects("configuration").map { field throws(StrataError) in
        try ProvenEntry(field)
      },
      rotations: try fields.objects("rotations").map { field throws(StrataError) in
        try ProvenRotation(field)
      })
    guard try self.bytes == bytes else {
      throw StrataError(
        .invalidInput, "the document is not in its canonical form", place: place,
        remedy: "give the file as 'strata trace --proof' wrote it, byte for byte")
    }
  }

  /// The hashes of a proof.
  static func hashes(_ field: JSONFields) throws(StrataError) -> [TreeHash] {
    var proof: [TreeHash] = []
    for (index, text) in (try field.texts("proof") ?? []).enumerated() {
      guard let hash = TreeHash(base64: text) else {
        throw StrataError(
          .invalidInput, "the field '\(field.path)proof[\(index)]' is no hash",
          place: field.place)
      }
      proof.append(hash)
    }
    return proof
  }
}

extension TraceDocument.ProvenEntry {
  fileprivate init(_ fields: JSONFields) throws(StrataError) {
    self.init(
      record: Array(try fields.requiredText("record").utf8),
      proof: try TraceDocument.hashes(fields),
      given: try EntryContents(fields))
  }

  fileprivate var json: JSONValue {
    var members = given.members
    members["proof"] = .array(proof.map { .string($0.base64) })
    members["record"] = .string(String(decoding: record, as: UTF8.self))
    return .object(members)
  }
}
