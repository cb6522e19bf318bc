import Crypto
import StrataCore
import SystemPackage

/// The archive of the topics: `archive/TOPIC/`, gzipped segments of one JSON line an event, and a
/// manifest with their digests (row E4).
struct EventArchive: Sendable {
  let layout: StoreLayout
  let fileSystem: any FileSystem

  /// A segment ends at so many events, or so many bytes of lines.
  static let segmentEvents = 1000
  static let segmentBytes = 16 << 20
  /// The last line may begin just before the bound; a record has at most 65,535 bytes.
  private static let maximumBytes = segmentBytes + (1 << 18)
  private static let maximumManifestBytes = 1 << 28

  /// Lets one process at a time extend the archive.
  func hold() throws(StrataError) -> FileLock {
    _ = try fileSystem.ensureDirectory(at: layout.archive, mode: .everyoneReads)
    return try fileSystem.holdLock(layout.archive.appending(".lock"))
  }

  /// What is archived of a topic.
  func manifest(of topic: Topic) throws(StrataError) -> ArchiveManifest {
    let path = layout.archiveManifest(of: topic)
    let bytes: [UInt8]
    do {
      bytes = try fileSystem.readFile(path, maximumBytes: Self.maximumManifestBytes)
    } catch {
      guard error.isMissing else { throw error }
      return ArchiveManifest(topic: topic)
    }
    do {
      return try ArchiveManifest(topic: topic, bytes: bytes, place: path.string)
    } catch {
      throw StrataError(
        .corrupt, "the manifest of the archive cannot be read", place: path.string,
        remedy: "restore the file from a backup", cause: error)
    }
  }

  // MARK: Reading

  /// The events of a segment.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` where the file is not the one that was archived.
  func events(of segment: ArchiveSegment) throws(StrataError) -> [TopicEvent] {
    let place = layout.archived(segment).string
    let lines = try Gzip.decompress(
      file(of: segment), maximumBytes: Self.maximumBytes, place: place
    ).split(separator: 0x0A)
    guard Int64(lines.count) == segment.eventCount else {
      throw damaged(segment, "it has \(lines.count) events")
    }
    var events: [TopicEvent] = []
    for (index, line) in lines.enumerated() {
      events.append(
        try TopicEvent(
          payload: Array(line), topic: segment.topic, offset: segment.first + Int64(index),
          place: "\(place):\(index + 1)"))
    }
    return events
  }

  /// The bytes of a segment's file, compared with the manifest.
  func file(of segment: ArchiveSegment) throws(StrataError) -> [UInt8] {
    let bytes = try fileSystem.readFile(
      layout.archived(segment), maximumBytes: segment.byteCount)
    guard Array(SHA256.hash(data: bytes)) == segment.digest else {
      throw damaged(segment, "its SHA-256 is not the manifest's")
    }
    return bytes
  }

  private func damaged(_ segment: ArchiveSegment, _ why: String) -> StrataError {
    StrataError(
      .corrupt, "a file of the archive was changed: \(why)", place: layout.archived(segment).string,
      remedy: "restore the file from a backup")
  }

  // MARK: Writing

  /// Archives events that follow what is archived: the segment is on the disk under its name before
  /// the manifest names it.
  func append(_ events: [TopicEvent], to manifest: inout ArchiveManifest) throws(StrataError) {
    guard let first = events.first, let last = events.last else { return }
    var lines: [UInt8] = []
    var (earliest, latest) = (first.recordedAt, first.recordedAt)
    for event in events {
      lines += try event.payload()
      lines.append(0x0A)
      earliest = min(earliest, event.recordedAt)
      latest = max(latest, event.recordedAt)
    }
    let bytes = try Gzip.compress(lines)
    let segment = ArchiveSegment(
      topic: manifest.topic, first: first.offset, last: last.offset, earliest: earliest,
      latest: latest, byteCount: bytes.count, digest: Array(SHA256.hash(data: bytes)))
    let path = layout.archiveManifest(of: manifest.topic)
    let folder = path.removingLastComponent()
    _ = try fileSystem.ensureDirectory(at: folder, mode: .everyoneReads)
    try manifest.append(segment, place: path.string)
    try put(bytes, at: layout.archived(segment))
    try put(manifest.bytes(), at: path)
    try fileSystem.flush(layout.archive)
  }

  private func put(_ bytes: [UInt8], at path: FilePath) throws(StrataError) {
    let staged = FilePath(path.string + ".new")
    if try fileSystem.status(of: staged) != nil { try fileSystem.removeFile(at: staged) }
    try fileSystem.createFile(bytes, at: staged, mode: FilePermissions(rawValue: 0o644))
    try fileSystem.flush(staged)
    try fileSystem.replace(path, with: staged)
    try fileSystem.flush(path.removingLastComponent())
  }
}
