/// One file of the archive: a run of a topic's events, one JSON line each, gzipped (row E4).
public struct ArchiveSegment: Hashable, Sendable {
  /// The topic.
  public var topic: Topic
  /// The offset of its first event.
  public var first: Int64
  /// The offset of its last event.
  public var last: Int64
  /// The earliest time of an event in it.
  public var earliest: Timestamp
  /// The latest time of an event in it.
  public var latest: Timestamp
  /// The length of the file in bytes.
  public var byteCount: Int
  /// SHA-256 of the file, 32 bytes.
  public var digest: [UInt8]

  /// Makes a segment.
  public init(
    topic: Topic, first: Int64, last: Int64, earliest: Timestamp, latest: Timestamp,
    byteCount: Int, digest: [UInt8]
  ) {
    self.topic = topic
    self.first = first
    self.last = last
    self.earliest = earliest
    self.latest = latest
    self.byteCount = byteCount
    self.digest = digest
  }

  /// `TOPIC-FIRST-LAST.jsonl.gz`.
  public var fileName: String { Self.fileName(topic, first, last) }

  /// How many events it has.
  public var eventCount: Int64 { last - first + 1 }

  static func fileName(_ topic: Topic, _ first: Int64, _ last: Int64) -> String {
    "\(topic.rawValue)-\(first)-\(last).jsonl.gz"
  }
}

/// What the archive holds of a topic: its segments in order, without a gap, from offset 0.
public struct ArchiveManifest: Hashable, Sendable {
  /// The topic.
  public let topic: Topic
  /// The segments, in order.
  public private(set) var segments: [ArchiveSegment] = []

  /// An empty archive.
  public init(topic: Topic) { self.topic = topic }

  /// The offset after the last archived event.
  public var end: Int64 { segments.last.map { $0.last + 1 } ?? 0 }

  /// The segment with an offset, or nil.
  ///
  /// - Complexity: O(log n).
  public func segment(containing offset: Int64) -> ArchiveSegment? {
    let place = segments.partitioningIndex { $0.last >= offset }
    guard place < segments.count, segments[place].first <= offset else { return nil }
    return segments[place]
  }

  /// The first segment with an event at a time or later, or nil.
  public func segment(reaching time: Timestamp) -> ArchiveSegment? {
    segments.first { $0.latest >= time }
  }

  /// Adds the next segment.
  ///
  /// - Throws: ``StrataError`` with code `corrupt` where it does not follow the last one.
  public mutating func append(_ segment: ArchiveSegment, place: String) throws(StrataError) {
    guard segment.topic == topic, segment.first == end, segment.last >= segment.first else {
      throw StrataError(
        .corrupt,
        "the archive of \(topic.rawValue) should go on at offset \(end), and \(segment.fileName) "
          + "does not", place: place, remedy: "restore the archive from a backup")
    }
    segments.append(segment)
  }
}

// MARK: - The file

extension ArchiveManifest {
  /// One line of canonical JSON a segment.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for offsets beyond what JSON holds.
  public func bytes() throws(StrataError) -> [UInt8] {
    var bytes: [UInt8] = []
    for segment in segments {
      bytes += try CanonicalJSON.bytes([
        "bytes": .integer(Int64(segment.byteCount)), "file": .string(segment.fileName),
        "first_offset": .integer(segment.first), "last_offset": .integer(segment.last),
        "earliest": .string(segment.earliest.description),
        "latest": .string(segment.latest.description),
        "sha256": .string(segment.digest.hexadecimal), "version": .string(TopicEvent.version),
      ])
      bytes.append(0x0A)
    }
    return bytes
  }

  /// Reads the file.
  ///
  /// - Throws: ``StrataError``: `invalidInput` for anything but lines of segments, `corrupt` where
  ///   there is a gap between two.
  public init(topic: Topic, bytes: [UInt8], place: String) throws(StrataError) {
    self.init(topic: topic)
    for (index, line) in bytes.split(separator: 0x0A).enumerated() {
      let value = try JSONReader.value(of: Array(line), place: place, firstLine: index + 1)
      let fields = try JSONFields(value, place: "\(place):\(index + 1)")
      let digits = try fields.requiredText("sha256")
      let name = try fields.requiredText("file")
      guard
        let first = value.member("first_offset")?.asInteger,
        let last = value.member("last_offset")?.asInteger,
        let byteCount = value.member("bytes")?.asInteger.flatMap({ Int(exactly: $0) }),
        let digest = [UInt8](digestText: "sha256:\(digits)"),
        try fields.text("version") == TopicEvent.version,
        name == ArchiveSegment.fileName(topic, first, last),
        let earliest = try fields.parsed(
          "earliest", { (text) throws(StrataError) in try Timestamp(parsing: text) }),
        let latest = try fields.parsed(
          "latest", { (text) throws(StrataError) in try Timestamp(parsing: text) })
      else {
        throw StrataError(
          .invalidInput, "this is no line of the archive's manifest",
          place: "\(place):\(index + 1)")
      }
      try append(
        ArchiveSegment(
          topic: topic, first: first, last: last, earliest: earliest, latest: latest,
          byteCount: byteCount, digest: digest), place: "\(place):\(index + 1)")
    }
  }
}
