import StrataCore
import Testing

/// The messages of the topics have the shapes of Seed A, field for field (row E1).
@Suite("Events of topics")
struct TopicEventTests {
  private let store: SessionID
  private let session: SessionID
  private let time: Timestamp

  init() throws {
    store = try SessionID(parsing: "0199a8f0-0000-7000-8000-000000000001")
    session = try SessionID(parsing: "550e8400-e29b-41d4-a716-446655440000")
    time = try Timestamp(parsing: "2025-10-20T18:00:05Z")
  }

  private func entry(_ kind: JournalEntry.Kind, _ body: JSONValue = [:]) throws -> JournalEntry {
    JournalEntry(
      position: 17, recordedAt: time, kind: kind, customer: try CustomerID("acme"),
      session: session, sequence: 3, actor: "dev1", realm: "000001", conversation: "001",
      configuration: 4, body: body)
  }

  private func payload(_ entry: JournalEntry) throws -> String {
    String(decoding: try TopicEvent(entry, offset: 5, store: store).payload(), as: UTF8.self)
  }

  @Test func `a command's event is the seed's`() throws {
    let body: JSONValue = [
      "command": ["type": "system_info", "fields": ["hostname", "cpu_info"]],
      "execution": ["mode": "ssh", "host": "10.20.31.5", "duration_ms": 45, "status": "success"],
      "metadata": ["output_size_bytes": 2048, "from_cache": false],
    ]
    #expect(
      try payload(entry(.commandExecuted, body)) == """
        {"command":{"fields":["hostname","cpu_info"],"type":"system_info"},\
        "event_type":"CommandExecuted",\
        "execution":{"duration_ms":45,"host":"10.20.31.5","mode":"ssh","status":"success"},\
        "metadata":{"configuration":4,\
        "event_id":"0199a8f0-0000-7000-8000-000000000001/17","from_cache":false,\
        "output_size_bytes":2048},\
        "session_id":"550e8400-e29b-41d4-a716-446655440000",\
        "timestamp":"2025-10-20T18:00:05.000000Z","version":"1.0"}
        """)
  }

  @Test func `a session's event is the seed's`() throws {
    let body: JSONValue = ["version": "v1.2.0", "turn_count": 2, "phase": .null]
    #expect(
      try payload(entry(.sessionStarted, body)) == """
        {"conversation_id":"001","event_type":"SessionStarted",\
        "metadata":{"configuration":4,"customer":"acme",\
        "event_id":"0199a8f0-0000-7000-8000-000000000001/17","sequence":3,\
        "session_version":"v1.2.0","turn_count":2},\
        "realm_id":"000001","session_id":"550e8400-e29b-41d4-a716-446655440000",\
        "timestamp":"2025-10-20T18:00:05.000000Z","user_id":"dev1","version":"1.0"}
        """)
  }

  @Test func `a login's event is the seed's`() throws {
    var login = try entry(
      .accessAttempted,
      [
        "event_type": "login", "auth_method": "vault_token", "success": true,
        "client_ip": "10.20.31.42", "metadata": ["mfa_used": true],
      ])
    login.session = nil
    login.configuration = 0
    #expect(
      try payload(login) == """
        {"auth_method":"vault_token","event_type":"UserLoggedIn",\
        "metadata":{"client_ip":"10.20.31.42",\
        "event_id":"0199a8f0-0000-7000-8000-000000000001/17","mfa_used":true},\
        "realm_id":"000001","success":true,"timestamp":"2025-10-20T18:00:05.000000Z",\
        "user_id":"dev1","version":"1.0"}
        """)
  }

  static let attempts: [(JSONValue, EventType)] = [
    (["event_type": "login", "success": true], .userLoggedIn),
    (["event_type": "login", "success": false], .authenticationFailed),
    (["event_type": "login"], .authenticationFailed),
    (["event_type": "logout", "success": true], .userLoggedOut),
    (["event_type": "auth_failed", "success": false], .authenticationFailed),
    (["moved": "body"], .authenticationFailed),
  ]

  @Test(arguments: attempts)
  func `an attempt that does not say it succeeded has failed`(
    body: JSONValue, type: EventType
  ) throws {
    let event = try TopicEvent(entry(.accessAttempted, body), offset: 0, store: store)
    #expect(event.type == type)
    #expect(event.outcome == (body.member("success") == true ? "success" : "failure"))
  }

  @Test func `what the system does is told with its particulars`() throws {
    let event = try TopicEvent(
      entry(.deploymentRecorded, ["environment": "production", "status": "failed"]), offset: 0,
      store: store)
    #expect(event.topic == .system)
    #expect(event.outcome == "failed")
    #expect(event.customer == "acme")
    #expect(event.configuration == 4)
    #expect(event.message.member("details") == ["environment": "production", "status": "failed"])
  }

  @Test(arguments: JournalEntry.Kind.allCases)
  func `every kind has one event, which reads back from its bytes`(
    kind: JournalEntry.Kind
  ) throws {
    let event = try TopicEvent(entry(kind, ["outcome": "success"]), offset: 9, store: store)
    #expect(event.topic == kind.topic)
    #expect(event.position == 17)
    #expect(event.session == session)
    let read = try TopicEvent(
      payload: event.payload(), topic: kind.topic, offset: 9, place: "test")
    #expect(read == event)
    #expect(try read.payload() == event.payload())
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"metadata":{}}"#,
    #"{"event_type":"Nothing","metadata":{"event_id":"a/1"},"timestamp":"2026-01-05T09:00:00Z"}"#,
    #"{"event_type":"AlertRaised","metadata":{"event_id":"x"},"timestamp":"2026-01-05T09:00:00Z"}"#,
    #"{"event_type":"AlertRaised","metadata":{"event_id":"a/1"},"timestamp":"today"}"#,
  ])
  func `what is no event is refused`(text: String) {
    #expect(throws: StrataError.self) {
      try TopicEvent(payload: Array(text.utf8), topic: .system, offset: 0, place: "test")
    }
  }
}
