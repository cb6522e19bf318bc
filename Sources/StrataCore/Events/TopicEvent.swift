/// A message of a topic: one entry of the journal in the JSON shapes of Seed A (row E1).
///
/// The message is a pure function of the entry and the store's id, so that a topic is a view of the
/// journal, and an archived message is, byte for byte, the one that would be made again.
public struct TopicEvent: Hashable, Sendable {
  /// The version of the JSON shapes.
  public static let version = "1.0"

  /// Its topic.
  public let topic: Topic
  /// Its number in the topic, from 0, without gaps.
  public let offset: Int64
  /// `STORE/POSITION`: the same whenever and wherever the message is read, to tell doubles by.
  public let id: String
  /// The position of its entry in the journal.
  public let position: Int64
  /// What it tells.
  public let type: EventType
  /// When it happened. That is when the journal took its entry, but for what was taken in from another
  /// store.
  public let happenedAt: Timestamp
  /// When the journal took its entry.
  public let recordedAt: Timestamp
  /// Which session it concerns.
  public let session: SessionID?
  /// The message.
  public let message: JSONValue

  /// The message of an entry.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for an entry that no journal could hold.
  public init(_ entry: JournalEntry, offset: Int64, store: SessionID) throws(StrataError) {
    try self.init(
      message: Self.message(of: entry, store: store), topic: entry.kind.topic, offset: offset,
      place: "entry \(entry.position)")
  }

  /// A message that was kept apart from the journal, for example in the archive.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  public init(
    payload: [UInt8], topic: Topic, offset: Int64, place: String
  ) throws(StrataError) {
    try self.init(
      message: JSONReader.value(of: payload, place: place), topic: topic, offset: offset,
      place: place)
  }

  private init(
    message: JSONValue, topic: Topic, offset: Int64, place: String
  ) throws(StrataError) {
    let fields = try JSONFields(message, place: place)
    let metadata = message.member("metadata")
    guard
      let id = metadata?.member("event_id")?.asText,
      let position = id.split(separator: "/").last.flatMap({ Int64($0) }),
      let type = try fields.choice("event_type", EventType.self),
      let time = try fields.parsed(
        "timestamp", { (text) throws(StrataError) in try Timestamp(parsing: text) })
    else { throw StrataError(.invalidInput, "this is no event of a topic", place: place) }
    let session = message.member("session_id") ?? metadata?.member("session_id")
    self.topic = topic
    self.offset = offset
    self.id = id
    self.position = position
    self.type = type
    self.happenedAt = time
    self.recordedAt =
      try fields.parsed("recorded_at") { (text) throws(StrataError) in
        try Timestamp(parsing: text)
      } ?? time
    self.session = session?.asText.flatMap { SessionID($0) }
    self.message = message
  }

  /// The message as canonical JSON: one entry, one sequence of bytes.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput` for numbers that JSON cannot hold.
  public func payload() throws(StrataError) -> [UInt8] { try CanonicalJSON.bytes(message) }
}

// MARK: - What consumers ask

extension TopicEvent {
  /// How it ended, where something ended: `success`, `failure`, or what a session, a command or a
  /// deployment says.
  public var outcome: String? {
    switch type {
    case .sessionEnded: message.member("metadata")?.member("outcome")?.asText
    case .commandExecuted: message.member("execution")?.member("status")?.asText
    case .userLoggedIn, .userLoggedOut, .authenticationFailed:
      message.member("success") == true ? "success" : "failure"
    case .deploymentRecorded: message.member("details")?.member("status")?.asText
    default: nil
    }
  }

  /// Who did it.
  public var user: String? { message.member("user_id")?.asText }

  /// Whom it concerns, where the journal knows.
  public var customer: String? { message.member("metadata")?.member("customer")?.asText }

  /// The configuration in force: the index of its last change, 0 before the first (row B5).
  public var configuration: Int64 {
    message.member("metadata")?.member("configuration")?.asInteger ?? 0
  }

  /// The store where it happened; nil for this one.
  public var origin: String? { message.member("origin")?.member("store")?.asText }

  /// The day in UTC on which it happened, `2026-01-05`.
  public var day: String { String(happenedAt.description.prefix(10)) }
}
