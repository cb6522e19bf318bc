import AgeEncryption
import StrataCore
import SystemPackage
import TransparencyLog

/// One making of a backup: writes what came since the last one, writes anew what holds words that were
/// erased since, and last puts the manifest in place.
struct BackupRun {
  let store: SessionStore
  let folder: BackupFolder
  let cipher: BackupCipher
  let progress: (Progress) -> Void

  /// The last segment is written anew as long as it is smaller, so that many small backups do not
  /// leave many small files.
  private static let smallBytes = 128 << 10
  private static let snapshotTries = 10

  private var fileSystem: any FileSystem { folder.fileSystem }

  /// What was read of the journal in one view of it.
  private struct Snapshot {
    var segments: [BackupManifest.Segment]
    var state: BackupManifest.File
    var written: Int
    var rewritten: Int
  }

  func run() throws -> BackupReport {
    try requireRoom()
    try folder.prepare()
    let lock = try folder.hold()
    return try withExtendedLifetime(lock) { try runHolding() }
  }

  private func runHolding() throws -> BackupReport {
    let known = try folder.manifest()?.manifest
    if let known { try requireSame(known) }
    let (checkpoint, snapshot) = try snapshot(since: known)
    try folder.flushFiles()
    let size = Int64(checkpoint.checkpoint.size.count)
    let run = BackupManifest.Run(
      time: store.options.clock(), entries: size, byteCount: snapshot.written,
      rewritten: snapshot.rewritten)
    let manifest = BackupManifest(
      format: BackupManifest.formatVersion, store: store.marker.store,
      created: store.marker.created, storeFormat: Schema.formatVersion,
      recipients: cipher.recipients.map(\.description),
      checkpoint: String(decoding: checkpoint.bytes, as: UTF8.self),
      keyHistory: String(decoding: try store.keyHistory().bytes, as: UTF8.self),
      segments: snapshot.segments, state: snapshot.state,
      runs: ((known?.runs ?? []) + [run]).suffix(BackupManifest.runLimit))
    try folder.write(manifest)
    try folder.removeLeftovers(beside: manifest)
    return BackupReport(
      folder: folder.root.string, entries: size, newEntries: size - (known?.entryCount ?? 0),
      byteCount: snapshot.written, totalByteCount: manifest.byteCount,
      rewritten: snapshot.rewritten, isEncrypted: manifest.isEncrypted)
  }

  // MARK: - May it

  private func requireRoom() throws(StrataError) {
    let (root, place) = (folder.root.lexicallyNormalized(), store.root.lexicallyNormalized())
    guard !root.starts(with: place) else {
      throw StrataError(
        .usage, "the backup would lie in the store, and be lost with it", place: root.string,
        remedy: "name a folder elsewhere, best on another disk")
    }
  }

  private func requireSame(_ known: BackupManifest) throws {
    let place = folder.manifestPath.string
    guard known.store == store.marker.store else {
      throw StrataError(
        .conflict, "the folder holds the backup of another store, \(known.store)", place: place,
        remedy: "name another folder")
    }
    guard known.isEncrypted == !cipher.recipients.isEmpty else {
      throw StrataError(
        .conflict,
        known.isEncrypted
          ? "the backup is encrypted, and must not be gone on with in the clear"
          : "the backup is not encrypted, so encrypting what is new would hide little",
        place: place, remedy: "name another folder")
    }
    let former = try BackupReading.checkpoint(of: known, place: place).checkpoint
    let newest = try store.log.newest().checkpoint
    let isSame =
      try former.size <= newest.size
      && TreeHash.root(of: former.size, reading: store.log.reader(at: newest.size)) == former.root
    guard isSame else {
      throw StrataError(
        .conflict,
        "the backup holds \(former.size) entries, of which this store is no continuation: it was "
          + "restored to an earlier time, or is another copy", place: place,
        remedy: "keep the backup, and back this store up to another folder")
    }
  }

  // MARK: - One view of the journal

  /// Signs a checkpoint, then reads exactly what it covers, in one view of the journal.
  private func snapshot(
    since known: BackupManifest?
  ) throws -> (SignedCheckpoint, Snapshot) {
    for _ in 0..<Self.snapshotTries {
      let checkpoint = try signed()
      let size = checkpoint.checkpoint.size
      let last = Int64(size.count)
      let first = Self.firstToWrite(known)
      let frontier = try MerkleFrontier(
        size: TreeSize(Int(min(first - 1, last))), reading: store.log.reader(at: size))
      let snapshot: Snapshot? = try store.driver.read { connection in
        // What was erased since the checkpoint would be gone, and nothing would say so.
        let erased = try connection.query(
          "SELECT 1 FROM entries WHERE position > ? AND kind = ? LIMIT 1", .integer(last),
          .text(JournalEntry.Kind.contentErased.rawValue))
        guard erased.isEmpty else { return nil }
        var frontier = frontier
        let snapshot = try write(first, through: last, since: known, &frontier, in: connection)
        guard frontier.root == checkpoint.checkpoint.root else {
          throw StrataError(
            .corrupt, "the entries are not those that the checkpoint was signed over",
            place: "table entries", remedy: "run 'strata audit verify'")
        }
        return snapshot
      }
      if let snapshot { return (checkpoint, snapshot) }
    }
    throw StrataError(
      .conflict, "content kept being erased while it was to be backed up", remedy: "try again")
  }

  private func signed() throws -> SignedCheckpoint {
    if case .writing = store.options.access { return try store.log.sign() }
    return try store.log.newest()
  }

  private static func firstToWrite(_ known: BackupManifest?) -> Int64 {
    guard let last = known?.segments.last else { return 1 }
    return last.file.byteCount < smallBytes ? last.first : last.last + 1
  }

  private func write(
    _ first: Int64, through last: Int64, since known: BackupManifest?,
    _ frontier: inout MerkleFrontier, in connection: any SQLConnection
  ) throws -> Snapshot {
    let kept = (known?.segments ?? []).filter { $0.last < first }
    let stale = try staleSegments(of: kept, after: known?.entryCount ?? 0, in: connection)
    let writing = try SegmentWriting(
      in: connection, from: min(first, stale.map { kept[$0].first }.min() ?? first))
    var snapshot = Snapshot(
      segments: kept, state: .init(path: "", byteCount: 0, digest: ""), written: 0,
      rewritten: stale.count)
    for index in stale {
      let stretch = try writing.stretch(kept[index].first...kept[index].last, bounded: false) { _ in
      }
      snapshot.segments[index] = try seal(stretch, &snapshot)
    }
    var next = first
    while next <= last {
      let stretch = try writing.stretch(next...last) { try frontier.append($0) }
      snapshot.segments.append(try seal(stretch, &snapshot))
      progress(
        Progress(
          step: "entries", completed: Int(stretch.last - first + 1), total: Int(last - first + 1)))
      next = stretch.last + 1
    }
    let state = try BackupState(
      of: store.layout, on: store.options.fileSystem, withSecrets: !cipher.recipients.isEmpty,
      in: connection)
    snapshot.state = try put(state.lines, named: "state-*", &snapshot)
    return snapshot
  }

  /// The segments that may hold words which were erased since.
  private func staleSegments(
    of segments: [BackupManifest.Segment], after known: Int64, in connection: any SQLConnection
  ) throws -> [Int] {
    let positions = try connection.query(
      """
      SELECT DISTINCT o.position FROM entries e JOIN entries o ON o.session = e.session
      WHERE e.position > ? AND e.kind = ? AND o.position <= ?
      """, .integer(known), .text(JournalEntry.Kind.contentErased.rawValue), .integer(known)
    ).map { try $0.integer(0) }
    let stale = Set(
      positions.map { position in segments.partitioningIndex { $0.last >= position } })
    return stale.filter { $0 < segments.count }.sorted()
  }

  private func seal(
    _ stretch: SegmentWriting.Stretch, _ snapshot: inout Snapshot
  ) throws -> BackupManifest.Segment {
    let name = "\(Self.digits(stretch.first))-\(Self.digits(stretch.last))-*"
    return BackupManifest.Segment(
      file: try put(stretch.lines, named: name, &snapshot), first: stretch.first,
      last: stretch.last, from: stretch.from, to: stretch.to)
  }

  private func put(
    _ lines: [UInt8], named name: String, _ snapshot: inout Snapshot
  ) throws -> BackupManifest.File {
    let sealed = try cipher.seal(lines, using: store.options.randomness())
    snapshot.written += sealed.count
    return try folder.write(sealed, named: name + cipher.suffix)
  }

  /// Twelve digits, so that names sort like entries.
  private static func digits(_ position: Int64) -> String {
    let digits = String(position)
    return String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }
}
