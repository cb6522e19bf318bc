public import StrataCore
public import TransparencyLog

/// What a trace document proves to a reader who trusts a key, and nothing else (row K2).
public struct TraceVerification: Sendable {
  /// The store that recorded it, as its first entry says.
  public let store: SessionID
  /// The session's entries, all of them proved to be in the log.
  public let entries: [JournalEntry]
  /// The configuration changes, all of them proved to be in the log.
  public let configuration: [JournalEntry]
  /// What the chain of the entries proves.
  public let chain: SessionChain
  /// Whether every configuration change up to the session's last entry is there.
  public let hasWholeConfiguration: Bool
  /// The witnesses who cosigned the checkpoint, with the time they saw it.
  public let cosignatures: [VerifiedSignature]
  /// The checkpoint.
  public let checkpoint: Checkpoint
  /// What the document gives of the contents, all of it as the entries committed to it.
  public let contents: ContentVerification

  /// Verifies a document. Needs no store and no network.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` at the first thing that does not hold, with its
  ///   place in the document: a proof either holds or is worth nothing.
  /// - Complexity: O(bytes of the document).
  public init(_ document: TraceDocument, trusting policy: TrustPolicy) throws(StrataError) {
    checkpoint = document.checkpoint.checkpoint
    do throws(TransparencyLogError) {
      cosignatures = try document.verifyCheckpoint(trusting: policy)
    } catch {
      throw StrataError(
        .corrupt, "the checkpoint is not signed as you ask for", place: "checkpoint",
        remedy: "check that the key is the log's; do not trust the document", cause: error)
    }
    store = try Self.store(document.store, in: document.checkpoint.checkpoint)
    var proved: [(entry: JournalEntry, leaf: [UInt8])] = []
    for (index, entry) in document.entries.enumerated() {
      let place = "entries[\(index)]"
      let (read, leaf) = try Self.proved(entry, in: document.checkpoint.checkpoint, at: place)
      guard read.session == document.session else {
        throw StrataError(
          .corrupt, "the entry belongs to another session", place: place,
          remedy: "do not trust the document")
      }
      proved.append((read, leaf))
    }
    guard !proved.isEmpty else {
      throw StrataError(
        .corrupt, "the document holds no entry of the session", place: "entries",
        remedy: "do not trust the document")
    }
    chain = SessionChain(proved)
    if let fault = chain.fault {
      throw StrataError(
        .corrupt, fault.message, place: "entries", remedy: "do not trust the document")
    }
    entries = proved.map(\.entry)
    var changes: [JournalEntry] = []
    for (index, entry) in document.configuration.enumerated() {
      let place = "configuration[\(index)]"
      let (read, _) = try Self.proved(entry, in: document.checkpoint.checkpoint, at: place)
      guard read.kind == .configurationChanged else {
        throw StrataError(
          .corrupt, "the entry changes no configuration", place: place,
          remedy: "do not trust the document")
      }
      changes.append(read)
    }
    configuration = changes
    contents = try ContentVerification(
      entries: zip(proved.map(\.entry), document.entries.map(\.given)).map { ($0, $1) },
      configuration: zip(changes, document.configuration.map(\.given)).map { ($0, $1) })
    let last = entries.last?.configuration ?? 0
    hasWholeConfiguration =
      changes.compactMap(Self.index).elementsEqual(last == 0 ? [] : Array(1...last))
  }

  private static func proved(
    _ entry: TraceDocument.ProvenEntry, in checkpoint: Checkpoint, at place: String
  ) throws(StrataError) -> (JournalEntry, [UInt8]) {
    let read = try JournalEntry(record: entry.record, place: place)
    let leaf = RecordHash(of: entry.record)
    guard read.position >= 1, let index = Int(exactly: read.position - 1) else {
      throw StrataError(.corrupt, "no entry has the position \(read.position)", place: place)
    }
    do throws(TransparencyLogError) {
      try InclusionProof(index: index, size: checkpoint.size, hashes: entry.proof)
        .verify(leaf, root: checkpoint.root)
    } catch {
      throw StrataError(
        .corrupt, "the record is not in the log that was signed", place: place,
        remedy: "do not trust the document", cause: error)
    }
    return (read, leaf.node.bytes)
  }

  private static func store(
    _ entry: TraceDocument.ProvenEntry, in checkpoint: Checkpoint
  ) throws(StrataError) -> SessionID {
    let (read, _) = try proved(entry, in: checkpoint, at: "store")
    guard read.position == 1, entry.given.isEmpty, case .object(let body) = read.body,
      case .string(let text)? = body["store"], let id = SessionID(text)
    else {
      throw StrataError(
        .corrupt, "the entry does not say which store it is", place: "store",
        remedy: "do not trust the document")
    }
    return id
  }

  private static func index(_ entry: JournalEntry) -> Int64? {
    guard case .object(let body) = entry.body, case .integer(let index)? = body["index"] else {
      return nil
    }
    return index
  }
}
