import AgeEncryption
import StrataCore
import SystemPackage
import TransparencyLog

/// Reads a backup: its files in order, each compared with its digest before it is opened.
struct BackupReading: Sendable {
  let folder: BackupFolder
  let manifest: BackupManifest
  private let cipher: BackupCipher
  private let manifestDamage: StrataError?

  init(at root: FilePath, identities: [AgeIdentity], fileSystem: any FileSystem) throws {
    folder = BackupFolder(root: root, fileSystem: fileSystem)
    guard let (manifest, damage) = try folder.manifest() else { throw Self.nothing(at: root) }
    self.manifest = manifest
    manifestDamage = damage
    cipher = BackupCipher(identities: identities)
    try Self.requireOrder(manifest, place: folder.manifestPath.string)
  }

  /// Keeps others from going on with the backup while it is read; nil where its disk is read-only.
  static func hold(at root: FilePath, on fileSystem: any FileSystem) throws -> FileLock? {
    let folder = BackupFolder(root: root, fileSystem: fileSystem)
    guard try folder.manifest() != nil else { throw nothing(at: root) }
    return try? folder.hold()
  }

  private static func nothing(at root: FilePath) -> StrataError {
    StrataError(
      .notFound, "there is no backup here: the folder has no manifest", place: root.string,
      remedy: "name the folder that 'strata backup' wrote")
  }

  /// The segments must follow on one another from the first entry.
  private static func requireOrder(
    _ manifest: BackupManifest, place: String
  ) throws(StrataError) {
    var next: Int64 = 1
    for segment in manifest.segments {
      guard segment.first == next, segment.last >= segment.first else {
        throw StrataError(
          .corrupt, "the backup's manifest has no segment that begins at entry \(next)",
          place: place, remedy: "use another copy of the backup")
      }
      next = segment.last + 1
    }
  }

  // MARK: - The checkpoint

  /// The newest checkpoint of a backup, its signature verified by the keys beside it.
  ///
  /// - Throws: ``StrataError`` with code `corrupt`.
  static func checkpoint(
    of manifest: BackupManifest, place: String
  ) throws(StrataError) -> SignedCheckpoint {
    do {
      let history = try KeyHistory(parsing: Array(manifest.keyHistory.utf8))
      let checkpoint = try SignedCheckpoint(parsing: Array(manifest.checkpoint.utf8))
      let keys = history.keys(signing: checkpoint.checkpoint.size)
      _ = try checkpoint.verify(TrustPolicy(logKeys: keys))
      return checkpoint
    } catch {
      throw StrataError(
        .corrupt, "the backup's checkpoint is not signed by the log's key", place: place,
        remedy: "use another copy of the backup", cause: error)
    }
  }

  func checkpoint() throws(StrataError) -> SignedCheckpoint {
    try Self.checkpoint(of: manifest, place: folder.manifestPath.string)
  }

  func keyHistory() throws -> KeyHistory {
    try KeyHistory(parsing: Array(manifest.keyHistory.utf8))
  }

  // MARK: - Content

  /// Goes through entries in order; nobody has compared their leaves with the checkpoint yet.
  func forEachRecord(
    in segment: BackupManifest.Segment, _ body: (BackedRecord) throws -> Void
  ) throws {
    let place = folder.root.appending(segment.file.path).string
    try SegmentReading(open(segment.file), of: segment, place: place).forEach(body)
  }

  func state() throws -> BackupState {
    try BackupState(
      parsing: open(manifest.state), place: folder.root.appending(manifest.state.path).string)
  }

  private func open(_ file: BackupManifest.File) throws(StrataError) -> [UInt8] {
    try cipher.open(
      folder.read(file), isEncrypted: file.path.hasSuffix(".age"),
      place: folder.root.appending(file.path).string)
  }

  /// The last entry that was recorded at a time or before.
  ///
  /// Where a clock was set back, what was recorded in between counts: nothing that was acknowledged by
  /// then is left out.
  /// - Throws: ``StrataError`` with code `notFound` where the store is younger.
  func lastEntry(at time: Timestamp) throws -> Int64 {
    guard let segment = manifest.segments.last(where: { $0.from <= time }) else {
      throw StrataError(
        .notFound,
        "the store did not exist at \(time): its first entry is of "
          + "\(manifest.segments.first?.from.description ?? "no time")",
        remedy: "name a later time")
    }
    var last = segment.first
    try forEachRecord(in: segment) { if $0.recordedAt <= time { last = $0.position } }
    return last
  }

  // MARK: - Verification

  /// What is wrong with the files, compared with their digests only.
  func fileFindings(progress: (Progress) -> Void = { _ in }) throws -> [Finding] {
    let files = manifest.segments.map(\.file) + [manifest.state]
    return try files.enumerated().compactMap { index, file in
      defer { progress(Progress(step: "files", completed: index + 1, total: files.count)) }
      return try finding { _ = try folder.read(file) }
    }
  }

  func findings(isDeep: Bool, progress: (Progress) -> Void) throws -> [Finding] {
    var findings = manifestDamage.map { [Self.finding($0)] } ?? []
    findings += try finding { _ = try checkpoint() }.map { [$0] } ?? []
    for path in try folder.leftovers(beside: manifest) {
      findings.append(
        Finding(
          "backup.leftover", .warning, place: path.string, "the manifest does not name this file",
          remedy: "nothing: the next backup removes what an interrupted one left"))
    }
    guard isDeep else { return try findings + fileFindings(progress: progress) }
    findings += try finding { _ = try state() }.map { [$0] } ?? []
    var frontier = MerkleFrontier()
    var isWhole = true
    for segment in manifest.segments {
      let found = try finding {
        try forEachRecord(in: segment) { record in
          try frontier.append(record.leaf)
          _ = try record.entry()
        }
      }
      if let found {
        findings.append(found)
        isWhole = false
      }
      progress(
        Progress(
          step: "entries", completed: Int(segment.last), total: Int(manifest.entryCount)))
    }
    if isWhole, let signed = try? checkpoint().checkpoint,
      frontier.root != signed.root || frontier.size != signed.size
    {
      findings.append(Self.finding(Self.unsigned(at: folder.manifestPath.string)))
    }
    return findings
  }

  static func unsigned(at place: String) -> StrataError {
    StrataError(
      .corrupt, "the entries of the backup are not those that its checkpoint was signed over",
      place: place, remedy: "use another copy of the backup")
  }

  /// What was thrown, as a finding; a key that does not fit is no damage.
  private func finding(_ body: () throws -> Void) throws -> Finding? {
    do {
      try body()
      return nil
    } catch let error as StrataError where error.code == .usage {
      throw error
    } catch {
      return Self.finding(
        error as? StrataError
          ?? StrataError(.corrupt, "\(error)", place: folder.root.string))
    }
  }

  private static func finding(_ error: StrataError) -> Finding {
    Finding(
      error.code == .corrupt ? "backup.damaged" : "backup.unreadable",
      place: error.place ?? "backup", error.message,
      remedy: error.remedy ?? "use another copy of the backup")
  }
}
