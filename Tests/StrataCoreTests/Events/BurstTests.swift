import StrataCore
import StrataTesting
import Testing

@Suite("Alert rules")
struct BurstTests {
  private static let start = Timestamp(microseconds: 1_767_603_600_000_000)

  private func failure(_ position: Int64, at second: Double, user: String = "eve") throws
    -> TopicEvent
  {
    try TopicEvent(
      JournalEntry(
        position: position, recordedAt: Self.start.advanced(bySeconds: second),
        kind: .accessAttempted, actor: user,
        body: ["event_type": "auth_failed", "success": false]),
      offset: position, store: SessionID(parsing: "0199a8f0-0000-7000-8000-000000000001"))
  }

  private func alerts(
    _ seconds: [Double], _ threshold: BurstThreshold, rule: BurstRule = .failedLogins
  ) throws -> [Int64] {
    var burst = Burst()
    return try seconds.enumerated().compactMap { index, second in
      burst.take(try failure(Int64(index + 1), at: second), under: rule, threshold)?.event
    }
  }

  @Test func `a burst is told once, when it is one`() throws {
    let threshold = BurstThreshold(count: 3, seconds: 60)
    #expect(try alerts([0, 10, 20, 30, 40, 90], threshold) == [3])
    #expect(try alerts([0, 40, 80, 120], threshold) == [], "never three within a minute")
    #expect(try alerts([0, 10, 20, 100, 110, 120], threshold) == [3, 6], "two bursts")
    #expect(try alerts([0, 30, 59, 60, 89, 118], threshold) == [3], "one that goes on")
  }

  @Test func `each lock break counts`() throws {
    #expect(try alerts([0, 0, 5], BurstRule.lockBreaks.standard, rule: .lockBreaks) == [1, 2, 3])
  }

  @Test func `an alert says how many, how fast and who`() throws {
    var burst = Burst()
    var alert: Alert?
    for (index, user) in ["eve", "mallory", "eve"].enumerated() {
      alert = burst.take(
        try failure(Int64(index), at: Double(index), user: user), under: .failedLogins,
        BurstThreshold(count: 3, seconds: 60))
    }
    #expect(alert?.message == "3 logins failed within 60 s: eve, mallory")
    #expect(alert?.body.member("rule") == "failed-logins")
    #expect(alert?.body.member("event") == 2)
    #expect(alert?.body.member("subjects") == ["eve", "mallory"])
  }

  /// Against a rule written down another way: over the whole list, without forgetting.
  @Test func `streams and their pieces give the same alerts`() throws {
    var generator = SeededGenerator.printingSeed()
    for _ in 0..<200 {
      let threshold = BurstThreshold(
        count: .random(in: 1...6, using: &generator),
        seconds: .random(in: 0...30, using: &generator))
      var now = 0.0
      let seconds = (0..<60).map { _ -> Double in
        now += Double.random(in: 0...12, using: &generator).rounded()
        return now
      }
      let expected = reference(seconds, threshold)
      #expect(try alerts(seconds, threshold) == expected)
      var burst = Burst()
      var found: [Int64] = []
      for (index, second) in seconds.enumerated() {
        if Bool.random(using: &generator) { burst = try Burst(json: burst.json, place: "test") }
        if let alert = burst.take(
          try failure(Int64(index + 1), at: second), under: .failedLogins, threshold)
        {
          found.append(alert.event)
        }
      }
      #expect(found == expected)
    }
  }

  private func reference(_ seconds: [Double], _ threshold: BurstThreshold) -> [Int64] {
    var raised: [Int64] = []
    var isRaised = false
    for (index, second) in seconds.enumerated() {
      let before = seconds[..<index].count { $0 > second - Double(threshold.seconds) }
      if before == 0 || before + 1 < threshold.count { isRaised = false }
      if !isRaised, before + 1 >= threshold.count {
        raised.append(Int64(index + 1))
        isRaised = true
      }
    }
    return raised
  }

  @Test func `only the rule's own events count`() throws {
    let login = try failure(1, at: 0)
    #expect(BurstRule.allCases.filter { $0.counts(login) } == [.failedLogins])
    for rule in BurstRule.allCases {
      #expect(rule.standard.count > 0)
      #expect(rule.keys.count == "strata/alerting/\(rule.rawValue)/count")
    }
  }

  @Test(arguments: ["", "[]", "{}", #"{"recent":[1]}"#, #"{"recent":[["today",null]]}"#])
  func `what is no state is refused`(text: String) throws {
    let json: JSONValue =
      text.isEmpty ? .null : try JSONReader.value(of: Array(text.utf8), place: "")
    #expect(throws: StrataError.self) { try Burst(json: json, place: "test") }
  }
}
