import StrataCore
import StrataTesting

@testable import StrataStore

/// Entries of the kinds that the events are about, appended as the verbs append them.
extension SessionStore {
  /// An entry that belongs to no session.
  @discardableResult
  func appendEntry(
    _ kind: JournalEntry.Kind, actor: String? = nil, customer: String? = nil,
    _ body: JSONValue = [:]
  ) throws -> Int64 {
    let customer = try customer.map { try CustomerID($0) }
    let bytes = try CanonicalJSON.bytes(body)
    return try commits.commitNow { transaction in
      try transaction.append(
        JournalTransaction.Draft(kind: kind, customer: customer, actor: actor, body: bytes)
      ).position
    }
  }

  /// A login that failed, or did not.
  @discardableResult
  func appendLogin(of user: String = "eve", success: Bool = false) throws -> Int64 {
    try appendEntry(
      .accessAttempted, actor: user,
      [
        "event_type": success ? "login" : "auth_failed", "auth_method": "token",
        "success": .bool(success), "client_ip": "10.20.31.42", "metadata": ["mfa_used": true],
      ])
  }

  /// A command that ran in a session.
  @discardableResult
  func appendCommand(
    to session: Session, status: CommandRecord.Status = .success
  ) async throws -> Int64 {
    try await record(
      command: CommandRecord(
        type: "system_info", fields: ["hostname"], host: "here", durationMilliseconds: 45,
        status: status, outputByteCount: 2048), in: session.name
    ).position
  }

  /// Sets a configuration key.
  func configure(_ key: String, _ value: String) throws {
    try commits.commitNow { transaction in
      let index = try transaction.configuration() + 1
      let entry = try transaction.append(
        JournalTransaction.Draft(
          kind: .configurationChanged,
          body: try CanonicalJSON.bytes([
            "index": .integer(index),
            "changes": [["key": .string(key), "operation": "set", "value": .string(value)]],
          ])))
      try transaction.connection.run(
        """
        INSERT INTO configuration (config_index, key, operation, value, entry)
        VALUES (?, ?, ?, ?, ?)
        """, .integer(index), .text(key), .text("set"), .bytes(Array(value.utf8)),
        .integer(entry.position))
      transaction.configurationChanged(to: index)
    }
  }

  /// All events of a topic, read in pages of some size.
  func allEvents(_ topic: Topic, pageSize: Int = 7) throws -> [TopicEvent] {
    var query = EventQuery(topic, limit: pageSize)
    var events: [TopicEvent] = []
    while true {
      let page = try self.events(query)
      events += page.events
      guard page.events.count == pageSize else { return events }
      query.start = .offset(page.next)
    }
  }

  /// Lets all groups go over everything, also over the alerts that they raise.
  @discardableResult
  func runGroups() async throws -> [Alert] {
    var alerts: [Alert] = []
    var count: Int64 = 1
    while count > 0 {
      count = 0
      for group in StandingGroup.allCases {
        let progress = try await run(group)
        count += progress.eventCount
        alerts += progress.alerts
      }
    }
    return alerts
  }

  /// The rows of a query as texts, to compare tables by.
  func dump(_ sql: String) throws -> [String] {
    try driver.read { connection in
      try connection.query(sql).map { row in row.values.map { "\($0)" }.joined(separator: "|") }
    }
  }
}
