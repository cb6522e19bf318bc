import StrataCore

/// What a group of Strata's own makes of the next events of a topic: read first, then committed in
/// one transaction with the group's offset, so that each event counts once (row E3).
struct GroupStep: Sendable {
  /// What is counted together.
  struct Statistic: Hashable, Sendable {
    var day: String
    var type: EventType
    var outcome: String
  }

  let group: StandingGroup
  let topic: Topic
  /// The offset of the first event.
  let first: Int64
  /// The offset after the last one.
  private(set) var next: Int64
  private(set) var statistics: [Statistic: Int64] = [:]
  private(set) var alerts: [Alert] = []
  private(set) var state: String?
  private let formerState: String?

  /// How many events it covers.
  var eventCount: Int64 { next - first }
  /// Whether it changes anything but the offset.
  var hasEffect: Bool { !statistics.isEmpty || !alerts.isEmpty || state != formerState }

  /// Reads the next events of a topic, at most `limit`, and works them through.
  init(
    _ group: StandingGroup, in topic: Topic, limit: Int, from reading: EventReading
  ) throws {
    let committed = try ConsumerOffsets(connection: reading.connection).committed(
      by: group.rawValue, in: topic)
    try self.init(group, in: topic, after: committed, limit: limit, from: reading)
  }

  /// Works the events through that follow on an offset, with what the group remembers there.
  init(
    _ group: StandingGroup, in topic: Topic, after committed: (offset: Int64, state: String?),
    limit: Int, from reading: EventReading
  ) throws {
    self.group = group
    self.topic = topic
    first = committed.offset
    next = committed.offset
    state = committed.state
    formerState = committed.state
    let rows = try reading.rows(in: topic, from: first, limit: limit)
    guard let last = rows.last else { return }
    next = last.topicOffset + 1
    switch group {
    case .analytics: for row in rows { count(try reading.event(row)) }
    case .audit:
      let check = AuditRowCheck(connection: reading.connection)
      alerts = try rows.compactMap { try check.alert(for: $0) }
    case .alerting: try watch(rows, reading)
    }
  }

  private mutating func count(_ event: TopicEvent) {
    let statistic = Statistic(day: event.day, type: event.type, outcome: event.outcome ?? "")
    statistics[statistic, default: 0] += 1
  }

  /// The threshold is the one that was in force at the event, so that going over it again finds the
  /// same.
  private mutating func watch(_ rows: [EntryRow], _ reading: EventReading) throws {
    let rules = BurstRule.allCases.filter { $0.topic == topic }
    var bursts = try BurstStates(state)
    var thresholds = Thresholds(reading: reading)
    for row in rows {
      let event = try reading.event(row)
      for rule in rules where rule.counts(event) {
        let threshold = try thresholds.threshold(of: rule, at: event.configuration)
        if let alert = bursts[rule].take(event, under: rule, threshold) { alerts.append(alert) }
      }
    }
    state = try bursts.text()
  }

  /// Commits the step; nil where somebody else has taken these events.
  func perform(in transaction: JournalTransaction) throws -> [Alert]? {
    let connection = transaction.connection
    let offsets = ConsumerOffsets(connection: connection)
    guard try offsets.committed(by: group.rawValue, in: topic).offset == first else { return nil }
    try count(in: connection)
    let raised = RaisedAlerts(connection: connection)
    var new: [Alert] = []
    for alert in alerts where try !raised.contains(alert) {
      let entry = try transaction.append(
        JournalTransaction.Draft(kind: .alertRaised, body: try CanonicalJSON.bytes(alert.body)))
      try raised.insert(rule: alert.rule, event: alert.event, entry: entry.position)
      new.append(alert)
    }
    try offsets.set(
      next, state: state, of: group.rawValue, in: topic, at: transaction.time)
    return new
  }

  /// Adds what was counted to the table.
  func count(in connection: any SQLConnection) throws {
    for (statistic, count) in statistics {
      try connection.run(
        """
        INSERT INTO event_statistics (day, topic, event_type, outcome, count)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (day, topic, event_type, outcome)
        DO UPDATE SET count = event_statistics.count + excluded.count
        """, .text(statistic.day), .text(topic.rawValue), .text(statistic.type.rawValue),
        .text(statistic.outcome), .integer(count))
    }
  }
}

/// The bursts of a topic's rules, as the group `alerting` keeps them beside its offset.
private struct BurstStates {
  private var bursts: [BurstRule: Burst] = [:]

  init(_ text: String?) throws {
    guard let text else { return }
    let place = "table consumer_offsets"
    let fields = try JSONFields(JSONReader.value(of: Array(text.utf8), place: place), place: place)
    for (name, value) in fields.members {
      guard let rule = BurstRule(rawValue: name) else { continue }
      bursts[rule] = try Burst(json: value, place: place)
    }
  }

  subscript(rule: BurstRule) -> Burst {
    get { bursts[rule] ?? Burst() }
    set { bursts[rule] = newValue }
  }

  /// Canonical JSON, nil where nothing ever counted.
  func text() throws -> String? {
    guard !bursts.isEmpty else { return nil }
    let members = Dictionary(
      bursts.map { ($0.key.rawValue, $0.value.json) }, uniquingKeysWith: { $1 })
    return String(decoding: try CanonicalJSON.bytes(.object(members)), as: UTF8.self)
  }
}

/// The thresholds by rule and configuration, each read once.
private struct Thresholds {
  private struct Key: Hashable {
    var rule: BurstRule
    var configuration: Int64
  }

  /// A larger count would make the state of a rule large.
  private static let countLimit = 10_000

  let reading: EventReading
  private var known: [Key: BurstThreshold] = [:]

  init(reading: EventReading) { self.reading = reading }

  mutating func threshold(
    of rule: BurstRule, at configuration: Int64
  ) throws -> BurstThreshold {
    let key = Key(rule: rule, configuration: configuration)
    if let threshold = known[key] { return threshold }
    var threshold = rule.standard
    if let count = try reading.number(rule.keys.count, at: configuration), count > 0 {
      threshold.count = min(count, Self.countLimit)
    }
    if let seconds = try reading.number(rule.keys.seconds, at: configuration) {
      threshold.seconds = seconds
    }
    known[key] = threshold
    return threshold
  }
}
