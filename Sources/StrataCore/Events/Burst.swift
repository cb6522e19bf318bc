/// How far a rule has come: what happened lately, and whether that was told already.
///
/// A burst is told once. It is over when fewer than the threshold remain within the time, or when
/// nothing happened for that long.
public struct Burst: Hashable, Sendable {
  private struct Occurrence: Hashable, Sendable {
    var time: Timestamp
    var subject: String?
  }

  private var recent: [Occurrence] = []
  private var isRaised = false

  private static let subjectLimit = 5
  private static let subjectLength = 64

  /// Nothing happened yet.
  public init() {}

  /// Takes an event that the rule counts, and answers with an alert where it makes a burst.
  ///
  /// - Complexity: O(the threshold's count).
  public mutating func take(
    _ event: TopicEvent, under rule: BurstRule, _ threshold: BurstThreshold
  ) -> Alert? {
    let count = max(1, threshold.count)
    let start = event.recordedAt.advanced(bySeconds: -Double(threshold.seconds))
    recent.removeAll { $0.time <= start }
    if recent.isEmpty || recent.count + 1 < count { isRaised = false }
    recent.append(
      Occurrence(
        time: event.recordedAt,
        subject: rule.subject(of: event).map { String($0.prefix(Self.subjectLength)) }))
    recent.removeFirst(max(0, recent.count - count))
    guard !isRaised, recent.count == count else { return nil }
    isRaised = true
    return alert(at: event, under: rule, threshold)
  }

  private func alert(
    at event: TopicEvent, under rule: BurstRule, _ threshold: BurstThreshold
  ) -> Alert {
    var subjects: [String] = []
    for subject in recent.lazy.compactMap(\.subject)
    where !subjects.contains(subject) && subjects.count < Self.subjectLimit {
      subjects.append(subject)
    }
    return Alert(
      rule: rule.rawValue, event: event.position,
      message: rule.sentence(count: recent.count, threshold: threshold, subjects: subjects),
      details: [
        "count": .integer(Int64(recent.count)), "seconds": .integer(Int64(threshold.seconds)),
        "subjects": .array(subjects.map(JSONValue.string)),
        "topic": .string(rule.topic.rawValue),
      ])
  }
}

// MARK: - Kept between two runs

extension Burst {
  /// The state as JSON.
  public var json: JSONValue {
    [
      "raised": .bool(isRaised),
      "recent": .array(
        recent.map { occurrence in
          .array([
            .string(occurrence.time.description), occurrence.subject.map(JSONValue.string) ?? .null,
          ])
        }),
    ]
  }

  /// Reads a state.
  ///
  /// - Throws: ``StrataError`` with code `invalidInput`.
  public init(json: JSONValue, place: String) throws(StrataError) {
    guard case .array(let list)? = json.member("recent") else {
      throw StrataError(.invalidInput, "this is no state of an alert rule", place: place)
    }
    isRaised = json.member("raised") == true
    for element in list {
      guard case .array(let pair) = element, pair.count == 2, case .string(let time) = pair[0]
      else {
        throw StrataError(.invalidInput, "this is no state of an alert rule", place: place)
      }
      recent.append(Occurrence(time: try Timestamp(parsing: time), subject: pair[1].asText))
    }
  }
}
