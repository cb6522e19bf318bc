import StrataCore
import StrataTesting

@testable import StrataStore

/// What a simulation knows of the layers beside the sessions.
struct LayerModel {
  typealias Broken = SimulationModel.Broken

  /// The entry of each activity that is known to be recorded, by the name of who did it.
  private(set) var recorded: [String: Int64] = [:]
  /// Who asked for something that was not done.
  private(set) var refused: Set<String> = []
  /// The index of the last change of each key, and what it has.
  private(set) var values: [String: (index: Int64, value: String?)] = [:]
  /// The index of the first change of each key.
  private(set) var firstIndex: [String: Int64] = [:]
  private(set) var index: Int64 = 0
  /// What the consumer group has seen, by offset.
  private(set) var seen: [Topic: [Int64: String]] = [:]
  private(set) var committed: [Topic: Int64] = [:]
  private(set) var erased: Set<SessionID> = []

  /// Takes in what an activity came to. One that failed was done wholly all the same, or not at all.
  ///
  /// - Parameter mayFail: whether the storage was made to fail.
  mutating func take(
    _ activity: SimulatedActivity, _ outcome: SimulatedActivity.Outcome, mayFail: Bool,
    isRefused: Bool, from reader: SessionStore
  ) throws {
    var isDone = true
    if let error = outcome.error {
      guard let error = error as? StrataError else { throw error }
      switch error.code {
      case .conflict where isRefused: break
      case .storage where mayFail: break
      default: throw error
      }
      isDone = false
    } else if isRefused {
      throw Broken("\(activity) was done and should have been refused")
    }
    switch outcome {
    case .read(let page, let topic), .failureAfterReading(let page, let topic, _):
      try read(page, of: topic)
    case .done, .changed, .failure: break
    }
    if case .consume(let topic) = activity { try meetCommitted(topic, in: reader) }
    guard let name = activity.name else { return }
    let entries = try Self.entries(by: name, of: activity, in: reader)
    let isEmpty: Bool
    if case .changed(let change) = outcome, change.changes.isEmpty {
      isEmpty = true
    } else {
      isEmpty = false
    }
    guard entries.count == (isDone && !isEmpty ? 1 : min(entries.count, 1)) else {
      throw Broken("\(activity) left \(entries.count) entries")
    }
    if isRefused, !entries.isEmpty { throw Broken("\(activity) was refused and left an entry") }
    guard let entry = entries.first else {
      refused.insert(name)
      return
    }
    recorded[name] = entry
    try apply(activity, reader)
  }

  private mutating func apply(_ activity: SimulatedActivity, _ reader: SessionStore) throws {
    switch activity {
    case .set(let key, let value, _, _):
      index += 1
      values[key] = (index, value)
      firstIndex[key] = firstIndex[key] ?? index
    case .rollBack(let key, let former, _):
      index += 1
      values[key] = (
        index,
        try? reader.configuration(of: ConfigurationKey(key), at: .index(former)).value?.text
      )
    case .erase(let id, _): erased.insert(id)
    default: break
    }
    try verifyConfiguration(in: reader)
  }

  private mutating func read(_ page: EventPage, of topic: Topic) throws {
    for event in page.events {
      if let known = seen[topic]?[event.offset], known != event.id {
        throw Broken("\(topic.rawValue) \(event.offset) was \(known) and is \(event.id)")
      }
      seen[topic, default: [:]][event.offset] = event.id
    }
  }

  private mutating func meetCommitted(_ topic: Topic, in reader: SessionStore) throws {
    let offset = try reader.committed(by: ConsumerGroup(SimulatedActivity.group), in: topic)
    guard offset >= committed[topic, default: 0] else {
      throw Broken("the readers of \(topic.rawValue) went back to \(offset)")
    }
    committed[topic] = offset
  }

  // MARK: - What must hold

  /// Compares everything with the store.
  func verify(in store: SessionStore) throws {
    let rows = try store.driver.read { connection in
      try connection.query("SELECT actor, position FROM entries WHERE actor IS NOT NULL")
    }
    var entries: [String: [Int64]] = [:]
    for row in rows { entries[try row.text(0), default: []].append(try row.integer(1)) }
    for (name, position) in recorded where entries[name]?.contains(position) != true {
      throw Broken("what \(name) did is lost: entry \(position)")
    }
    for name in refused where entries[name] != nil {
      throw Broken("\(name) was refused and has the entries \(entries[name] ?? [])")
    }
    try verifyConfiguration(in: store)
    for topic in Topic.allCases {
      guard let summary = try store.topics().first(where: { $0.topic == topic }) else { continue }
      let offsets = seen[topic, default: [:]].keys.sorted()
      guard offsets == Array(0..<summary.end) else {
        throw Broken("the readers saw \(offsets.count) of \(summary.end) events of \(topic)")
      }
      guard Set(seen[topic, default: [:]].values).count == offsets.count else {
        throw Broken("an event of \(topic.rawValue) came twice")
      }
    }
  }

  private func verifyConfiguration(in store: SessionStore) throws {
    let snapshot = try store.configuration()
    guard snapshot.index == index else {
      throw Broken("the configuration is at \(snapshot.index) and not at \(index)")
    }
    let found = Dictionary(
      snapshot.values.map { ($0.key.path, $0.value?.text) }, uniquingKeysWith: { $1 })
    for (key, expected) in values where found[key] ?? nil != expected.value {
      let present = (found[key] ?? nil) ?? "-"
      throw Broken("\(key) is \(present) and not \(expected.value ?? "-")")
    }
  }

  /// The entries of an activity, by the name of who did it.
  private static func entries(
    by name: String, of activity: SimulatedActivity, in reader: SessionStore
  ) throws -> [Int64] {
    guard let kind = activity.kind else { return [] }
    return try reader.driver.read { connection in
      var arguments: [SQLValue] = [.text(name), .text(kind.rawValue)]
      if let session = activity.session { arguments.append(.text(session.description)) }
      return try connection.query(
        """
        SELECT position FROM entries WHERE actor = ? AND kind = ?
          \(activity.session == nil ? "" : "AND session = ?")
        """, arguments
      ).map { try $0.integer(0) }
    }
  }
}
