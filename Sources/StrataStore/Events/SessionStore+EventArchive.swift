public import StrataCore
import SystemPackage

/// What archiving did with a topic.
public struct ArchivedTopic: Hashable, Sendable {
  /// The topic.
  public var topic: Topic
  /// The files that were added.
  public var added: [ArchiveSegment]
  /// The offset of the first event that is not in the archive alone.
  public var firstOffset: Int64
}

extension SessionStore {
  /// Moves events whose time in the topic is over into the archive (row E4).
  ///
  /// They leave the topic only when their file is on the disk and in the manifest. The entries of
  /// the journal stay as they are. Only whole runs from the start of a topic are archived, so a
  /// younger event keeps older ones behind it in the topic.
  /// - Parameter days: how long events stay; nil for what the configuration says, else 90 days.
  /// - Throws: ``StrataError``: `storage`, `corrupt` where archive and topic contradict each other.
  public func archiveEvents(olderThanDays days: Int? = nil) async throws -> [ArchivedTopic] {
    let lock = try archive.hold()
    defer { withExtendedLifetime(lock) {} }
    let configured = try driver.read {
      try EventReading(connection: $0, store: marker.store).number(EventRetention.key)
    }
    let retention = EventRetention(days: days ?? configured ?? EventRetention.standardDays)
    var topics: [ArchivedTopic] = []
    for topic in Topic.allCases { topics.append(try await archiveDue(of: topic, retention)) }
    return topics
  }

  private func archiveDue(
    of topic: Topic, _ retention: EventRetention
  ) async throws -> ArchivedTopic {
    var manifest = try archive.manifest(of: topic)
    let first = try driver.read {
      try EventReading(connection: $0, store: marker.store).firstOffset(of: topic)
    }
    guard manifest.end >= first else {
      throw StrataError(
        .corrupt,
        "\(topic.rawValue) begins at offset \(first), and its archive ends at \(manifest.end)",
        place: layout.archiveManifest(of: topic).string,
        remedy: "restore the archive from a backup")
    }
    let known = manifest.segments.count
    // What a crash left in the manifest alone leaves the topic now.
    for segment in manifest.segments where segment.last >= first {
      _ = try archive.file(of: segment)
    }
    let now = options.clock()
    while true {
      let events = try due(in: topic, from: manifest.end, retention, at: now)
      guard !events.isEmpty else { break }
      try archive.append(events, to: &manifest)
    }
    let end = manifest.end
    if end > first {
      _ = try await commits.commit { transaction in
        try transaction.connection.run(
          """
          INSERT INTO topics (name, first_offset) VALUES (?, ?)
          ON CONFLICT (name) DO UPDATE SET first_offset = excluded.first_offset
          """, .text(topic.rawValue), .integer(end))
      }
    }
    return ArchivedTopic(
      topic: topic, added: Array(manifest.segments.dropFirst(known)), firstOffset: end)
  }

  /// The next segment's events: those from an offset on whose time is over, as many as it holds.
  private func due(
    in topic: Topic, from offset: Int64, _ retention: EventRetention, at now: Timestamp
  ) throws -> [TopicEvent] {
    let events = try driver.read {
      try EventReading(connection: $0, store: marker.store).events(
        in: topic, from: offset, limit: EventArchive.segmentEvents)
    }
    var due: [TopicEvent] = []
    var byteCount = 0
    for event in events {
      guard retention.isOver(for: event.recordedAt, at: now) else { break }
      due.append(event)
      byteCount += try event.payload().count + 1
      if byteCount >= EventArchive.segmentBytes { break }
    }
    return due
  }
}
